"""When an open case has to be done, in a few words: how a list of work is divided. Pure."""

import datetime as dt
from enum import StrEnum

from banshi.kernel.clocks.lamps import Lamp
from banshi.lib.results import gettext_noop


class Span(StrEnum):
    """The parts of a list of work, in their order."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    LATER = "later"
    WAITING = "waiting"


NAMES = {
    Span.OVERDUE: gettext_noop("已超期"),
    Span.TODAY: gettext_noop("今天"),
    Span.TOMORROW: gettext_noop("明天"),
    Span.WEEK: gettext_noop("本周"),
    Span.LATER: gettext_noop("以后"),
    Span.WAITING: gettext_noop("等别人"),
}
SUNDAY = 6


def span(lamp: Lamp | None, due: dt.date | None, today: dt.date, *, theirs: bool) -> Span:
    """The part a case belongs to. Days are those of the calendar, a week ends on its Sunday.

    `theirs`: only the applicant's own time is running. Like a clock that stands still it waits for others,
    unless it has run out: then something is to be done again. A provisional date is no day to be done by.
    """
    if lamp is Lamp.RED:
        return Span.OVERDUE
    if theirs or lamp is Lamp.GREY:
        return Span.WAITING
    if due is None or lamp is Lamp.HOLLOW:
        return Span.LATER
    if due <= today:
        return Span.TODAY
    if due == today + dt.timedelta(days=1):
        return Span.TOMORROW
    return Span.WEEK if due <= today + dt.timedelta(days=SUNDAY - today.weekday()) else Span.LATER
