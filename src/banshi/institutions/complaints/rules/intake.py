"""What a complaint must say, and what it may be about (10-08, 10-13). Pure."""

import datetime as dt
from collections.abc import Collection, Mapping

from banshi.lib.results import Decision, Reason, gettext_noop

CATEGORIES: Mapping[str, str] = {
    "attitude": gettext_noop("服务态度"),
    "delay": gettext_noop("拖延、超过期限"),
    "explained": gettext_noop("没有一次讲清，来回跑"),
    "result": gettext_noop("办理结果不当"),
    "charge": gettext_noop("违规收费、搭车收费"),
    "integrity": gettext_noop("以权谋私、吃拿卡要"),
    "other": gettext_noop("其他"),
}
# What a volume of each nature is marked with.
VOLUMES: Mapping[str, str] = {
    "attitude": "态",
    "delay": "时",
    "explained": "告",
    "result": "果",
    "charge": "费",
    "integrity": "廉",
    "other": "他",
}
CHANNELS: Mapping[str, str] = {
    "counter": gettext_noop("当面"),
    "phone": gettext_noop("电话"),
    "letter": gettext_noop("来信"),
    "web": gettext_noop("网上"),
    "qr": gettext_noop("扫码"),
    "transferred": gettext_noop("其他单位转来"),
}
METHODS: Mapping[str, str] = {
    "phone": gettext_noop("电话沟通"),
    "meeting": gettext_noop("约见双方"),
    "visit": gettext_noop("现场走访"),
}
SEVERITIES: Mapping[str, str] = {
    "ordinary": gettext_noop("一般"),
    "major": gettext_noop("重大"),
    "urgent": gettext_noop("紧急"),
}
OUTCOMES: Mapping[str, str] = {
    "founded": gettext_noop("反映属实"),
    "partly": gettext_noop("部分属实"),
    "unfounded": gettext_noop("反映不属实"),
    "unclear": gettext_noop("无法查实"),
}
FOUNDED = frozenset({"founded", "partly"})
# What is to be told at once (06-02).
OMISSIONS: Mapping[str, str] = {
    "materials": gettext_noop("要交的材料"),
    "basis": gettext_noop("办理的依据"),
    "limits": gettext_noop("办理的期限"),
    "procedure": gettext_noop("办理的程序"),
    "reasons": gettext_noop("不予办理的理由"),
}
ERRED, UPHELD, CHANGED = "erred", "upheld", "changed"
REVIEW_OUTCOMES: Mapping[str, str] = {
    UPHELD: gettext_noop("维持原处理意见"),
    CHANGED: gettext_noop("改变原处理意见"),
}
LONGEST = 4000


def registration(
    *, channel: str, category: str, content: str, named: bool, name: str, source: str
) -> Decision:
    """Whether what 10-08 asks for is there: who (or that it is anonymous), when (by itself), and what."""
    reasons = []
    if channel not in CHANNELS:
        reasons.append(Reason(gettext_noop("请选择从哪里收到的。"), ("10-08",), "channel"))
    if category not in CATEGORIES:
        reasons.append(Reason(gettext_noop("请选择反映的是哪一类事情。"), ("10-08", "10-13"), "category"))
    if not content.strip():
        reasons.append(Reason(gettext_noop("请写下发生了什么。"), ("10-08",), "content"))
    if named and not name.strip():
        text = gettext_noop("请填写姓名；不愿意留姓名的，请选择匿名。")
        reasons.append(Reason(text, ("10-08",), "name"))
    if channel == "transferred" and not source.strip():
        reasons.append(Reason(gettext_noop("请写明是哪个单位转来的。"), ("10-08",), "source"))
    return Decision(not reasons, tuple(reasons), ("10-08",))


def filled(articles: tuple[str, ...], **texts: str) -> Decision:
    """Whether every one of these texts is written; each missing one is named at its field."""
    reasons = tuple(
        Reason(gettext_noop("这一项要写明，请填写。"), articles, name)
        for name, text in texts.items()
        if not text.strip()
    )
    return Decision(not reasons, reasons, articles)


def failing(
    *,
    outcome: str,
    staff_id: int | None,
    accused: Collection[int],
    on: dt.date | None,
    today: dt.date,
    delay: int | None,
) -> Decision:
    """Whether a failure to tell at once may be passed on: proved, by one of the accused, with its day (06-09)."""
    articles = ("06-09",)
    if outcome not in FOUNDED:
        text = gettext_noop("反映不属实或者无法查实的，不能认定失于一次性告知。")
        return Decision(False, (Reason(text, articles),), articles)
    reasons = []
    if staff_id is None or staff_id not in accused:
        reasons.append(Reason(gettext_noop("请选择这件投诉反映的一位同事。"), articles, "colleague"))
    if on is None or on > today:
        reasons.append(Reason(gettext_noop("请填写发生的日期，不能晚于今天。"), articles, "on"))
    if delay is None or delay < 0:
        text = gettext_noop("请填写耽误了几个工作日，没有耽误的填 0。")
        reasons.append(Reason(text, articles, "delay"))
    return Decision(not reasons, tuple(reasons), articles)
