"""What the rules ask about a case, and what is known of its refusal: for acts, pages, papers."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from banshi.institutions.refusals.models import Instruction, Refusal, Transfer
from banshi.institutions.refusals.rules.grounds import Evidence, Grounds
from banshi.institutions.refusals.rules.instructing import Instructions
from banshi.institutions.refusals.rules.refusing import Circumstances
from banshi.kernel.cases import uploads
from banshi.kernel.cases.facts import CorrectedOnSpot, MaterialsChecked, SupplementAsked, SupplementSupplied
from banshi.kernel.cases.queries import CaseCard, materials, timeline
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.clocks.fold import standings
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.people import holders
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

VERIFYING = ("handler", "head", "clerk")


@dataclass(frozen=True, slots=True)
class InstructionCard:
    """A request to the leader as pages show it."""

    id: int
    case_id: int
    grounds: Grounds
    question: str
    asked_by: str
    asked_by_id: int
    asked_at: dt.datetime
    answer: str
    opinion: str
    answered_by: str
    document_id: int


@dataclass(frozen=True, slots=True)
class RefusalCard:
    """The refusal of a case as its page shows it."""

    id: int
    number: str
    stage: str
    grounds: Grounds
    refused_at: dt.datetime
    to_be_filed: bool
    archive_number: str
    filed_at: dt.datetime | None
    receipt_number: str
    form_id: int


@dataclass(frozen=True, slots=True)
class TransferCard:
    """Where the application belongs, and whether the papers went there."""

    why: str
    authority: str
    explanation: str
    handed_over: str


def circumstances(case: CaseCard) -> Circumstances:
    """How a case stands, as the rules of 01-05 ask it."""
    events, papers = timeline(case.id), materials(case.id)
    supply = standings(events, table(), parameter).get("supply")
    settled = supply is not None and not supply.reckoned.provisional
    files = [file.id for found in uploads.of_case(case.id).values() for file in found]
    people = [
        one for role in VERIFYING for one in holders(role, None if role == "clerk" else case.section_id)
    ]
    return Circumstances(
        today=clock.today(),
        gaps=frozenset(paper.seq for paper in papers if paper.status != "present"),
        notice_given=notice_of(events) is not None,
        supply_ended=supply.reckoned.date if supply and settled else None,
        unchecked=_unchecked(events),
        demanded=frozenset(paper.seq for paper in papers),
        uploads=frozenset(files),
        verifiers=frozenset(people),
    )


def notice_of(events: Sequence[Recorded]) -> SupplementAsked | None:
    """The last notice of everything that is missing, if one was given."""
    return next((e.fact for e in reversed(events) if isinstance(e.fact, SupplementAsked)), None)


def _unchecked(events: Sequence[Recorded]) -> bool:
    """Whether the applicant supplied papers online that nobody has looked at since."""
    for event in reversed(events):
        if isinstance(event.fact, MaterialsChecked | CorrectedOnSpot):
            return False
        if isinstance(event.fact, SupplementSupplied) and event.fact.channel == "online":
            return True
    return False


def data_of(grounds: Grounds) -> dict[str, Any]:
    """The grounds as JSON values; `read_grounds` reads them back unchanged."""
    return asdict(grounds)


def read_grounds(data: Mapping[str, Any]) -> Grounds:
    """The grounds behind `data_of`, from a row."""
    texts = {name: tuple(data[name]) for name in ("legal_basis", "missing", "reasons")}
    evidence = tuple(Evidence(**one) for one in data["evidence"])
    return Grounds(**{**data, **texts, "evidence": evidence})


def instructions(case_id: int) -> tuple[InstructionCard, ...]:
    """The requests of a case, oldest first."""
    rows = Instruction.objects.filter(case_id=case_id).select_related("asked_by", "answered_by")
    return tuple(_instruction(row) for row in rows.order_by("id"))


def waiting_instructions(limit: int = 50) -> tuple[InstructionCard, ...]:
    """Requests that wait for a leader, oldest first."""
    rows = Instruction.objects.filter(answer="", case__state__in=["received", "supplement", "review"])
    found = rows.select_related("asked_by", "answered_by").order_by("id")[:limit]
    return tuple(_instruction(row) for row in found)


def last_instructions(case_id: int) -> tuple[Instructions | None, int | None]:
    """What was asked last and its answer, as the rules see it; and its id."""
    row = Instruction.objects.filter(case_id=case_id).order_by("-id").first()
    return (Instructions(row.answer, read_grounds(row.grounds)), row.pk) if row else (None, None)


def last_answer(case_id: int) -> str | None:
    """The answer to the last request: "" while it waits, None when none was made."""
    return (
        Instruction.objects.filter(case_id=case_id).order_by("-id").values_list("answer", flat=True).first()
    )


def of_case(case_id: int) -> RefusalCard | None:
    """The refusal of a case, if it was refused on one of the four grounds."""
    row = Refusal.objects.filter(case_id=case_id).select_related("filing").first()
    if row is None:
        return None
    return RefusalCard(
        row.pk,
        row.number,
        row.stage,
        read_grounds(row.grounds),
        row.refused_at,
        row.to_be_filed,
        row.archive_number or "",
        row.filing.sent_at if row.filing else None,
        row.filing.receipt_number if row.filing else "",
        row.form_id,
    )


def transfer_of(case_id: int) -> TransferCard | None:
    """Where the application was sent to, if it was not for this bureau or needed no permit."""
    row = Transfer.objects.filter(case_id=case_id).first()
    return TransferCard(row.why, row.authority, row.explanation, row.handed_over) if row else None


def leads(actor: Actor, section_id: int) -> bool:
    """Whether somebody acts as a leader, and not as the section itself."""
    of_section = any(role in {"handler", "head"} and one == section_id for role, one in actor.posts)
    return not of_section and any(role == "leader" for role, _ in actor.posts)


def _instruction(row: Instruction) -> InstructionCard:
    return InstructionCard(
        row.pk,
        row.case_id,
        read_grounds(row.grounds),
        row.question,
        row.asked_by.called,
        row.asked_by_id,
        row.asked_at,
        row.answer,
        row.opinion,
        row.answered_by.called if row.answered_by else "",
        row.document_id,
    )
