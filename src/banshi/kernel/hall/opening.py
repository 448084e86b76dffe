"""When a number may be taken: on days the hall is open, from a while before it opens until it closes. Pure."""

import datetime as dt
from collections.abc import Sequence

from banshi.lib.results import Decision, Reason, gettext_noop

EARLY = dt.timedelta(minutes=60)
CLOSED = gettext_noop("今天大厅不开放，不能取号。")
TOO_EARLY = gettext_noop("还没有到取号时间，%(from)s 开始取号。")
TOO_LATE = gettext_noop("今天的办公时间已经结束，不能再取号。请在工作日来，或者先预约。")


def may_arrive(now: dt.datetime, *, works: bool, hours: Sequence[tuple[dt.time, dt.time]]) -> Decision:
    """Whether a walk-in may take a number at `now` (Beijing time); the very moment of closing is too late (02-02).

    `works`: the hall is open on that day; `hours` are the office hours of a day, in order.
    """
    if not works:
        return Decision(False, (Reason(CLOSED, ("02-02",)),))
    opening = dt.datetime.combine(now.date(), hours[0][0], now.tzinfo) - EARLY
    if now < opening:
        return Decision(False, (Reason(TOO_EARLY, ("02-02",), "", {"from": f"{opening:%-H:%M}"}),))
    if now.time() >= hours[-1][1]:
        return Decision(False, (Reason(TOO_LATE, ("02-02",)),))
    return Decision(True)
