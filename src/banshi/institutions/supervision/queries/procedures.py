"""Reading inspection procedures (11-03-3) and changes of law (11-03-2)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from banshi.institutions.supervision.models.procedures import LawChange, Procedure, Unaffected
from banshi.institutions.supervision.rules.keeping import lacking
from banshi.institutions.supervision.rules.observing import ProcedureSeen

SHOWN = 200
PARTS = ("title", "basis", "whom", "frequency", "steps")


@dataclass(frozen=True, slots=True)
class ProcedureCard:
    """An inspection procedure as pages show it; `missing` are the labels of its empty parts."""

    id: int
    title: str
    section_id: int
    section: str
    basis: str
    whom: str
    frequency: str
    steps: str
    missing: tuple[str, ...]
    published_at: dt.datetime | None
    published_by: str


@dataclass(frozen=True, slots=True)
class ChangeCard:
    """A change of law; `unaffected` are the ids of policies that were confirmed to need no change."""

    id: int
    law: str
    changed_on: dt.date
    note: str
    unaffected: frozenset[int]


def procedures(
    *, published: bool = False, section_ids: Collection[int] | None = None
) -> tuple[ProcedureCard, ...]:
    """The inspections of the bureau by title; the published ones, or all, of these sections, or of all."""
    rows = Procedure.objects.filter(retired_at=None).select_related("section", "published_by")
    if published:
        rows = rows.filter(published_at__isnull=False)
    if section_ids is not None:
        rows = rows.filter(section_id__in=list(section_ids))
    return tuple(map(_procedure, rows.order_by("title", "id")[:SHOWN]))


def procedure(procedure_id: int) -> ProcedureCard | None:
    """One inspection procedure that was not taken back; None when there is none."""
    rows = Procedure.objects.filter(retired_at=None).select_related("section", "published_by")
    row = rows.filter(pk=procedure_id).first()
    return _procedure(row) if row else None


def _procedure(row: Procedure) -> ProcedureCard:
    return ProcedureCard(
        row.pk,
        row.title,
        row.section_id,
        row.section.called,
        row.basis,
        row.whom,
        row.frequency,
        row.steps,
        lacking({name: getattr(row, name) for name in PARTS}),
        row.published_at,
        row.published_by.called if row.published_by else "",
    )


def seen(link: str) -> tuple[ProcedureSeen, ...]:
    """All inspections as a run looks at them; `link` is the page of the register."""
    return tuple(
        ProcedureSeen(one.id, one.title, one.section_id, one.published_at is not None, one.missing, link)
        for one in procedures()
    )


def changes(limit: int = SHOWN) -> tuple[ChangeCard, ...]:
    """Changes of law, the newest first."""
    rows = LawChange.objects.order_by("-changed_on", "-id")[:limit]
    ids = [row.pk for row in rows]
    fine: dict[int, set[int]] = {}
    for row in Unaffected.objects.filter(change_id__in=ids).order_by("id"):
        fine.setdefault(row.change_id, set()).add(row.policy)
    return tuple(
        ChangeCard(row.pk, row.law, row.changed_on, row.note, frozenset(fine.get(row.pk, ()))) for row in rows
    )
