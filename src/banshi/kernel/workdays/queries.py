"""The calendar in force, for everybody; what is loaded, for the administrator."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, Q

from banshi.kernel.workdays.days import DayTable, Kind
from banshi.kernel.workdays.models import CalendarDay, CalendarYear, LocalClosure
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

NO_CALENDAR = gettext_noop("系统中还没有工作日历，请管理员先导入。")
CHECK_EVERY = dt.timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class YearInForce:
    """A loaded year for the administrator's page, with the numbers of its days."""

    year: int
    version: int
    source: str
    loaded_at: dt.datetime
    loaded_by: str
    workdays: int
    adjusted: int
    holidays: int


@dataclass(frozen=True, slots=True)
class Closure:
    """Days first..last, both included, on which the hall is closed by the bureau's own decision."""

    first: dt.date
    last: dt.date
    reason: str
    moves_promises: bool
    decided_by: str
    id: int


@dataclass(frozen=True, slots=True)
class _Kept:
    table: DayTable
    revision: object
    checked: dt.datetime


_shelf: dict[str, _Kept] = {}


def table() -> DayTable:
    """The calendar in force. Kept by the process; a newer version is noticed within a second.

    Raises Refused when no year has been loaded.
    """
    kept, now = _shelf.get("table"), clock.now()
    # The clock can be moved back in rehearsals and tests, hence the lower bound.
    if kept and dt.timedelta(0) <= now - kept.checked < CHECK_EVERY:
        return kept.table
    revision = _revision()
    days = kept.table if kept and kept.revision == revision else _load()
    _shelf["table"] = _Kept(days, revision, now)
    return days


def forget() -> None:
    """Drop the kept calendar, so that the next question reads the database."""
    _shelf.clear()


def years() -> list[YearInForce]:
    """The version in force of every loaded year, oldest first."""
    kinds = {
        "workdays": Count("days", filter=Q(days__kind__in=[kind for kind in Kind if kind.works])),
        "adjusted": Count("days", filter=Q(days__kind=Kind.ADJUSTED_WORKDAY)),
        "holidays": Count("days", filter=Q(days__kind=Kind.HOLIDAY)),
    }
    newest = CalendarYear.objects.filter(pk__in=in_force().values()).annotate(**kinds).order_by("year")
    return [YearInForce(**row) for row in newest.values(*YearInForce.__slots__)]


def in_force() -> dict[int, int]:
    """Year to the key of its newest version."""
    return dict(CalendarYear.objects.order_by("year", "version").values_list("year", "pk"))


def rows_of(calendars: Iterable[int]) -> list[tuple[dt.date, str, str]]:
    """The (date, kind, name) rows of these calendar versions."""
    chosen = CalendarDay.objects.filter(calendar__in=list(calendars))
    return list(chosen.order_by("date").values_list("date", "kind", "name"))


def closures(first: dt.date, last: dt.date) -> list[Closure]:
    """The bureau's own closures that touch the days first..last."""
    rows = LocalClosure.objects.filter(first__lte=last, last__gte=first).order_by("first")
    return [_closure(row) for row in rows]


def recent_closures(limit: int) -> list[Closure]:
    """The closures decided so far, the latest first."""
    return [_closure(row) for row in LocalClosure.objects.order_by("-first")[:limit]]


def moving_closures(since: dt.date) -> list[Closure]:
    """The closures that last until `since` or longer and do not count towards promises."""
    rows = LocalClosure.objects.filter(moves_promises=True, last__gte=since).order_by("first")
    return [_closure(row) for row in rows]


def _closure(row: LocalClosure) -> Closure:
    return Closure(row.first, row.last, row.reason, row.moves_promises, row.decided_by, row.pk)


def _revision() -> object:
    return tuple(CalendarYear.objects.aggregate(a=Max("pk"), b=Max("loaded_at"), c=Count("pk")).values())


def _load() -> DayTable:
    newest = in_force()
    if not newest:
        raise Refused(Reason(NO_CALENDAR))
    return DayTable(rows_of(newest.values()))
