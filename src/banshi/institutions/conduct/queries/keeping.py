"""Reading what is kept: cleaning tasks, the integrity register, declarations."""

import datetime as dt
from dataclasses import dataclass

from banshi.institutions.conduct.models import (
    DISPOSED,
    GROUNDS,
    INTEGRITY,
    Cleaning,
    Declaration,
    IntegrityRecord,
)
from banshi.institutions.conduct.rules import CleaningKind, Disposal, IntegrityKind, cleaning
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

ONE_DAY = dt.timedelta(days=1)
SHOWN = 100


@dataclass(frozen=True, slots=True)
class CleaningTask:
    """A task that the calendar asks for, ticked or not: `day` is the day, or the first of the month."""

    kind: CleaningKind
    day: dt.date
    ticked_by: str
    ticked_at: dt.datetime | None
    late: bool
    missed: bool
    open: bool


def cleaning_tasks(section_id: int, days: int = 10) -> tuple[CleaningTask, ...]:
    """The monthly task and the daily ones of the last `days` working days, newest first (09-07-1).

    Derived from the calendar: no rows are made ahead.
    """
    today = clock.today()
    wanted = [(CleaningKind.MONTHLY, today.replace(day=1))]
    wanted += [(CleaningKind.DAILY, day) for day in _recent_workdays(today, days)]
    rows = Cleaning.objects.filter(section_id=section_id, day__in=[day for _, day in wanted])
    done = {(row.kind, row.day): row for row in rows.select_related("ticked_by").order_by("id")}
    return tuple(_task(kind, day, done.get((kind.value, day)), today) for kind, day in wanted)


def _task(kind: CleaningKind, day: dt.date, row: Cleaning | None, today: dt.date) -> CleaningTask:
    if row is not None:
        return CleaningTask(
            kind, day, row.ticked_by.called, row.ticked_at, row.late, missed=False, open=False
        )
    missed = kind is CleaningKind.DAILY and day < today
    late_days = parameter("09-07-1", "tick_late_days", today)
    still = cleaning(kind=kind, day=day, today=today, works=True, late_days=late_days, ticked=False)
    return CleaningTask(kind, day, "", None, late=False, missed=missed, open=still.allowed)


def _recent_workdays(today: dt.date, number: int) -> list[dt.date]:
    days = table()
    found: list[dt.date] = []
    day = today
    while len(found) < number and days.first_day <= day:
        known = days.get(day)
        if known is not None and known.kind.works:
            found.append(day)
        day -= ONE_DAY
    return found


@dataclass(frozen=True, slots=True)
class IntegrityCard:
    """An entry of the integrity register, opened from the vault."""

    id: int
    kind_name: str
    staff_id: int
    name: str
    from_whom: str
    what: str
    happened_on: dt.date
    disposal_name: str
    to_receive: bool
    received_by: str
    received_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DeclarationCard:
    """A declared interest, opened from the vault."""

    name: str
    case_number: str
    ground_name: str
    with_whom: str
    declared_at: dt.datetime


def integrity_records(staff_id: int | None = None) -> tuple[IntegrityCard, ...]:
    """The newest entries, of one colleague or of all."""
    rows = IntegrityRecord.objects.select_related("staff", "received_by").order_by("-id")
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    return tuple(
        IntegrityCard(
            row.pk,
            INTEGRITY[IntegrityKind(row.kind)],
            row.staff_id,
            row.staff.called,
            row.from_whom,
            row.what,
            row.happened_on,
            DISPOSED[Disposal(row.disposal)],
            row.disposal == Disposal.HANDED_IN and row.received_by_id is None,
            row.received_by.called if row.received_by else "",
            row.received_at,
        )
        for row in rows[:SHOWN]
    )


def is_registered(record_id: int) -> bool:
    """Whether there is such an entry."""
    return IntegrityRecord.objects.filter(pk=record_id).exists()


def declarations(staff_id: int | None = None) -> tuple[DeclarationCard, ...]:
    """The newest declarations, of one colleague or of all."""
    rows = Declaration.objects.select_related("staff", "case").order_by("-id")
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    return tuple(
        DeclarationCard(
            row.staff.called,
            row.case.number if row.case else "",
            GROUNDS[row.ground],
            row.with_whom,
            row.declared_at,
        )
        for row in rows[:SHOWN]
    )
