"""What happened to a complaint, in sentences: from its own stream in the ledger."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banshi.kernel.ledger.models import Entry
from banshi.lib.results import gettext_noop

SENTENCES: Mapping[str, str] = {
    "submit_complaint": gettext_noop("收到投诉举报"),
    "register_complaint": gettext_noop("登记投诉举报"),
    "name_accused": gettext_noop("确认被反映的人或者部门，相关人员回避"),
    "grade_complaint": gettext_noop("分级"),
    "climb_report": gettext_noop("一小时内没有确认，向上一级报告"),
    "acknowledge_report": gettext_noop("局领导作出批示"),
    "accept_complaint": gettext_noop("受理，出具受理告知书"),
    "refer_complaint": gettext_noop("转送有权处理的单位，出具转送告知书"),
    "assign_complaint": gettext_noop("确定新的承办人"),
    "declare_recusal": gettext_noop("作出回避声明"),
    "order_recusal": gettext_noop("决定有关人员回避"),
    "record_investigation": gettext_noop("调查核实"),
    "reply_complaint": gettext_noop("简要答复"),
    "propose_handling": gettext_noop("提出处理建议，反馈双方"),
    "record_consent": gettext_noop("记下一方对处理建议的意见"),
    "complainant_consent": gettext_noop("投诉人对处理建议表态"),
    "extend_complaint": gettext_noop("延期，出具延期告知书"),
    "close_complaint": gettext_noop("办结，出具处理意见书"),
    "prove_failing": gettext_noop("认定失于一次性告知，转人事部门核实"),
    "ask_review": gettext_noop("投诉人提出异议，要求复查"),
    "appoint_reviewer": gettext_noop("确定由另外的人复查"),
    "review_decided": gettext_noop("对异议作出答复"),
    "archive_complaint": gettext_noop("归档立卷"),
    "collect_complaint_paper": gettext_noop("投诉人查看文书"),
    "write_to_complainant": gettext_noop("给投诉人留言"),
    "write_to_office": gettext_noop("投诉人留言"),
    "allow_disclosure": gettext_noop("投诉人对公开身份表态"),
    "open_identity": gettext_noop("查看投诉人身份"),
    "confirm_opening": gettext_noop("同意查看投诉人身份"),
    "complaint_warned": gettext_noop("到期提醒"),
    "complaint_breached": gettext_noop("超过期限，系统记录"),
    "complaint_due_settled": gettext_noop("期限的日期已经确定"),
}
NOBODY_LEFT = gettext_noop("一小时内没有确认，已没有上一级可以报告，系统记录")
# What the complainant is told of; the rest is the office's own work.
FOR_COMPLAINANT = frozenset(
    (
        "submit_complaint",
        "register_complaint",
        "accept_complaint",
        "refer_complaint",
        "record_investigation",
        "reply_complaint",
        "propose_handling",
        "complainant_consent",
        "extend_complaint",
        "close_complaint",
        "ask_review",
        "appoint_reviewer",
        "review_decided",
        "archive_complaint",
        "complaint_breached",
    )
)


@dataclass(frozen=True, slots=True)
class Happened:
    """One line of the story."""

    title: str
    at: dt.datetime
    by: str
    articles: tuple[str, ...]
    detail: str = ""
    note: str = ""
    links: tuple[tuple[str, str], ...] = ()
    todo: bool = False


def story(entries: Sequence[Entry], names: Mapping[int, str]) -> list[Happened]:
    """Everything, for the office."""
    return [Happened(_said(one), one.at, _who(one.actor, names), tuple(one.articles)) for one in entries]


def told(entries: Sequence[Entry]) -> list[Happened]:
    """What the complainant may know: no names of colleagues."""
    chosen = [one for one in entries if one.act in FOR_COMPLAINANT]
    return [Happened(SENTENCES[one.act], one.at, "", ()) for one in chosen]


def actors(entries: Sequence[Entry]) -> set[int]:
    """The ids of the colleagues who acted."""
    return {int(one.actor.partition(":")[2]) for one in entries if one.actor.startswith("staff:")}


def _said(entry: Entry) -> str:
    if entry.act == "climb_report" and not entry.payload["climbed"]:
        return NOBODY_LEFT
    return SENTENCES[entry.act]


def _who(ref: str, names: Mapping[int, str]) -> str:
    kind, _, number = ref.partition(":")
    return names.get(int(number), "") if kind == "staff" else ""
