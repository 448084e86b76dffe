"""请示: asking a leader before refusing, and the leader's answer (01-02, 01-07)."""

from banshi.institutions.refusals.models import Instruction
from banshi.institutions.refusals.queries.standing import circumstances, data_of, last_answer
from banshi.institutions.refusals.queries.wording import particulars
from banshi.institutions.refusals.rules import instructing as rules
from banshi.institutions.refusals.rules.grounds import Grounds, normal
from banshi.institutions.refusals.rules.refusing import refusal
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import InstructionsAnswered, InstructionsRequested
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_staff
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import require


@act("request_instructions", "01-02", "01-07")
def request_instructions(
    *,
    case_id: int,
    version: int | None,
    grounds: Grounds,
    question: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Ask a leader whether to refuse on these grounds, with W17. Returns the request's id."""
    case = locked(case_id, version, "instructions_requested")
    permit(actor, "request_instructions", card_of(case).relation)
    grounds, spec = normal(grounds), catalogue.spec(case.item_version_id)
    answer = last_answer(case.pk)
    require(rules.deciding(answer=answer, is_leader=False))
    require(
        rules.request(grounds, item_authority=spec.refusal_authority, question=question, pending=answer == "")
    )
    require(refusal(grounds, circumstances(card_of(case))))
    document = issue(
        kind="W17",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | {"refusal": particulars(case, grounds), "question": question.strip()},
        issued_by=actor.ref,
    )
    row = Instruction.objects.create(
        case=case,
        ground=grounds.ground,
        grounds=data_of(grounds),
        question=question.strip(),
        asked_by_id=actor.officer,
        asked_at=clock.now(),
        document=document,
    )
    fact = InstructionsRequested(request=row.pk, document=document.pk)
    record(case, fact, actor=actor, cites=cites)
    send_many(to_staff(case, holders("leader"), "instructions_requested"))
    return row.pk


@act("answer_instructions", "01-07")
def answer_instructions(
    *,
    instruction_id: int,
    version: int | None,
    answer: str,
    opinion: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """A leader approves, sends back with an opinion, or takes the decision over. Returns the case id."""
    case_id = Instruction.objects.values_list("case_id", flat=True).get(pk=instruction_id)
    case = locked(case_id, version, "instructions_answered")
    permit(actor, "answer_instructions", card_of(case).relation)
    row = Instruction.objects.get(pk=instruction_id)
    require(
        rules.answer(
            given=answer,
            opinion=opinion,
            answered=row.answer != "",
            asked_by_same=row.asked_by_id in actor.staff_ids,
        )
    )
    row.answer, row.opinion = answer, opinion.strip()
    row.answered_by_id, row.answered_at = actor.officer, clock.now()
    row.save(update_fields=["answer", "opinion", "answered_by", "answered_at"])
    fact = InstructionsAnswered(request=row.pk, answer=answer)
    record(case, fact, actor=actor, cites=cites)
    send_many(to_staff(case, [row.asked_by_id], "instructions_answered"))
    return case.pk
