"""决定、送达、归档: the end of an application (annexes 1, 6 and 7)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings

from banshi.institutions.one_time_notice.queries.telling import papers_of, pending_hearing, pending_persons
from banshi.institutions.one_time_notice.rules import completing, hearings
from banshi.institutions.provisional_acceptance.queries.promises import missing_names
from banshi.institutions.provisional_acceptance.rules import supplying
from banshi.institutions.refusals.actions import registering
from banshi.institutions.refusals.queries.standing import last_answer, leads
from banshi.institutions.refusals.queries.wording import decision_data
from banshi.institutions.refusals.rules import instructing
from banshi.institutions.refusals.rules.grounds import DECISION, Grounds
from banshi.institutions.time_limits import rules as limits
from banshi.institutions.time_limits.queries.limits import governing_due
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import Archived, Decided, Served, SlipReturned
from banshi.kernel.cases.life import State
from banshi.kernel.cases.models import Case, Outcome, OutcomeKind
from banshi.kernel.cases.queries import card_of
from banshi.kernel.cases.sides import acting
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.catalogue.schema import PERMIT, ItemSpec
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.clocks.reckoning import Limit, Unit, due, earliest
from banshi.kernel.clocks.words import due_words
from banshi.kernel.documents import kinds
from banshi.kernel.documents.actions import issue, record_delivery, record_return_slip
from banshi.kernel.documents.issuing import next_serial, number
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import case_facts, remedies
from banshi.kernel.documents.proof import Proof
from banshi.kernel.documents.queries import of_stream
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

NO_SLIP = gettext_noop("这份文书没有在等邮政回执，或者回执已经登记过。")
TERMINATION = "W12"
# A permit's decision is called by its name in the licensing law (38).
PERMIT_TITLES = {
    True: {"zh": "准予行政许可决定书", "en": "Decision granting a permit"},
    False: {"zh": "不予行政许可决定书", "en": "Decision refusing a permit"},
}


# What a decision says: facts, reasons, legal basis.
Said = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is decided: granted, or refused on which grounds; why late, if late."""

    granted: bool
    grounds: Grounds | None = None
    delay_reason: str = ""


NO_GROUNDS = Grounds(ground="", facts="")


@act("decide", "01-02", "01-04", "06-06", "07-01", "07-03")
def decide(
    *, case_id: int, version: int | None, ruling: Ruling, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Grant (W19), or refuse on one of the four grounds with remedies (W18) and the register's line (W15).

    Returns the document's id.
    """
    case = locked(case_id, version, "decided")
    permit(actor, "decide", card_of(case).relation)
    leading = leads(actor, case.section_id)
    require(instructing.deciding(answer=last_answer(case.pk), is_leader=leading))
    spec = catalogue.spec(case.item_version_id)
    if ruling.granted and case.state == State.PROVISIONAL:
        require(supplying.granting(missing_names(case.pk)))
    require(
        limits.deciding(
            due=governing_due(case.pk),
            today=clock.today(),
            earliest=_earliest(case, spec),
            delay_reason=ruling.delay_reason,
        )
    )
    require(hearings.heard(pending_hearing(case.pk), pending_persons(case.pk), today=clock.today()))
    judged = None
    if ruling.granted:
        require(completing.granting(papers_of(case.pk)))
    else:
        judged = registering.judge(case=case, grounds=ruling.grounds or NO_GROUNDS, actor=actor)
    said = decision_data(case, judged.grounds) if judged else {"legal_basis": _basis_lines(spec)}
    document = _decision_paper(case, spec, said, ruling.granted, actor)
    _end(case, ruling, said, document, actor)
    fact = Decided(granted=ruling.granted, document=document.pk)
    record(case, fact, actor=actor, cites=cites, decided_at=clock.now())
    refresh(case)
    if judged:
        registering.enter(case=case, judged=judged, stage=DECISION, decision=document, actor=actor)
    send_many([to_party(case, organisation.section(case.section_id), "decided")])
    return document.pk


def _end(case: Case, ruling: Ruling, said: Said, document: Document, actor: Actor) -> None:
    facts, reasons = said.get("facts"), said.get("reasons")
    Outcome.objects.create(
        case=case,
        kind=OutcomeKind.GRANTED if ruling.granted else OutcomeKind.REFUSED,
        reasons=[*([facts] if facts else []), *(reasons if isinstance(reasons, list) else [])],
        legal_basis=said["legal_basis"] if not ruling.granted else [],
        delay_reason=ruling.delay_reason.strip(),
        document=document.pk,
        decided_by_id=actor.officer,
    )


@dataclass(frozen=True, slots=True)
class Serving:
    """How and when a paper was served, with its proof; names in the proof come masked.

    An agent who received it is named by `proof.power`. `at` None: at the moment of the act.
    """

    document_id: int
    way: str
    at: dt.datetime | None
    proof: Proof


@act("serve", "06-08", "06-07")
def serve(
    *, case_id: int, version: int | None, serving: Serving, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Record how a paper reached the applicant; serving the decision ends the case. Returns the delivery's id."""
    case = locked(case_id, version, "served")
    permit(actor, "serve", card_of(case).relation)
    kind = Document.objects.filter(pk=serving.document_id, stream=stream(case.pk)).values_list(
        "kind", flat=True
    )
    if (found := kind.first()) is None or kinds.get(found).internal:
        raise Refused(Reason(gettext_noop("这件办件没有这份文书。"), ("06-08",), "document"))
    if serving.way == "electronic" and not case.electronic:
        sentence = gettext_noop("申请人没有同意电子送达，请当面交付或邮寄。")
        raise Refused(Reason(sentence, ("06-08",), "way"))
    require(acting(case, serving.proof.power, catalogue.spec(case.item_version_id), "06-08"))
    delivery = record_delivery(
        document_id=serving.document_id,
        way=serving.way,
        at=serving.at or clock.now(),
        recorded_by=actor.ref,
        proof_given=serving.proof,
    )
    fact = Served(
        document=serving.document_id,
        delivery=delivery.pk,
        way=serving.way,
        on=delivery.legal_date or clock.today(),
        decision=_closes(case, serving.document_id),
        power=serving.proof.power,
    )
    record(case, fact, actor=actor, cites=cites)
    refresh(case)
    return delivery.pk


@act("return_slip", "06-08")
def return_slip(
    *,
    case_id: int,
    version: int | None,
    delivery_id: int,
    received_on: dt.date,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """The postal return slip has come back: the paper counts as served from its day. Returns the delivery's id."""
    case = locked(case_id, version, "slip_returned")
    permit(actor, "serve", card_of(case).relation)
    out = {card.slip_out.id: card.id for card in of_stream(stream(case.pk)) if card.slip_out}
    if delivery_id not in out:
        raise Refused(Reason(NO_SLIP, ("06-08",), "delivery"))
    delivery = record_return_slip(delivery_id=delivery_id, received_on=received_on)
    fact = SlipReturned(document=out[delivery_id], delivery=delivery.pk, on=received_on)
    record(case, fact, actor=actor, cites=cites)
    return delivery.pk


@act("archive", "06-08", "07-03")
def archive(*, case_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """Put the finished case into the archive under a volume number. Returns that number."""
    case = locked(case_id, version, "archived")
    permit(actor, "archive", card_of(case).relation)
    mark, year = settings.BUREAU["issuer_mark"] + "档", clock.today().year
    volume = number(mark, year, next_serial(mark, year))
    record(case, Archived(volume=volume), actor=actor, cites=cites)
    Outcome.objects.filter(case=case).update(volume=volume)
    return volume


def _closes(case: Case, document_id: int) -> bool:
    """Whether this paper ends the case once it is served: the decision, or the notice of termination (04-12)."""
    if case.state == State.TERMINATED:
        return Document.objects.filter(pk=document_id, kind=TERMINATION).exists()
    return Outcome.objects.filter(case=case, document=document_id).exists()


def _earliest(case: Case, spec: ItemSpec) -> dt.date | None:
    """The first day on which a minimum wait lets a decision be made; None without one."""
    if case.accepted_on is None or not spec.waiting_periods:
        return None
    days = table()
    waits = [
        earliest(case.accepted_on, Limit(w.value, Unit(w.unit)), days)
        for w in spec.waiting_periods
        if w.nature == "must_wait"
    ]
    return max((wait.first or dt.date.max for wait in waits), default=None)


def _decision_paper(case: Case, spec: ItemSpec, said: Said, granted: bool, actor: Actor) -> Document:
    facts = case_facts(case, organisation.section(case.section_id), officer=organisation.officer_name(actor))
    decision: dict[str, object] = {"granted": granted, "outcome_name": spec.outcome.name, **said}
    data = facts | {"decision": decision}
    if spec.service_type == PERMIT:
        data |= {"outcome_verb": "许可", "title": PERMIT_TITLES[granted]}
    if granted:
        days = parameter("07-01", "certificate_delivery_working_days", clock.today())
        decision["certificate_by"] = due_words(due(clock.today(), Limit(days, Unit.WORKING_DAY), table()))
    else:
        data["remedies"] = remedies(electronic=case.electronic)
    return issue(
        kind="W19" if granted else "W18",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=data,
        issued_by=actor.ref,
    )


def _basis_lines(spec: ItemSpec) -> list[str]:
    return [f"《{basis.law}》{basis.article}" for basis in spec.legal_basis]
