"""登记台账: what every refusal does in its own act: judged by the rules, then entered with W15 (01-02 to 01-07)."""

from dataclasses import dataclass

from django.conf import settings

from banshi.institutions.refusals.models import Instruction, Refusal, Transfer
from banshi.institutions.refusals.queries.register import first_look
from banshi.institutions.refusals.queries.standing import (
    circumstances,
    data_of,
    last_instructions,
    leads,
    notice_of,
)
from banshi.institutions.refusals.queries.wording import particulars
from banshi.institutions.refusals.rules import instructing, refusing
from banshi.institutions.refusals.rules.filing import filing_scope
from banshi.institutions.refusals.rules.grounds import Grounds, normal
from banshi.institutions.refusals.rules.instructing import needs_leader
from banshi.institutions.refusals.rules.refusing import Elsewhere
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of, timeline
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_staff
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.lib import clock
from banshi.lib.results import require

STAGES = {"intake": "不予受理", "decision": "不予许可（批准）"}


@dataclass(frozen=True, slots=True)
class Judged:
    """Grounds that stood before the rules, and the answered request they rest on, if there was one."""

    grounds: Grounds
    instruction_id: int | None


def judge(*, case: Case, grounds: Grounds, actor: Actor) -> Judged:
    """Ask every rule of annex 1 about a refusal before anything is written; raises `Refused`."""
    grounds = normal(grounds)
    card = card_of(case)
    require(refusing.refusal(grounds, circumstances(card)))
    asked, instruction_id = last_instructions(case.pk)
    spec = catalogue.spec(case.item_version_id)
    leading = leads(actor, case.section_id)
    require(
        instructing.power(
            grounds, item_authority=spec.refusal_authority, instructions=asked, is_leader=leading
        )
    )
    rests_on_it = leading or needs_leader(grounds.ground, spec.refusal_authority)
    return Judged(grounds, instruction_id if rests_on_it else None)


def enter(*, case: Case, judged: Judged, stage: str, decision: Document, actor: Actor) -> Refusal:
    """Enter a refusal into its section's register with the form W15, without gaps by section and year (01-06)."""
    now, grounds = clock.now(), judged.grounds
    spec = catalogue.spec(case.item_version_id)
    scope = filing_scope(spec.legal_basis)
    section = organisation.section(case.section_id)
    notice = notice_of(timeline(case.pk))
    form = issue(
        kind="W15",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | {"refusal": _form(case, judged, stage, decision, scope.allowed)},
        issued_by=actor.ref,
        mark=f"{settings.BUREAU['issuer_mark']}否登{section.code}",
    )
    row = Refusal.objects.create(
        case=case,
        section_id=case.section_id,
        year=form.year,
        serial=form.serial,
        number=form.number,
        stage=stage,
        ground=grounds.ground,
        grounds=data_of(grounds),
        legal_basis=list(grounds.legal_basis),
        notice_id=notice.document if notice else None,
        notice_until=notice.until if notice else None,
        instruction_id=judged.instruction_id,
        decision=decision,
        form=form,
        refused_by_id=actor.officer,
        refused_at=now,
        to_be_filed=scope.allowed,
        look_at=first_look(now.date()) if scope.allowed else None,
    )
    send_many(to_staff(case, holders("approvals"), "refusal_registered", number=row.number))
    return row


def note_elsewhere(*, case: Case, elsewhere: Elsewhere, actor: Actor) -> None:
    """Keep which authority is the right one, and whether the papers went there (06-03-4)."""
    Transfer.objects.create(
        case=case,
        why=elsewhere.why,
        authority=elsewhere.authority.strip(),
        explanation=elsewhere.explanation.strip(),
        handed_over=elsewhere.handed_over.strip(),
        by_id=actor.officer,
        at=clock.now(),
    )


def _form(case: Case, judged: Judged, stage: str, decision: Document, filed: bool) -> dict[str, object]:
    asked = Instruction.objects.select_related("answered_by", "document")
    instruction = asked.get(pk=judged.instruction_id) if judged.instruction_id else None
    return particulars(case, judged.grounds) | {
        "stage": STAGES[stage],
        "decision": f"{decision.title_zh} {decision.number}",
        "leader": instruction.answered_by.name_zh if instruction and instruction.answered_by else "",
        "instruction": instruction.document.number if instruction else "",
        "to_be_filed": filed,
    }
