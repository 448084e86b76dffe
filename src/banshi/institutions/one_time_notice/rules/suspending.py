"""Special procedures: which stop a clock, and which clocks (06-05-2). Pure."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop


@dataclass(frozen=True, slots=True)
class Announcement:
    """A special procedure as it is to be announced."""

    kind: str
    place: str
    time: str
    first: dt.date | None
    last: dt.date | None


def procedure(
    announced: Announcement,
    *,
    today: dt.date,
    listed: Collection[str],
    running: Sequence[tuple[dt.date, dt.date]] = (),
) -> Decision:
    """Whether a special procedure may stop the clock: a listed one, told with time, place and days (06-05-2)."""
    article = ("06-05-2",)
    reasons = []
    if announced.kind not in listed:
        reasons.append(Reason(gettext_noop("只有制度列明的特别程序才能停表。"), article, "kind"))
    if not announced.place.strip():
        reasons.append(Reason(gettext_noop("请写明地点。"), article, "place"))
    if not announced.time.strip():
        reasons.append(Reason(gettext_noop("请写明时间。"), article, "time"))
    if announced.first is None or announced.first < today:
        reasons.append(Reason(gettext_noop("停表要先书面告知，开始日期不能早于今天。"), article, "first"))
    if announced.last is None or (announced.first and announced.last < announced.first):
        reasons.append(Reason(gettext_noop("结束日期不能早于开始日期。"), article, "last"))
    elif announced.first and any(a <= announced.last and announced.first <= b for a, b in running):
        reasons.append(Reason(gettext_noop("这段时间已经有特别程序在停表，日期不能重叠。"), article, "first"))
    return Decision(not reasons, tuple(reasons), cite("06-05-2", "06-07"))


def stopped_clocks(kind: str, statutory: Collection[str]) -> tuple[str, ...]:
    """Which clocks a procedure stops: a site survey only the promised one (licensing law, art. 45)."""
    return ("statutory", "promised") if kind in statutory else ("promised",)


def early_end(*, first: dt.date, last: dt.date, today: dt.date) -> Decision:
    """A procedure can be ended early only while it runs; its last day is then today (06-05-2)."""
    if first <= today < last:
        return Decision(True, (), cite("06-05-2"))
    return Decision(
        False,
        (Reason(gettext_noop("这项特别程序现在不在进行中，不用提前结束。"), ("06-05-2",)),),
        cite("06-05-2"),
    )
