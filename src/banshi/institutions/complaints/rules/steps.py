"""What may be done with a complaint now, and what must come first (10-02 to 10-13). Pure."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from banshi.lib.results import Decision, Reason, gettext_noop


class State(StrEnum):
    """How far a complaint is."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    AGREED = "agreed"
    CLOSED = "closed"
    REVIEW = "review"
    REFERRED = "referred"
    ARCHIVED = "archived"


NAMES: Mapping[State, str] = {
    State.RECEIVED: gettext_noop("已登记"),
    State.ACCEPTED: gettext_noop("调查核实中"),
    State.PROPOSED: gettext_noop("处理建议已反馈"),
    State.AGREED: gettext_noop("双方认可，落实中"),
    State.CLOSED: gettext_noop("已办结"),
    State.REVIEW: gettext_noop("复查中"),
    State.REFERRED: gettext_noop("已转送"),
    State.ARCHIVED: gettext_noop("已归档"),
}

ORDINARY, MAJOR, URGENT = "ordinary", "major", "urgent"
GRAVE = frozenset({MAJOR, URGENT})
COMPLAINANT, ACCUSED_SIDE = "complainant", "accused"
SIDES = frozenset({COMPLAINANT, ACCUSED_SIDE})
REVIEW_ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Situation:
    """A complaint as it stands: plain values.

    `severity` is empty until graded. `acknowledged`: a leader has taken note, where one must. `declared`: the
    investigator has declared no interest; `reviewer_declared` likewise. `agreed`: the sides that accept the
    open proposal, `refused`: one does not. `outer_near`: the last part of the outer limit has begun.
    `review_until`: the last day to ask for a review.
    """

    state: State
    today: dt.date
    severity: str = ""
    settled: bool = False
    acknowledged: bool = True
    investigator: int | None = None
    declared: bool = False
    records: int = 0
    replied: bool = False
    proposed: bool = False
    agreed: frozenset[str] = field(default_factory=frozenset)
    refused: bool = False
    outer_near: bool = False
    due: dt.date | None = None
    extended: bool = False
    reviews: int = 0
    reviewer: int | None = None
    reviewer_declared: bool = False
    review_until: dt.date | None = None


Check = Callable[[Situation], Reason | None]

_WORK = frozenset({State.ACCEPTED, State.PROPOSED, State.AGREED})
_OPEN = _WORK | {State.RECEIVED, State.REVIEW}
_ENDED = frozenset({State.CLOSED, State.REFERRED})
_ALL = frozenset(State)

STATES: Mapping[str, frozenset[State]] = {
    "name_accused": _OPEN,
    "grade": frozenset({State.RECEIVED, State.ACCEPTED}),
    "accept": frozenset({State.RECEIVED}),
    "refer": frozenset({State.RECEIVED}),
    "acknowledge": _OPEN,
    "assign": _WORK,
    "declare": _OPEN,
    "recuse": _OPEN,
    "record": _WORK,
    "reply": _WORK,
    "propose": frozenset({State.ACCEPTED, State.PROPOSED}),
    "consent": frozenset({State.PROPOSED}),
    "extend": _WORK,
    "close": _WORK,
    "failing": frozenset({State.CLOSED}),
    "ask_review": frozenset({State.CLOSED}),
    "appoint": frozenset({State.REVIEW}),
    "explain": frozenset({State.REVIEW}),
    "review": frozenset({State.REVIEW}),
    "archive": _ENDED,
    "write": _ALL - {State.ARCHIVED},
    "identity": _ALL,
    "confirm": _ALL,
}


def _graded(now: Situation) -> Reason | None:
    if now.severity:
        return None
    return Reason(gettext_noop("请先分级：一般、重大或者紧急。"), ("10-02",), "severity")


def _settled(now: Situation) -> Reason | None:
    if now.settled:
        return None
    return Reason(
        gettext_noop("请先确认反映的是谁、哪个部门，系统才能让他们回避。"), ("10-05", "10-06"), "accused"
    )


def _assigned(now: Situation) -> Reason | None:
    if now.investigator is not None:
        return None
    return Reason(gettext_noop("请先确定承办人。"), ("10-03",), "investigator")


def _declared(now: Situation) -> Reason | None:
    if now.declared:
        return None
    return Reason(gettext_noop("承办人要先声明与这件事没有利害关系，再开始工作。"), ("10-06",))


def _reviewer_declared(now: Situation) -> Reason | None:
    if now.reviewer is None:
        return Reason(gettext_noop("请先确定由谁复查。"), ("10-04",), "reviewer")
    if now.reviewer_declared:
        return None
    return Reason(gettext_noop("复查人要先声明与这件事没有利害关系，再开始工作。"), ("10-06",))


def _acknowledged(now: Situation) -> Reason | None:
    if now.severity not in GRAVE or now.acknowledged:
        return None
    return Reason(gettext_noop("重大、紧急事项要等局领导的意见，再提出处理建议。"), ("10-02",))


def _awaited(now: Situation) -> Reason | None:
    if now.severity in GRAVE and not now.acknowledged:
        return None
    return Reason(gettext_noop("没有等您确认的重大、紧急事项。"), ("10-02",))


def _recorded(now: Situation) -> Reason | None:
    if now.records:
        return None
    return Reason(gettext_noop("请先调查核实并记录：电话沟通、约见双方，或者现场走访。"), ("10-10", "10-11"))


def _unreplied(now: Situation) -> Reason | None:
    return Reason(gettext_noop("简要答复已经出具过。"), ("10-09",)) if now.replied else None


def _replied(now: Situation) -> Reason | None:
    if now.replied:
        return None
    return Reason(gettext_noop("请先作简要答复：每一件都要有回音。"), ("10-03", "10-09"))


def _ripe(now: Situation) -> Reason | None:
    """Agreed by both; or fed back, and refused by one or near the outer limit: then with a reasoned opinion."""
    if now.state is State.AGREED or (now.proposed and (now.refused or now.outer_near)):
        return None
    if not now.proposed:
        return Reason(gettext_noop("请先提出处理建议，并反馈给双方。"), ("10-11", "10-12"))
    return Reason(
        gettext_noop("请等双方对处理建议表态；一方不认可，或者期限将满，再写明理由办结。"), ("10-12",)
    )


def _extendable(now: Situation) -> Reason | None:
    if now.extended:
        return Reason(gettext_noop("这一件已经延期过一次。"), ("10-12",))
    if now.due is not None and now.today > now.due:
        return Reason(gettext_noop("期限已经过了，不能再延期。"), ("10-12",))
    return None


def _review_in_time(now: Situation) -> Reason | None:
    if now.reviews >= REVIEW_ROUNDS:
        return Reason(gettext_noop("已经复查过两次。您可以向上一级行政机关提出。"), ("10-04",))
    if now.review_until is not None and now.today > now.review_until:
        return Reason(
            gettext_noop("提出复查的期限已经过了（%(day)s）。您可以向上一级行政机关提出。"),
            ("10-04",),
            "objection",
            {"day": now.review_until},
        )
    return None


def _final(now: Situation) -> Reason | None:
    """Nothing may be filed away while the complainant can still object."""
    waits = now.review_until is not None and now.today <= now.review_until and now.reviews < REVIEW_ROUNDS
    if now.state is not State.CLOSED or not waits:
        return None
    return Reason(
        gettext_noop("投诉人在 %(day)s 以前还可以提出复查，期满再归档。"),
        ("10-04", "10-13"),
        "",
        {"day": now.review_until},
    )


CHECKS: Mapping[str, tuple[Check, ...]] = {
    "accept": (_settled, _graded),
    "refer": (_graded,),
    "acknowledge": (_awaited,),
    "record": (_assigned, _declared),
    "reply": (_assigned, _declared, _unreplied),
    "propose": (_assigned, _declared, _acknowledged, _recorded),
    "extend": (_extendable,),
    "close": (_assigned, _declared, _acknowledged, _replied, _ripe),
    "ask_review": (_review_in_time,),
    "review": (_reviewer_declared,),
    "archive": (_final,),
}
ARTICLES: Mapping[str, tuple[str, ...]] = {
    "name_accused": ("10-05", "10-06"),
    "grade": ("10-02",),
    "accept": ("10-03", "10-08"),
    "refer": ("10-03",),
    "acknowledge": ("10-02",),
    "assign": ("10-03", "10-06"),
    "declare": ("10-06",),
    "recuse": ("10-06",),
    "record": ("10-10",),
    "reply": ("10-09",),
    "propose": ("10-11",),
    "consent": ("10-12",),
    "extend": ("10-12",),
    "close": ("10-12", "10-03"),
    "failing": ("06-09", "10-05"),
    "ask_review": ("10-04",),
    "appoint": ("10-04", "10-06"),
    "explain": ("10-04",),
    "review": ("10-04",),
    "archive": ("10-13",),
    "write": ("10-03",),
    "identity": ("10-05",),
    "confirm": ("10-05",),
}
NOT_NOW = gettext_noop("这一件现在是“%(state)s”，不能办这一步。")


def step(act: str, now: Situation) -> Decision:
    """Whether an act may be done now, with everything that stands against it."""
    articles = ARTICLES[act]
    if now.state not in STATES[act]:
        return Decision(
            False, (Reason(NOT_NOW, articles, "", {"state": Reason(NAMES[now.state])}),), articles
        )
    reasons = tuple(why for check in CHECKS.get(act, ()) if (why := check(now)) is not None)
    return Decision(not reasons, reasons, articles)


def in_state(act: str, state: State) -> bool:
    """Whether an act belongs to this stage at all, whatever else it still waits for."""
    return state in STATES[act]
