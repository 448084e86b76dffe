"""The lamp of a running clock: a colour, a number of working days, and a few words. Pure."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.clocks.reckoning import Reckoned, Unit, counted_between
from banshi.kernel.workdays.days import DayTable
from banshi.lib.results import Reason, gettext_noop


class Lamp(StrEnum):
    """Green: time enough; amber: soon; red: overdue; grey: suspended; hollow: provisional."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"
    GREY = "grey"
    HOLLOW = "hollow"


@dataclass(frozen=True, slots=True)
class LampState:
    """A lamp with its words. `remaining_wd`: working days left after today, negative when overdue."""

    lamp: Lamp
    remaining_wd: int
    text: Reason


LEFT = gettext_noop("剩 %(n)s 个工作日")
TODAY = gettext_noop("今天到期")
OVER = gettext_noop("超 %(n)s 个工作日")
JUST_OVER = gettext_noop("已超期，不足 1 个工作日")
STOPPED = gettext_noop("停表")
STOPPED_FOR = gettext_noop("停表：%(label)s")
PROVISIONAL = gettext_noop("暂定")
PROVISIONAL_DATE = gettext_noop("暂定 %(due)s")
NO_LIMIT = gettext_noop("不设期限")


def lamp(
    reckoned: Reckoned,
    days: DayTable,
    *,
    today: dt.date,
    after_close: bool = False,
    paused: bool = False,
    label: str = "",
) -> LampState:
    """The lamp of an open clock as it stands `today`; `after_close`: office hours are over.

    Amber begins when at most a quarter of the period and at most one working day is left (whichever comes
    later). The due day itself is in time until the close. `paused` is for a clock whose pauses are not at
    hand; a pause of `reckoned` that holds today is seen by itself. Overdue outranks suspended, suspended
    outranks provisional.
    """
    if _overdue(reckoned, today, after_close):
        return _red(reckoned, days, today)
    running = next((pause for pause in reckoned.pauses if pause.first <= today <= pause.last), None)
    if paused or running:
        return _grey(reckoned, days, today, label or (running.label if running else ""))
    if reckoned.provisional:
        return _hollow(reckoned, days, today)
    if reckoned.date is None:
        return LampState(Lamp.GREEN, 0, Reason(NO_LIMIT))
    left = _left(reckoned, days, today)
    near = left <= 1 and 4 * left <= _period(reckoned, days)
    text = Reason(TODAY) if today == reckoned.date else Reason(LEFT, params={"n": left})
    return LampState(Lamp.AMBER if near else Lamp.GREEN, left, text)


def _overdue(reckoned: Reckoned, today: dt.date, after_close: bool) -> bool:
    if reckoned.date is None or reckoned.provisional:
        return False
    return today > reckoned.date or (after_close and today == reckoned.date)


def _red(reckoned: Reckoned, days: DayTable, today: dt.date) -> LampState:
    over = counted_between(reckoned.date or today, today, days)
    text = Reason(OVER, params={"n": over}) if over else Reason(JUST_OVER)
    return LampState(Lamp.RED, -over, text)


def _grey(reckoned: Reckoned, days: DayTable, today: dt.date, label: str) -> LampState:
    text = Reason(STOPPED_FOR, params={"label": label}) if label else Reason(STOPPED)
    return LampState(Lamp.GREY, _left(reckoned, days, today), text)


def _hollow(reckoned: Reckoned, days: DayTable, today: dt.date) -> LampState:
    text = Reason(PROVISIONAL_DATE, params={"due": reckoned.date}) if reckoned.date else Reason(PROVISIONAL)
    return LampState(Lamp.HOLLOW, _left(reckoned, days, today), text)


def _left(reckoned: Reckoned, days: DayTable, today: dt.date) -> int:
    """Counted working days after today; past the calendar only what is known to remain."""
    since = max(today, reckoned.start)
    return counted_between(since, reckoned.date or days.last_day, days, reckoned.pauses) + reckoned.remaining


def _period(reckoned: Reckoned, days: DayTable) -> int:
    """The whole period in working days."""
    limit, extension = reckoned.limit, reckoned.extension
    if limit.unit is Unit.WORKING_DAY and (extension is None or extension.unit is limit.unit):
        return limit.value + (extension.value if extension else 0)
    return counted_between(reckoned.start, reckoned.date or days.last_day, days, reckoned.pauses)
