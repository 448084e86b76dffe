"""Reading the integrity register (04-13)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from banshi.institutions.provisional_acceptance.models import (
    IntegrityRecord,
    RecordState,
)
from banshi.kernel.catalogue.queries import item_called
from banshi.lib import clock

LISTED = 200
STATES = {each.value: str(each.label) for each in RecordState}


@dataclass(frozen=True, slots=True)
class RecordCard:
    """One record of the integrity register as its keepers see it; the party masked, texts opened only on its page."""

    id: int
    case_id: int
    case_number: str
    item_name: str
    party_masked: str
    state: str
    state_name: str
    way: str
    breached_on: dt.date
    bar_until: dt.date
    reported_at: dt.datetime
    speak_until: dt.date | None
    heard: bool
    published_until: dt.date | None
    objecting: bool
    in_force: bool


@dataclass(frozen=True, slots=True)
class PublicLine:
    """What the public may read of a published record: a masked name, the item, the days; nothing else."""

    name: str
    item_name: str
    breached_on: dt.date
    until: dt.date


def records(state: str = "") -> tuple[RecordCard, ...]:
    """The integrity register, newest first; of one state if it is named."""
    rows = IntegrityRecord.objects.select_related("case").order_by("-id")
    if state:
        rows = rows.filter(state=state)
    return tuple(_record(row) for row in rows[:LISTED])


def record(record_id: int) -> RecordCard:
    """One record; raises `IntegrityRecord.DoesNotExist`."""
    return _record(IntegrityRecord.objects.select_related("case").get(pk=record_id))


def find(record_id: int) -> RecordCard | None:
    """One record, or None."""
    row = IntegrityRecord.objects.select_related("case").filter(pk=record_id).first()
    return _record(row) if row else None


@dataclass(frozen=True, slots=True)
class RecordTexts:
    """The sealed texts of a record: what was said and why it was decided."""

    statement: str
    reason: str
    objection: str
    objection_answer: str
    end_reason: str
    publish_reason: str


def texts(record_id: int) -> RecordTexts:
    """The texts of one record, opened from the vault for its keepers."""
    row = IntegrityRecord.objects.get(pk=record_id)
    return RecordTexts(
        row.statement, row.reason, row.objection, row.objection_answer, row.end_reason, row.publish_reason
    )


def published() -> tuple[PublicLine, ...]:
    """The published records whose publication has not ended, newest first."""
    rows = IntegrityRecord.objects.filter(
        state=RecordState.CONFIRMED, published_until__gte=clock.today()
    ).select_related("case")
    return tuple(
        PublicLine(
            row.case.party_masked,
            item_called(row.case.item_version_id, row.case.item_name),
            row.breached_on,
            row.published_until,
        )
        for row in rows.order_by("-published_at", "-id")[:LISTED]
        if row.published_until
    )


def waiting_records() -> int:
    """How many records wait for the approvals section: told or not, not decided; or objected to."""
    undecided = Q(state__in=[RecordState.REPORTED, RecordState.TOLD])
    objected = Q(state=RecordState.CONFIRMED, objected_at__isnull=False, objection_answered_at=None)
    return len(IntegrityRecord.objects.filter(undecided | objected).values_list("pk")[:LISTED])


def breach_facts(row: IntegrityRecord, gaps: Sequence[int]) -> dict[str, object]:
    """What the papers of a record state: the letter, the missing papers, the day, and the bar that follows."""
    names = dict(row.case.materials.filter(seq__in=list(gaps)).order_by("seq").values_list("seq", "name"))
    return {
        "commitment_number": row.commitment.document.number,
        "until": row.breached_on,
        "missing": [names[seq] for seq in gaps if seq in names],
        "way": row.way,
        "bar_from": row.breached_on,
        "bar_until": row.bar_until,
        "party_kind": row.party.kind,
    }


def _record(row: IntegrityRecord) -> RecordCard:
    confirmed = row.state == RecordState.CONFIRMED
    return RecordCard(
        row.pk,
        row.case_id,
        row.case.number,
        item_called(row.case.item_version_id, row.case.item_name),
        row.case.party_masked,
        row.state,
        row.get_state_display(),
        row.way,
        row.breached_on,
        row.bar_until,
        row.reported_at,
        row.speak_until,
        row.heard_at is not None,
        row.published_until,
        confirmed and row.objected_at is not None and row.objection_answered_at is None,
        confirmed and row.bar_until >= clock.today(),
    )
