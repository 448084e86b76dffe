"""The limits of the room: a dated setting of the bureau where the regulation sets none. Pure (12-04 to 12-06)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from banshi.kernel.clocks.reckoning import Limit, Reckoned, Unit, due
from banshi.kernel.workdays.days import DayTable
from banshi.lib.results import gettext_noop

LOOK, ANSWER, FINISH, DECIDE, CORRECT, REVIEW = "look", "answer", "finish", "decide", "correct", "review"
KINDS: Mapping[str, str] = {
    LOOK: gettext_noop("查看线索的期限"),
    ANSWER: gettext_noop("本人陈述申辩的期限"),
    FINISH: gettext_noop("查清并提出意见的期限"),
    DECIDE: gettext_noop("党组作出决定的期限"),
    CORRECT: gettext_noop("整改的期限"),
    REVIEW: gettext_noop("作出复核决定的期限"),
}
BASIS: Mapping[str, tuple[str, ...]] = {
    LOOK: ("12-06",),
    ANSWER: ("12-04",),
    FINISH: ("12-05",),
    DECIDE: ("12-05",),
    CORRECT: ("12-04",),
    REVIEW: ("12-04",),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in force for a case (wd working days, cd calendar days)."""

    look_wd: int
    answer_wd: int
    finish_wd: int
    decide_wd: int
    ask_review_cd: int
    review_cd: int
    appeal_cd: int


def working(start: dt.date, days: int, table: DayTable) -> Reckoned:
    """A limit of working days from the day after `start`."""
    return due(start, Limit(days, Unit.WORKING_DAY), table)


def calendar(start: dt.date, days: int, table: DayTable) -> Reckoned:
    """A limit of calendar days from the day after `start`."""
    return due(start, Limit(days, Unit.CALENDAR_DAY), table)


def until(start: dt.date, last: dt.date) -> Reckoned:
    """A limit that was set as a date."""
    limit = Limit((last - start).days, Unit.CALENDAR_DAY)
    return Reckoned(start, limit, (), None, last, False, None, 0)


def last_day(reckoned: Reckoned) -> dt.date | None:
    """The settled last day; None while the calendar does not reach so far."""
    return None if reckoned.provisional else reckoned.date
