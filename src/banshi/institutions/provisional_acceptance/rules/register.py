"""The integrity register (04-13): a person decides, the party is heard, the bar ends by itself. Pure."""

import datetime as dt

from banshi.kernel.clocks.reckoning import corresponding_date
from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

REPORTED, TOLD, CONFIRMED, WITHDRAWN, ENDED = "reported", "told", "confirmed", "withdrawn", "ended"
ARTICLE = ("04-13",)
WHY = gettext_noop("请写明理由。")


def bar_ends(breached_on: dt.date, years: int) -> dt.date:
    """The last day on which provisional acceptance is barred: the corresponding date; 29 February falls on the
    last day of February (04-13)."""
    return corresponding_date(breached_on, years)


def barred(on: dt.date, *, until: dt.date) -> bool:
    """Whether a confirmed record bars its party on a day; its last day is included."""
    return on <= until


def telling(*, state: str) -> Decision:
    """The party is told once, before anything is decided (04-13, with the credit rules)."""
    if state == REPORTED:
        return Decision(True, (), cite("04-13"))
    text = gettext_noop("当事人已经告知过，不用再发一次。")
    return Decision(False, (Reason(text, ARTICLE),), cite("04-13"))


def hearing(*, state: str, statement: str) -> Decision:
    """What the party says is recorded after they were told and before it is decided."""
    reasons = []
    if state != TOLD:
        text = gettext_noop("要先书面告知当事人，再记录陈述；已经作出认定的，请登记异议。")
        reasons.append(Reason(text, ARTICLE, "statement"))
    if not statement.strip():
        text = gettext_noop("请写明当事人的陈述。")
        reasons.append(Reason(text, ARTICLE, "statement"))
    return Decision(not reasons, tuple(reasons), cite("04-13"))


def confirming(
    *, state: str, heard: bool, today: dt.date, speak_until: dt.date | None, reason: str
) -> Decision:
    """Whether a person may confirm the breach: the party was told and heard, or let the time to speak pass."""
    reasons = []
    if state != TOLD:
        text = gettext_noop("要先书面告知当事人，听取陈述以后才能认定。")
        reasons.append(Reason(text, ARTICLE, "reason"))
    elif not heard and (speak_until is None or today <= speak_until):
        text = gettext_noop("当事人还可以陈述到 %(until)s，请先听取陈述。")
        unsettled = gettext_noop("当事人陈述的期限还没有确定，请先听取陈述。")
        reasons.append(Reason(text if speak_until else unsettled, ARTICLE, "reason", {"until": speak_until}))
    return _with_why(reasons, reason)


def withdrawing(*, state: str, reason: str) -> Decision:
    """Whether a record may be withdrawn as made in error: the bar falls with it."""
    reasons = []
    if state in {WITHDRAWN, ENDED}:
        reasons.append(Reason(gettext_noop("这条记录已经撤销或者结束。"), ARTICLE, "reason"))
    return _with_why(reasons, reason)


def ending(*, state: str, reason: str) -> Decision:
    """Whether a confirmed record may end early, because the breach was repaired (or an objection was right)."""
    reasons = []
    if state != CONFIRMED:
        reasons.append(Reason(gettext_noop("只有已经认定的记录才能提前结束。"), ARTICLE, "reason"))
    return _with_why(reasons, reason)


def publishing(
    *, state: str, reason: str, until: dt.date | None, today: dt.date, bar_until: dt.date | None
) -> Decision:
    """Whether a confirmed record may be published: a person's decision with a reason and an end, not longer than
    the bar itself (04-13, ruling R8)."""
    reasons = []
    if state != CONFIRMED:
        reasons.append(Reason(gettext_noop("只有已经认定的记录才能公布。"), ARTICLE, "reason"))
    if until is None or until <= today or (bar_until is not None and until > bar_until):
        text = gettext_noop("公布要有截止日期：晚于今天，不晚于 %(last)s。")
        unbounded = gettext_noop("公布要有截止日期，晚于今天。")
        reasons.append(Reason(text if bar_until else unbounded, ARTICLE, "until", {"last": bar_until}))
    return _with_why(reasons, reason)


def referring(*, state: str, reason: str) -> Decision:
    """Whether a confirmed breach may be referred for legal review; the software itself never revokes (04-13)."""
    reasons = []
    if state != CONFIRMED:
        reasons.append(Reason(gettext_noop("只有已经认定的记录才能转法制审核。"), ARTICLE, "reason"))
    return _with_why(reasons, reason)


def objecting(*, state: str, objection: str) -> Decision:
    """Whether an objection may be registered: against a record that stands."""
    reasons = []
    if state != CONFIRMED:
        text = gettext_noop("只有已经认定的记录才能提出异议；认定以前请记录陈述。")
        reasons.append(Reason(text, ARTICLE, "objection"))
    if not objection.strip():
        reasons.append(Reason(gettext_noop("请写明异议的内容。"), ARTICLE, "objection"))
    return Decision(not reasons, tuple(reasons), cite("04-13"))


def answering(*, waiting: bool, reason: str) -> Decision:
    """Whether an objection may be answered: one that waits, with a reason."""
    reasons = []
    if not waiting:
        reasons.append(Reason(gettext_noop("没有等待答复的异议。"), ARTICLE, "reason"))
    return _with_why(reasons, reason)


def _with_why(reasons: list[Reason], reason: str) -> Decision:
    if not reason.strip():
        reasons.append(Reason(WHY, ARTICLE, "reason"))
    return Decision(not reasons, tuple(reasons), cite("04-13"))
