"""Reading what is offered, promised, supplied and recorded."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from banshi.institutions.provisional_acceptance.models import (
    Commitment,
    IntegrityRecord,
    Judgement,
    Piece,
    PieceStatus,
    RecordState,
    SupplyChannel,
)
from banshi.institutions.provisional_acceptance.rules import committing, offering, supplying
from banshi.institutions.provisional_acceptance.rules.offering import Paper, Terms
from banshi.kernel.cases.life import INTAKE, State
from banshi.kernel.cases.models import Case, CaseMaterial
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.schema import IMMEDIATE, ItemSpec
from banshi.kernel.clocks.fold import limit_of, limits_of
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.reckoning import Limit, Reckoned, Unit, due
from banshi.kernel.organisation.hours import end_of
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Decision

LISTED = 200


@dataclass(frozen=True, slots=True)
class CommitmentCard:
    """A commitment as pages show it; `ends_at` is the moment its time runs out."""

    id: int
    case_id: int
    channel: str
    gaps: tuple[int, ...]
    until: dt.date
    requested_at: dt.datetime
    document_id: int
    signed: bool
    signature: str
    accepted: bool
    notice_id: int | None


@dataclass(frozen=True, slots=True)
class PieceCard:
    """A paper that is under way, arrived or was checked."""

    id: int
    seq: int
    channel: str
    channel_name: str
    tracking: str
    posted_on: dt.date | None
    at: dt.datetime
    arrived_at: dt.datetime | None
    status: str
    status_name: str
    problem: str
    receipt_id: int | None


@dataclass(frozen=True, slots=True)
class PromisedPaper:
    """One paper that was promised, and the latest that is known of it (None: nothing yet)."""

    seq: int
    name: str
    latest: PieceCard | None

    @property
    def state(self) -> str:
        """missing, or the status of the latest piece."""
        return self.latest.status if self.latest else "missing"


def papers(case_id: int) -> tuple[Paper, ...]:
    """The demanded papers of a case; tolerable by the catalogue, or by a section's judgement (04-05-4)."""
    judged = set(Judgement.objects.filter(case_id=case_id).values_list("seq", flat=True))
    rows = CaseMaterial.objects.filter(case_id=case_id).order_by("seq")
    return tuple(Paper(m.seq, m.name, m.status, m.principal, m.tolerable or m.seq in judged) for m in rows)


def offer(case: CaseCard) -> Decision:
    """Whether provisional acceptance is open for this case now, or what forbids it and until when."""
    return offering.offer(papers(case.id), terms(catalogue.spec(case.item_version_id), case.party_id))


def offer_in(spec: ItemSpec, found: Sequence[Paper], party_id: int | None) -> Decision:
    """The same before a case is opened: for papers just ticked, and a party if it is known."""
    return offering.offer(found, terms(spec, party_id))


def terms(spec: ItemSpec, party_id: int | None) -> Terms:
    """What the item and the person allow today."""
    tolerance = spec.tolerance
    return Terms(
        exclusions=tolerance.exclusions,
        closed_because="" if tolerance.allowed else tolerance.reason or "—",
        barred_until=barred_until(party_id) if party_id else None,
        today=clock.today(),
        latest=committing.bounded(promised(spec)),
    )


def promised(spec: ItemSpec) -> Reckoned:
    """The promised due date if the case were accepted today."""
    return due(clock.today(), limit_of(limits_of(spec)["promised"]), table())


def barred_until(party_id: int) -> dt.date | None:
    """The last day on which a confirmed record bars the party from provisional acceptance; None without one (04-13)."""
    rows = IntegrityRecord.objects.filter(
        party_id=party_id, state=RecordState.CONFIRMED, bar_until__gte=clock.today()
    )
    return rows.order_by("-bar_until").values_list("bar_until", flat=True).first()


def is_declined(case_id: int, events: Iterable[object]) -> bool:
    """Whether the offer was made and not wanted, and nothing has been requested since."""
    kinds = [getattr(event, "fact").kind for event in events]  # noqa: B009
    told = [kind for kind in kinds if kind in {"provisional_declined", "commitment_requested"}]
    return bool(told) and told[-1] == "provisional_declined"


def open_request(case_id: int) -> CommitmentCard | None:
    """The request that waits to be signed or accepted."""
    row = Commitment.objects.filter(case_id=case_id, accepted_at=None, dropped_at=None).first()
    return _commitment(row) if row else None


def commitment(case_id: int) -> CommitmentCard | None:
    """The commitment on which the case was accepted."""
    row = Commitment.objects.filter(case_id=case_id, accepted_at__isnull=False).first()
    return _commitment(row) if row else None


def pieces(commitment_id: int) -> tuple[PieceCard, ...]:
    """Everything that was announced or arrived, oldest first."""
    return tuple(_piece(row) for row in Piece.objects.filter(commitment_id=commitment_id).order_by("id"))


def promised_papers(case_id: int) -> tuple[PromisedPaper, ...]:
    """The promised papers of a case with the latest of each."""
    found = commitment(case_id)
    if found is None:
        return ()
    latest = {piece.seq: piece for piece in pieces(found.id)}
    names = dict(CaseMaterial.objects.filter(case_id=case_id, seq__in=found.gaps).values_list("seq", "name"))
    return tuple(PromisedPaper(seq, names[seq], latest.get(seq)) for seq in found.gaps)


def missing_names(case_id: int) -> tuple[str, ...]:
    """The names of promised papers that are not in order yet."""
    return tuple(paper.name for paper in promised_papers(case_id) if paper.state != supplying.ACCEPTED)


def waiting_pieces(limit: int = LISTED) -> list[int]:
    """Cases with papers that arrived and wait to be checked, the oldest arrival first."""
    rows = Piece.objects.filter(
        status=PieceStatus.WAITING, commitment__case__state=State.PROVISIONAL
    ).order_by("arrived_at", "id")
    return list(dict.fromkeys(rows.values_list("commitment__case_id", flat=True)[:limit]))


def waiting_requests(limit: int = LISTED) -> list[int]:
    """Cases whose applicants signed online and wait for the clerk, oldest first."""
    rows = Commitment.objects.filter(
        accepted_at=None, dropped_at=None, signed_at__isnull=False, case__state__in=sorted(INTAKE)
    )
    return list(rows.order_by("signed_at", "id").values_list("case_id", flat=True)[:limit])


def promise(row: Commitment) -> supplying.Promise:
    """What was promised, with the moment it ends as the clock of the case says (a calendar may have moved it)."""
    index = Clock.objects.filter(case_id=row.case_id, kind="commitment").first()
    last = index.due if index and index.due else row.until
    days = int(parameter("04-10", "transit_working_days", row.requested_at.astimezone(clock.BEIJING).date()))
    try:
        post_until = table().add(last, days)
    except BeyondCalendar:
        post_until = table().last_day
    return supplying.Promise(tuple(row.gaps), last, end_of(last, online=True), post_until)


def pieces_as_ruled(row: Commitment) -> list[supplying.Piece]:
    """The pieces as the rules see them."""
    return [
        supplying.Piece(piece.seq, piece.status, _beijing(piece.arrived_at), piece.posted_on)
        for piece in Piece.objects.filter(commitment=row).order_by("id")
    ]


def broken_commitments(limit: int) -> list[int]:
    """Ids of cases whose commitment's time has ended with something outstanding, to be terminated now (04-12).

    Held back are those whose papers all arrived in time and wait for us, and those the post still carries.
    """
    found: list[int] = []
    for case_id in _run_out():
        row = Commitment.objects.filter(case_id=case_id, accepted_at__isnull=False).first()
        if row and supplying.lapse(promise(row), pieces_as_ruled(row), now=clock.now()):
            found.append(case_id)
            if len(found) == limit:
                break
    return found


def _run_out() -> list[int]:
    rows = Clock.objects.filter(
        kind="commitment", stopped_at=None, ends_at__lte=clock.now(), case__state=State.PROVISIONAL
    )
    return list(rows.order_by("ends_at", "id").values_list("case_id", flat=True))


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
        PublicLine(row.case.party_masked, row.case.item_name, row.breached_on, row.published_until)
        for row in rows.order_by("-published_at", "-id")[:LISTED]
        if row.published_until
    )


def waiting_records() -> int:
    """How many records wait for the approvals section: told or not, not decided; or objected to."""
    undecided = Q(state__in=[RecordState.REPORTED, RecordState.TOLD])
    objected = Q(state=RecordState.CONFIRMED, objected_at__isnull=False, objection_answered_at=None)
    return len(IntegrityRecord.objects.filter(undecided | objected).values_list("pk")[:LISTED])


def gap_lines(case: Case, found: Sequence[Paper]) -> list[dict[str, str]]:
    """The papers that come later as the notices list them: what is wrong, how to fill it in."""
    filling = {m.seq: m.filling for m in catalogue.spec(case.item_version_id).materials}
    problems = dict(case.materials.order_by("seq").values_list("seq", "problem"))
    return [
        {"name": paper.name, "problem": problems.get(paper.seq, ""), "how": filling.get(paper.seq, "")}
        for paper in found
    ]


def bar_years(on: dt.date) -> int:
    """For how many years a broken commitment bars its party (04-13)."""
    return int(parameter("04-13", "ineligible_years", on))


def by_hand(item_code: str) -> bool:
    """Whether the papers of an item must be signed by hand (electronic signature law 3; 04-07)."""
    return item_code in parameter("04-07", "hand_signature_items", clock.today())


def channels() -> tuple[tuple[str, str], ...]:
    """The recognised ways to supply a paper (04-10), in words."""
    recognised = parameter("04-10", "channels", clock.today())
    return tuple((value, str(label)) for value, label in SupplyChannel.choices if value in recognised)


def usual_until(spec: ItemSpec) -> dt.date | None:
    """The date first proposed: about halfway to the promised date, a working day that leaves time to decide."""
    until = promised(spec)
    if spec.promised_limit.unit == IMMEDIATE:
        return None
    days = table()
    last = until.date if until.date and not until.provisional else days.last_day
    counted = days.between(clock.today(), last)
    return days.add(clock.today(), max(1, counted // 2)) if counted > 1 else (last if counted else None)


def least_time() -> tuple[int, int]:
    """When little time would remain to decide: the divisor of the limit, and working days (ruling R2)."""
    today = clock.today()
    return (
        int(parameter("04-06", "warn_remaining_divisor", today)),
        int(parameter("04-06", "warn_remaining_working_days", today)),
    )


def rolled(day: dt.date) -> Reckoned:
    """A date fixed by a notice, as clocks reckon it."""
    return due(day, Limit(0, Unit.IMMEDIATE), table())


def addresses() -> dict[str, str]:
    """Where papers can be sent, as the notice says it."""
    bureau = settings.BUREAU
    return {"address": bureau["address_zh"], "phone": bureau["phone"]}


def case_of(case_id: int) -> Case:
    """The row of a case; raises `Case.DoesNotExist`."""
    return Case.objects.get(pk=case_id)


def _beijing(moment: dt.datetime | None) -> dt.datetime | None:
    return moment.astimezone(clock.BEIJING) if moment else None


def _commitment(row: Commitment) -> CommitmentCard:
    return CommitmentCard(
        row.pk,
        row.case_id,
        row.channel,
        tuple(row.gaps),
        row.until,
        row.requested_at,
        row.document_id,
        row.signed_at is not None,
        row.signature,
        row.accepted_at is not None,
        row.notice_id,
    )


def _piece(row: Piece) -> PieceCard:
    at = row.arrived_at or row.sent_at
    assert at is not None
    return PieceCard(
        row.pk,
        row.seq,
        row.channel,
        row.get_channel_display(),
        row.tracking,
        row.posted_on,
        at,
        row.arrived_at,
        row.status,
        row.get_status_display(),
        row.problem,
        row.receipt_id,
    )


def _record(row: IntegrityRecord) -> RecordCard:
    confirmed = row.state == RecordState.CONFIRMED
    return RecordCard(
        row.pk,
        row.case_id,
        row.case.number,
        row.case.item_name,
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
