"""延时服务（附件2）：what is served on after hours, by whom, until when, at no cost. Pure."""

import datetime as dt
from collections.abc import Collection

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

SERVE_ON, APPOINTMENT, HANDED_OVER = "serve_on", "appointment", "handed_over"
# How long before closing time people are told what will become of them.
AHEAD = dt.timedelta(minutes=60)
# 02-07: what must be in working order.
EQUIPMENT = ("computers", "printer", "calling", "light", "safety")
# 02-03: what may be done after hours, and nothing else.
ACCEPT, HANDLE, REVIEW, WITHIN_POWER = SCOPE = ("accept", "handle", "review", "within_power")


def finishable(
    *,
    received_at: dt.datetime,
    close: dt.datetime,
    open_: bool,
    complete: bool,
    accepted: bool,
    promise_days: int | None,
    short_days: int,
) -> bool:
    """Whether a case of today has to be served on: handed in within office hours, not finished, soon done (02-04).

    Before acceptance that is so when the papers are complete; afterwards when the promise is no longer than
    `short_days` working days (0: done at once; None: no promise in days).
    """
    if not open_ or received_at.date() != close.date() or received_at >= close:
        return False
    if not accepted:
        return complete
    return promise_days is not None and promise_days <= short_days


def work_of(*, accepted: bool | None, section: bool) -> str:
    """What kind of work a line of the closing list is, of the four that 02-03 names.

    `accepted`: of a case, whether it was accepted; None for a visitor, who is handled by a section or, without one,
    helped with other work within the desk's powers.
    """
    if accepted is None:
        return HANDLE if section else WITHIN_POWER
    return REVIEW if accepted else ACCEPT


def may_decide(now: dt.datetime, close: dt.datetime) -> Decision:
    """The closing list is worked through from an hour before closing time on (02-02, 02-04)."""
    if now < close - AHEAD:
        text = gettext_noop("下班前一小时（%(from)s）开始处理下班清单。")
        words = {"from": f"{close - AHEAD:%-H:%M}"}
        return Decision(False, (Reason(text, ("02-02", "02-04"), "", words),))
    return Decision(True, articles=cite("02-04"))


def line(*, decision: str, reason: str, agreed: bool, successor: int | None) -> Decision:
    """Whether a line of the closing list may be decided so (02-04).

    Serving on is what the regulation asks for; anything else needs its reason, an appointment also the
    visitor's agreement, a hand-over also a named colleague.
    """
    if decision == SERVE_ON:
        return Decision(True, articles=cite("02-04"))
    reasons = []
    if decision not in {APPOINTMENT, HANDED_OVER}:
        reasons.append(Reason(gettext_noop("请选择怎么处理。"), ("02-04",), "decision"))
    if not reason.strip():
        text = gettext_noop("不延时办理的，请写明理由：能很快办完的应当当天办完。")
        reasons.append(Reason(text, ("02-04",), "reason"))
    if decision == APPOINTMENT and not agreed:
        text = gettext_noop("改天办理要本人同意；本人不同意的，请继续办理。")
        reasons.append(Reason(text, ("02-04",), "agreed"))
    if decision == HANDED_OVER and successor is None:
        reasons.append(Reason(gettext_noop("请写明交给谁。"), ("02-04",), "successor"))
    return Decision(not reasons, tuple(reasons), cite("02-04"))


def opening(
    now: dt.datetime,
    close: dt.datetime,
    latest: dt.datetime,
    *,
    staff: Collection[int],
    in_order: Collection[str],
    faults: str,
) -> Decision:
    """Whether a session may begin: after closing time (02-02), before the latest hour (02-05), with staff who stay
    and the equipment looked at (02-07). What is out of order must be written down."""
    reasons = []
    if now < close:
        text = gettext_noop("延时服务在下班以后（%(close)s）开始。")
        reasons.append(Reason(text, ("02-02",), "", {"close": f"{close:%-H:%M}"}))
    if now >= latest:
        reasons.append(too_late(latest))
    if not staff:
        reasons.append(Reason(gettext_noop("请勾选留下来的人员。"), ("02-04",), "staff"))
    if set(EQUIPMENT) - set(in_order) and not faults.strip():
        text = gettext_noop("没有打勾的设备，请写明有什么故障、怎么解决。")
        reasons.append(Reason(text, ("02-07",), "faults"))
    return Decision(not reasons, tuple(reasons), cite("02-02", "02-05", "02-07"))


def going_on(now: dt.datetime, until: dt.datetime) -> Decision:
    """Whether a session may still go on: until its end, which is 20:00 unless a head gave a reason (02-05)."""
    return Decision(True, articles=cite("02-05")) if now < until else Decision(False, (too_late(until),))


def too_late(until: dt.datetime) -> Reason:
    """The sentence about the latest hour."""
    text = gettext_noop(
        "延时服务原则上到 %(until)s 为止。确实需要继续的，请科室负责人在那之前写明理由，同意延长。"
    )
    return Reason(text, ("02-05",), "", {"until": f"{until:%-H:%M}"})


def later(*, now: dt.datetime, before: dt.datetime, until: dt.datetime, reason: str) -> Decision:
    """Whether a head may let a session go on until later: before it ends, the same day, with a reason (02-05)."""
    reasons = []
    if now >= before:
        reasons.append(Reason(gettext_noop("这次延时服务已经到时结束，不能再延长。"), ("02-05",), "until"))
    if until <= before or until.date() != before.date():
        text = gettext_noop("新的结束时间要晚于 %(before)s，并且在当天。")
        reasons.append(Reason(text, ("02-05",), "until", {"before": f"{before:%-H:%M}"}))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明为什么要超过规定的时间。"), ("02-05",), "reason"))
    return Decision(not reasons, tuple(reasons), cite("02-05"))


def may_serve(*, now: dt.datetime, close: dt.datetime, works: bool, until: dt.datetime | None) -> Decision:
    """Whether somebody may be called and served now: in office hours, or in a session that still runs.

    `until` is the end of the session this colleague stays in, None without one (02-02, 02-05).
    """
    if not works or now < close:
        return Decision(True)
    if until is None:
        text = gettext_noop("已经下班。要继续叫号、办理，请先开始延时服务，并勾选您自己。")
        return Decision(False, (Reason(text, ("02-02", "02-04")),))
    return going_on(now, until)
