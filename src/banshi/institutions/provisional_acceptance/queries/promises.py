"""Reading what was promised and what came of it."""

import datetime as dt
from dataclasses import dataclass

from banshi.institutions.provisional_acceptance.models import (
    Commitment,
    Piece,
    PieceStatus,
    SupplyChannel,
)
from banshi.institutions.provisional_acceptance.rules import supplying
from banshi.kernel.cases.life import INTAKE, State
from banshi.kernel.cases.models import CaseMaterial
from banshi.kernel.clocks.models import Clock
from banshi.kernel.organisation.hours import end_of
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

LISTED = 200
STATUSES = {each.value: str(each.label) for each in PieceStatus}
CHANNELS = {each.value: str(each.label) for each in SupplyChannel}


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


def channels() -> tuple[tuple[str, str], ...]:
    """The recognised ways to supply a paper (04-10), in words."""
    recognised = parameter("04-10", "channels", clock.today())
    return tuple((value, str(label)) for value, label in SupplyChannel.choices if value in recognised)


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
