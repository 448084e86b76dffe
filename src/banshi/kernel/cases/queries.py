"""Reading cases: cards for lists, the timeline for the story."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from banshi.kernel.cases.life import NAMES, OPEN, State
from banshi.kernel.cases.models import Case, CaseMaterial, Outcome, OutcomeKind, PaperReturn
from banshi.kernel.cases.returning import asking
from banshi.kernel.cases.stream import Recorded, recorded, stream
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.vault.digests import digest
from banshi.lib.results import Decision


@dataclass(frozen=True, slots=True)
class MaterialCard:
    """One demanded paper."""

    seq: int
    name: str
    principal: bool
    tolerable: bool
    status: str
    problem: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """A case as lists and headers show it: masked, without opening the vault."""

    id: int
    number: str
    item_code: str
    item_name: str
    item_version_id: int
    section_id: int
    handler_id: int | None
    party_id: int
    party_masked: str
    channel: str
    state: State
    version: int
    due: dt.date | None
    received_at: dt.datetime
    accepted_on: dt.date | None
    applicants: int = 1
    agent_id: int | None = None
    recused: tuple[int, ...] = ()

    @property
    def item_called(self) -> str:
        """The item's name in the language of the page; papers say `item_name`."""
        return item_called(self.item_version_id, self.item_name)

    @property
    def state_name(self) -> str:
        """The state in words (a message id)."""
        return NAMES[self.state]

    @property
    def relation(self) -> Relation:
        """What the permission table asks about."""
        return Relation(self.section_id, self.handler_id, self.recused)

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        return self.state in OPEN


def card(case_id: int) -> CaseCard:
    """One case; raises `Case.DoesNotExist`."""
    return card_of(Case.objects.get(pk=case_id))


def card_of(case: Case) -> CaseCard:
    """The card of a loaded row."""
    return CaseCard(
        case.pk,
        case.number,
        case.item_code,
        case.item_name,
        case.item_version_id,
        case.section_id,
        case.handler_id,
        case.party_id,
        case.party_masked,
        case.channel,
        State(case.state),
        case.version,
        case.due,
        case.received_at,
        case.accepted_on,
        case.applicants,
        case.agent_id,
        tuple(case.recused),
    )


def materials(case_id: int) -> tuple[MaterialCard, ...]:
    """The demanded papers in catalogue order."""
    rows = CaseMaterial.objects.filter(case_id=case_id).order_by("seq")
    return tuple(MaterialCard(m.seq, m.name, m.principal, m.tolerable, m.status, m.problem) for m in rows)


def timeline(case_id: int) -> tuple[Recorded, ...]:
    """Everything that happened, oldest first."""
    return tuple(recorded(entry) for entry in ledger.stream(stream(case_id)))


def timelines(case_ids: Iterable[int]) -> dict[int, tuple[Recorded, ...]]:
    """Timelines of several cases in one query."""
    by_stream = ledger.streams(stream(case_id) for case_id in case_ids)
    return {
        int(name.partition(":")[2]): tuple(recorded(entry) for entry in entries)
        for name, entries in by_stream.items()
    }


def find_own(number: str, *, phone_tail: str = "", query_code: str = "") -> CaseCard | None:
    """The case a citizen proves to be theirs with the phone tail or the query code, else None."""
    case = Case.objects.filter(number=number.strip()).first()
    if case is None:
        return None
    by_tail = bool(phone_tail) and case.tail_digest == digest("phone-tail", case.number + phone_tail)
    by_code = bool(query_code) and case.query_digest == digest("query-code", query_code.strip().upper())
    return card_of(case) if by_tail or by_code else None


def query_code(case_id: int) -> str:
    """The query code for a notice of this case (opened from the vault)."""
    return Case.objects.only("uid", "query_code").get(pk=case_id).query_code


def granted_this_year(item_code: str, year: int) -> int:
    """How many of an item were granted in a year (06-03-1: the number done)."""
    return Case.objects.filter(
        item_code=item_code,
        decided_at__year=year,
        state__in=[State.GRANTED, State.SERVED, State.ARCHIVED],
        outcome__kind=OutcomeKind.GRANTED,
    ).count()


def handed_in(case_id: int) -> dict[int, str]:
    """The papers that came in, right or wrong: names by number, in order."""
    rows = CaseMaterial.objects.filter(case_id=case_id).exclude(status="missing").order_by("seq")
    return dict(rows.values_list("seq", "name"))


def ended_without_decision(case_id: int) -> str:
    """ "withdrawn" or "terminated" when the case ended so, archived since or not; "" otherwise."""
    kinds = {event.fact.kind for event in timeline(case_id)}
    return next((kind for kind in ("withdrawn", "terminated") if kind in kinds), "")


@dataclass(frozen=True, slots=True)
class ReturnCard:
    """An applicant's wish to have the papers back, and how far it got."""

    papers: tuple[str, ...]
    channel: str
    requested_at: dt.datetime
    document_id: int
    way: str
    signed_by_masked: str
    tracking_number: str
    returned_at: dt.datetime | None


def paper_return(case_id: int) -> ReturnCard | None:
    """The wish to have the papers of a case back, if there was one."""
    row = PaperReturn.objects.filter(case_id=case_id).first()
    if row is None:
        return None
    return ReturnCard(
        tuple(row.papers),
        row.channel,
        row.requested_at,
        row.document,
        row.way,
        row.signed_by_masked,
        row.tracking_number,
        row.returned_at,
    )


@dataclass(frozen=True, slots=True)
class OutcomeCard:
    """How a case ended, why, and the paper that says so."""

    kind: str
    reasons: tuple[str, ...]
    legal_basis: tuple[str, ...]
    document_id: int


def outcome(case_id: int) -> OutcomeCard | None:
    """How a case ended; None while it is open, and for what was withdrawn."""
    row = Outcome.objects.filter(case_id=case_id).first()
    return (
        OutcomeCard(row.kind, tuple(row.reasons or ()), tuple(row.legal_basis), row.document) if row else None
    )


def may_ask_back(case_id: int) -> Decision:
    """Whether the applicant can ask for the papers back now (01-09)."""
    ended = Outcome.objects.filter(case_id=case_id).values_list("kind", flat=True).first()
    return asking(
        outcome=ended or ended_without_decision(case_id),
        handed_in=list(handed_in(case_id).values()),
        asked=PaperReturn.objects.filter(case_id=case_id).exists(),
    )


def due_dates_of(handler_id: int) -> list[tuple[str, str, dt.date]]:
    """Number, item and due date of a handler's open cases, the nearest first; without any name, and without those
    they declared an interest in (09-08)."""
    rows = Case.objects.filter(handler_id=handler_id, state__in=sorted(OPEN), due__isnull=False)
    found = rows.order_by("due", "pk").values_list("number", "item_name", "due", "recused")
    return [(number, item, due) for number, item, due, recused in found if due and handler_id not in recused]
