"""The end: the result, the objection and its review, the volume (10-03, 10-04, 10-12, 10-13)."""

from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.complaints.actions.file import File
from banshi.institutions.complaints.models import Complaint, Recusal, Result, Review
from banshi.institutions.complaints.queries import dues, papers, standing
from banshi.institutions.complaints.queries.codes import digest_of
from banshi.institutions.complaints.queries.follow import FOR_COMPLAINANT
from banshi.institutions.complaints.rules.access import excluded
from banshi.institutions.complaints.rules.intake import (
    ERRED,
    OUTCOMES,
    REVIEW_OUTCOMES,
    VOLUMES,
    filled,
)
from banshi.institutions.complaints.rules.limits import CLOSE, REVIEW
from banshi.institutions.complaints.rules.steps import State
from banshi.kernel.documents.actions import record_delivery, record_opened
from banshi.kernel.documents.models import Delivery, Document
from banshi.kernel.documents.proof import Proof
from banshi.kernel.ledger.acts import CITIZEN, Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop, require

VOLUME_LENGTH = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """The answer: whether it is as told, the facts, the opinion, its basis; without agreement also why so."""

    outcome: str
    facts: str
    opinion: str
    basis: str
    unagreed: str = ""


@act("close_complaint", "10-12", "10-03")
def close(*, uid: UUID, finding: Finding, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Close it with the reasoned opinion W40, which names the way to a review. Returns the paper's id."""
    file = File.opened(uid, "close", actor, cites)
    if finding.outcome not in OUTCOMES:
        raise Refused(Reason(gettext_noop("请选择反映的情况是否属实。"), ("10-12",), "outcome"))
    require(filled(("10-12",), facts=finding.facts, opinion=finding.opinion, basis=finding.basis))
    if file.complaint.state != State.AGREED:
        require(filled(("10-12",), unagreed=finding.unagreed))
    file.move(State.CLOSED, closed_at=clock.now(), outcome=finding.outcome)
    file.end(CLOSE)
    paper = file.issue("W40", _answer(file.complaint, finding))
    _answered(file, finding, paper)
    file.note("close_complaint", outcome=finding.outcome, document=paper.pk)
    return paper.pk


@act("ask_review", "10-04")
def ask_review(*, code: str, objection: str, cites: tuple[Citation, ...]) -> None:
    """The complainant objects to the result by the receipt code."""
    file = File.by_code(code, "ask_review", cites)
    require(filled(("10-04",), objection=objection))
    Review.objects.create(
        complaint=file.complaint,
        round=file.now.reviews + 1,
        objection=objection.strip(),
        asked_at=clock.now(),
    )
    file.move(State.REVIEW)
    file.begin(REVIEW)
    file.tell_receivers("complaint_word")
    file.note("ask_review", round=file.now.reviews + 1)


@act("appoint_reviewer", "10-04", "10-06")
def appoint(*, uid: UUID, reviewer_id: int, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Give the review to somebody else than all who worked on it before."""
    file = File.opened(uid, "appoint", actor, cites)
    person, about = standing.colleagues().get(reviewer_id), standing.about(uid)
    if person is None or excluded(person, about) is not None:
        raise Refused(
            Reason(gettext_noop("这位同事与这件事有关系，或者不能办理，请另选一位。"), ("10-06",), "reviewer")
        )
    if person.ids & _worked_before(file.complaint):
        text = gettext_noop("复查要由没有办过这一件的人来做，请另选一位。")
        raise Refused(Reason(text, ("10-04",), "reviewer"))
    review = _open_review(file.complaint)
    review.reviewer_id = reviewer_id
    review.save(update_fields=["reviewer"])
    file.tell([reviewer_id], "complaint_yours")
    file.note("appoint_reviewer")


@act("explain_error", "10-04")
def explain(*, uid: UUID, finding: Finding, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The bureau erred: say so, and give the right answer (W42 有误说明). Returns the paper's id."""
    file = File.opened(uid, "explain", actor, cites)
    title = {"zh": "有误情况说明", "en": "Explanation of our error"}
    return _decide(file, ERRED, finding, title)


@act("decide_review", "10-04")
def review(*, uid: UUID, outcome: str, finding: Finding, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The reviewer upholds or changes the answer (W42 复查意见书). Returns the paper's id."""
    file = File.opened(uid, "review", actor, cites)
    if outcome not in REVIEW_OUTCOMES:
        raise Refused(Reason(gettext_noop("请选择维持还是改变原处理意见。"), ("10-04",), "review_outcome"))
    return _decide(file, outcome, finding, {"zh": "复查意见书", "en": "Result of the review"})


@act("archive_complaint", "10-13")
def archive(*, uid: UUID, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """File it by its nature as a volume. Returns the volume's number."""
    file = File.opened(uid, "archive", actor, cites)
    mark = VOLUMES[file.complaint.category]
    volume = f"信{mark}-{clock.today().year}-{ids.code(VOLUME_LENGTH)}"
    file.move(State.ARCHIVED, archived_at=clock.now(), volume=volume)
    file.note("archive_complaint", volume=volume)
    return volume


@act("collect_complaint_paper", "10-03")
def collect(*, code: str, document_id: int, cites: tuple[Citation, ...]) -> int:
    """The complainant opens a paper with the code: it counts as served. Returns the paper's id."""
    complaint = Complaint.objects.select_for_update().get(code_digest=digest_of(code))
    document = Document.objects.get(pk=document_id, stream=complaint.stream, kind__in=FOR_COMPLAINANT)
    served = Delivery.objects.filter(document=document, way="electronic").order_by("id").first()
    if served is None:
        proof = Proof(consent_reference=complaint.number, opened_at=clock.now())
        record_delivery(
            document_id=document.pk,
            way="electronic",
            at=clock.now(),
            recorded_by="citizen",
            proof_given=proof,
        )
    else:
        record_opened(delivery_id=served.pk)
    File(complaint, CITIZEN, cites).note("collect_complaint_paper", document=document.pk)
    return document.pk


def _decide(file: File, outcome: str, finding: Finding, title: dict[str, str]) -> int:
    require(filled(("10-04",), facts=finding.facts, opinion=finding.opinion, basis=finding.basis))
    pending = _open_review(file.complaint)
    data = _answer(file.complaint, finding) | {
        "objection": pending.objection,
        "erred": outcome == ERRED,
        "review_outcome": REVIEW_OUTCOMES.get(outcome, ""),
    }
    pending.outcome, pending.text = outcome, finding.opinion.strip()
    pending.decided_by_id, pending.decided_at = file.actor.officer, clock.now()
    pending.document = file.issue("W42", data, title)
    pending.save()
    columns = {"outcome": finding.outcome} if finding.outcome in OUTCOMES else {}
    file.move(State.CLOSED, **columns)
    file.end(REVIEW)
    _answered(file, finding, pending.document)
    file.note("review_decided", outcome=outcome, document=pending.document.pk)
    return pending.document.pk


def _answer(complaint: Complaint, finding: Finding) -> dict[str, object]:
    """The reasoned opinion: claim, facts, reasons, opinion, basis, and the way to a review."""
    return {
        "claim": complaint.content,
        "outcome": OUTCOMES.get(finding.outcome, ""),
        "facts": finding.facts.strip(),
        "opinion": finding.opinion.strip(),
        "unagreed": finding.unagreed.strip(),
        "legal_basis": finding.basis.strip().splitlines(),
        "review_days": dues.numbers_of(complaint).ask_review_cd,
        **papers.outside(),
    }


def _answered(file: File, finding: Finding, paper: Document) -> None:
    Result.objects.create(
        complaint=file.complaint,
        facts=finding.facts.strip(),
        opinion=finding.opinion.strip(),
        basis=finding.basis.strip(),
        by_id=file.actor.officer,
        at=clock.now(),
        document=paper,
    )


def _open_review(complaint: Complaint) -> Review:
    return Review.objects.get(complaint=complaint, decided_at=None)


def _worked_before(complaint: Complaint) -> set[int]:
    """Everybody whose own work would be looked at: who investigated, answered, or reviewed before."""
    results = Result.objects.filter(complaint=complaint).order_by("at").values_list("by_id", flat=True)
    declared = Recusal.objects.filter(complaint=complaint).order_by("at").values_list("staff_id", flat=True)
    return {one for one in (complaint.investigator_id, *results, *declared) if one is not None}
