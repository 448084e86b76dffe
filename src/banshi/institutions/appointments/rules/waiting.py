"""预约服务（附件3）：who waits for whom, to the second (03-07 to 03-09). Pure."""

import datetime as dt

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

OTHER_DAY = gettext_noop("这个预约是 %(day)s 的，请在当天来报到。")
TOO_LATE = gettext_noop("预约的时间是 %(time)s，超过 %(minutes)s 分钟没有到，已视为放弃。")
WALK_IN = gettext_noop("可以现在取一个号，按顺序办理。")
BOOK_AGAIN = gettext_noop("也可以重新预约别的时间。")


def in_time(*, starts: dt.datetime, now: dt.datetime, minutes: int) -> bool:
    """Whether a visitor is still in time: exactly `minutes` after the start is, a second more is not (03-09)."""
    return now <= starts + dt.timedelta(minutes=minutes)


def arrival(*, starts: dt.datetime, now: dt.datetime, minutes: int) -> Decision:
    """Whether somebody with a booking can check in now: on its day, in time (03-09); else what is lawful instead."""
    if starts.date() > now.date():
        return Decision(False, (Reason(OTHER_DAY, ("03-08",), "", {"day": starts.date()}),), cite("03-08"))
    if in_time(starts=starts, now=now, minutes=minutes):
        return Decision(True, (), cite("03-08", "03-09"))
    late = Reason(TOO_LATE, ("03-09",), "", {"time": f"{starts:%H:%M}", "minutes": minutes})
    instead = (Reason(WALK_IN, ("03-09",)), Reason(BOOK_AGAIN, ("03-09",)))
    return Decision(False, (late,), cite("03-09"), instead)


def serve_by(*, starts: dt.datetime, ends: dt.datetime, arrived: dt.datetime) -> dt.datetime:
    """By when serving must have begun: within the booked time; a visitor's own delay is added to it (03-08)."""
    return ends + max(dt.timedelta(0), arrived - starts)


def bureau_late(*, by: dt.datetime, now: dt.datetime) -> bool:
    """Whether the bureau is late: the booked time is over and nobody has begun (03-08)."""
    return now > by


def given_up(*, starts: dt.datetime, now: dt.datetime, minutes: int, checked_in: bool) -> bool:
    """Whether a booking counts as given up; never of somebody who has checked in, however long they wait (03-09)."""
    return not checked_in and not in_time(starts=starts, now=now, minutes=minutes)
