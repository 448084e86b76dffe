"""预约服务（附件3）：what a booking must say, and how it is answered (03-02, 03-03, 03-05 to 03-07). Pure."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from banshi.kernel.regulations.citation import cite
from banshi.lib.results import Decision, Reason, gettext_noop

INTAKE, PROCESSING, DELIVERY, OTHER = "intake", "processing", "delivery", "other"
PURPOSES: Mapping[str, str] = {
    INTAKE: gettext_noop("递交申请材料"),
    PROCESSING: gettext_noop("办理中的事（补材料、核对、询问）"),
    DELIVERY: gettext_noop("领取结果"),
    OTHER: gettext_noop("这个科室能办的其他事"),
}
REASONS: Mapping[str, str] = {
    "YY-1": gettext_noop("有特殊原因，工作时间内到不了"),
    "YY-2": gettext_noop("上级要求报送或者审核的时间很紧，急需在约定的时间办"),
    "YY-3": gettext_noop("有不可抗拒的原因"),
}
REASON_ARTICLES: Mapping[str, tuple[str, ...]] = {
    "YY-1": cite("03-05", "03-05-1"),
    "YY-2": cite("03-05", "03-05-2"),
    "YY-3": cite("03-05", "03-05-3"),
}
ON_SITE, PHONE, ONLINE = "on_site", "phone", "online"
CHANNELS: Mapping[str, str] = {
    ON_SITE: gettext_noop("现场预约"),
    PHONE: gettext_noop("电话预约"),
    ONLINE: gettext_noop("网上预约"),
}
CHANNEL_ARTICLES: Mapping[str, tuple[str, ...]] = {
    ON_SITE: cite("03-06", "03-06-1"),
    PHONE: cite("03-06", "03-06-2"),
    ONLINE: cite("03-06"),
}
SECTION, CONSULTATION_DESK, ONESELF = "section", "consultation_desk", "oneself"
TAKEN_BY: Mapping[str, str] = {
    SECTION: gettext_noop("科室接受"),
    CONSULTATION_DESK: gettext_noop("咨询服务台代接"),
    ONESELF: gettext_noop("本人网上预约"),
}
NAME, REASON_FIELD = "name", "reason"


@dataclass(frozen=True, slots=True)
class Stated:
    """What a booking says: what for, why, how it came in, what else there is to know."""

    purpose: str
    reason: str
    channel: str
    name: str
    has_item: bool
    note: str = ""


def stated(said: Stated, *, reasons: Collection[str]) -> Decision:
    """Whether a booking says what it must: what for (03-03), one of the three reasons (03-05), how (03-06)."""
    found = []
    if said.purpose not in PURPOSES:
        found.append(Reason(gettext_noop("请选择来办什么。"), ("03-03",), "purpose"))
    elif said.purpose == OTHER and not said.has_item and not said.note.strip():
        found.append(Reason(gettext_noop("请写一句想办什么事，我们好提前准备。"), ("03-03",), "note"))
    if said.reason not in reasons:
        found.append(Reason(gettext_noop("请选择为什么需要预约，三种情形选一种。"), ("03-05",), REASON_FIELD))
    if said.channel not in CHANNELS:
        found.append(Reason(gettext_noop("请选择是现场预约还是电话预约。"), ("03-06",), "channel"))
    if not said.name.strip():
        found.append(Reason(gettext_noop("请写来办事的人的姓名。"), ("03-02",), NAME))
    return Decision(not found, tuple(found), cite("03-02", "03-03", "03-05", "03-06"))


def taken_by(roles: Collection[str], *, staff: bool) -> str:
    """Who took it: the section, the consultation desk, or nobody but oneself (03-06-1, 03-06-2)."""
    if not staff:
        return ONESELF
    return CONSULTATION_DESK if set(roles) == {"guide"} else SECTION


def slot_open(*, starts: dt.datetime, now: dt.datetime, free: int) -> Decision:
    """Whether a slot can still be taken: it has not begun, and a place is free (03-04)."""
    if starts <= now:
        return _no(gettext_noop("这个时段已经开始了，请选晚一些的时间。"), "03-04")
    if free < 1:
        return _no(gettext_noop("非常抱歉，这个时段刚刚约满了。请选别的时间。"), "03-04")
    return Decision(True, (), cite("03-04"))


def decline(*, reason: str, nearest: Sequence[object]) -> Decision:
    """Whether a request may be declined: only with the reason, which is told with the nearest free times (03-07)."""
    if reason.strip():
        return Decision(True, (), cite("03-07"))
    return _no(
        gettext_noop("不能受约的，请写明原因；系统会同时告诉对方最近的空闲时间（%(count)s 个）。"),
        "03-07",
        "reason",
        count=len(nearest),
    )


def bring(purpose: str, materials: Sequence[str]) -> tuple[str, ...]:
    """What to bring: the papers of the catalogue for handing in, else the proofs (03-03)."""
    identity = gettext_noop("本人有效身份证件")
    if purpose == INTAKE and materials:
        return tuple(materials)
    if purpose == DELIVERY:
        return (identity, gettext_noop("收件凭证或者受理通知书"))
    if purpose == PROCESSING:
        return (identity, gettext_noop("收件凭证"), gettext_noop("需要补交的材料"))
    return (identity, gettext_noop("和这件事有关的材料"))


def _no(text: str, article: str, field: str = "time", **params: object) -> Decision:
    return Decision(False, (Reason(text, (article,), field, params),), (article,))
