"""容缺材料的补交: announced, arrived with a receipt, checked; kept with the last one (04-10, 04-11)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from banshi.institutions.provisional_acceptance.actions.ending import Broken, break_off
from banshi.institutions.provisional_acceptance.models import Commitment, Piece, PieceStatus
from banshi.institutions.provisional_acceptance.queries import promises
from banshi.institutions.provisional_acceptance.rules import supplying
from banshi.kernel.cases.actions import locked, record, record_all, set_materials
from banshi.kernel.cases.facts import (
    CommitmentKept,
    Fact,
    PieceArrived,
    PieceChecked,
    PieceSent,
    ProvisionallyAccepted,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of, timeline
from banshi.kernel.cases.sides import acting
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party, to_staff
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib import clock
from banshi.lib.results import Decision, Reason, Refused, gettext_noop, require

NOT_PROMISED = gettext_noop("请选择承诺书上写的、还没有补齐的材料。")


@dataclass(frozen=True, slots=True)
class Arrival:
    """Papers that came or are under way: which, how, with which number, posted when, how each was found.

    `power` is the power of attorney of the agent who brought or sent them; None for the applicant.
    `found` maps a paper to "" (in order) or to its problem; a paper that is not in it is checked later.
    """

    materials: tuple[int, ...]
    channel: str
    tracking: str = ""
    posted_on: dt.date | None = None
    power: int | None = None
    found: Mapping[int, str] = field(default_factory=dict)


@act("announce_piece", "04-10")
def announce_piece(
    *,
    case_id: int,
    version: int | None,
    sent: Arrival,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """The applicant or an agent says that papers were posted, mailed or faxed today. Returns the case id."""
    case, row = _promised(case_id, version, "piece_sent", sent.materials)
    now = clock.now()
    _require_power(case, sent.power, now.date())
    require(
        supplying.announcement(
            channel=sent.channel, tracking=sent.tracking, now=now, promise=promises.promise(row)
        )
    )
    Piece.objects.bulk_create(
        Piece(
            commitment=row,
            seq=seq,
            channel=sent.channel,
            tracking=sent.tracking.strip(),
            posted_on=now.date() if sent.channel == "post" else None,
            sent_at=now,
            status=PieceStatus.SENT,
        )
        for seq in sent.materials
    )
    record(
        case,
        PieceSent(materials=tuple(sent.materials), means=sent.channel, power=sent.power),
        actor=actor,
        cites=cites,
    )
    return case.pk


@act("log_arrival", "04-10", many=True)
def log_arrival(
    *, case_id: int, version: int | None, arrival: Arrival, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Log papers that came, with their receipt W11; those looked through on the spot are checked at once, and
    with the last one the commitment is kept. Returns the document's id.

    A citizen hands in online only; what was handed in is checked by staff.
    """
    case, row = _promised(case_id, version, "piece_arrived", arrival.materials)
    if not actor.for_citizen:
        permit(actor, "check_materials", card_of(case).relation)
    elif arrival.channel != "online" or arrival.found:
        raise Refused(Reason(gettext_noop("窗口收到的材料由工作人员登记。"), ("04-10",), "channel"))
    now, promise = clock.now(), promises.promise(row)
    require(_in_time(arrival, now, promise))
    _require_power(
        case, arrival.power, (arrival.posted_on if arrival.channel == "post" else None) or now.date()
    )
    rows = [_arrived(row, seq, arrival, now) for seq in arrival.materials]
    document = _receipt(case, rows, arrival, actor)
    Piece.objects.filter(pk__in=[piece.pk for piece in rows]).update(receipt=document)
    happened: list[Fact] = [
        PieceArrived(
            materials=tuple(arrival.materials),
            means=arrival.channel,
            document=document.pk,
            power=arrival.power,
        )
    ]
    for piece in rows:
        if piece.seq in arrival.found:
            happened.append(_judge(case, piece, arrival.found[piece.seq], actor))
    key = "piece_rejected" if any(arrival.found.values()) else "piece_arrived"
    _conclude(_Case(case, row, actor, cites), happened, Telling(key, len(rows), promise.until))
    return document.pk


@act("check_piece", "04-10", "04-12", many=True)
def check_piece(
    *,
    case_id: int,
    version: int | None,
    piece_id: int,
    accepted: bool,
    problem: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Check a paper that arrived. The last one in order keeps the commitment; one rejected after the end breaks
    it, and the case is terminated at once. Returns the case id."""
    case, row = _promised(case_id, version, "piece_checked", ())
    permit(actor, "check_materials", card_of(case).relation)
    piece = Piece.objects.select_for_update().filter(pk=piece_id, commitment=row).first()
    status = piece.status if piece else ""
    require(supplying.checking(status=status, accepted=accepted, problem=problem))
    assert piece is not None
    fact = _judge(case, piece, "" if accepted else problem.strip(), actor)
    key = "" if accepted else "piece_rejected"
    _conclude(_Case(case, row, actor, cites), [fact], Telling(key, 1, promises.promise(row).until))
    return case.pk


def _in_time(arrival: Arrival, now: dt.datetime, promise: supplying.Promise) -> Decision:
    return supplying.arrival(
        channel=arrival.channel,
        channels=[value for value, _name in promises.channels()],
        tracking=arrival.tracking,
        posted_on=arrival.posted_on,
        now=now,
        promise=promise,
    )


def _promised(
    case_id: int, version: int | None, kind: str, materials: Sequence[int]
) -> tuple[Case, Commitment]:
    """The case, locked, and its commitment; raises `Refused` for papers that are not outstanding."""
    case = locked(case_id, version, kind)
    row = Commitment.objects.get(case=case, accepted_at__isnull=False)
    open_ones = supplying.outstanding(row.gaps, promises.pieces_as_ruled(row))
    if kind != "piece_checked" and (not materials or not set(materials) <= set(open_ones)):
        raise Refused(Reason(NOT_PROMISED, ("04-10",), "materials"))
    return case, row


def _require_power(case: Case, power: int | None, day: dt.date) -> None:
    """An agent brings or sends papers only while the power of attorney holds; a letter on its postmark's day."""
    require(acting(case, power, catalogue.spec(case.item_version_id), "04-07", "04-10", on=day))


def _arrived(row: Commitment, seq: int, arrival: Arrival, now: dt.datetime) -> Piece:
    """The piece that was announced, or a new one."""
    under_way = Piece.objects.filter(commitment=row, seq=seq, status=PieceStatus.SENT).order_by("id").last()
    piece = under_way or Piece(commitment=row, seq=seq)
    piece.channel, piece.status, piece.arrived_at = arrival.channel, PieceStatus.WAITING, now
    piece.tracking = arrival.tracking.strip() or piece.tracking
    piece.posted_on = arrival.posted_on or piece.posted_on
    piece.save()
    return piece


def _judge(case: Case, piece: Piece, problem: str, actor: Actor) -> PieceChecked:
    piece.status = PieceStatus.REJECTED if problem else PieceStatus.ACCEPTED
    piece.problem, piece.checked_by_id, piece.checked_at = problem, actor.officer, clock.now()
    piece.save()
    set_materials(
        case,
        present=() if problem else (piece.seq,),
        wrong={piece.seq: problem} if problem else {},
    )
    return PieceChecked(piece=piece.pk, material=piece.seq, accepted=not problem)


@dataclass(frozen=True, slots=True)
class _Case:
    """What an act has in hand: the locked case, its commitment, who acts, under which articles."""

    case: Case
    row: Commitment
    actor: Actor
    cites: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """Which message goes to the applicant ("" for none) unless the commitment ends one way or the other."""

    key: str
    count: int
    until: dt.date


def _conclude(desk: _Case, happened: list[Fact], telling: Telling) -> None:
    """Record what happened. With the last paper in order the promise is kept; rejected after its end, the case
    is terminated at once; otherwise the applicant is told how the papers were found."""
    case, row = desk.case, desk.row
    facts = [(fact, desk.cites) for fact in happened]
    found = promises.pieces_as_ruled(row)
    broken = supplying.lapse(promises.promise(row), found, now=clock.now())
    if broken:
        break_off(Broken(case, row, broken.reasons[0].field), desk.actor, before=facts)
        return
    section = organisation.section(case.section_id)
    if supplying.outstanding(row.gaps, found):
        notes = [to_party(case, section, telling.key, count=telling.count, until=telling.until)]
        notes = notes if telling.key else []
    else:
        facts.append((_kept_fact(case, row), cite("04-02", "04-11")))
        row.kept_at = clock.now()
        row.save(update_fields=["kept_at"])
        handlers = [case.handler_id] if case.handler_id else []
        notes = [to_party(case, section, "commitment_kept"), *to_staff(case, handlers, "commitment_complete")]
    record_all(case, facts, actor=desk.actor)
    refresh(case)
    send_many(notes)


def _kept_fact(case: Case, row: Commitment) -> CommitmentKept:
    """Under the setting in force when the case came in (04-11, ruling R2)."""
    accepted = next(e.fact for e in timeline(case.pk) if isinstance(e.fact, ProvisionallyAccepted))
    return CommitmentKept(
        commitment=row.pk, since=clock.today(), promised=accepted.promised, counts=accepted.counts
    )


def _receipt(case: Case, rows: Sequence[Piece], arrival: Arrival, actor: Actor) -> Document:
    names = dict(case.materials.order_by("seq").values_list("seq", "name"))
    lines = [
        {
            "name": names[piece.seq],
            "status": _state_of(piece, arrival),
            "problem": arrival.found.get(piece.seq, ""),
        }
        for piece in rows
    ]
    channel = dict(promises.channels())[arrival.channel]
    data = {
        "pieces": lines,
        "channel": channel,
        "tracking": arrival.tracking,
        "posted_on": arrival.posted_on,
        "arrived_at": clock.now(),
        "supply_until": promises.promise(rows[0].commitment).until,
    }
    return issue(
        kind="W11",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | data,
        issued_by=actor.ref,
    )


def _state_of(piece: Piece, arrival: Arrival) -> str:
    if piece.seq not in arrival.found:
        return "waiting"
    return "wrong" if arrival.found[piece.seq] else "present"
