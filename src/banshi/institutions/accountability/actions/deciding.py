"""What the party group decided is put on record; the person is given the paper; what follows (12-04 to 12-06)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.accountability.actions.file import File
from banshi.institutions.accountability.models import Correction, Remedy
from banshi.institutions.accountability.queries import papers
from banshi.institutions.accountability.rules import judging
from banshi.institutions.accountability.rules.causes import filled
from banshi.institutions.accountability.rules.steps import APPEAL, CHANGED, REVIEW, REVOKED
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require


@dataclass(frozen=True, slots=True)
class MeetingRuling:
    """What the meeting decided: on which day, with what outcome, in which words, measures with their limit."""

    meeting_on: dt.date
    outcome: str
    text: str
    basis: str
    measures: str = ""
    due: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The answer to a review or an appeal: upheld, changed to another outcome, revoked; the words."""

    result: str
    text: str
    outcome: str = ""


@act("record_decision", "12-05", "12-04")
def decide(*, uid: UUID, decided: MeetingRuling, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The secretary records the meeting's decision (W46-5): the software never decides. Returns the paper's id."""
    file = File.opened(uid, "decide", actor, cites)
    today = clock.today()
    require(
        judging.decision(
            outcome=decided.outcome,
            facts=decided.text,
            meeting_on=decided.meeting_on,
            measures=decided.measures,
            due=decided.due,
            today=today,
        )
    )
    require(filled(("12-05",), basis=decided.basis))
    if decided.measures.strip() and decided.due:
        Correction.objects.create(
            case=file.case, measure=decided.measures.strip(), since=today, due=decided.due
        )
    file.move(
        "decide",
        outcome=decided.outcome,
        decision=decided.text.strip(),
        decision_basis=decided.basis.strip(),
        meeting_on=decided.meeting_on,
        decided_by_id=actor.officer,
        decided_at=clock.now(),
    )
    paper = file.issue(papers.DECISION, papers.decision(file.case))
    file.tell_receivers("accountability_word")
    file.note("record_decision", document=paper.pk)
    return paper.pk


@act("send_accountability_back", "12-05")
def send_back(*, uid: UUID, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """The party group wants more: back to the investigation; the person will be told and heard again."""
    file = File.opened(uid, "send_back", actor, cites)
    require(filled(("12-05",), reason=reason))
    file.move("send_back", why_cause=f"{file.case.why_cause}\n{reason.strip()}", weighed_at=None)
    file.tell([file.case.investigator_id], "accountability_word")
    file.note("send_accountability_back")


@act("notify_person", "12-04", "12-05")
def notify(*, uid: UUID, on: dt.date, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """The decision was handed to the person on a day: the days to ask for a review run from it."""
    file = File.opened(uid, "notify", actor, cites)
    decided_on = file.case.meeting_on
    if on > clock.today() or (decided_on is not None and on < decided_on):
        sentence = gettext_noop("送交本人的日期应在会议以后，不能晚于今天。")
        raise Refused(Reason(sentence, ("12-04",), "on"))
    file.move("notify", notified_on=on)
    file.tell_person("notified")
    if file.now.feedback_owed:
        file.tell_receivers("accountability_feedback")
    file.note("notify_person", on=on.isoformat())


@act("feed_back_accountability", "12-06")
def feed_back(*, uid: UUID, text: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Whoever complained, or sent the lead, was told the result; what was said is kept."""
    file = File.opened(uid, "feed_back", actor, cites)
    require(filled(("12-06",), text=text))
    file.change(feedback=text.strip(), fed_back_at=clock.now())
    file.note("feed_back_accountability")


@act("review_accountability", "12-04", "12-05")
def review(*, uid: UUID, answered: Answered, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """What the party group answered to the request for a review (civil servants law 95)."""
    file = File.opened(uid, "review", actor, cites)
    _answer(file, REVIEW, answered)
    file.note("review_accountability", result=answered.result)


@act("record_appeal", "12-04")
def answer_appeal(*, uid: UUID, answered: Answered, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """What the body appealed to answered is put on record and carried out."""
    file = File.opened(uid, "answer_appeal", actor, cites)
    _answer(file, APPEAL, answered)
    file.note("record_appeal", result=answered.result)


@act("check_correction", "12-04")
def check(
    *, uid: UUID, done: bool, note: str, due: dt.date | None, actor: Actor, cites: tuple[Citation, ...]
) -> None:
    """Look whether the measure was carried out; if not, why, and until when it is to be."""
    file = File.opened(uid, "check", actor, cites)
    require(filled(("12-04",), note=note))
    row = Correction.objects.filter(case=file.case, checked_at=None).order_by("due", "uid").first()
    assert row is not None
    row.note = note.strip()
    if done:
        row.checked_by_id, row.checked_at = actor.officer, clock.now()
    elif due is None or due <= clock.today():
        raise Refused(
            Reason(gettext_noop("还没有整改好的，请写明改到哪一天，要晚于今天。"), ("12-04",), "due")
        )
    else:
        row.due, row.report, row.reported_at = due, "", None
    row.save()
    file.tell_person(f"checked:{clock.now().isoformat()}")
    file.note("check_correction", correction=row.uid.hex, done=done)


@act("close_accountability", "12-04", "12-06")
def close(*, uid: UUID, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """Corrections are made, remedies have run out or been answered, feedback was given: the case is closed."""
    file = File.opened(uid, "close", actor, cites)
    file.move("close", closed_at=clock.now())
    file.tell_person("closed")
    file.note("close_accountability")


def _answer(file: File, kind: str, answered: Answered) -> None:
    present = file.case.outcome
    require(
        judging.answer(result=answered.result, outcome=answered.outcome, text=answered.text, present=present)
    )
    row = Remedy.objects.get(case=file.case, kind=kind, answered_at=None)
    row.result, row.answer = answered.result, answered.text.strip()
    row.answered_by_id, row.answered_at = file.actor.officer, clock.now()
    row.save()
    if answered.result == CHANGED:
        file.change(outcome=answered.outcome, revoked=False)
    elif answered.result == REVOKED:
        file.change(revoked=True)
        Correction.objects.filter(case=file.case, checked_at=None).delete()
    file.tell_person(f"answered:{kind}")
