"""Weeks and months up to today, for trends. Pure. A week is that of ISO 8601: it begins on Monday."""

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Period:
    """The days first..last, both included."""

    first: dt.date
    last: dt.date


def weeks(today: dt.date, number: int) -> tuple[Period, ...]:
    """The last `number` weeks, the one of today last and whole."""
    monday = today - dt.timedelta(days=today.weekday())
    begins = [monday - dt.timedelta(weeks=ago) for ago in range(number - 1, -1, -1)]
    return tuple(Period(day, day + 6 * ONE_DAY) for day in begins)


def months(today: dt.date, number: int) -> tuple[Period, ...]:
    """The last `number` months, the one of today last and whole."""
    count = today.year * 12 + today.month - 1
    begins = [_month(count - ago) for ago in range(number - 1, -2, -1)]
    return tuple(Period(first, following - ONE_DAY) for first, following in pairwise(begins))


def place(day: dt.date, periods: Sequence[Period]) -> int | None:
    """Which of these periods, in order and without gaps, holds the day; None for none."""
    at = bisect_right([period.first for period in periods], day) - 1
    return at if at >= 0 and day <= periods[at].last else None


def _month(count: int) -> dt.date:
    return dt.date(count // 12, count % 12 + 1, 1)
