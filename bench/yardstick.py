"""How fast this machine is at this moment: one known piece of pure Python, also measured when the peers were."""

import datetime as dt
from time import perf_counter

import chinese_calendar

ONE_DAY = dt.timedelta(days=1)
FIRST, DAYS = dt.date(2025, 1, 1), 365
# The same loop with n = 3 when the peers were measured, in microseconds.
THEN = 78.1


def day_by_day(start: dt.date, n: int) -> dt.date:
    """The n-th working day after `start`, asked of chinesecalendar day by day."""
    while n:
        start += ONE_DAY
        n -= chinese_calendar.is_workday(start)
    return start


def now() -> str:
    """The yardstick now, beside what it was then; the best of three, so that a short disturbance does not count."""
    best = min(_once() for _ in range(3))
    return f"{best:.0f} µs for chinesecalendar + 3 working days; {best / THEN:.1f} times {THEN} µs, the peers' run"


def _once() -> float:
    start = perf_counter()
    for n in range(DAYS):
        day_by_day(FIRST + n * ONE_DAY, 3)
    return (perf_counter() - start) / DAYS * 1e6
