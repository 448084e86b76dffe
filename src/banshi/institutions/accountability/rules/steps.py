"""What may be done with an accountability case now, and what must come first (12-04 to 12-07). Pure.

The states are data. The software never decides: it opens the decision to the party group only after the person
was told and heard and fault tolerance was weighed (12-04, ruling R8).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from banshi.lib.results import Decision, Reason, gettext_noop


class State(StrEnum):
    """How far a case is."""

    ACCEPTED = "accepted"
    TOLD = "told"
    HEARD = "heard"
    WEIGHED = "weighed"
    PROPOSED = "proposed"
    DECIDED = "decided"
    NOTIFIED = "notified"
    CLOSED = "closed"
    UNFOUNDED = "unfounded"


NAMES: Mapping[State, str] = {
    State.ACCEPTED: gettext_noop("调查核实中"),
    State.TOLD: gettext_noop("已告知本人，等候陈述申辩"),
    State.HEARD: gettext_noop("已听取陈述申辩"),
    State.WEIGHED: gettext_noop("容错已经审查"),
    State.PROPOSED: gettext_noop("待局党组决定"),
    State.DECIDED: gettext_noop("局党组已决定，待告知本人"),
    State.NOTIFIED: gettext_noop("已告知本人，整改中"),
    State.CLOSED: gettext_noop("已办结"),
    State.UNFOUNDED: gettext_noop("不属实，不予问责"),
}
ENDED = frozenset({State.CLOSED, State.UNFOUNDED})
DECIDING = frozenset({State.PROPOSED, State.DECIDED, State.NOTIFIED, State.CLOSED})

METHODS: Mapping[str, str] = {
    "talk": gettext_noop("谈话了解"),
    "papers": gettext_noop("查阅资料"),
    "visit": gettext_noop("现场核实"),
    "system": gettext_noop("调取系统记录"),
}
WRITTEN, ORAL, WAIVER = "written", "oral", "waiver"
STATEMENTS: Mapping[str, str] = {
    WRITTEN: gettext_noop("书面陈述申辩"),
    ORAL: gettext_noop("口头陈述申辩"),
    WAIVER: gettext_noop("放弃陈述申辩"),
}
NOTHING, TOLERATED = "none", "tolerated"
# From the lightest to the heaviest.
OUTCOMES: Mapping[str, str] = {
    NOTHING: gettext_noop("不予问责"),
    TOLERATED: gettext_noop("容错，免予问责"),
    "education": gettext_noop("批评教育"),
    "examination": gettext_noop("责令作出书面检查"),
    "criticism": gettext_noop("通报批评"),
    "admonition": gettext_noop("诫勉"),
    "referral": gettext_noop("移送有权机关依法处理"),
}
# What does not count against a person, in no sheet and no list (12-04).
UNCOUNTED = frozenset({NOTHING, TOLERATED})
UPHELD, CHANGED, REVOKED = "upheld", "changed", "revoked"
REVIEWED: Mapping[str, str] = {
    UPHELD: gettext_noop("维持原决定"),
    CHANGED: gettext_noop("变更原决定"),
    REVOKED: gettext_noop("撤销原决定"),
}
REVIEW, APPEAL = "review", "appeal"
REMEDIES: Mapping[str, str] = {REVIEW: gettext_noop("申请复核"), APPEAL: gettext_noop("提出申诉")}


@dataclass(frozen=True, slots=True)
class Situation:
    """A case as it stands: plain values.

    `declared`: the investigator has declared no interest. `news`: something was recorded after the person was told.
    `heard`: a statement or a waiver since they were told. `answer_until`: the last day to state. `uncorrected`:
    measures not yet found done. `pending`: remedies asked for and not answered, by kind; `asked`: ever asked for.
    `review_until` and `appeal_until`: the last days to ask. `feedback_owed`: somebody waits to hear.
    """

    state: State
    today: dt.date
    investigator: int | None = None
    declared: bool = False
    records: int = 0
    news: bool = False
    heard: bool = False
    answer_until: dt.date | None = None
    corrections: int = 0
    uncorrected: int = 0
    unreported: int = 0
    pending: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    review_until: dt.date | None = None
    appeal_until: dt.date | None = None
    feedback_owed: bool = False


Check = Callable[[Situation], Reason | None]

_EARLY = frozenset({State.ACCEPTED, State.TOLD, State.HEARD})
_BEFORE = _EARLY | {State.WEIGHED}
_OPEN = frozenset(State) - ENDED

STATES: Mapping[str, frozenset[State]] = {
    "declare": _OPEN,
    "recuse": _OPEN,
    "assign": _BEFORE,
    "record": _EARLY,
    "tell": _BEFORE,
    "state": frozenset({State.TOLD, State.HEARD}),
    "waive": frozenset({State.TOLD}),
    "hear": frozenset({State.TOLD, State.HEARD}),
    "weigh": frozenset({State.HEARD, State.WEIGHED}),
    "propose": frozenset({State.WEIGHED}),
    "drop": _BEFORE,
    "decide": frozenset({State.PROPOSED}),
    "send_back": frozenset({State.PROPOSED}),
    "notify": frozenset({State.DECIDED}),
    "feed_back": frozenset({State.DECIDED, State.NOTIFIED, State.UNFOUNDED}),
    "object": frozenset({State.NOTIFIED, State.CLOSED}),
    "review": frozenset({State.NOTIFIED, State.CLOSED}),
    "answer_appeal": frozenset({State.NOTIFIED, State.CLOSED}),
    "report_correction": frozenset({State.NOTIFIED}),
    "check": frozenset({State.NOTIFIED}),
    "close": frozenset({State.NOTIFIED}),
}
# Where an act leads; acts that are missing leave the state as it is.
LEADS_TO: Mapping[str, State] = {
    "tell": State.TOLD,
    "state": State.HEARD,
    "waive": State.HEARD,
    "hear": State.HEARD,
    "weigh": State.WEIGHED,
    "propose": State.PROPOSED,
    "drop": State.UNFOUNDED,
    "decide": State.DECIDED,
    "send_back": State.ACCEPTED,
    "notify": State.NOTIFIED,
    "close": State.CLOSED,
}


def _declared(now: Situation) -> Reason | None:
    if now.declared:
        return None
    return Reason(gettext_noop("承办人要先声明与这件事没有利害关系，再开始工作。"), ("12-06", "10-06"))


def _recorded(now: Situation) -> Reason | None:
    if now.records:
        return None
    return Reason(gettext_noop("请先调查核实并记录，再告诉本人。"), ("12-05",))


def _heard(now: Situation) -> Reason | None:
    if now.heard:
        return None
    return Reason(gettext_noop("还没有听取本人的陈述申辩，不能往下办。"), ("12-04",))


def _no_news(now: Situation) -> Reason | None:
    if not now.news:
        return None
    return Reason(gettext_noop("告诉本人以后又有新的调查记录，请再告诉本人一次，听取意见。"), ("12-04",))


def _owed_nothing(now: Situation) -> Reason | None:
    if not now.feedback_owed:
        return None
    return Reason(gettext_noop("还没有向反映问题的一方反馈结果。"), ("12-06",))


def _owed_something(now: Situation) -> Reason | None:
    if now.feedback_owed:
        return None
    return Reason(gettext_noop("这一件没有要反馈的一方，或者已经反馈过。"), ("12-06",))


def _corrected(now: Situation) -> Reason | None:
    if not now.uncorrected:
        return None
    return Reason(gettext_noop("整改措施还没有全部查验合格。"), ("12-04",))


def _to_check(now: Situation) -> Reason | None:
    if now.uncorrected:
        return None
    return Reason(gettext_noop("没有等候查验的整改措施。"), ("12-04",))


def _to_report(now: Situation) -> Reason | None:
    if now.unreported:
        return None
    return Reason(gettext_noop("没有要您报告的整改措施。"), ("12-04",))


def _unpending(now: Situation) -> Reason | None:
    if not now.pending:
        return None
    return Reason(gettext_noop("本人提出的复核或者申诉还没有结果。"), ("12-04",))


def _final(now: Situation) -> Reason | None:
    """Nothing is closed while the person may still ask for a review."""
    if now.asked or (now.review_until is not None and now.today > now.review_until):
        return None
    text = gettext_noop("本人在 %(day)s 以前还可以申请复核，期满再办结。")
    return Reason(text, ("12-04",), "", {"day": now.review_until or "—"})


def _reviewing(now: Situation) -> Reason | None:
    return None if REVIEW in now.pending else Reason(gettext_noop("没有等候复核的申请。"), ("12-04",))


def _appealing(now: Situation) -> Reason | None:
    return None if APPEAL in now.pending else Reason(gettext_noop("没有等候结果的申诉。"), ("12-04",))


CHECKS: Mapping[str, tuple[Check, ...]] = {
    "record": (_declared,),
    "tell": (_declared, _recorded),
    "hear": (_declared,),
    "weigh": (_declared, _heard, _no_news),
    "propose": (_declared, _heard, _no_news),
    "decide": (_heard, _no_news),
    "feed_back": (_owed_something,),
    "review": (_reviewing,),
    "answer_appeal": (_appealing,),
    "report_correction": (_to_report,),
    "check": (_to_check,),
    "close": (_corrected, _unpending, _final, _owed_nothing),
}
ARTICLES: Mapping[str, tuple[str, ...]] = {
    "dismiss": ("12-06", "12-04"),
    "accept": ("12-06", "12-07"),
    "declare": ("12-06", "10-06"),
    "recuse": ("12-06", "10-06"),
    "assign": ("12-05",),
    "record": ("12-05",),
    "tell": ("12-04",),
    "state": ("12-04",),
    "waive": ("12-04",),
    "hear": ("12-04",),
    "weigh": ("12-04",),
    "propose": ("12-05",),
    "drop": ("12-04", "12-05"),
    "decide": ("12-05", "12-04"),
    "send_back": ("12-05",),
    "notify": ("12-04", "12-05"),
    "feed_back": ("12-06",),
    "object": ("12-04",),
    "review": ("12-04", "12-05"),
    "answer_appeal": ("12-04",),
    "report_correction": ("12-04",),
    "check": ("12-04",),
    "close": ("12-04", "12-06"),
}
NOT_NOW = gettext_noop("这一件现在是“%(state)s”，不能办这一步。")


def step(act: str, now: Situation) -> Decision:
    """Whether an act may be done now, with everything that stands against it."""
    articles = ARTICLES[act]
    if now.state not in STATES[act]:
        not_now = Reason(NOT_NOW, articles, "", {"state": Reason(NAMES[now.state])})
        return Decision(False, (not_now,), articles)
    reasons = tuple(why for check in CHECKS.get(act, ()) if (why := check(now)) is not None)
    return Decision(not reasons, reasons, articles)


def after(act: str, state: State) -> State:
    """The state an act leads to."""
    return LEADS_TO.get(act, state)


def in_state(act: str, state: State) -> bool:
    """Whether an act belongs to this stage at all, whatever else it still waits for."""
    return state in STATES[act]
