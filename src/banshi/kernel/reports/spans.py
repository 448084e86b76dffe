"""The periods a report is about, as addresses name them: 2026-10, 2026-Q4, 2026, or two days. Pure."""

import datetime as dt
import re

from banshi.kernel.workdays.days import ONE_DAY
from banshi.kernel.workdays.periods import Period, months

LONGEST = 366
FIRST_YEAR, LAST_YEAR = 1990, 2200
_SHAPE = re.compile(r"(\d{4})(?:-(Q([1-4])|(0[1-9]|1[0-2])))?", re.ASCII)


def of_code(code: str) -> Period | None:
    """The month, quarter or year behind a code; None for anything else."""
    match = _SHAPE.fullmatch(code)
    if not match or not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        return None
    year = int(match[1])
    if match[4]:
        return _months(year, int(match[4]), 1)
    return _months(year, 3 * int(match[3]) - 2, 3) if match[3] else _months(year, 1, 12)


def code_of(month: dt.date) -> str:
    """The code of the month of a day."""
    return f"{month:%Y-%m}"


def month_before(today: dt.date) -> Period:
    """The month before that of `today`, whole."""
    return months(today, 2)[0]


def offered(today: dt.date) -> tuple[str, ...]:
    """The codes a reader chooses from, the newest first: twelve months, four quarters, three years."""
    quarter = today.year * 4 + (today.month - 1) // 3
    return (
        *(code_of(one.first) for one in reversed(months(today, 12))),
        *(f"{at // 4}-Q{at % 4 + 1}" for at in range(quarter, quarter - 4, -1)),
        *(f"{today.year - ago}" for ago in range(3)),
    )


def sound(period: Period) -> bool:
    """Whether days chosen by hand are in order, in sight, and at most a year."""
    in_sight = period.first.year >= FIRST_YEAR and period.last.year <= LAST_YEAR
    return in_sight and dt.timedelta(0) <= period.last - period.first < dt.timedelta(days=LONGEST)


def _months(year: int, month: int, number: int) -> Period:
    after = year * 12 + month - 1 + number
    return Period(dt.date(year, month, 1), dt.date(after // 12, after % 12 + 1, 1) - ONE_DAY)
