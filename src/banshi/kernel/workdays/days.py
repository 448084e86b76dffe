"""Working days of the published years: pure arithmetic on a table, never a guess.

The table holds, for every published day, how many working days there are up to and including it, and the
list of working days. Adding, counting and rolling are then one or two look-ups, whatever the number of days.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple, NoReturn

from banshi.lib.results import Reason, Refused, gettext_noop

ONE_DAY = dt.timedelta(days=1)


class Kind(StrEnum):
    """What the yearly notice of the State Council makes of a day."""

    WORKDAY = "workday"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    ADJUSTED_WORKDAY = "adjusted_workday"

    @property
    def works(self) -> bool:
        """Whether the bureau works on such a day (make-up days 调休 included)."""
        return self in _WORKING


_WORKING = frozenset({Kind.WORKDAY, Kind.ADJUSTED_WORKDAY})


class Day(NamedTuple):
    """One published day; `name` is the festival it belongs to or makes up for."""

    date: dt.date
    kind: Kind
    name: str = ""


class BeyondCalendar(Refused):
    """The answer lies past the last published day: `remaining` working days are still to be counted."""

    def __init__(self, last_day: dt.date, remaining: int = 0) -> None:
        super().__init__(
            Reason(
                gettext_noop("%(year)s 年的工作日安排尚未公布，现在不能确定日期。"),
                params={"year": last_day.year + 1},
            )
        )
        self.last_day = last_day
        self.remaining = remaining


class BeforeCalendar(Refused):
    """The question is about a day before the first published one."""

    def __init__(self, first_day: dt.date) -> None:
        super().__init__(
            Reason(
                gettext_noop("系统中的工作日历从 %(first)s 开始，不能计算更早的日期。"),
                params={"first": first_day},
            )
        )
        self.first_day = first_day


class DayTable:
    """The days of one or more whole, consecutive years.

    `rows` are (date, kind, name) in any order. Raises ValueError when a day is missing, comes twice, has an
    unknown kind, or when the first or last year is not whole.
    """

    __slots__ = ("_base", "_days", "_ranks", "_workdays", "first_day", "last_day")

    def __init__(self, rows: Iterable[tuple[dt.date, str, str]]) -> None:
        days = [Day(date, Kind(kind), name) for date, kind, name in sorted(rows)]
        _require_whole_years(days)
        self.first_day, self.last_day = days[0].date, days[-1].date
        # The eve of the first published day can start a period: its own day does not count.
        self._base = self.first_day.toordinal() - 1
        self._days = days
        self._workdays = [day.date for day in days if day.kind.works]
        self._ranks = [0]
        for day in days:
            self._ranks.append(self._ranks[-1] + day.kind.works)

    @property
    def ranks(self) -> Sequence[int]:
        """Working days up to and including day i, where i = 0 is the eve of `first_day`."""
        return self._ranks

    @property
    def workdays(self) -> Sequence[dt.date]:
        """All working days in order."""
        return self._workdays

    @property
    def years(self) -> range:
        """The published years."""
        return range(self.first_day.year, self.last_day.year + 1)

    def covers(self, date: dt.date) -> bool:
        """Whether the day is published."""
        return self.first_day <= date <= self.last_day

    def get(self, date: dt.date) -> Day | None:
        """The published day, or None outside the calendar."""
        index = date.toordinal() - self._base - 1
        return self._days[index] if 0 <= index < len(self._days) else None

    def kind(self, date: dt.date) -> Kind:
        """The kind of a published day; raises BeforeCalendar or BeyondCalendar."""
        return self._day(date).kind

    def name(self, date: dt.date) -> str:
        """The festival a published day belongs to, or ""; raises BeforeCalendar or BeyondCalendar."""
        return self._day(date).name

    def is_workday(self, date: dt.date) -> bool:
        """Whether the bureau works on a published day; raises BeforeCalendar or BeyondCalendar."""
        return self._day(date).kind.works

    def add(self, start: dt.date, n: int) -> dt.date:
        """The n-th working day (n ≥ 1) after `start`, whose own day is not counted.

        Raises BeyondCalendar with the working days still to count, BeforeCalendar, ValueError for n < 1.
        """
        index = start.toordinal() - self._base
        if index >= 0 and n > 0:
            try:
                return self._workdays[self._ranks[index] + n - 1]
            except IndexError:
                pass
        self._refuse(start, n)

    def before(self, date: dt.date, n: int) -> dt.date:
        """The n-th working day (n ≥ 1) before `date`. Raises BeforeCalendar or BeyondCalendar."""
        index = self._rank(date - ONE_DAY) - n
        if index < 0:
            raise BeforeCalendar(self.first_day)
        return self._workdays[index]

    def between(self, a: dt.date, b: dt.date) -> int:
        """Working days in (a, b]; negative when b lies before a. Raises BeforeCalendar or BeyondCalendar."""
        return self._rank(b) - self._rank(a)

    def roll(self, date: dt.date) -> dt.date:
        """The day if it is a working day, else the next one. Raises BeforeCalendar or BeyondCalendar."""
        return date if self._day(date).kind.works else self.add(date, 1)

    def _day(self, date: dt.date) -> Day:
        day = self.get(date)
        if day is None:
            self._outside(date)
        return day

    def _rank(self, date: dt.date) -> int:
        index = date.toordinal() - self._base
        if not 0 <= index < len(self._ranks):
            self._outside(date)
        return self._ranks[index]

    def _outside(self, date: dt.date) -> NoReturn:
        if date < self.first_day:
            raise BeforeCalendar(self.first_day)
        raise BeyondCalendar(self.last_day)

    def _refuse(self, start: dt.date, n: int) -> NoReturn:
        if n < 1:
            raise ValueError("a period has at least one day")
        if start.toordinal() < self._base:
            raise BeforeCalendar(self.first_day)
        known = len(self._workdays) - self._rank(min(start, self.last_day))
        raise BeyondCalendar(self.last_day, n - known)


def _require_whole_years(days: Sequence[Day]) -> None:
    if not days:
        raise ValueError("a calendar needs at least one year")
    first, last = days[0].date, days[-1].date
    if (first.month, first.day) != (1, 1) or (last.month, last.day) != (12, 31):
        raise ValueError(f"years must be whole: {first} to {last}")
    for before, after in pairwise(days):
        if after.date != before.date + ONE_DAY:
            raise ValueError(f"the calendar is not continuous after {before.date}")
