"""承诺与容缺受理: the letter drawn up or signed online, then acceptance with both papers at once (04-03 to 04-09)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from banshi.institutions.provisional_acceptance.models import Commitment, Judgement
from banshi.institutions.provisional_acceptance.queries import offers, promises
from banshi.institutions.provisional_acceptance.rules import committing, offering
from banshi.institutions.provisional_acceptance.rules.committing import CONFIRMATIONS, Signing
from banshi.institutions.provisional_acceptance.rules.offering import Paper
from banshi.kernel.cases.actions import locked, next_handler, record
from banshi.kernel.cases.facts import CommitmentRequested, ProvisionallyAccepted
from banshi.kernel.cases.models import Case, Channel, Representation
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.sides import acting
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.clocks.fold import limit_of, limits_of
from banshi.kernel.clocks.reckoning import due
from banshi.kernel.clocks.words import due_words
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Decision, Reason, Refused, gettext_noop, require

NOT_ASKED = gettext_noop("还没有容缺受理的申请和承诺书，请先由申请人提出。")
CHANGED = gettext_noop("缺的材料和承诺书上写的不一样了，请重新出具承诺书。")


@dataclass(frozen=True, slots=True)
class Signed:
    """How the letter was signed. `signed_as`, `drawing` and `network` belong to an electronic signature and are
    sealed; `power` is the power of attorney on the case under which an agent signed."""

    confirmed: tuple[int, ...]
    signature: str
    id_copy: bool = False
    power: int | None = None
    signed_as: str = field(default="", repr=False)
    drawing: str = field(default="", repr=False)
    network: str = field(default="", repr=False)


@act("draw_up_commitment", "04-03", "04-06", "04-07", "04-08")
def draw_up_commitment(
    *, case_id: int, version: int | None, until: dt.date | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """The applicant asks at the window: the letter W08 is printed for signing. Returns the document's id."""
    case = locked(case_id, version, "commitment_requested")
    permit(actor, "accept_provisionally", card_of(case).relation)
    row = _request(case, until, Channel.COUNTER, actor, None)
    _record_request(case, row, actor, cites)
    return row.document_id


@act("commit_online", "04-03", "04-06", "04-07", "04-08")
def commit_online(
    *,
    case_id: int,
    version: int | None,
    until: dt.date | None,
    signed: Signed,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """The applicant asks and signs online: the signed letter W08 waits for the clerk. Returns the document's id."""
    case = locked(case_id, version, "commitment_requested")
    row = _request(case, until, Channel.ONLINE, actor, signed)
    _record_request(case, row, actor, cites)
    section = organisation.section(case.section_id)
    send_many([to_party(case, section, "commitment_signed", until=row.until)])
    return row.document_id


@act("accept_provisionally", "04-02", "04-04", "04-05", "04-09", "04-11")
def accept_provisionally(
    *,
    case_id: int,
    version: int | None,
    actor: Actor,
    cites: tuple[Citation, ...],
    signed: Signed | None = None,
) -> int:
    """Accept on the commitment: W05 and the one notice W09 at once, both clocks and the applicant's own start.

    `signed` says how the printed letter was signed; a letter signed online needs none. Returns the id of W09.
    """
    case = locked(case_id, version, "provisionally_accepted")
    permit(actor, "accept_provisionally", card_of(case).relation)
    row = Commitment.objects.select_for_update().filter(case=case, accepted_at=None, dropped_at=None).first()
    if row is None:
        raise Refused(Reason(NOT_ASKED, ("04-03",)))
    gaps = _offered(case, row.until)
    if {paper.seq for paper in gaps} != set(row.gaps):
        raise Refused(Reason(CHANGED, ("04-08-2", "04-09"), "materials"))
    if row.signed_at is None:
        _sign(row, case, signed or Signed((), ""))
    return _accept(case, row, gaps, actor, cites)


def _request(
    case: Case, until: dt.date | None, channel: str, actor: Actor, signed: Signed | None
) -> Commitment:
    gaps = _offered(case, until)
    assert until is not None
    now = clock.now()
    Commitment.objects.filter(case=case, accepted_at=None, dropped_at=None).update(dropped_at=now)
    row = Commitment(
        case=case,
        channel=channel,
        gaps=[paper.seq for paper in gaps],
        judged=_judged_by(case, gaps),
        until=until,
        requested_at=now,
    )
    if signed is not None:
        _sign(row, case, signed)
    row.document = _letter(case, row, gaps, actor)
    row.save()
    return row


def _record_request(case: Case, row: Commitment, actor: Actor, cites: tuple[Citation, ...]) -> None:
    fact = CommitmentRequested(
        commitment=row.pk,
        document=row.document_id,
        gaps=tuple(row.gaps),
        until=row.until,
        channel=row.channel,
        signed=row.signed_at is not None,
    )
    record(case, fact, actor=actor, cites=cites)


def _offered(case: Case, until: dt.date | None) -> tuple[Paper, ...]:
    """The papers that come later; raises `Refused` unless the offer is open and the date lawful."""
    require(offers.offer(card_of(case)))
    spec = catalogue.spec(case.item_version_id)
    require(committing.deadline(until, today=clock.today(), promised=offers.promised(spec), days=table()))
    return offering.gaps(offers.papers(case.pk))


def _judged_by(case: Case, gaps: Sequence[Paper]) -> dict[str, str]:
    """Who held each paper tolerable (04-05): the version of the catalogue, or the section's own judgement."""
    by_section = {row.seq: row.pk for row in Judgement.objects.filter(case=case).order_by("id")}
    return {
        str(paper.seq): f"judgement:{by_section[paper.seq]}"
        if paper.seq in by_section
        else f"catalogue:{case.item_version_id}"
        for paper in gaps
    }


def _sign(row: Commitment, case: Case, signed: Signed) -> None:
    """Note the signature on the row; raises `Refused` with everything that is still lacking."""
    by_agent = signed.power is not None
    letter = committing.commitment(
        Signing(signed.confirmed, signed.signature, signed.id_copy, by_agent),
        kind=case.party.kind,
        requested=True,
        by_hand=offers.by_hand(case.item_code),
    )
    power = acting(case, signed.power, catalogue.spec(case.item_version_id), "04-07")
    reasons = (*letter.reasons, *power.reasons)
    require(Decision(not reasons, reasons, letter.articles, power.instead))
    for number in CONFIRMATIONS:
        setattr(row, f"confirmed_{number}", number in signed.confirmed)
    row.signature, row.id_copy = signed.signature, signed.id_copy
    row.by_agent = by_agent
    if signed.power is not None:
        row.authority = Representation.objects.get(pk=signed.power).power
    row.signed_as, row.drawing, row.network = signed.signed_as, signed.drawing, signed.network
    row.signed_at = clock.now()
    if row.pk:
        row.save()


def _letter(case: Case, row: Commitment, gaps: Sequence[Paper], actor: Actor) -> Document:
    """W08: what is missing, by when, the five points, and the signature if it was given online."""
    signed = row.signed_at is not None
    return issue(
        kind="W08",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor)
        | {
            "party_kind": case.party.kind,
            "party_number": case.party.number,
            "party_phone": case.phone,
            "legal_representative": case.party.legal_representative,
            "gaps": offers.gap_lines(case, gaps),
            "supply_until": row.until,
            "confirmations": [text for text, _article in CONFIRMATIONS.values()],
            "signature": {"by": row.signed_as, "at": row.signed_at, "way": row.signature} if signed else {},
        },
        issued_by=actor.ref,
    )


def _accept(
    case: Case, row: Commitment, gaps: Sequence[Paper], actor: Actor, cites: tuple[Citation, ...]
) -> int:
    spec, since = catalogue.spec(case.item_version_id), clock.today()
    dues = _dues(spec, since)
    accepted = _paper("W05", case, actor, dues | {"accepted_at": since, "deemed": False})
    notice = _notice(case, row, gaps, dues, actor)
    counts = str(parameter("04-11", "tolerance_clock", case.received_at.astimezone(clock.BEIJING).date()))
    fact = ProvisionallyAccepted(
        since=since,
        **limits_of(spec),
        online=case.channel == Channel.ONLINE,
        document=accepted.pk,
        notice=notice.pk,
        commitment=row.pk,
        gaps=tuple(row.gaps),
        until=row.until,
        counts=counts,
    )
    row.accepted_at, row.notice = clock.now(), notice
    row.save()
    record(case, fact, actor=actor, cites=cites, accepted_on=since, handler_id=next_handler(case))
    refresh(case)
    section = organisation.section(case.section_id)
    words = {"until": row.until, "count": len(gaps), "promised_due": dues["promised_due"]}
    send_many([to_party(case, section, "provisionally_accepted", **words)])
    return notice.pk


def _dues(spec: ItemSpec, since: dt.date) -> dict[str, str]:
    days = table()
    return {f"{n}_due": due_words(due(since, limit_of(text), days)) for n, text in limits_of(spec).items()}


def _notice(
    case: Case, row: Commitment, gaps: Sequence[Paper], dues: Mapping[str, str], actor: Actor
) -> Document:
    """W09: what is missing, in which ways and by when to supply it, and what follows otherwise (04-09)."""
    bar = offers.bar_years(case.received_at.astimezone(clock.BEIJING).date())
    data = {
        "accepted_at": clock.today(),
        "gaps": offers.gap_lines(case, gaps),
        "supply_until": row.until,
        "channels": [name for _value, name in promises.channels()],
        "commitment_number": row.document.number,
        "bar_years": bar,
    }
    return _paper("W09", case, actor, {**dues, **data})


def _paper(kind: str, case: Case, actor: Actor, data: Mapping[str, object]) -> Document:
    return issue(
        kind=kind,
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | dict(data),
        issued_by=actor.ref,
    )
