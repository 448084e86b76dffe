"""What happened to a case, in sentences: from its own stream in the ledger."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banshi.kernel.ledger.models import Entry
from banshi.lib.results import gettext_noop

SENTENCES: Mapping[str, str] = {
    "accept_lead": gettext_noop("受理线索，选定问责事由，确定承办人"),
    "declare_accountability_interest": gettext_noop("作出回避声明"),
    "order_accountability_recusal": gettext_noop("决定有关人员回避"),
    "assign_accountability": gettext_noop("确定新的承办人"),
    "record_accountability": gettext_noop("调查核实"),
    "tell_person": gettext_noop("把查明的事实和依据告诉本人"),
    "state_defence": gettext_noop("本人书面陈述申辩"),
    "waive_defence": gettext_noop("本人放弃陈述申辩"),
    "hear_person": gettext_noop("听取本人陈述申辩，作了记录"),
    "weigh_tolerance": gettext_noop("容错审查"),
    "propose_accountability": gettext_noop("提出处理建议，报局党组"),
    "drop_accountability": gettext_noop("不属实，不予问责"),
    "record_decision": gettext_noop("局党组会议决定，出具决定书"),
    "send_accountability_back": gettext_noop("局党组退回，再作核实"),
    "notify_person": gettext_noop("决定书送交本人"),
    "feed_back_accountability": gettext_noop("向反映问题的一方反馈"),
    "object_to_decision": gettext_noop("本人申请复核或者提出申诉"),
    "review_accountability": gettext_noop("作出复核决定"),
    "record_appeal": gettext_noop("记下申诉的结果"),
    "report_accountability_correction": gettext_noop("本人报告整改"),
    "check_correction": gettext_noop("查验整改"),
    "close_accountability": gettext_noop("办结"),
}
# What is about the person's own steps and results; who else is off the case is not theirs to know.
_THEIRS = frozenset(
    (
        "tell_person",
        "state_defence",
        "waive_defence",
        "hear_person",
        "weigh_tolerance",
        "propose_accountability",
        "drop_accountability",
        "send_accountability_back",
        "notify_person",
        "object_to_decision",
        "review_accountability",
        "record_appeal",
        "report_accountability_correction",
        "check_correction",
        "close_accountability",
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
    """Everything, for those who work on it."""
    return [
        Happened(SENTENCES[one.act], one.at, _who(one.actor, names), tuple(one.articles)) for one in entries
    ]


def for_person(entries: Sequence[Entry], *, notified: bool) -> list[Happened]:
    """What the person may know, without the names of colleagues."""
    chosen = [one for one in entries if one.act in _THEIRS]
    decided = [one for one in entries if one.act == "record_decision"] if notified else []
    rows = sorted([*chosen, *decided], key=lambda one: one.seq)
    return [Happened(SENTENCES[one.act], one.at, "", tuple(one.articles)) for one in rows]


def actors(entries: Sequence[Entry]) -> set[int]:
    """The ids of the colleagues who acted."""
    return {int(one.actor.partition(":")[2]) for one in entries if one.actor.startswith("staff:")}


def _who(ref: str, names: Mapping[int, str]) -> str:
    kind, _, number = ref.partition(":")
    return names.get(int(number), "") if kind == "staff" else ""
