"""Reading cases: cards for lists, the timeline for the story."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from banshi.kernel.cases.life import NAMES, OPEN, State
from banshi.kernel.cases.models import Case, CaseMaterial
from banshi.kernel.cases.stream import Recorded, recorded, stream
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.vault.digests import digest


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
        item_code=item_code, decided_at__year=year, state__in=[State.GRANTED, State.SERVED, State.ARCHIVED]
    ).count()
