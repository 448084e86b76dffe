"""A duty to tell at once that was not done: put forward, checked, dealt with (06-09).

Every finding about a person is another named person's, with a reason (ruling 8).
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.one_time_notice.models import (
    NO,
    YES,
    Criticism,
    Failure,
    SupplementNotice,
    ValidComplaint,
)
from banshi.institutions.one_time_notice.queries import failure_papers, failures
from banshi.institutions.one_time_notice.queries.failures import View
from banshi.institutions.one_time_notice.rules import failing as rules
from banshi.institutions.one_time_notice.rules.failing import FailureKind, FailureState
from banshi.kernel.cases.models import Case
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, Actor, act
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, gettext_noop, require

NOT_YOURS = gettext_noop("这一步由科室负责人或者机关党委办公室办理。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is put forward: of whom, of which day, what was not told, on which application, with what delay."""

    staff_id: int | None
    on: dt.date | None
    omission: str
    case_number: str = ""
    delay: int | None = None


def note_second_notice(case: Case, seq: int) -> None:
    """Part of the act that gives a second notice: whoever gave the first one did not tell everything (06-03-2)."""
    first = SupplementNotice.objects.filter(case=case, again=False).select_related("document").first()
    kind, _, number = first.document.issued_by.partition(":") if first else ("", "", "")
    _note(case, FailureKind.SECOND_NOTICE, seq, int(number) if kind == "staff" else None, clock.today())


def note_silence(case: Case, seq: int, handler_id: int | None, missed: dt.date) -> None:
    """Part of the deemed acceptance: the handler of those days, if there was one, did not tell by `missed` (R7)."""
    _note(case, FailureKind.SILENCE, seq, handler_id, missed)


@act("report_failure", "06-09")
def report_failure(*, found: Found, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """A head or the party office puts forward what checking brought to light. Returns its key (hex)."""
    require(
        rules.reporting(
            staff_id=found.staff_id,
            on=found.on,
            omission=found.omission,
            today=clock.today(),
            reporter=actor.staff_id,
        )
    )
    assert found.staff_id is not None
    permit(actor, "judge_failure", Relation(Staff.objects.get(pk=found.staff_id).section_id))
    row = _checked(found)
    _tell_own(row)
    return _entered(row, "failure_found", actor, cites)


@act("receive_failure", "06-09")
def receive_failure(*, found: Found, cites: tuple[Citation, ...]) -> str:
    """What another office proved after a complaint, without a word of it (10-05). Returns the failure's key (hex).

    The same event that is known already is marked; otherwise a new one is put forward that only those who may
    find valid complaints see, and the colleague it is about.
    """
    assert found.staff_id is not None
    known = [one for one in failures.rows_of(found.staff_id) if _same(one, found)]
    row = known[0] if known else _checked(found, restricted=True)
    row.complained_sealed = YES
    if row.state == FailureState.WAITING and row.delay is None:
        row.delay = found.delay
    row.save()
    if not known:
        _tell_own(row)
    _tell(row, "failure_to_check", holders("party_office"))
    return _entered(row, "failure_found", SYSTEM, cites)


@act("state_failure", "06-09")
def state_failure(*, uid: UUID, statement: str, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """The colleague says their own word. Returns the failure's key (hex)."""
    row, _view = _locked(uid, actor)
    ended = (
        Criticism.objects.filter(failure=row).exists() or ValidComplaint.objects.filter(failure=row).exists()
    )
    require(rules.stating(failures.standing(row), speaker=actor.officer, words=statement, ended=ended))
    row.statement, row.stated_at = statement.strip(), clock.now()
    row.save(update_fields=["statement", "stated_at"])
    return _entered(row, "failure_stated", actor, cites)


@act("judge_failure", "06-09")
def judge_failure(
    *,
    uid: UUID,
    proved: bool,
    reason: str,
    staff_id: int | None = None,
    delay: int | None = None,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> str:
    """Find it proved, with whose it is and what time was lost, or not. Returns the failure's key (hex)."""
    row, view = _locked(uid, actor)
    _require(view.judges)
    require(
        rules.judging(
            failures.standing(row),
            proved=proved,
            judge=actor.officer,
            reason=reason,
            named=staff_id,
            delay=delay,
        )
    )
    if proved and row.staff_id is None and staff_id is not None:
        row.staff = Staff.objects.get(pk=staff_id)
        permit(actor, "judge_failure", Relation(row.staff.section_id))
    row.state = FailureState.VERIFIED if proved else FailureState.DISMISSED
    row.delay = delay if proved else None
    row.reason, row.judged_by_id, row.judged_at = reason.strip(), actor.officer, clock.now()
    row.save()
    if row.staff_id is not None:
        _tell(row, "failure_judged", [row.staff_id])
    return _entered(row, "failure_judged", actor, cites, proved=proved)


@act("record_criticism", "06-09")
def record_criticism(*, uid: UUID, said: str, answer: str, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Put criticism and education on record, with the colleague's own word (W45). Returns the paper's id."""
    row, view = _locked(uid, actor)
    _require(view.judges)
    times, follows = failures.following(row, view)
    done = Criticism.objects.filter(failure=row).exists()
    require(
        rules.criticising(
            failures.standing(row, knows=view.finds),
            follows,
            speaker=actor.officer,
            said=said,
            answer=answer,
            done=done,
        )
    )
    words = {"said": said.strip(), "answer": answer.strip()}
    paper = _paper("W45a", row, actor, times, words)
    Criticism.objects.create(failure=row, by_id=actor.officer, at=clock.now(), document=paper, **words)
    _tell(row, "failure_recorded", [row.staff_id])
    _entered(row, "criticism_recorded", actor, cites, document=paper.pk)
    return paper.pk


@act("find_valid_complaint", "06-09")
def find_valid_complaint(
    *, uid: UUID, facts: str, reason: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Find a valid complaint, to be dealt with by accountability (W45). Returns the paper's id."""
    row, view = _locked(uid, actor)
    _require(view.finds)
    times, follows = failures.following(row, view)
    done = ValidComplaint.objects.filter(failure=row).exists()
    require(
        rules.finding_valid(
            failures.standing(row), follows, finder=actor.officer, facts=facts, reason=reason, done=done
        )
    )
    words = {"facts": facts.strip(), "reason": reason.strip()}
    paper = _paper("W45b", row, actor, times, words)
    _tell(row, "failure_recorded", [row.staff_id])
    entry = _append(row, "valid_complaint_found", actor, cites, document=paper.pk)
    ValidComplaint.objects.create(
        failure=row, by_id=actor.officer, at=clock.now(), document=paper, entry_seq=entry.seq, **words
    )
    return paper.pk


def _note(case: Case, kind: FailureKind, seq: int, staff_id: int | None, on: dt.date) -> None:
    row = Failure.objects.create(
        kind=kind,
        omission="materials",
        case=case,
        evidence_seq=seq,
        staff_id=staff_id,
        on=on,
        found_at=clock.now(),
    )
    _tell_own(row)
    section = failures.section_of(row)
    judges = [*(holders("head", section) if section else ()), *holders("party_office")]
    _tell(row, "failure_to_check", [one for one in dict.fromkeys(judges) if one != row.staff_id])


def _checked(found: Found, *, restricted: bool = False) -> Failure:
    assert found.on is not None
    return Failure.objects.create(
        kind=FailureKind.CHECKED,
        omission=found.omission,
        case_number=found.case_number.strip(),
        staff_id=found.staff_id,
        on=found.on,
        found_at=clock.now(),
        restricted=restricted,
        complained_sealed=NO,
        delay=found.delay,
    )


def _same(row: Failure, found: Found) -> bool:
    """Whether a failure known already is the event now proved: the same application, or without one the same day."""
    if row.state == FailureState.DISMISSED:
        return False
    if found.case_number.strip():
        return found.case_number.strip() == (row.case.number if row.case else row.case_number)
    return row.case is None and not row.case_number and row.on == found.on


def _locked(uid: UUID, actor: Actor) -> tuple[Failure, View]:
    """The row, locked; raises `Failure.DoesNotExist` for who may not know of it."""
    Failure.objects.select_for_update(of=("self",)).get(pk=uid)
    return failures.seen(uid, actor)


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotPermitted(Reason(NOT_YOURS, ("06-09",)))


def _paper(kind: str, row: Failure, actor: Actor, times: int, words: dict[str, str]) -> Document:
    return issue(
        kind=kind,
        stream=row.stream,
        addressee_masked="",
        data=failure_papers.common(row, actor, times) | words,
        issued_by=actor.ref,
    )


def _append(row: Failure, name: str, actor: Actor, cites: tuple[Citation, ...], **payload: object) -> Entry:
    return append([NewEntry(row.stream, name, cites, payload)], actor=actor)[0]


def _entered(row: Failure, name: str, actor: Actor, cites: tuple[Citation, ...], **payload: object) -> str:
    _append(row, name, actor, cites, **payload)
    return row.pk.hex


def _tell_own(row: Failure) -> None:
    _tell(row, "failure_of_mine", [row.staff_id])


def _tell(row: Failure, text: str, to: list[int | None] | list[int]) -> None:
    """In-app messages: that there is something, never what, of whom or since when."""
    send_many(Notice(channel="inapp", to=one, template_key=text, stream="") for one in to if one is not None)
