"""The work: who does it, recusal, investigation, the short reply, the proposal, more time (10-06, 10-09 to 10-12)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.complaints.actions.file import File
from banshi.institutions.complaints.models import Consent, Extension, Proposal, Record, Recusal
from banshi.institutions.complaints.queries import dues, papers, standing
from banshi.institutions.complaints.rules import limits
from banshi.institutions.complaints.rules.access import excluded
from banshi.institutions.complaints.rules.intake import METHODS, filled
from banshi.institutions.complaints.rules.limits import CLOSE, REPLY
from banshi.institutions.complaints.rules.steps import COMPLAINANT, SIDES, State
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.queries import staff_names
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

NOT_CLEAR = gettext_noop("这位同事与这件事有关系，或者不能办理，请另选一位。")


@dataclass(frozen=True, slots=True)
class Investigated:
    """One step of the investigation: how, when, what was found."""

    method: str
    held_at: dt.datetime
    text: str


@act("assign_complaint", "10-03", "10-06")
def assign(*, uid: UUID, investigator_id: int, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Give it to another investigator, who declares anew before starting."""
    file = File.opened(uid, "assign", actor, cites)
    _require_clear(file, investigator_id)
    file.change(investigator_id=investigator_id)
    file.tell([investigator_id], "complaint_yours")
    file.note("assign_complaint")


@act("declare_recusal", "10-06")
def declare(*, uid: UUID, interest: bool, relation: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Declare before starting: no interest; or an interest, which shuts oneself out from this moment on (W38)."""
    file = File.opened(uid, "declare", actor, cites)
    _recuse(file, actor.officer, interest, relation)
    file.note("declare_recusal", interest=interest)


@act("order_recusal", "10-06")
def recuse(*, uid: UUID, staff_id: int, relation: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """The receiving office or a leader finds an interest that somebody did not declare (W38)."""
    file = File.opened(uid, "recuse", actor, cites)
    _recuse(file, staff_id, True, relation)
    file.note("order_recusal")


@act("record_investigation", "10-10")
def record(*, uid: UUID, found: Investigated, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Put on record what a call, a meeting or a visit brought (W39). Returns the paper's id."""
    file = File.opened(uid, "record", actor, cites)
    if found.method not in METHODS:
        raise Refused(Reason(gettext_noop("请选择电话沟通、约见双方或者现场走访。"), ("10-10",), "method"))
    require(filled(("10-10",), text=found.text))
    if found.held_at > clock.now():
        raise Refused(Reason(gettext_noop("调查的时间不能晚于现在。"), ("10-10",), "held_at"))
    data = {"method": METHODS[found.method], "held_at": found.held_at, "text": found.text.strip()}
    paper = file.issue("W39", data, {"zh": "调查笔录", "en": "Record of investigation"})
    row = Record.objects.create(
        complaint=file.complaint,
        method=found.method,
        held_at=found.held_at,
        text=found.text.strip(),
        by_id=actor.officer,
        at=clock.now(),
        document=paper,
    )
    file.note("record_investigation", record=row.uid.hex, document=paper.pk)
    return paper.pk


@act("reply_complaint", "10-09")
def reply(*, uid: UUID, findings: str, following: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The short reply W36: first findings, next steps, the expected date. Returns the paper's id."""
    file = File.opened(uid, "reply", actor, cites)
    require(filled(("10-09",), findings=findings, following=following))
    due = papers.due_text(file.complaint, CLOSE)
    data = {"findings": findings.strip(), "following": following.strip(), "close_due": due}
    paper = file.issue("W36", data)
    file.change(replied_at=clock.now())
    file.end(REPLY)
    file.note("reply_complaint", document=paper.pk)
    return paper.pk


@act("propose_handling", "10-11", "10-12")
def propose(*, uid: UUID, text: str, basis: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Propose how to settle it, and feed it back (W39). An earlier proposal is replaced. Returns the paper's id."""
    file = File.opened(uid, "propose", actor, cites)
    require(filled(("10-11",), text=text, basis=basis))
    data = {"text": text.strip(), "legal_basis": basis.strip().splitlines()}
    paper = file.issue("W39", {"proposal": True, **data}, {"zh": "处理建议书", "en": "Proposed handling"})
    row = Proposal.objects.create(
        complaint=file.complaint,
        round=Proposal.objects.filter(complaint=file.complaint).count() + 1,
        text=text.strip(),
        basis=basis.strip(),
        by_id=actor.officer,
        at=clock.now(),
        document=paper,
    )
    file.move(State.PROPOSED)
    file.note("propose_handling", proposal=row.uid.hex, document=paper.pk)
    return paper.pk


@act("record_consent", "10-12")
def consent(
    *, uid: UUID, side: str, agreed: bool, note: str, actor: Actor, cites: tuple[Citation, ...]
) -> None:
    """Put on record that one side accepts the proposal, or does not."""
    file = File.opened(uid, "consent", actor, cites)
    _agree(file, side, agreed, note, actor.officer)
    file.note("record_consent", side=side, agreed=agreed)


@act("complainant_consent", "10-12")
def consent_by_code(*, code: str, agreed: bool, note: str, cites: tuple[Citation, ...]) -> None:
    """The complainant accepts the proposal, or does not, by the receipt code."""
    file = File.by_code(code, "consent", cites)
    _agree(file, COMPLAINANT, agreed, note, None)
    file.tell([file.complaint.investigator_id], "complaint_word")
    file.note("complainant_consent", agreed=agreed)


@act("extend_complaint", "10-12")
def extend(
    *, uid: UUID, cause: str, reason: str, days: int | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """A leader gives more time, once, for a listed cause; the complainant is told at once (W41)."""
    file = File.opened(uid, "extend", actor, cites)
    most = dues.numbers_of(file.complaint).extension_cd
    require(limits.extension(cause=cause, reason=reason, days=days, most=most))
    before = papers.due_text(file.complaint, CLOSE)
    row = Extension.objects.create(
        complaint=file.complaint,
        cause=cause,
        reason=reason.strip(),
        days=days or 0,
        by_id=actor.officer,
        at=clock.now(),
    )
    after = papers.due_text(file.complaint, CLOSE)
    leader = staff_names({actor.officer}).get(actor.officer, "")
    stated = {"cause": limits.CAUSES[cause], "reason": reason.strip(), "days": days, "approved_by": leader}
    row.document = file.issue("W41", {**stated, "old_due": before, "new_due": after})
    row.save(update_fields=["document"])
    file.begin(CLOSE)
    file.tell([file.complaint.investigator_id], "complaint_word")
    file.note("extend_complaint", document=row.document.pk)
    return row.document.pk


def _recuse(file: File, staff_id: int, interest: bool, relation: str) -> None:
    if interest:
        require(filled(("10-06",), relation=relation))
    name = staff_names({staff_id}).get(staff_id)
    if name is None:
        raise Refused(Reason(gettext_noop("请选择一位同事。"), ("10-06",), "staff"))
    if Recusal.objects.filter(complaint=file.complaint, staff_id=staff_id, interest=interest).exists():
        raise Refused(Reason(gettext_noop("这一项已经声明过了。"), ("10-06",)))
    paper = None
    if interest:
        paper = file.issue("W38", {"who": name, "relation": relation.strip()})
    Recusal.objects.create(
        complaint=file.complaint,
        staff_id=staff_id,
        interest=interest,
        relation=relation.strip(),
        by_id=file.actor.officer,
        at=clock.now(),
        document=paper,
    )
    if interest:
        file.tell_receivers("complaint_word")


def _agree(file: File, side: str, agreed: bool, note: str, by: int | None) -> None:
    proposal = Proposal.objects.filter(complaint=file.complaint).order_by("round").last()
    if proposal is None or side not in SIDES:
        raise Refused(Reason(gettext_noop("请选择是哪一方的意见。"), ("10-12",), "side"))
    if Consent.objects.filter(proposal=proposal, side=side).exists():
        raise Refused(Reason(gettext_noop("这一方对这份建议已经表过态。"), ("10-12",), "side"))
    if not agreed:
        require(filled(("10-12",), note=note))
    Consent.objects.create(
        proposal=proposal, side=side, agreed=agreed, note=note.strip(), by_id=by, at=clock.now()
    )
    sides = Consent.objects.filter(proposal=proposal, agreed=True).order_by("at")
    if set(sides.values_list("side", flat=True)) == SIDES:
        file.move(State.AGREED, agreed_at=clock.now())
        file.begin(CLOSE)


def _require_clear(file: File, staff_id: int) -> None:
    person = standing.colleagues().get(staff_id)
    if person is None or excluded(person, standing.about(file.complaint.pk)) is not None:
        raise Refused(Reason(NOT_CLEAR, ("10-06",), "investigator"))
