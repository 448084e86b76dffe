"""A supervision run: what it covers, its checklist, when it may end, when it begins by itself (11-03). Pure."""

import datetime as dt
from collections.abc import Collection, Mapping
from enum import StrEnum

from banshi.institutions.supervision.rules.judging import CONTENTS
from banshi.kernel.regulations.citation import cite
from banshi.kernel.workdays.days import DayTable
from banshi.lib.results import Decision, Reason, gettext_noop

LONGEST_PERIOD = 366


class RunKind(StrEnum):
    """How a run came about."""

    MONTHLY = "monthly"
    ORDERED = "ordered"


class Answer(StrEnum):
    """What was seen on a line of the checklist."""

    YES = "yes"
    NO = "no"
    NONE = "none"


# What needs eyes: line → (article, question). The keys are stored and never change.
CHECKLIST: Mapping[str, tuple[str, str]] = {
    "posted": ("11-03-1", gettext_noop("大厅里的公示栏、办事指南与网上公布的内容一致。")),
    "blank_forms": ("11-03-1", gettext_noop("窗口有空白的申请表和填写样表，随手能拿到。")),
    "opinions_heard": ("11-03-2", gettext_noop("涉及公众利益的规范性文件出台以前征求过意见。")),
    "inspected_as_published": (
        "11-03-3",
        gettext_noop("到企业检查是按公开的程序做的，出示了证件，留有记录。"),
    ),
    "intermediaries": ("11-03-4", gettext_noop("要第三方出具的材料都有法定依据，找谁出具由办事的人自己选。")),
    "no_hidden_charges": ("11-03-4", gettext_noop("没有变相收费、搭车收费，没有强制培训、入会。")),
    "criticism_recorded": ("11-03-5", gettext_noop("上级、媒体、代表委员和群众的批评都作了登记。")),
    "fixed_for_real": ("11-03-5", gettext_noop("报告已经整改的问题，到现场看过，确实改了。")),
    "files_in_order": ("11-03-6", gettext_noop("抽查的案卷主体、程序、条件、期限、标准都合规。")),
    "manners": ("11-03-6", gettext_noop("工作人员的作风、用语和行为得体，没有推诿刁难。")),
}
ANSWERS: Mapping[Answer, str] = {
    Answer.YES: gettext_noop("是"),
    Answer.NO: gettext_noop("否"),
    Answer.NONE: gettext_noop("这次没有看"),
}


def starting(*, first: dt.date | None, last: dt.date | None, today: dt.date) -> Decision:
    """Whether a run over these days may be started (11-03)."""
    reasons = []
    if first is None or first > today:
        reasons.append(Reason(gettext_noop("开始的日子不能晚于今天。"), ("11-03",), "first"))
    if last is None or last > today or (first is not None and last < first):
        reasons.append(
            Reason(gettext_noop("结束的日子不能早于开始的日子，也不能晚于今天。"), ("11-03",), "last")
        )
    elif first is not None and (last - first).days > LONGEST_PERIOD:
        sentence = gettext_noop("一次最多检查一年，更长的请分次检查。")
        reasons.append(Reason(sentence, ("11-03",), "first"))
    return Decision(not reasons, tuple(reasons), cite("11-03"))


def month_to_supervise(today: dt.date, days: DayTable) -> dt.date | None:
    """The first day of the month that a run of its own is due for: the last one, from the first working day on.

    None on the rest days before it, and past the published calendar.
    """
    first = today.replace(day=1)
    day = first
    while day <= today:
        known = days.get(day)
        if known is None:
            return None
        if known.kind.works:
            return (first - dt.timedelta(days=1)).replace(day=1)
        day += dt.timedelta(days=1)
    return None


def answering(*, line: str, answer: str, note: str, closed: bool) -> Decision:
    """Whether a line of the checklist may be answered: a "no" says what was seen (11-03)."""
    reasons = []
    if closed:
        reasons.append(Reason(gettext_noop("这次检查已经结束，不能再改。"), ("11-03",)))
    if line not in CHECKLIST:
        reasons.append(Reason(gettext_noop("请选择检查表上的条目。"), ("11-03",), "line"))
    if answer not in set(Answer):
        reasons.append(Reason(gettext_noop("请选择“是”“否”或者“这次没有看”。"), ("11-03",), "answer"))
    elif answer == Answer.NO and not note.strip():
        article = CHECKLIST[line][0] if line in CHECKLIST else "11-03"
        reasons.append(Reason(gettext_noop("选“否”的，请写明看到了什么。"), (article,), "note"))
    return Decision(not reasons, tuple(reasons), cite("11-03"))


def closing(*, done: Collection[str], conclusion: str, closed: bool) -> Decision:
    """Whether a run may be ended: all six contents were checked, and it has a conclusion (11-03)."""
    reasons = []
    if closed:
        reasons.append(Reason(gettext_noop("这次检查已经结束。"), ("11-03",)))
    lacking = [article for article in CONTENTS if article not in done]
    if lacking:
        sentence = gettext_noop("还有 %(count)s 项内容没有检查，请先检查完。")
        reasons.append(Reason(sentence, tuple(lacking), params={"count": len(lacking)}))
    if not conclusion.strip():
        reasons.append(Reason(gettext_noop("请写下检查的结论。"), ("11-03",), "conclusion"))
    return Decision(not reasons, tuple(reasons), cite("11-03"))


def publishing(*, closed: bool, published: bool) -> Decision:
    """Whether the figures of a run may be published: it has ended, and is not public yet (11-03)."""
    reasons = []
    if not closed:
        reasons.append(Reason(gettext_noop("检查结束以后才能公布结果。"), ("11-03",)))
    if published:
        reasons.append(Reason(gettext_noop("这次检查的结果已经公布。"), ("11-03",)))
    return Decision(not reasons, tuple(reasons), cite("11-03"))
