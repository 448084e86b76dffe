"""The same arithmetic over millions of dates at once, with numpy. Dates are proleptic ordinals."""

from functools import lru_cache

import numpy as np
import numpy.typing as npt

from banshi.kernel.workdays.days import BeforeCalendar, BeyondCalendar, DayTable

Ordinals = npt.NDArray[np.int64]


def add_many(table: DayTable, starts: Ordinals, n: int) -> Ordinals:
    """The n-th working day (n ≥ 1) after each start, as ordinals; 0 where it is not published yet.

    Raises BeforeCalendar if any start lies before the calendar, ValueError for n < 1.
    """
    reached = _reached(table, n)
    offsets = starts - (table.first_day.toordinal() - 1)
    if not offsets.size:
        return offsets
    if offsets.min() < 0:
        raise BeforeCalendar(table.first_day)
    if offsets.max() >= reached.size:
        offsets = np.minimum(offsets, reached.size - 1)
    return reached[offsets]


def worst_span(table: DayTable, n: int) -> int:
    """The greatest number of calendar days that n working days took, for any start inside the table.

    Used to compare a promise in one unit with a statutory limit in the other (07-04).
    Raises BeyondCalendar when the table is too short for any start to have an answer.
    """
    reached = _reached(table, n)[1:]
    starts = np.arange(reached.size) + table.first_day.toordinal()
    spans = (reached - starts)[reached > 0]
    if not spans.size:
        raise BeyondCalendar(table.last_day, n - len(table.workdays))
    return int(spans.max())


@lru_cache(maxsize=64)
def _reached(table: DayTable, n: int) -> Ordinals:
    """For the eve of the first day and every published day: the ordinal n working days later, or 0."""
    if n < 1:
        raise ValueError("a period has at least one day")
    workdays = np.array([day.toordinal() for day in table.workdays], dtype=np.int64)
    targets = np.array(table.ranks, dtype=np.int64) + n - 1
    known = targets < workdays.size
    reached = np.zeros(targets.size, dtype=np.int64)
    reached[known] = workdays[targets[known]]
    return reached
