"""The limits of leads and cases as they stand now, each with its lamp."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.accountability.models import Case, Correction, Lead, Remedy
from banshi.institutions.accountability.rules import limits
from banshi.institutions.accountability.rules.limits import Numbers
from banshi.institutions.accountability.rules.steps import APPEAL, REVIEW, State
from banshi.kernel.clocks.lamps import LampState, lamp
from banshi.kernel.clocks.reckoning import Reckoned
from banshi.kernel.organisation.hours import close_of
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.clock import BEIJING


@dataclass(frozen=True, slots=True)
class Running:
    """One limit that runs: which, until when, and its lamp."""

    kind: str
    reckoned: Reckoned
    lamp: LampState

    @property
    def date(self) -> dt.date | None:
        """The settled due date."""
        return limits.last_day(self.reckoned)


def numbers(on: dt.date) -> Numbers:
    """The numbers in force on a day."""
    return Numbers(
        look_wd=int(parameter("12-06", "look_working_days", on)),
        answer_wd=int(parameter("12-04", "answer_working_days", on)),
        finish_wd=int(parameter("12-05", "finish_working_days", on)),
        decide_wd=int(parameter("12-05", "decide_working_days", on)),
        ask_review_cd=int(parameter("12-04", "ask_review_calendar_days", on)),
        review_cd=int(parameter("12-04", "review_calendar_days", on)),
        appeal_cd=int(parameter("12-04", "appeal_calendar_days", on)),
    )


def of_lead(lead: Lead) -> Running:
    """By when somebody must have looked at a lead (12-06)."""
    since = day(lead.raised_at)
    return _running(limits.LOOK, limits.working(since, numbers(since).look_wd, table()))


def of_cases(cases: Sequence[Case]) -> dict[UUID, tuple[Running, ...]]:
    """What runs in each of these cases: the same few questions for any number."""
    keys = [one.pk for one in cases]
    measures: dict[UUID, list[Correction]] = {}
    for correction in Correction.objects.filter(case__in=keys, checked_at=None).order_by("due", "uid"):
        measures.setdefault(correction.case_id, []).append(correction)
    asked: dict[UUID, list[Remedy]] = {}
    for remedy in Remedy.objects.filter(case__in=keys, kind=REVIEW, answered_at=None).order_by("asked_at"):
        asked.setdefault(remedy.case_id, []).append(remedy)
    return {one.pk: tuple(_of_case(one, measures.get(one.pk, ()), asked.get(one.pk, ()))) for one in cases}


def answer_until(case: Case) -> dt.date | None:
    """The last day on which the person may state, before silence may be taken as a waiver (12-04)."""
    return limits.last_day(_answer(case)) if case.told_at else None


def remedy_until(case: Case, kind: str) -> dt.date | None:
    """The last day to ask for a review or an appeal; an appeal also within its days after a review."""
    if case.notified_on is None:
        return None
    mine = _numbers(case)
    last = limits.last_day(limits.calendar(case.notified_on, mine.ask_review_cd, table()))
    reviewed = Remedy.objects.filter(case=case, kind=REVIEW).exclude(answered_at=None).order_by("asked_at")
    answered = reviewed.last()
    if kind != APPEAL or answered is None or answered.answered_at is None:
        return last
    return limits.last_day(limits.calendar(day(answered.answered_at), mine.appeal_cd, table()))


def day(moment: dt.datetime) -> dt.date:
    """The day of a moment in Beijing."""
    return moment.astimezone(BEIJING).date()


def _numbers(case: Case) -> Numbers:
    return numbers(day(case.accepted_at))


def _answer(case: Case) -> Reckoned:
    assert case.told_at is not None
    return limits.working(day(case.told_at), _numbers(case).answer_wd, table())


def _of_case(case: Case, measures: Iterable[Correction], asked: Iterable[Remedy]) -> Iterable[Running]:
    mine, state = _numbers(case), State(case.state)
    if state in {State.ACCEPTED, State.TOLD, State.HEARD, State.WEIGHED}:
        yield _running(limits.FINISH, limits.working(day(case.accepted_at), mine.finish_wd, table()))
    if state is State.TOLD:
        yield _running(limits.ANSWER, _answer(case))
    if state is State.PROPOSED and case.proposed_at:
        yield _running(limits.DECIDE, limits.working(day(case.proposed_at), mine.decide_wd, table()))
    if state is State.NOTIFIED:
        yield from (_running(limits.CORRECT, limits.until(one.since, one.due)) for one in measures)
    for one in asked:
        yield _running(limits.REVIEW, limits.calendar(day(one.asked_at), mine.review_cd, table()))


def _running(kind: str, reckoned: Reckoned) -> Running:
    today = clock.today()
    closed = clock.now() >= close_of(today)
    return Running(kind, reckoned, lamp(reckoned, table(), today=today, after_close=closed))
