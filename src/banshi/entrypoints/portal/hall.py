"""Whether the hall is open today, in one sentence."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings

from banshi.kernel.workdays.days import ONE_DAY, Day, DayTable
from banshi.kernel.workdays.queries import closures, table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

_LOOK_AHEAD = 30

OPEN_UNTIL = gettext_noop("今天开到 %(close)s。")
OVER = gettext_noop("今天已经下班。")
CLOSED = gettext_noop("今天休息。")
FESTIVAL = gettext_noop("今天休息（%(name)s）。")
OWN_CLOSURE = gettext_noop("今天临时不开放：%(reason)s。")
UNKNOWN = gettext_noop("今年的放假安排还没有公布，请先打电话问一下今天是否开放。")


@dataclass(frozen=True, slots=True)
class Today:
    """`open` now or later today; a sentence; the next day on which the hall is open, if that is known."""

    open: bool
    sentence: Reason
    next_day: dt.date | None


def today() -> Today:
    """The hall today, by the calendar in force and the bureau's own closures."""
    day = clock.today()
    try:
        days = table()
    except Refused:
        return Today(False, Reason(UNKNOWN), None)
    sentence, is_open = _sentence(day, days)
    return Today(is_open, sentence, None if is_open else _next(day, days))


def _sentence(day: dt.date, days: DayTable) -> tuple[Reason, bool]:
    known, closed = days.get(day), closures(day, day)
    if known is None:
        return Reason(UNKNOWN), False
    if closed:
        return Reason(OWN_CLOSURE, params={"reason": closed[0].reason}), False
    if not known.kind.works:
        return _rest(known), False
    close = settings.OFFICE_HOURS[-1][1]
    if clock.now().time() >= close:
        return Reason(OVER), False
    return Reason(OPEN_UNTIL, params={"close": f"{close:%-H:%M}"}), True


def _rest(day: Day) -> Reason:
    return Reason(FESTIVAL, params={"name": day.name}) if day.name else Reason(CLOSED)


def _next(day: dt.date, days: DayTable) -> dt.date | None:
    last = day + dt.timedelta(days=_LOOK_AHEAD)
    closed = closures(day, last)
    while (day := day + ONE_DAY) <= last:
        known = days.get(day)
        if known is None:
            return None
        if known.kind.works and not any(each.first <= day <= each.last for each in closed):
            return day
    return None
