"""Reading limits: the governing date, extensions, silent cases, breaches."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from banshi.institutions.time_limits.models import (
    Breach,
    Extension,
    Part,
)
from banshi.institutions.time_limits.rules import (
    shortest,
)
from banshi.kernel.cases.life import State
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.clocks.models import Clock
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class ExtensionCard:
    """An extension as pages show it."""

    id: int
    case_id: int
    days: int
    reason: str
    asked_by: str
    asked_at: dt.datetime
    granted: bool | None
    opinion: str
    answered_by: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class BreachCard:
    """A clock that ran out, of a case (`case_id`) or of a matter (`matter_id`); `clock` is its name."""

    case_id: int | None
    matter_id: int | None
    number: str
    title: str
    clock: str
    due: dt.date
    handler: str
    found_at: dt.datetime


def governing(case_id: int) -> tuple[str, dt.date] | None:
    """Which limit holds for a case under review, and its date: the shortest (07-01).

    None while none is settled: nothing has started, or the calendar does not reach so far.
    """
    rows = Clock.objects.filter(case_id=case_id, kind__in=("statutory", "promised"), provisional=False)
    dues = {row.kind: row.due for row in rows.order_by("kind")}
    name = shortest(**dues)
    due = dues[name] if name else None
    return (name, due) if name and due else None


def governing_due(case_id: int) -> dt.date | None:
    """The date of the limit that holds; None while none is settled."""
    found = governing(case_id)
    return found[1] if found else None


def extension_state(case_id: int) -> tuple[bool, bool]:
    """Whether the case was extended already, and whether a request is waiting."""
    answers = list(Extension.objects.filter(case_id=case_id).order_by("id").values_list("granted", flat=True))
    return True in answers, None in answers


def extensions(case_id: int) -> tuple[ExtensionCard, ...]:
    """The extensions of a case, oldest first."""
    rows = Extension.objects.filter(case_id=case_id).select_related("asked_by", "answered_by").order_by("id")
    return tuple(_card(row) for row in rows)


def waiting_extensions(limit: int = 50) -> tuple[ExtensionCard, ...]:
    """Requests that wait for a leader's answer, oldest first."""
    rows = (
        Extension.objects.filter(granted=None)
        .select_related("asked_by", "answered_by")
        .order_by("id")[:limit]
    )
    return tuple(_card(row) for row in rows)


def breaches(
    case_id: int | None = None,
    limit: int = 100,
    section_ids: Collection[int] | None = None,
    matter_id: int | None = None,
) -> tuple[BreachCard, ...]:
    """Breaches, newest first, of one case or matter, of these sections, or of all."""
    rows = Breach.objects.select_related("case", "matter", "handler").order_by("-id")
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    if matter_id is not None:
        rows = rows.filter(matter_id=matter_id)
    if section_ids is not None:
        led = Part.objects.filter(section_id__in=list(section_ids), lead=True, returned_at=None)
        rows = rows.filter(
            Q(case__section_id__in=list(section_ids)) | Q(matter_id__in=led.values("matter_id"))
        )
    return tuple(_breach(row) for row in rows[:limit])


def _breach(row: Breach) -> BreachCard:
    number = row.matter.number if row.matter else row.case.number if row.case else ""
    handler = row.handler.called if row.handler else ""
    return BreachCard(
        row.case_id, row.matter_id, number, _title(row), row.clock, row.due, handler, row.found_at
    )


def _title(row: Breach) -> str:
    if row.matter:
        return row.matter.title
    return item_called(row.case.item_version_id, row.case.item_name) if row.case else ""


def _card(row: Extension) -> ExtensionCard:
    return ExtensionCard(
        row.pk,
        row.case_id,
        row.days,
        row.reason,
        row.asked_by.called,
        row.asked_at,
        row.granted,
        row.opinion,
        row.answered_by.called if row.answered_by else "",
        row.document_id,
    )


def silent_cases(limit: int) -> list[tuple[int, dt.date]]:
    """Cases whose applicant was told nothing within the limit, with the missed date (06-03-2)."""
    rows = Clock.objects.filter(
        kind="intake", stopped_at=None, ends_at__lte=clock.now(), case__state=State.RECEIVED
    ).order_by("ends_at", "id")
    return [(case_id, due) for case_id, due in rows.values_list("case_id", "due")[:limit] if due is not None]
