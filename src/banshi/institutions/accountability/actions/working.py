"""The work on a case: recusal, investigation, telling, hearing, weighing tolerance, the proposal (12-04 to 12-06)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.accountability.actions.file import File
from banshi.institutions.accountability.actions.leads import NOT_CLEAR
from banshi.institutions.accountability.models import Record, Recusal, Statement, Weighing
from banshi.institutions.accountability.queries import papers, standing
from banshi.institutions.accountability.rules.causes import filled
from banshi.institutions.accountability.rules.judging import hearing
from banshi.institutions.accountability.rules.steps import METHODS, OUTCOMES, WAIVER
from banshi.institutions.accountability.rules.tolerance import Weighed, complete
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@dataclass(frozen=True, slots=True)
class Found:
    """One step of the investigation: how, on which day, what was found."""

    method: str
    held_on: dt.date
    text: str


@dataclass(frozen=True, slots=True)
class Heard:
    """What the person said on which day, or that they waived it; `silent`: they let the time pass."""

    kind: str
    text: str
    on: dt.date
    silent: bool = False


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed: an outcome of the list, the words, the basis."""

    outcome: str
    text: str
    basis: str


@act("declare_accountability_interest", "12-06", "10-06")
def declare(*, uid: UUID, interest: bool, relation: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Declare before starting: no interest; or an interest, which shuts oneself out from this moment on."""
    file = File.opened(uid, "declare", actor, cites)
    _recuse(file, actor.officer, interest, relation)
    file.note("declare_accountability_interest", interest=interest)


@act("order_accountability_recusal", "12-06", "10-06")
def recuse(*, uid: UUID, staff_id: int, relation: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """An interest that somebody did not declare is found: they are out."""
    file = File.opened(uid, "recuse", actor, cites)
    if staff_id not in standing.house().people:
        raise Refused(Reason(gettext_noop("请选择一位同事。"), ("12-06",), "colleague"))
    _recuse(file, staff_id, True, relation)
    file.note("order_accountability_recusal")


@act("assign_accountability", "12-05")
def assign(*, uid: UUID, investigator_id: int, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Give it to another investigator, who declares anew before starting."""
    file = File.opened(uid, "assign", actor, cites)
    if investigator_id not in standing.house().clear(file.about):
        raise Refused(Reason(NOT_CLEAR, ("12-06",), "colleague"))
    file.change(investigator_id=investigator_id)
    file.tell([investigator_id], "accountability_yours")
    file.note("assign_accountability")


@act("record_accountability", "12-05")
def record(*, uid: UUID, found: Found, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Put on record what a talk, papers, a visit or the system's own records brought."""
    file = File.opened(uid, "record", actor, cites)
    if found.method not in METHODS:
        raise Refused(Reason(gettext_noop("请选择怎样核实的。"), ("12-05",), "method"))
    require(filled(("12-05",), text=found.text))
    if found.held_on > clock.today():
        raise Refused(Reason(gettext_noop("日期不能晚于今天。"), ("12-05",), "held_on"))
    row = Record.objects.create(
        case=file.case,
        method=found.method,
        held_on=found.held_on,
        text=found.text.strip(),
        by_id=actor.officer,
        at=clock.now(),
    )
    file.note("record_accountability", record=row.uid.hex)


@act("tell_person", "12-04")
def tell(*, uid: UUID, facts: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Tell the person the facts and grounds. From now on they see the file against them; their time to answer runs."""
    file = File.opened(uid, "tell", actor, cites)
    require(filled(("12-04",), facts=facts))
    file.move(
        "tell",
        told_facts=facts.strip(),
        told_at=clock.now(),
        told_records=file.now.records,
        heard_at=None,
        weighed_at=None,
    )
    file.tell_person(f"told:{clock.now().isoformat()}")
    file.note("tell_person")


@act("hear_person", "12-04")
def hear(*, uid: UUID, heard: Heard, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Put on record what the person said by word of mouth, or that they waived it (W46-3). Returns the paper's id."""
    file = File.opened(uid, "hear", actor, cites)
    paper = take_down(file, "hear", heard)
    file.note("hear_person", document=paper)
    return paper


@act("weigh_tolerance", "12-04")
def weigh(
    *, uid: UUID, answers: Mapping[str, Weighed], opinion: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Weigh every ground of fault tolerance, with reasons (W46-4). Returns the paper's id."""
    file = File.opened(uid, "weigh", actor, cites)
    require(complete(answers))
    require(filled(("12-04",), opinion=opinion))
    Weighing.objects.filter(case=file.case).delete()
    Weighing.objects.bulk_create(
        Weighing(case=file.case, ground=one.ground, holds=bool(one.holds), reason=one.reason.strip())
        for one in answers.values()
    )
    file.move("weigh", opinion=opinion.strip(), weighed_at=clock.now())
    paper = file.issue(papers.TOLERANCE, papers.tolerance(file.case))
    file.note("weigh_tolerance", document=paper.pk)
    return paper.pk


@act("propose_accountability", "12-05")
def propose(*, uid: UUID, proposed: Proposed, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The department proposes; the party group will decide (W46-2). Returns the paper's id."""
    file = File.opened(uid, "propose", actor, cites)
    if proposed.outcome not in OUTCOMES:
        raise Refused(Reason(gettext_noop("请选择建议的结果。"), ("12-05",), "outcome"))
    require(filled(("12-05",), text=proposed.text, basis=proposed.basis))
    file.move(
        "propose",
        proposed_outcome=proposed.outcome,
        proposal=proposed.text.strip(),
        proposal_basis=proposed.basis.strip(),
        proposed_by_id=actor.officer,
        proposed_at=clock.now(),
    )
    paper = file.issue(papers.REPORT, papers.report(file.case))
    file.tell_deciders("accountability_decide")
    file.tell_person(f"proposed:{clock.now().isoformat()}")
    file.note("propose_accountability", document=paper.pk)
    return paper.pk


@act("drop_accountability", "12-04", "12-05")
def drop(*, uid: UUID, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """The matter is unfounded: closed with the reason; it counts for nobody. Who was told hears of it."""
    file = File.opened(uid, "drop", actor, cites)
    require(filled(("12-04",), reason=reason))
    file.move("drop", why_dropped=reason.strip(), dropped_at=clock.now())
    if file.case.told_at:
        file.tell_person("dropped")
    file.note("drop_accountability")


def take_down(file: File, name: str, heard: Heard) -> int:
    """Keep a statement or a waiver with its paper W46-3: part of the act that hears. Returns the paper's id."""
    require(hearing(kind=heard.kind, text=heard.text, on=heard.on, silent=heard.silent, now=file.now))
    row = Statement(
        case=file.case,
        kind=heard.kind,
        text="" if heard.kind == WAIVER and not heard.text else heard.text.strip(),
        on=heard.on,
        by_id=file.actor.officer,
        at=clock.now(),
    )
    row.document = file.issue(papers.STATED, papers.stated(file.case, row))
    row.save()
    file.move(name, heard_at=clock.now())
    return row.document.pk


def _recuse(file: File, staff_id: int, interest: bool, relation: str) -> None:
    if interest:
        require(filled(("12-06",), relation=relation))
    if Recusal.objects.filter(case=file.case, staff_id=staff_id, interest=interest).exists():
        raise Refused(Reason(gettext_noop("这一项已经声明过了。"), ("12-06",)))
    Recusal.objects.create(
        case=file.case,
        staff_id=staff_id,
        interest=interest,
        relation=relation.strip(),
        by_id=file.actor.officer,
        at=clock.now(),
    )
    if interest:
        file.tell_receivers("accountability_word")
