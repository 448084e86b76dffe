"""Reading inspections: the checklist, rounds, findings."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from banshi.institutions.conduct.models import FINDINGS, INSPECTIONS, Check, Finding, Inspection
from banshi.institutions.conduct.rules import GROUPS, FindingState, Group, InspectionKind
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.regulations import registry
from banshi.kernel.regulations.registry import Article
from banshi.lib import clock

SHOWN = 100


@dataclass(frozen=True, slots=True)
class ChecklistGroup:
    """A group of the checklist with its lines, each an item of its article."""

    group: Group
    name: str
    lines: tuple[Article, ...]


def checklist() -> tuple[ChecklistGroup, ...]:
    """The checklist: the items of annex 9 by article (09-02 to 09-08)."""
    return tuple(
        ChecklistGroup(
            group, name, tuple(one for one in registry.annex(9) if one.id.startswith(f"{group.value}-"))
        )
        for group, name in GROUPS.items()
    )


def lines() -> dict[str, Article]:
    """The lines of the checklist by article id."""
    return {line.id: line for group in checklist() for line in group.lines}


@dataclass(frozen=True, slots=True)
class InspectionCard:
    """An inspection with how far it got."""

    id: int
    kind_name: str
    section_id: int
    section: str
    inspector_id: int
    inspector: str
    started_at: dt.datetime
    finished_at: dt.datetime | None

    @property
    def relation(self) -> Relation:
        """What the permission table asks about."""
        return Relation(self.section_id)


@dataclass(frozen=True, slots=True)
class FindingCard:
    """A finding as its page shows it, opened from the vault."""

    id: int
    inspection_id: int
    section_id: int
    section: str
    inspector: str
    found_at: dt.datetime
    article: str
    staff_id: int | None
    name: str
    note: str
    has_photo: bool
    state: FindingState
    correct_by: dt.date
    statement: str
    stated_at: dt.datetime | None
    correction: str
    corrected_at: dt.datetime | None
    rechecked_by: str
    rechecked_at: dt.datetime | None

    @property
    def state_name(self) -> str:
        """Where it stands, in words."""
        return FINDINGS[self.state]

    @property
    def line(self) -> Article:
        """The line of the checklist it is against."""
        return lines()[self.article]

    @property
    def late(self) -> bool:
        """Whether its correction is overdue."""
        return self.state is FindingState.FOUND and clock.today() > self.correct_by


def inspection(inspection_id: int) -> InspectionCard:
    """One inspection; raises `Inspection.DoesNotExist`."""
    return _inspection(Inspection.objects.select_related("section", "inspector").get(pk=inspection_id))


def inspections(section_ids: Collection[int] | None) -> tuple[InspectionCard, ...]:
    """The newest inspections of these sections, or of all."""
    rows = Inspection.objects.select_related("section", "inspector").order_by("-id")
    if section_ids is not None:
        rows = rows.filter(section_id__in=list(section_ids))
    return tuple(_inspection(row) for row in rows[:SHOWN])


def _inspection(row: Inspection) -> InspectionCard:
    return InspectionCard(
        row.pk,
        INSPECTIONS[InspectionKind(row.kind)],
        row.section_id,
        row.section.called,
        row.inspector_id,
        row.inspector.called,
        row.started_at,
        row.finished_at,
    )


def checked(inspection_id: int) -> frozenset[str]:
    """The articles found in order."""
    rows = Check.objects.filter(inspection_id=inspection_id).order_by("article")
    return frozenset(rows.values_list("article", flat=True))


def findings(
    *,
    inspection_id: int | None = None,
    staff_id: int | None = None,
    section_ids: Collection[int] | None = None,
    open_only: bool = False,
) -> tuple[FindingCard, ...]:
    """Findings, the newest first: of an inspection, about a colleague, of sections."""
    rows = _finding_rows().order_by("-id")
    if inspection_id is not None:
        rows = rows.filter(inspection_id=inspection_id)
    if staff_id is not None:
        rows = rows.filter(staff_id=staff_id)
    if section_ids is not None:
        rows = rows.filter(inspection__section_id__in=list(section_ids))
    if open_only:
        rows = rows.exclude(state=FindingState.CLOSED)
    return tuple(_finding(row) for row in rows[:SHOWN])


def finding(finding_id: int) -> FindingCard:
    """One finding; raises `Finding.DoesNotExist`."""
    return _finding(_finding_rows().get(pk=finding_id))


def _finding_rows() -> QuerySet[Finding]:
    return Finding.objects.select_related(
        "inspection__section", "inspection__inspector", "staff", "rechecked_by"
    )


def _finding(row: Finding) -> FindingCard:
    seen = row.inspection
    return FindingCard(
        id=row.pk,
        inspection_id=seen.pk,
        section_id=seen.section_id,
        section=seen.section.called,
        inspector=seen.inspector.called,
        found_at=seen.started_at,
        article=row.article,
        staff_id=row.staff_id,
        name=row.staff.called if row.staff else "",
        note=row.note,
        has_photo=bool(row.photo_stored_as),
        state=FindingState(row.state),
        correct_by=row.correct_by,
        statement=row.statement,
        stated_at=row.stated_at,
        correction=row.correction,
        corrected_at=row.corrected_at,
        rechecked_by=row.rechecked_by.called if row.rechecked_by else "",
        rechecked_at=row.rechecked_at,
    )


def overdue_findings(limit: int) -> list[int]:
    """Findings whose correction ran out and whose people were not reminded of it yet."""
    rows = Finding.objects.filter(state=FindingState.FOUND, correct_by__lt=clock.today())
    rows = rows.exclude(reminded_for__isnull=False).order_by("correct_by", "id")
    return list(rows.values_list("id", flat=True)[:limit])


def kept_photos() -> list[tuple[UUID, str]]:
    """Every photo that is kept here: its row's uid, and the name it is stored under."""
    rows = Finding.objects.exclude(photo_stored_as="").order_by("pk")
    return list(rows.values_list("uid", "photo_stored_as"))
