"""Fault tolerance (容错): grounds that speak for the person, each weighed with a reason before a proposal (12-04)."""

from collections.abc import Mapping
from dataclasses import dataclass

from banshi.lib.results import Decision, Reason, gettext_noop

GROUNDS: Mapping[str, str] = {
    "RC-1": gettext_noop("推进改革、先行先试，因为缺乏经验出现失误"),
    "RC-2": gettext_noop("上级没有明确限制的探索性试验"),
    "RC-3": gettext_noop("为了推动发展、方便群众的无意过失"),
    "RC-4": gettext_noop("不可抗力或者难以预见的因素，例如停电、系统故障、突发事件"),
    "RC-5": gettext_noop("已经按程序、按权限尽职履行，或者已经如实报告并请示"),
    "RC-6": gettext_noop("发现后主动纠正，没有造成损失或者影响"),
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """One ground: whether it is there, and why so."""

    ground: str
    holds: bool | None
    reason: str


def complete(answers: Mapping[str, Weighed]) -> Decision:
    """Whether every recognised ground is answered yes or no with a reason (12-04)."""
    reasons = []
    for ground in GROUNDS:
        found = answers.get(ground)
        if found is None or found.holds is None:
            text = gettext_noop("请回答有没有这一种情形。")
            reasons.append(Reason(text, ("12-04",), f"{ground}_holds"))
        if found is None or not found.reason.strip():
            text = gettext_noop("请写明为什么有，或者为什么没有。")
            reasons.append(Reason(text, ("12-04",), f"{ground}_reason"))
    return Decision(not reasons, tuple(reasons), ("12-04",))
