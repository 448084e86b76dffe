"""Key posts and links (关键岗位和环节, 11-02): the register of risks, its checks, who may read it. Pure."""

import calendar
import datetime as dt
from collections.abc import Collection, Mapping
from enum import StrEnum

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

PERIODS = (1, 2, 3, 6, 12)


class Group(StrEnum):
    """The three groups of 11-02."""

    PROJECTS_FUNDS = "projects_funds"
    PERMITS_HOTSPOTS = "permits_hotspots"
    DISCIPLINE_PERSONNEL = "discipline_personnel"


GROUPS: Mapping[Group, tuple[str, str]] = {
    Group.PROJECTS_FUNDS: ("11-02-1", gettext_noop("重大项目和资金")),
    Group.PERMITS_HOTSPOTS: ("11-02-2", gettext_noop("行政许可审批和问题易发环节")),
    Group.DISCIPLINE_PERSONNEL: ("11-02-3", gettext_noop("违纪举报、案件查处、工资人事")),
}
CLOSED = Group.DISCIPLINE_PERSONNEL


class Result(StrEnum):
    """What a periodic check found."""

    IN_ORDER = "in_order"
    GAPS = "gaps"


RESULTS: Mapping[Result, str] = {
    Result.IN_ORDER: gettext_noop("措施落实"),
    Result.GAPS: gettext_noop("有漏洞"),
}


class Lamp(StrEnum):
    """The lamp of the next check."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


def article_of(group: str) -> str:
    """The article of a group."""
    return GROUPS[Group(group)][0]


def keeping(
    *,
    group: str,
    words: Mapping[str, str],
    owner_reads: bool,
    period: int | None,
    first: dt.date | None,
    today: dt.date,
) -> Decision:
    """Whether a risk may be entered: what it is, the risk, measures, an owner who may read it, a period (11-02).

    `words` by field: name, risk, measures. `first` is the day of the first check.
    """
    article = article_of(group) if group in set(Group) else "11-02"
    reasons = []
    if group not in set(Group):
        reasons.append(Reason(gettext_noop("请选择属于哪一类。"), (article,), "group"))
    for field, sentence in _WORDS.items():
        if not words[field].strip():
            reasons.append(Reason(sentence, (article,), field))
    if not owner_reads:
        sentence = gettext_noop(
            "责任人必须是能看到这一项的在职同事；第三类只能由机关党委办公室、监督人员或者局领导负责。"
        )
        reasons.append(Reason(sentence, (article,), "owner"))
    if period not in PERIODS:
        reasons.append(Reason(gettext_noop("请选择多久检查一次。"), (article,), "period"))
    if first is None or first < today:
        reasons.append(Reason(gettext_noop("第一次检查的日子不能早于今天。"), (article,), "first"))
    return Decision(not reasons, tuple(reasons), cite(article))


_WORDS: Mapping[str, str] = {
    "name": gettext_noop("请写明是哪个岗位或者环节。"),
    "risk": gettext_noop("请写明风险在哪里。"),
    "measures": gettext_noop("请写明防范措施。"),
}


def checking(*, group: str, result: str, note: str, retired: bool) -> Decision:
    """Whether a periodic check may be entered: what was looked at is written down either way (11-02)."""
    article, reasons = article_of(group), []
    if retired:
        reasons.append(Reason(gettext_noop("这一项已经撤出台账，不用再检查。"), (article,)))
    if result not in set(Result):
        reasons.append(Reason(gettext_noop("请选择检查的结果。"), (article,), "result"))
    if not note.strip():
        reasons.append(Reason(gettext_noop("请写明检查了什么、看到了什么。"), (article,), "note"))
    return Decision(not reasons, tuple(reasons), cite(article))


def retiring(*, group: str, reason: str, retired: bool) -> Decision:
    """Whether a risk may leave the register: with the reason (11-02)."""
    article, reasons = article_of(group), []
    if retired:
        reasons.append(Reason(gettext_noop("这一项已经撤出台账。"), (article,)))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明为什么撤出。"), (article,), "reason"))
    return Decision(not reasons, tuple(reasons), cite(article))


def next_check(last: dt.date, months: int) -> dt.date:
    """The corresponding day `months` months later, or the last day of that month (11-02)."""
    year, month = divmod(last.year * 12 + last.month - 1 + months, 12)
    return last.replace(
        year=year, month=month + 1, day=min(last.day, calendar.monthrange(year, month + 1)[1])
    )


def lamp(*, due: dt.date, today: dt.date, amber_days: int) -> Lamp:
    """Red after the day of the check, which is in time; amber from so many calendar days before (11-02)."""
    if today > due:
        return Lamp.RED
    return Lamp.AMBER if (due - today).days <= amber_days else Lamp.GREEN


def readable(*, group: str, open_to: bool, closed_to: bool) -> bool:
    """Whether somebody may read an entry: `open_to` by post or as its owner; the third group needs more (11-02-3)."""
    return closed_to if group == CLOSED else open_to


def hottest(counts: Mapping[str, int], most: int) -> tuple[tuple[str, int], ...]:
    """The names with the most, the largest first; none where nothing was counted (11-02-2)."""
    rows = sorted(
        ((name, count) for name, count in counts.items() if count), key=lambda row: (-row[1], row[0])
    )
    return tuple(rows[:most])


_PROCEDURE: Mapping[str, str] = {
    "title": gettext_noop("检查名称"),
    "basis": gettext_noop("检查依据"),
    "whom": gettext_noop("检查对象"),
    "frequency": gettext_noop("检查频次"),
    "steps": gettext_noop("检查程序"),
}


def lacking(words: Mapping[str, str]) -> tuple[str, ...]:
    """The empty parts of an inspection procedure, as labels (11-03-3)."""
    return tuple(label for field, label in _PROCEDURE.items() if not words[field].strip())


def publishing(*, words: Mapping[str, str], published: bool) -> Decision:
    """Whether an inspection procedure may be published: every part is there (11-03-3)."""
    reasons = [
        Reason(gettext_noop("请填写%(label)s。"), ("11-03-3",), field, {"label": Reason(label)})
        for field, label in _PROCEDURE.items()
        if not words[field].strip()
    ]
    if published:
        reasons.append(Reason(gettext_noop("这一项已经公开。"), ("11-03-3",)))
    return Decision(not reasons, tuple(reasons), cite("11-03-3"))


def changing(
    *, law: str, changed_on: dt.date | None, today: dt.date, known: Collection[tuple[str, dt.date]]
) -> Decision:
    """Whether a change of law may be entered: which, since when, once (11-03-2)."""
    reasons = []
    if not law.strip():
        reasons.append(Reason(gettext_noop("请写明变动的法律法规的名称。"), ("11-03-2",), "law"))
    if changed_on is None or changed_on > today:
        reasons.append(Reason(gettext_noop("变动的日子不能晚于今天。"), ("11-03-2",), "changed_on"))
    elif (law.strip(), changed_on) in known:
        reasons.append(Reason(gettext_noop("这次变动已经登记过。"), ("11-03-2",), "law"))
    return Decision(not reasons, tuple(reasons), cite("11-03-2"))
