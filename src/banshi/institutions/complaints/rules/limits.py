"""The limits of a complaint: several run side by side, the earliest binds (10-04, 10-09, 10-12, ruling 3). Pure."""

import datetime as dt
from dataclasses import dataclass

from banshi.kernel.clocks.reckoning import Limit, Reckoned, Unit, due
from banshi.kernel.workdays.days import DayTable
from banshi.lib.results import Decision, Reason, gettext_noop

REPLY, CLOSE, REVIEW = "reply", "close", "review"
KINDS = {
    REPLY: gettext_noop("简要答复的期限"),
    CLOSE: gettext_noop("办结的期限"),
    REVIEW: gettext_noop("复查的期限"),
}
BASIS = {REPLY: ("10-09",), CLOSE: ("10-12",), REVIEW: ("10-04",)}

REGULATION_REPLY = gettext_noop("制度：收到之日起 %(n)s 个工作日")
PETITION_REPLY = gettext_noop("信访规定：收到之日起 %(n)s 日")
REGULATION_CLOSE = gettext_noop("制度：双方认可之日起 %(n)s 个工作日")
PETITION_CLOSE = gettext_noop("信访规定：受理之日起 %(n)s 日")
PETITION_REVIEW = gettext_noop("信访规定：提出复查之日起 %(n)s 日")


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of the regulation in force for a complaint (wd working days, cd calendar days)."""

    reply_wd: int
    reply_cd: int
    close_wd: int
    close_cd: int
    extension_cd: int
    review_cd: int
    ask_review_cd: int


@dataclass(frozen=True, slots=True)
class Running:
    """One limit that runs: its name in words, and its reckoning."""

    title: Reason
    reckoned: Reckoned


@dataclass(frozen=True, slots=True)
class Binding:
    """The limits of one duty. `binding` is the one that holds; `date` None while that is not known yet."""

    kind: str
    running: tuple[Running, ...]
    binding: Running

    @property
    def date(self) -> dt.date | None:
        """The settled due date."""
        reckoned = self.binding.reckoned
        return None if reckoned.provisional else reckoned.date


def reply(received: dt.date, numbers: Numbers, days: DayTable) -> Binding:
    """The short reply: 7 working days, and not later than the 15 days of the petition rules (10-09)."""
    return _bind(
        REPLY,
        _run(REGULATION_REPLY, received, Limit(numbers.reply_wd, Unit.WORKING_DAY), days),
        _run(PETITION_REPLY, received, Limit(numbers.reply_cd, Unit.CALENDAR_DAY), days),
    )


def close(
    accepted: dt.date, agreed: dt.date | None, numbers: Numbers, days: DayTable, extension: int = 0
) -> Binding:
    """Done: 30 working days from mutual acceptance, 60 days from acceptance; the earlier (10-12).

    `extension`: days granted, which lengthen both. Without agreement the outer limit alone runs.
    """
    more = Limit(extension, Unit.CALENDAR_DAY) if extension else None
    running = [_run(PETITION_CLOSE, accepted, Limit(numbers.close_cd, Unit.CALENDAR_DAY), days, more)]
    if agreed is not None:
        limit = Limit(numbers.close_wd, Unit.WORKING_DAY)
        running.insert(0, _run(REGULATION_CLOSE, agreed, limit, days, more))
    return _bind(CLOSE, *running)


def review(asked: dt.date, numbers: Numbers, days: DayTable) -> Binding:
    """The review: 30 days from the day it was asked for (10-04)."""
    return _bind(REVIEW, _run(PETITION_REVIEW, asked, Limit(numbers.review_cd, Unit.CALENDAR_DAY), days))


def review_until(closed: dt.date, numbers: Numbers, days: DayTable) -> dt.date | None:
    """The last day to ask for a review; None while the calendar does not reach so far."""
    found = due(closed, Limit(numbers.ask_review_cd, Unit.CALENDAR_DAY), days)
    return None if found.provisional else found.date


def _run(title: str, start: dt.date, limit: Limit, days: DayTable, extension: Limit | None = None) -> Running:
    reckoned = due(start, limit, days, extension=extension)
    return Running(Reason(title, params={"n": limit.value}), reckoned)


def _bind(kind: str, *running: Running) -> Binding:
    """The earliest settled date; where a limit is not settled, it lies past all that are."""
    settled = [one for one in running if one.reckoned.date and not one.reckoned.provisional]
    if settled:
        return Binding(kind, running, min(settled, key=lambda one: one.reckoned.date or dt.date.max))
    return Binding(kind, running, running[0])


CAUSES = {
    "policy_change": gettext_noop("政策调整"),
    "force_majeure": gettext_noop("不可抗力"),
    "other": gettext_noop("同类的其他客观原因"),
}


def extension(*, cause: str, reason: str, days: int | None, most: int) -> Decision:
    """Whether more time may be given: for a listed cause, with the reason, within the outer bounds (10-12)."""
    articles = ("10-12",)
    reasons = []
    if cause not in CAUSES:
        text = gettext_noop("只有政策调整、不可抗力等客观原因，才能延期。")
        reasons.append(Reason(text, articles, "cause"))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明延期的原因，会告诉投诉人。"), articles, "reason"))
    if days is None or not 1 <= days <= most:
        text = gettext_noop("延长的天数应为 1 到 %(most)s 日。")
        reasons.append(Reason(text, articles, "days", {"most": most}))
    return Decision(not reasons, tuple(reasons), articles)


def climbs(*, told: dt.datetime, acknowledged: bool, now: dt.datetime, minutes: int) -> bool:
    """Whether an unanswered report of a grave matter goes one rung up: after the hour (10-02)."""
    return not acknowledged and now >= told + dt.timedelta(minutes=minutes)
