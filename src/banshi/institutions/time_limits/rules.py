"""限时办结（附件7）：which limit holds, who may lengthen it, what happens when it runs out. Pure."""

import datetime as dt

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop


def extension_request(
    *,
    days: int | None,
    reason: str,
    most: int,
    due: dt.date | None,
    today: dt.date,
    extended: bool,
    pending: bool,
) -> Decision:
    """Whether an extension may be asked for: once, before the clock runs out, with a reason (06-05-1, 07-03).

    `days` are working days, `most` the greatest number allowed; `due` None means not yet settled.
    """
    reasons = []
    if days is None or not 1 <= days <= most:
        reasons.append(
            Reason(
                gettext_noop("延长的天数应为 1 到 %(most)s 个工作日。"), ("06-05-1",), "days", {"most": most}
            )
        )
    if not reason.strip():
        reasons.append(
            Reason(gettext_noop("请写明延长的理由，没有正当理由不得延时。"), ("06-05-1", "07-03"), "reason")
        )
    if due is not None and today > due:
        reasons.append(Reason(gettext_noop("期限已过，不能再延长。"), ("06-05-1", "07-03"), "days"))
    if extended:
        reasons.append(Reason(gettext_noop("期限只能延长一次，这件已经延长过。"), ("06-05-1",), "days"))
    if pending:
        reasons.append(Reason(gettext_noop("已有一份延期申请在等局领导批示。"), ("06-05-1",), "days"))
    return Decision(not reasons, tuple(reasons), cite("06-05-1", "07-03"))


def extension_answer(
    *, granted: bool, opinion: str, due: dt.date | None, today: dt.date, asked_by_same: bool
) -> Decision:
    """Whether a leader may answer now: not after the clock ran out, not on their own request."""
    reasons = []
    if granted and due is not None and today > due:
        reasons.append(Reason(gettext_noop("期限已过，不能再批准延长。"), ("06-05-1",), "granted"))
    if not granted and not opinion.strip():
        reasons.append(Reason(gettext_noop("不批准的，请写明理由。"), ("06-05-1",), "opinion"))
    if asked_by_same:
        reasons.append(Reason(gettext_noop("不能批准自己提出的延期申请。"), ("06-05-1",), "granted"))
    return Decision(not reasons, tuple(reasons), cite("06-05-1"))


def deciding(*, due: dt.date | None, today: dt.date, earliest: dt.date | None, delay_reason: str) -> Decision:
    """Whether a decision may be made today: not before a minimum wait, not late without a stated cause (07-03)."""
    reasons = []
    if earliest is not None and today < earliest:
        reasons.append(
            Reason(
                gettext_noop("法定等待期未满，%(day)s 之前不能作出决定。"),
                ("07-01",),
                "granted",
                {"day": str(earliest)},
            )
        )
    if due is not None and today > due and not delay_reason.strip():
        reasons.append(Reason(gettext_noop("已超过承诺期限，请写明超期的原因。"), ("07-03",), "delay_reason"))
    return Decision(not reasons, tuple(reasons), cite("07-01", "07-03"))


def deemed_acceptance(*, state: str, ended: dt.datetime | None, now: dt.datetime) -> Decision:
    """Not told within the limit: accepted from the day of receipt, by law and by itself (06-03-2)."""
    silent = state == "received" and ended is not None and now >= ended
    return Decision(silent, (), cite("06-03-2", "07-03"))


def shortest(**dues: dt.date | None) -> str | None:
    """The name of the clock that governs: the earliest date (07-01); None without dates."""
    dated = {name: day for name, day in dues.items() if day is not None}
    return min(dated, key=lambda name: dated[name]) if dated else None


def shortens(*, before: dt.date | None, after: dt.date | None) -> bool:
    """Whether a recomputation would shorten what was told in writing: then the earlier date stands (07-01)."""
    return before is not None and after is not None and after < before
