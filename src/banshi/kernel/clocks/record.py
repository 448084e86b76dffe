"""Our own record of a month: how much was decided in time, and what was not. No names, no case numbers."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet

from banshi.kernel.cases.life import OPEN, State
from banshi.kernel.cases.models import Case
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.reckoning import counted_between
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

DECISION = ("promised", "statutory")
THEIRS = sorted(kind.name for kind in KINDS.values() if kind.theirs)
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class MonthRecord:
    """How many cases were decided since `first`, how many of them late, and how many open ones are overdue now."""

    first: dt.date
    decided: int
    late: int
    open_overdue: int

    @property
    def overdue(self) -> int:
        """All that are to be explained."""
        return self.late + self.open_overdue

    @property
    def on_time_share(self) -> float | None:
        """Decided in time, in percent with one decimal, never rounded up to 100; None while none was decided."""
        if not self.decided:
            return None
        return (self.decided - self.late) * 1000 // self.decided / 10


@dataclass(frozen=True, slots=True)
class OverdueLine:
    """One case that ran over a limit: which item, which limit, by how many working days, decided or not yet."""

    item_code: str
    item_name: str
    clock: str
    due: dt.date
    ended_on: dt.date | None
    working_days: int


def month(day: dt.date) -> MonthRecord:
    """The record of the month of `day` so far: three counts over indexes, whatever the number of cases."""
    first = day.replace(day=1)
    decided = Case.objects.filter(decided_at__gte=_begin(first)).count()
    late = _late(first).values("case").distinct().count()
    return MonthRecord(first, decided, late, _overdue_cases(day).count())


def overdue_lines(day: dt.date) -> list[OverdueLine]:
    """What the month's record has to explain, the longest overdue first; at most MOST_LINES."""
    late = _late(day.replace(day=1)).select_related("case").order_by("due", "id")[:MOST_LINES]
    waiting = (
        Clock.objects.filter(case__in=_overdue_cases(day), stopped_at=None, ends_at__lt=clock.now())
        .exclude(kind__in=THEIRS)
        .select_related("case")
        .order_by("due", "id")[:MOST_LINES]
    )
    lines = _lines([*late, *waiting], day)
    return sorted(lines, key=lambda line: (-line.working_days, line.due, line.item_code))[:MOST_LINES]


def _begin(first: dt.date) -> dt.datetime:
    return dt.datetime.combine(first, dt.time(0), clock.BEIJING)


def _late(first: dt.date) -> QuerySet[Clock]:
    """Clocks of decisions made since `first` that had run out before."""
    return Clock.objects.filter(
        case__decided_at__gte=_begin(first), kind__in=DECISION, ends_at__lt=F("stopped_at")
    )


def _overdue_cases(day: dt.date) -> QuerySet[Case]:
    """Open cases whose governing date is over and is ours to keep; a provisional date is not overdue."""
    return (
        Case.objects.filter(state__in=sorted(OPEN), due__lt=day)
        .exclude(state=State.SUPPLEMENT)
        .exclude(clocks__provisional=True, clocks__stopped_at=None)
    )


def _lines(rows: Iterable[Clock], day: dt.date) -> list[OverdueLine]:
    """One line a case: of two limits passed, the one that ran out first."""
    days = table()
    lines: dict[int, OverdueLine] = {}
    for row in rows:
        lines.setdefault(row.case_id, _line(row, day, days))
    return list(lines.values())


def _line(row: Clock, day: dt.date, days: DayTable) -> OverdueLine:
    assert row.due is not None
    ended = row.stopped_at.astimezone(clock.BEIJING).date() if row.stopped_at else None
    return OverdueLine(
        item_code=row.case.item_code,
        item_name=item_called(row.case.item_version_id, row.case.item_name),
        clock=KINDS[row.kind].title,
        due=row.due,
        ended_on=ended,
        working_days=counted_between(row.due, ended or day, days),
    )
