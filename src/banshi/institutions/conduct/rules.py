"""服务行为规范（附件9）：who is on duty, how conduct is looked at, what integrity asks. Pure."""

import calendar
import datetime as dt
from collections.abc import Collection, Mapping
from enum import StrEnum

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

LONGEST_ABSENCE = 180


class Group(StrEnum):
    """The groups of the checklist, each an article of annex 9; its lines are the article's items."""

    POST = "09-02"
    APPROVAL = "09-03"
    SPEECH = "09-04"
    APPEARANCE = "09-05"
    RECEPTION = "09-06"
    PREMISES = "09-07"
    INTEGRITY = "09-08"


GROUPS: Mapping[Group, str] = {
    Group.POST: gettext_noop("工作岗位"),
    Group.APPROVAL: gettext_noop("审批行为"),
    Group.SPEECH: gettext_noop("语言"),
    Group.APPEARANCE: gettext_noop("仪容仪表"),
    Group.RECEPTION: gettext_noop("接待礼仪"),
    Group.PREMISES: gettext_noop("办公环境"),
    Group.INTEGRITY: gettext_noop("廉洁自律"),
}


class AbsenceKind(StrEnum):
    """Why a colleague is not at the post."""

    LEAVE = "leave"
    MEETING = "meeting"
    SICK = "sick_leave"
    OTHER = "other_special"


class InspectionKind(StrEnum):
    """How an inspection came about."""

    PLANNED = "planned"
    RANDOM = "random"
    CAMERA = "camera"


class FindingState(StrEnum):
    """Where a finding stands."""

    FOUND = "found"
    CORRECTED = "corrected"
    CLOSED = "closed"


class CleaningKind(StrEnum):
    """The two recurring tasks of 09-07-1."""

    DAILY = "daily"
    MONTHLY = "monthly"


class IntegrityKind(StrEnum):
    """What is entered into the integrity register (09-08-1, 09-08-2, 09-08-4)."""

    GIFT = "gift"
    BANQUET = "banquet"
    INTERCESSION = "intercession"


class Disposal(StrEnum):
    """What was done with it."""

    REFUSED = "refused"
    HANDED_IN = "handed_in"
    REPORTED = "reported"


def uncovered(*, rostered: Collection[int], absent: Collection[int], minimum: int) -> bool:
    """Whether fewer than `minimum` people are at their posts in a working period (09-02-5)."""
    return len(set(rostered) - set(absent)) < minimum


def rostering(*, day: dt.date, today: dt.date, works: bool, member: bool) -> Decision:
    """Whether a colleague may be put on duty in a period (09-02-5)."""
    reasons = []
    if day < today:
        reasons.append(Reason(gettext_noop("已经过去的日子不能再排班。"), ("09-02-5",), "day"))
    if not works:
        reasons.append(Reason(gettext_noop("这一天不是工作日，不用排班。"), ("09-02-5",), "day"))
    if not member:
        reasons.append(Reason(gettext_noop("请选择在职的同事。"), ("09-02-5",), "staff"))
    return Decision(not reasons, tuple(reasons), cite("09-02-5"))


def absence(*, first: dt.date | None, last: dt.date | None, today: dt.date, overlapping: bool) -> Decision:
    """Whether an absence can be planned; that it leaves a gap never forbids it (09-02-5)."""
    reasons = []
    if first is None or first < today:
        reasons.append(Reason(gettext_noop("开始的日子不能早于今天。"), ("09-02-5",), "first"))
    if last is None or (first is not None and last < first):
        reasons.append(Reason(gettext_noop("结束的日子不能早于开始的日子。"), ("09-02-5",), "last"))
    elif first is not None and (last - first).days > LONGEST_ABSENCE:
        sentence = gettext_noop("一次最多登记 %(days)s 天，更长的请分次登记。")
        reasons.append(Reason(sentence, ("09-02-5",), "last", {"days": LONGEST_ABSENCE}))
    if overlapping:
        reasons.append(Reason(gettext_noop("这几天里已经登记过离岗，不用重复登记。"), ("09-02-5",), "first"))
    return Decision(not reasons, tuple(reasons), cite("09-02-5"))


def deputising(*, absent: int, deputy: int, known: Collection[int], away: bool, cancelled: bool) -> Decision:
    """Whether a colleague can stand in: somebody else, at work in those days (09-02-5)."""
    reasons = []
    if deputy == absent or deputy not in known:
        reasons.append(Reason(gettext_noop("请选择另一位在职的同事代岗。"), ("09-02-5",), "deputy"))
    if away:
        sentence = gettext_noop("这位同事那几天也不在岗，请另选一位。")
        reasons.append(Reason(sentence, ("09-02-5",), "deputy"))
    if cancelled:
        reasons.append(Reason(gettext_noop("这次离岗已经取消，不用再安排代岗。"), ("09-02-5",), "deputy"))
    return Decision(not reasons, tuple(reasons), cite("09-02-5"))


def finding(
    *,
    inspector: int,
    concerned: int | None,
    note: str,
    has_photo: bool,
    correct_by: dt.date | None,
    today: dt.date,
) -> Decision:
    """Whether a finding may be recorded: on something seen, about somebody else, with a limit (09-02 to 09-08)."""
    reasons = []
    if concerned is not None and concerned == inspector:
        reasons.append(Reason(gettext_noop("不能检查自己，请由别的同事检查。"), ("09-02",), "staff"))
    if not note.strip() and not has_photo:
        reasons.append(Reason(gettext_noop("请写明看到了什么，或者拍一张照片。"), ("09-02",), "note"))
    if correct_by is None or correct_by < today:
        reasons.append(Reason(gettext_noop("改正的期限不能早于今天。"), ("09-02",), "correct_by"))
    return Decision(not reasons, tuple(reasons), cite("09-02"))


def stating(*, concerned: int | None, speaker: int, words: str, state: str) -> Decision:
    """The one whom a finding concerns, and nobody else, gives their own word while it is open (09-02)."""
    reasons = []
    if concerned != speaker:
        reasons.append(Reason(gettext_noop("只有被检查的本人可以陈述。"), ("09-02",), "statement"))
    if state == FindingState.CLOSED:
        reasons.append(Reason(gettext_noop("这个问题已经复查结束。"), ("09-02",), "statement"))
    if not words.strip():
        reasons.append(Reason(gettext_noop("请写下您的说明。"), ("09-02",), "statement"))
    return Decision(not reasons, tuple(reasons), cite("09-02"))


def correcting(*, words: str, state: str) -> Decision:
    """A correction says what was done, and waits for the re-check (09-02)."""
    reasons = []
    if state != FindingState.FOUND:
        reasons.append(Reason(gettext_noop("这个问题已经报告过改正，等复查。"), ("09-02",), "correction"))
    if not words.strip():
        reasons.append(Reason(gettext_noop("请写明怎样改正的。"), ("09-02",), "correction"))
    return Decision(not reasons, tuple(reasons), cite("09-02"))


def rechecking(
    *,
    inspector: int,
    concerned: int | None,
    state: str,
    passed: bool,
    correct_by: dt.date | None,
    today: dt.date,
) -> Decision:
    """A re-check comes after the correction, by somebody else; what did not pass gets a new limit (09-02)."""
    reasons = []
    if state != FindingState.CORRECTED:
        reasons.append(Reason(gettext_noop("还没有报告改正，不能复查。"), ("09-02",), "passed"))
    if concerned is not None and concerned == inspector:
        reasons.append(Reason(gettext_noop("不能复查自己的问题，请由别的同事复查。"), ("09-02",), "passed"))
    if not passed and (correct_by is None or correct_by < today):
        reasons.append(Reason(gettext_noop("没有改好的，请另定一个改正期限。"), ("09-02",), "correct_by"))
    return Decision(not reasons, tuple(reasons), cite("09-02"))


def cleaning(
    *, kind: str, day: dt.date, today: dt.date, works: bool, late_days: int, ticked: bool
) -> Decision:
    """Whether a cleaning task may be ticked: each working day once, each month once, never ahead (09-07-1).

    `day` is the day, or the first of the month; a tick may be made up for within `late_days` days.
    """
    reasons = []
    if ticked:
        reasons.append(Reason(gettext_noop("已经打过勾了。"), ("09-07-1",), "day"))
    if day > today:
        reasons.append(Reason(gettext_noop("还没有到的日子不能先打勾。"), ("09-07-1",), "day"))
    if kind == CleaningKind.DAILY and not works:
        reasons.append(Reason(gettext_noop("这一天不是工作日，不用打扫。"), ("09-07-1",), "day"))
    if (today - _ends(kind, day)).days > late_days:
        sentence = gettext_noop("过了 %(days)s 天，不能再补记。")
        reasons.append(Reason(sentence, ("09-07-1",), "day", {"days": late_days}))
    return Decision(not reasons, tuple(reasons), cite("09-07-1"))


def made_up_for(*, kind: str, day: dt.date, today: dt.date) -> bool:
    """Whether a tick comes after its day or month, so that the record says so (09-07-1)."""
    return today > _ends(kind, day)


def _ends(kind: str, day: dt.date) -> dt.date:
    """The last day of a task: the day itself, or the last of the month."""
    if kind == CleaningKind.DAILY:
        return day
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def registering(
    *, kind: str, from_whom: str, what: str, disposal: str, happened_on: dt.date | None, today: dt.date
) -> Decision:
    """What is entered into the integrity register: who, what, when, and what was done (09-08-1, -2, -4)."""
    article = ARTICLES[IntegrityKind(kind)]
    reasons = []
    if not from_whom.strip():
        reasons.append(Reason(gettext_noop("请写明是谁。"), (article,), "from_whom"))
    if not what.strip():
        reasons.append(Reason(gettext_noop("请写明是什么事。"), (article,), "what"))
    if happened_on is None or happened_on > today:
        reasons.append(Reason(gettext_noop("发生的日子不能晚于今天。"), (article,), "happened_on"))
    if disposal not in DISPOSALS[IntegrityKind(kind)]:
        reasons.append(Reason(gettext_noop("请写明是怎样处理的。"), (article,), "disposal"))
    return Decision(not reasons, tuple(reasons), cite(article))


ARTICLES: Mapping[IntegrityKind, str] = {
    IntegrityKind.GIFT: "09-08-1",
    IntegrityKind.BANQUET: "09-08-2",
    IntegrityKind.INTERCESSION: "09-08-4",
}
DISPOSALS: Mapping[IntegrityKind, frozenset[Disposal]] = {
    IntegrityKind.GIFT: frozenset({Disposal.REFUSED, Disposal.HANDED_IN}),
    IntegrityKind.BANQUET: frozenset({Disposal.REFUSED, Disposal.REPORTED}),
    IntegrityKind.INTERCESSION: frozenset({Disposal.REFUSED, Disposal.REPORTED}),
}


def receiving(*, kind: str, disposal: str, received: bool, keeper: int, owner: int) -> Decision:
    """Whether the party office takes what was handed in: once, and not one's own (09-08-1)."""
    reasons = []
    if kind != IntegrityKind.GIFT or disposal != Disposal.HANDED_IN:
        reasons.append(Reason(gettext_noop("只有上交的礼品礼金需要接收。"), ("09-08-1",)))
    if received:
        reasons.append(Reason(gettext_noop("已经接收过了。"), ("09-08-1",)))
    if keeper == owner:
        reasons.append(Reason(gettext_noop("不能接收自己上交的，请由别的同事接收。"), ("09-08-1",)))
    return Decision(not reasons, tuple(reasons), cite("09-08-1"))


def declaring(*, ground: str, grounds: Collection[str], with_whom: str, already: bool) -> Decision:
    """Whether an interest is declared completely; on a case it takes the person off at once (09-08, 10-06)."""
    reasons = []
    if ground not in grounds:
        reasons.append(Reason(gettext_noop("请选择是哪一种关系。"), ("09-08",), "ground"))
    if not with_whom.strip():
        reasons.append(Reason(gettext_noop("请写明与谁有关系。"), ("09-08",), "with_whom"))
    if already:
        reasons.append(Reason(gettext_noop("您已经申报过回避这一件。"), ("09-08",), "ground"))
    return Decision(not reasons, tuple(reasons), cite("09-08"))
