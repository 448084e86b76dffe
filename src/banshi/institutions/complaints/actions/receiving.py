"""In: registered, graded, taken up or sent on; a grave matter goes to a leader at once (10-02, 10-03, 10-08)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from banshi.institutions.complaints.actions.file import File
from banshi.institutions.complaints.models import Accused, Breach, Complaint, Identity, Report
from banshi.institutions.complaints.queries import papers, standing
from banshi.institutions.complaints.queries.codes import digest_of
from banshi.institutions.complaints.rules.access import excluded
from banshi.institutions.complaints.rules.intake import SEVERITIES, filled, registration
from banshi.institutions.complaints.rules.limits import CLOSE, REPLY
from banshi.institutions.complaints.rules.steps import GRAVE, State
from banshi.kernel.ledger.acts import CITIZEN, Actor, act
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.organisation.standing import ADMINISTRATORS, LEADING, Person
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop, require

NUMBER_LENGTH = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """The complainant, as far as they say; empty for the anonymous."""

    name: str = ""
    number: str = ""
    phone: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What was told: by which way, of which nature, what, about whom, by whom (None: anonymous)."""

    channel: str
    category: str
    content: str
    whom: str = ""
    section_ids: Sequence[int] = ()
    case_number: str = ""
    source: str = ""
    who: Who | None = None
    received_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """Whom a complaint is about: colleagues, whole sections, or nobody of this bureau."""

    staff_ids: Sequence[int] = field(default_factory=tuple)
    section_ids: Sequence[int] = field(default_factory=tuple)


@act("submit_complaint", "10-08", "10-05")
def submit(*, telling: Telling, code: str, cites: tuple[Citation, ...]) -> str:
    """A citizen complains online. `code`: the receipt code they will follow it with. Returns the uid (hex)."""
    file = _create(telling, code, CITIZEN, cites)
    file.tell_receivers("complaint_new")
    file.note("submit_complaint", named=file.complaint.named)
    return file.complaint.uid.hex


@act("register_complaint", "10-08", "10-05")
def register(*, telling: Telling, code: str, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """The receiving office registers what came by counter, telephone, letter or another body. Returns the uid (hex)."""
    permit(actor, "receive_complaint")
    file = _create(telling, code, actor, cites)
    file.tell_receivers("complaint_new")
    file.note("register_complaint", named=file.complaint.named)
    return file.complaint.uid.hex


@act("name_accused", "10-05", "10-06")
def name_accused(*, uid: UUID, naming: Naming, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Settle whom the complaint is about; they and their line are shut out from this moment on."""
    file = File.opened(uid, "name_accused", actor, cites)
    Accused.objects.filter(complaint=file.complaint).delete()
    _accuse(file.complaint, naming, guessed=False)
    file.change(settled=True)
    file.note("name_accused")


@act("grade_complaint", "10-02")
def grade(
    *, uid: UUID, severity: str, risk: str = "", step: str = "", actor: Actor, cites: tuple[Citation, ...]
) -> None:
    """Grade it. A major or urgent one is put before a leader at once, with its paper W37 (10-02)."""
    file = File.opened(uid, "grade", actor, cites)
    if severity not in SEVERITIES:
        raise Refused(Reason(gettext_noop("请选择一般、重大或者紧急。"), ("10-02",), "severity"))
    if severity in GRAVE:
        require(filled(("10-02",), risk=risk, step=step))
    file.change(severity=severity)
    if severity in GRAVE and not Report.objects.filter(complaint=file.complaint).exists():
        paper = file.issue("W37", papers.report(file.complaint, risk, step))
        _put_before(file, paper.pk)
    file.note("grade_complaint", severity=severity)


@act("climb_report", "10-02", "10-07", many=True)
def climb(*, report: UUID, actor: Actor, cites: tuple[Citation, ...]) -> bool:
    """Nobody acknowledged within the hour: put it before the next leader, once; nobody left is a breach.

    False when another was faster.
    """
    now = clock.now()
    rows = Report.objects.select_for_update(skip_locked=True).filter(pk=report, next_at__lte=now)
    last = rows.first()
    if last is None:
        return False
    last.next_at = None
    last.save(update_fields=["next_at"])
    file = File(Complaint.objects.get(pk=last.complaint_id), actor, cites)
    if file.now.acknowledged:
        return True
    climbed = _put_before(file, last.document_id)
    if not climbed:
        Breach.objects.get_or_create(
            complaint=file.complaint,
            kind="acknowledge",
            due=clock.today(),
            defaults={"staff_id": last.to_id, "found_at": now},
        )
    file.note("climb_report", rung=last.rung, climbed=climbed)
    return True


@act("acknowledge_report", "10-02")
def acknowledge(*, uid: UUID, instruction: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """A leader takes note and says how to go on; the work follows their word."""
    file = File.opened(uid, "acknowledge", actor, cites)
    require(filled(("10-02",), instruction=instruction))
    reports = Report.objects.filter(complaint=file.complaint)
    report = reports.filter(to_id=actor.officer).first() or reports.order_by("rung").last()
    if report is None:
        raise Refused(Reason(gettext_noop("没有等您确认的重大、紧急事项。"), ("10-02",)))
    report.acknowledged_by_id, report.acknowledged_at = actor.officer, clock.now()
    report.instruction, report.next_at = instruction.strip(), None
    report.save()
    reports.update(next_at=None)
    file.tell([file.complaint.investigator_id], "complaint_word")
    file.note("acknowledge_report", report=report.uid.hex)


@act("accept_complaint", "10-03", "10-08")
def accept(*, uid: UUID, investigator_id: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take it up: name an investigator without any relation to it, and tell the complainant (W35). Returns its id."""
    file = File.opened(uid, "accept", actor, cites)
    _require_clear(file.complaint, investigator_id, "investigator")
    file.move(State.ACCEPTED, accepted_at=clock.now(), investigator_id=investigator_id)
    file.begin(CLOSE)
    complaint = file.complaint
    dues = {"reply_due": papers.due_text(complaint, REPLY), "close_due": papers.due_text(complaint, CLOSE)}
    paper = file.issue("W35", {"referred": False, **dues})
    file.tell([investigator_id], "complaint_yours")
    file.note("accept_complaint", document=paper.pk)
    return paper.pk


@act("refer_complaint", "10-03")
def refer(*, uid: UUID, destination: str, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Not ours: send it on and tell the complainant where it is now (W35). Returns the paper's id."""
    file = File.opened(uid, "refer", actor, cites)
    require(filled(("10-03",), destination=destination, reason=reason))
    file.move(State.REFERRED)
    file.end(REPLY)
    title = {"zh": "投诉转送告知书", "en": "Notice of referral"}
    data = {"referred": True, "destination": destination.strip(), "reason": reason.strip()}
    paper = file.issue("W35", data, title)
    file.note("refer_complaint", document=paper.pk)
    return paper.pk


def _create(telling: Telling, code: str, actor: Actor, cites: tuple[Citation, ...]) -> File:
    who = telling.who
    require(
        registration(
            channel=telling.channel,
            category=telling.category,
            content=telling.content,
            named=who is not None,
            name=who.name if who else "",
            source=telling.source,
        )
    )
    complaint = _row(telling, code, actor)
    if who is not None:
        Identity.objects.create(
            complaint=complaint, name=who.name, number=who.number, phone=who.phone, address=who.address
        )
    named = Naming(staff_ids=_named_in(telling.whom + telling.content), section_ids=telling.section_ids)
    _accuse(complaint, named, guessed=True)
    file = File(complaint, actor, cites)
    file.begin(REPLY)
    file.issue("W34", papers.registration(complaint))
    return file


def _row(telling: Telling, code: str, actor: Actor) -> Complaint:
    now = clock.now()
    if telling.received_at and telling.received_at > now:
        raise Refused(Reason(gettext_noop("收到的时间不能晚于现在。"), ("10-08",), "received_on"))
    return Complaint.objects.create(
        number=f"TS-{ids.code(NUMBER_LENGTH)}",
        code_digest=digest_of(code),
        channel=telling.channel,
        named=telling.who is not None,
        category=telling.category,
        state=State.RECEIVED,
        content=telling.content.strip(),
        whom=telling.whom.strip(),
        case_number=telling.case_number.strip(),
        source=telling.source.strip(),
        received_at=telling.received_at or now,
        registered_by_id=actor.staff_id,
    )


def _named_in(words: str) -> list[int]:
    """Colleagues whose whole name is written there: shut out at once, until the office has settled it."""
    names = Staff.objects.filter(is_active=True).order_by("pk").values_list("pk", "name_zh")
    return [pk for pk, name in names if name and name in words]


def _accuse(complaint: Complaint, naming: Naming, *, guessed: bool) -> None:
    known = Staff.objects.filter(pk__in=naming.staff_ids).order_by("pk").values_list("pk", flat=True)
    sections = Section.objects.filter(pk__in=naming.section_ids).order_by("pk").values_list("pk", flat=True)
    rows = [Accused(complaint=complaint, staff_id=one, guessed=guessed) for one in known]
    rows += [Accused(complaint=complaint, section_id=one, guessed=guessed) for one in sections]
    Accused.objects.bulk_create(rows)


def _put_before(file: File, document_id: int | None) -> bool:
    """Report to the next leader who may know of it and was not asked yet; False when there is none left."""
    asked = set(
        Report.objects.filter(complaint=file.complaint).order_by("rung").values_list("to_id", flat=True)
    )
    about, leaders = standing.about(file.complaint.pk), standing.colleagues(LEADING)
    ranked = sorted(leaders, key=lambda one: ("leader" not in leaders[one].roles, one))
    free = [one for one in ranked if one not in asked and excluded(leaders[one], about) is None]
    if not free:
        return False
    minutes = int(parameter("10-02", "acknowledge_minutes", clock.today()))
    Report.objects.create(
        complaint=file.complaint,
        rung=len(asked) + 1,
        to_id=free[0],
        at=clock.now(),
        next_at=clock.now() + dt.timedelta(minutes=minutes),
        document_id=document_id,
    )
    file.tell([free[0]], "complaint_grave", occasion=f"grave:{file.complaint.uid.hex}")
    return True


def _require_clear(complaint: Complaint, staff_id: int, field_name: str) -> None:
    """Refuse somebody who may not know of the complaint, has declared an interest, or is not there."""
    person: Person | None = standing.colleagues().get(staff_id)
    about = standing.about(complaint.pk)
    if person is None or person.roles & ADMINISTRATORS or excluded(person, about) is not None:
        raise Refused(
            Reason(gettext_noop("这位同事与这件事有关系，或者不能办理，请另选一位。"), ("10-06",), field_name)
        )
