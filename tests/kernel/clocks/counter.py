"""An independent counter of days: reads the calendar files itself and walks day by day, nothing else."""

import csv
import datetime as dt
from importlib.resources import files

WORKING = {"workday", "adjusted_workday"}
ONE = dt.timedelta(days=1)
Pauses = list[tuple[dt.date, dt.date]]
# Date reached (or None), provisional, working days still to count.
Answer = tuple[dt.date | None, bool, int]


def calendar() -> dict[dt.date, str]:
    """Every bundled day with its kind."""
    kinds = {}
    for file in files("banshi.kernel.workdays").joinpath("data").iterdir():
        if file.name.endswith(".csv"):
            for row in csv.DictReader(file.read_text("utf-8").splitlines()):
                kinds[dt.date.fromisoformat(row["date"])] = row["kind"]
    return kinds


KINDS = calendar()
LAST = max(KINDS)


def stopped_days(pauses: Pauses) -> set[dt.date]:
    """Each day of each pause."""
    return {first + n * ONE for first, last in pauses for n in range((last - first).days + 1)}


def count_working(start: dt.date, n: int, pauses: Pauses) -> Answer:
    """Walk the published days and count those on which the bureau works and no pause holds."""
    stopped, day, counted = stopped_days(pauses), start, 0
    while day < LAST:
        day += ONE
        if KINDS[day] in WORKING and day not in stopped:
            counted += 1
            if counted == n:
                return day, False, 0
    return None, True, n - counted


def count_calendar(start: dt.date, n: int, pauses: Pauses) -> Answer:
    """Walk all days outside the pauses, then on to a working day."""
    stopped, day, counted = stopped_days(pauses), start, 0
    while counted < n:
        day += ONE
        counted += day not in stopped
    end = day
    while end in KINDS:
        if KINDS[end] in WORKING and end not in stopped:
            return end, False, 0
        end += ONE
    return day, True, 0


def count(start: dt.date, limits: list[tuple[int, str]], pauses: Pauses) -> Answer:
    """One or two stretches, "wd" or "cd", each from the end of the one before."""
    answer: Answer = (start, False, 0)
    unsure = False
    for n, unit in limits:
        if answer[0] is None:
            return answer
        answer = (count_working if unit == "wd" else count_calendar)(answer[0], n, pauses)
        unsure = unsure or answer[1]
    return answer[0], unsure, answer[2]
