"""收件与受理: one door for the counter, the portal and the API (annexes 6 and 7 together)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

from banshi.institutions.one_time_notice.actions.failing import note_silence
from banshi.institutions.one_time_notice.queries.telling import material_line, papers_of
from banshi.institutions.one_time_notice.rules import completing as notice
from banshi.institutions.one_time_notice.rules.completing import Paper
from banshi.institutions.time_limits import rules as limits
from banshi.institutions.time_limits.actions.sweep import note_breach
from banshi.kernel.cases.actions import Opening, locked, next_handler, open_case, record, record_all
from banshi.kernel.cases.facts import Accepted, Assigned, DeemedAccepted, Received
from banshi.kernel.cases.models import Case, Channel, MaterialStatus, Upload
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.sides import Side, attach, enter
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import competence
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.clocks.fold import limit_of, limits_of
from banshi.kernel.clocks.reckoning import due
from banshi.kernel.clocks.words import due_words
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import case_facts
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.hours import end_of
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.organisation.queries import SectionCard
from banshi.kernel.regulations.citation import Citation, cite
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who applies, as typed and parsed by a form; numbers are whole, so never log this."""

    kind: str
    name: str
    number_kind: str
    number: str
    phone: str
    address: str = ""
    legal_representative: str = ""


@dataclass(frozen=True, slots=True)
class Agency:
    """The agent who hands it in, as typed, and the power of attorney: scope in words, item codes (none: all),
    first and last day, which paper was seen or uploaded."""

    agent: Applicant
    scope: str
    items: tuple[str, ...]
    first: dt.date | None
    last: dt.date | None
    evidence: str


@dataclass(frozen=True, slots=True)
class Application:
    """What is handed in: item, applicants, agent, channel, papers in order, papers wrong with their problem."""

    item_code: str
    applicant: Applicant
    channel: str
    present: tuple[int, ...] = ()
    wrong: Mapping[int, str] = field(default_factory=dict)
    electronic: bool = False
    draft_id: int | None = None
    co_applicants: tuple[Applicant, ...] = ()
    agency: Agency | None = None


@act("receive", "06-03-2", "07-03")
def receive(*, application: Application, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take in an application: party, case, papers, and the receipt W03.

    Returns the case id. Raises `Refused` for an unknown item or a number that cannot be right.
    """
    desk = _open(application, actor)
    case = desk.case
    event = record(case, _received(desk, application), actor=actor, cites=cites)
    _issue(desk, "W03", {"materials": _material_lines(desk.spec, application)})
    told_by = due_words(refresh(case, [event])["intake"].reckoned)
    send_many([to_party(case, desk.section, "received", query_code=case.query_code, told_by=told_by)])
    return case.pk


@act("receive_and_accept", "06-03-2", "07-01", "07-03", many=True)
def receive_and_accept(*, application: Application, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take in a complete application and accept it at once: two facts, two entries, one paper, W05.

    Returns the case id. Raises `Refused` like `receive` and `accept`.
    """
    desk = _open(application, actor)
    permit(actor, "accept", card_of(desk.case).relation)
    require(notice.acceptance(_papers(desk.spec, application)))
    received = (_received(desk, application), cite("06-03-2", "07-03"))
    _accept(desk, cites, since=clock.today(), missed=None, received=received)
    return desk.case.pk


@act("accept", "06-03-2", "07-01", "07-03")
def accept(*, case_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Accept a complete application: both clocks start, W05 is issued. Returns the document's id."""
    case = locked(case_id, version, "accepted")
    permit(actor, "accept", card_of(case).relation)
    require(notice.acceptance(papers_of(case.pk)))
    return _accept(_desk(case, actor), cites, since=clock.today(), missed=None).pk


@act("deem_accepted", "06-03-2", "07-03")
def deem_accepted(*, case_id: int, missed: dt.date, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Nobody told the applicant by `missed`: accepted from the day of receipt (ruling R7).

    Returns the document's id.
    """
    case = locked(case_id, None, "deemed_accepted")
    ended = end_of(missed, online=False)
    require(limits.deemed_acceptance(state=case.state, ended=ended, now=clock.now()))
    since = case.received_at.astimezone(clock.BEIJING).date()
    return _accept(_desk(case, actor), cites, since=since, missed=missed).pk


@act("assign", "07-03")
def assign(
    *, case_id: int, version: int | None, handler_id: int, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """A head gives the case to a handler of the section. Returns the case id."""
    case = locked(case_id, version, "assigned")
    permit(actor, "assign", card_of(case).relation)
    if handler_id in case.recused:
        sentence = gettext_noop("这位同事申报过与本件有利害关系，应当回避，请改派别人。")
        raise Refused(Reason(sentence, ("09-08", "07-03"), "handler"))
    if handler_id not in holders("handler", case.section_id):
        raise Refused(Reason(gettext_noop("经办人必须是本科室的经办人员。"), ("07-03",), "handler"))
    record(case, Assigned(handler=handler_id), actor=actor, cites=cites, handler_id=handler_id)
    return case.pk


@dataclass(frozen=True, slots=True)
class _Desk:
    """What lies on the desk of an act: the case, what its item demands, its section, and who acts."""

    case: Case
    spec: ItemSpec
    section: SectionCard
    actor: Actor
    others: tuple[int, ...] = ()


def _desk(case: Case, actor: Actor) -> _Desk:
    return _Desk(case, catalogue.spec(case.item_version_id), organisation.section(case.section_id), actor)


def _open(application: Application, actor: Actor) -> _Desk:
    version = catalogue.version_in_force(application.item_code, clock.today())
    section = organisation.section_by_code(version.spec.section)
    if not actor.for_citizen:
        permit(actor, "receive", Relation(section.id))
    elif application.channel != Channel.ONLINE:
        raise Refused(Reason(gettext_noop("窗口收件由工作人员登记。"), ("06-03",), "channel"))
    require(competence.at_the_counter(version.spec))
    demanded = [m.seq for m in version.spec.materials]
    require(notice.listing(demanded, present=application.present, wrong=application.wrong))
    side = _side(application, version.spec, trusted=not actor.for_citizen)
    opening = Opening(
        version.id,
        version.spec,
        section.id,
        side.parties[0],
        side.phone,
        application.channel,
        _statuses(application),
        application.wrong,
        agent_id=side.agent.pk if side.agent else None,
        electronic=application.electronic,
        applicants=len(side.parties),
        masked=side.masked,
    )
    case = open_case(opening)
    attach(case, side)
    if application.draft_id is not None:
        Upload.objects.filter(draft_id=application.draft_id).update(case=case, draft=None)
    return _Desk(case, version.spec, section, actor, tuple(party.pk for party in side.parties[1:]))


def _side(application: Application, spec: ItemSpec, *, trusted: bool) -> Side:
    applicants = [asdict(one) for one in (application.applicant, *application.co_applicants)]
    return enter(
        spec, applicants, asdict(application.agency) if application.agency else None, trusted=trusted
    )


def _received(desk: "_Desk", application: Application) -> Received:
    case = desk.case
    return Received(
        others=desk.others,
        agent=case.agent_id,
        channel=case.channel,
        item_version=case.item_version_id,
        party=case.party_id,
        materials=tuple(application.present),
    )


def _accept(
    desk: _Desk,
    cites: tuple[Citation, ...],
    *,
    since: dt.date,
    missed: dt.date | None,
    received: tuple[Received, tuple[Citation, ...]] | None = None,
) -> Document:
    """Both clocks start and W05 is issued; `received` is written first for a case that is only just opened."""
    case, limits = desk.case, limits_of(desk.spec)
    days = table()
    words = {f"{name}_due": due_words(due(since, limit_of(text), days)) for name, text in limits.items()}
    document = _issue(desk, "W05", words | {"accepted_at": since, "deemed": missed is not None})
    fact: Accepted | DeemedAccepted
    online = case.channel == Channel.ONLINE
    if missed is None:
        fact = Accepted(since=since, online=online, document=document.pk, **limits)
    else:
        fact = DeemedAccepted(since=since, online=online, missed=missed, **limits)
    happened = [*([received] if received else []), (fact, cites)]
    silent = case.handler_id
    columns = {"accepted_on": since, "handler_id": next_handler(case)}
    events = record_all(case, happened, actor=desk.actor, **columns)
    refresh(case, events if received else None)
    if missed is not None:
        note_breach(case=case, kind="intake", due=missed, entry_seq=events[-1].seq, handler_id=silent)
        note_silence(case, events[-1].seq, silent, missed)
    send_many([to_party(case, desk.section, fact.kind, since=since, promised_due=words["promised_due"])])
    return document


def _issue(desk: _Desk, kind: str, data: Mapping[str, object]) -> Document:
    case, actor = desk.case, desk.actor
    facts = case_facts(case, desk.section, officer=organisation.officer_name(actor))
    return issue(
        kind=kind,
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts | dict(data),
        issued_by=actor.ref,
    )


def _papers(spec: ItemSpec, application: Application) -> tuple[Paper, ...]:
    """The papers as the rules see them, before anything was written."""
    statuses = _statuses(application)
    return tuple(
        Paper(m.seq, m.name, statuses.get(m.seq, MaterialStatus.MISSING), m.grade == "principal", m.tolerable)
        for m in spec.materials
    )


def _statuses(application: Application) -> dict[int, str]:
    present = dict.fromkeys(application.present, MaterialStatus.PRESENT.value)
    return present | dict.fromkeys(application.wrong, MaterialStatus.WRONG.value)


def _material_lines(spec: ItemSpec, application: Application) -> list[dict[str, str]]:
    statuses = _statuses(application)
    return [
        material_line(m)
        | {"status": statuses.get(m.seq, "missing"), "problem": application.wrong.get(m.seq, "")}
        for m in spec.materials
    ]
