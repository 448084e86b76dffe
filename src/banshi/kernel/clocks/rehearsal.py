"""What another number of the regulation would do: to open cases (nothing), to a sample, to last month's clocks."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from banshi.kernel.cases.life import OPEN
from banshi.kernel.clocks.explanation import Explanation, explain
from banshi.kernel.clocks.fold import NUMBERS
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.reckoning import Limit, Unit, due
from banshi.kernel.organisation.hours import end_of
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

UNITS = {"_working_days": Unit.WORKING_DAY, "_calendar_days": Unit.CALENDAR_DAY, "_months": Unit.MONTH}


@dataclass(frozen=True, slots=True)
class Touched:
    """The running clocks of open cases on a number: those begun on the day of change or later, and those before."""

    after: int
    before: int


@dataclass(frozen=True, slots=True)
class Replay:
    """A month's clocks once more under another number.

    How many would have been due earlier, later, on the same day, or on a day that is not published; how many ran
    out under the old and under the other number.
    """

    first: dt.date
    last: dt.date
    started: int
    earlier: int
    later: int
    same: int
    unknown: int
    late_before: int
    late_after: int


def unit_of(name: str) -> Unit | None:
    """The unit of a parameter that is a limit; None for all others."""
    return next((unit for ending, unit in UNITS.items() if name.endswith(ending)), None)


def touched(article: str, name: str, since: dt.date) -> Touched | None:
    """Two counts in the database; None when no clock of a case runs on this parameter."""
    kinds = _kinds(article, name)
    if not kinds:
        return None
    running = Clock.objects.filter(kind__in=kinds, stopped_at=None, case__state__in=OPEN)
    return Touched(running.filter(start__gte=since).count(), running.filter(start__lt=since).count())


def sample(name: str, start: dt.date, value: int) -> Explanation | None:
    """The due date of a limit of `value` that begins on `start`, day by day; None when the parameter is no limit.

    Raises `BeforeCalendar` for a day before the first published year.
    """
    unit = unit_of(name)
    days = table()
    return explain(due(start, Limit(value, unit), days), days) if unit else None


def replay(article: str, name: str, value: int) -> Replay | None:
    """Last month's clocks of this parameter, reckoned with the number of their day and with `value`.

    None when no clock runs on it. One query; a day is reckoned once.
    """
    kinds = _kinds(article, name)
    if not kinds:
        return None
    last = clock.today().replace(day=1) - dt.timedelta(days=1)
    first = last.replace(day=1)
    pairs = list(_pairs(kinds, first, last, (article, name), value))
    known = [(one.date, two.date) for one, two, _end, _online in pairs if one.date and two.date]
    return Replay(
        first=first,
        last=last,
        started=len(pairs),
        earlier=sum(new < old for old, new in known),
        later=sum(new > old for old, new in known),
        same=sum(new == old for old, new in known),
        unknown=len(pairs) - len(known),
        late_before=sum(_late(one.date, end, online) for one, _two, end, online in pairs),
        late_after=sum(_late(two.date, end, online) for _one, two, end, online in pairs),
    )


@dataclass(frozen=True, slots=True)
class _Due:
    date: dt.date | None


_Pair = tuple[_Due, _Due, dt.datetime, bool]


def _kinds(article: str, name: str) -> list[str]:
    return [kind for kind, key in NUMBERS.items() if key == (article, name)]


def _pairs(
    kinds: list[str], first: dt.date, last: dt.date, key: tuple[str, str], value: int
) -> Iterator[_Pair]:
    days, reckoned = table(), dict[dt.date, tuple[_Due, _Due]]()
    rows = Clock.objects.filter(kind__in=kinds, start__gte=first, start__lte=last).order_by("start", "id")
    for start, stopped, online in rows.values_list("start", "stopped_at", "online"):
        if start not in reckoned:
            old = int(parameter(*key, start))
            reckoned[start] = _on(start, old, days), _on(start, value, days)
        yield *reckoned[start], stopped or clock.now(), online


def _on(start: dt.date, value: int, days: DayTable) -> _Due:
    return _Due(due(start, Limit(value, Unit.WORKING_DAY), days).date)


def _late(day: dt.date | None, end: dt.datetime, online: bool) -> bool:
    return day is not None and end > end_of(day, online=online)
