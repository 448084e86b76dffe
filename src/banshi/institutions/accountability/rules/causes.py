"""The scope of accountability (12-07): eight causes, suggested from what was seen, chosen by a person. Pure."""

from collections.abc import Mapping, Sequence

from banshi.lib.results import Decision, Reason, gettext_noop

CAUSES: Mapping[str, str] = {
    "WZ-1": gettext_noop("党组或者班子决定的重要事项，没有客观原因拒不执行或者执行不力"),
    "WZ-2": gettext_noop("上级的任务和决定执行不认真，影响进度或者形象"),
    "WZ-3": gettext_noop("管理不作为，瞒上庇下，滥用职权、营私舞弊"),
    "WZ-4": gettext_noop("管理或者履职不力，目标没有完成"),
    "WZ-5": gettext_noop("不按职责权限、程序、时限决策和审批，造成失误"),
    "WZ-6": gettext_noop("虚报、瞒报、迟报，造成不良影响或者损失"),
    "WZ-7": gettext_noop("没有按考核指标、任务、制度的要求完成"),
    "WZ-8": gettext_noop("其他严重违反规章制度的行为"),
}
ARTICLES: Mapping[str, str] = {
    "WZ-1": "12-07-1",
    "WZ-2": "12-07-2",
    "WZ-3": "12-07-3",
    "WZ-4": "12-07-4",
    "WZ-5": "12-07-5",
    "WZ-6": "12-07-6",
    "WZ-7": "12-07-7",
    "WZ-8": "12-07-8",
}

SUPERIOR, SUPERVISION, COMPLAINT, LAPSE = "superior", "supervision", "complaint", "lapse"
# Where a lead comes from besides the rooms (12-05, 12-06).
ORIGINS: Mapping[str, str] = {
    SUPERIOR: gettext_noop("上级交办"),
    SUPERVISION: gettext_noop("监督检查发现"),
    COMPLAINT: gettext_noop("投诉举报反映"),
}
# Articles a lapse rests on → the causes that come to mind, the likeliest first; the longest beginning counts.
_SUGGESTED: Mapping[str, tuple[str, ...]] = {
    "01-06": ("WZ-6", "WZ-7"),
    "01": ("WZ-5", "WZ-7"),
    "04": ("WZ-5", "WZ-7"),
    "06": ("WZ-5", "WZ-7"),
    "07-02": ("WZ-7", "WZ-2"),
    "07-05": ("WZ-2", "WZ-7"),
    "07": ("WZ-5", "WZ-7"),
    "10": ("WZ-7", "WZ-8"),
    "11": ("WZ-4", "WZ-7"),
}
_USUAL = ("WZ-7",)


def suggested(articles: Sequence[str]) -> tuple[str, ...]:
    """The causes a lapse under these articles suggests; never chosen by themselves (12-07)."""
    found: dict[str, None] = {}
    for article in articles:
        beginning = max((one for one in _SUGGESTED if article.startswith(one)), key=len, default="")
        found |= dict.fromkeys(_SUGGESTED.get(beginning, ()))
    return tuple(found) or _USUAL


def owes_feedback(origin: str, articles: Sequence[str]) -> bool:
    """Whether somebody waits to hear what became of it: who complained, superiors, supervision (12-06)."""
    return origin != LAPSE or any(article.startswith(("10-", "06-09", "08-04-3")) for article in articles)


def chosen(*, cause: str, reason: str) -> Decision:
    """Whether a cause of the list was chosen by a person who says why (12-07)."""
    reasons = []
    if cause not in CAUSES:
        reasons.append(Reason(gettext_noop("请从八项问责事由里选一项。"), ("12-07",), "cause"))
    if not reason.strip():
        reasons.append(Reason(gettext_noop("请写明为什么是这一项。"), ("12-07",), "reason"))
    return Decision(not reasons, tuple(reasons), ("12-07",))


def entered(*, origin: str, facts: str, cause: str) -> Decision:
    """Whether a lead entered by hand says where from, what happened and which cause (12-05, 12-07)."""
    reasons = []
    if origin not in ORIGINS:
        reasons.append(Reason(gettext_noop("请选择线索从哪里来。"), ("12-05", "12-06"), "origin"))
    if not facts.strip():
        reasons.append(
            Reason(gettext_noop("请写明事实：什么时候，谁，应当做什么，没有做什么。"), ("12-05",), "facts")
        )
    if cause not in CAUSES:
        reasons.append(Reason(gettext_noop("请从八项问责事由里选一项。"), ("12-07",), "cause"))
    return Decision(not reasons, tuple(reasons), ("12-05", "12-07"))


def filled(articles: tuple[str, ...], **texts: str) -> Decision:
    """Whether every one of these texts is written; each missing one is named at its field."""
    reasons = tuple(
        Reason(gettext_noop("这一项要写明，请填写。"), articles, name)
        for name, text in texts.items()
        if not text.strip()
    )
    return Decision(not reasons, reasons, articles)
