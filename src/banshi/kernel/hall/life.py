"""The life of a visit: states, and which act may follow in which. Data, pure."""

from collections.abc import Mapping
from enum import StrEnum

from banshi.lib.results import Decision, Reason, gettext_noop


class VisitState(StrEnum):
    """Where a visit stands."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"
    SERVED = "served"
    LEFT = "left"
    GIVEN_UP = "given_up"


NAMES: Mapping[VisitState, str] = {
    VisitState.WAITING: gettext_noop("等候中"),
    VisitState.CALLED: gettext_noop("已叫号"),
    VisitState.SERVING: gettext_noop("正在办理"),
    VisitState.PARKED: gettext_noop("暂时离开"),
    VisitState.SERVED: gettext_noop("已办完"),
    VisitState.LEFT: gettext_noop("已离开"),
    VisitState.GIVEN_UP: gettext_noop("已过号"),
}

AT_COUNTER = frozenset({VisitState.CALLED, VisitState.SERVING})
ENDED = frozenset({VisitState.SERVED, VisitState.LEFT, VisitState.GIVEN_UP})
PRESENT = frozenset(VisitState) - ENDED

# name of the ledger entry → {state before: state after}
MOVES: Mapping[str, Mapping[VisitState, VisitState]] = {
    "visit_called": {VisitState.WAITING: VisitState.CALLED},
    "visit_call_undone": {VisitState.CALLED: VisitState.WAITING},
    "visit_recalled": {VisitState.CALLED: VisitState.CALLED},
    "visit_started": {VisitState.CALLED: VisitState.SERVING},
    "visit_parked": dict.fromkeys(AT_COUNTER, VisitState.PARKED),
    "visit_resumed": {VisitState.PARKED: VisitState.WAITING},
    "visit_passed_on": dict.fromkeys(PRESENT, VisitState.WAITING),
    "visit_finished": dict.fromkeys(AT_COUNTER, VisitState.SERVED),
    "visit_left": dict.fromkeys(PRESENT, VisitState.LEFT),
    "visit_given_up": dict.fromkeys(PRESENT - {VisitState.SERVING}, VisitState.GIVEN_UP),
    "visit_case_linked": {state: state for state in AT_COUNTER},
}


# How long a call may be taken back (decision 0022): by then whoever was called is on the way.
UNDO_SECONDS = 120
TOO_LATE = gettext_noop("叫号已经超过 %(minutes)s 分钟，不能撤销；没有来的，请先叫别人，次序留着。")


def undoing_call(seconds: float) -> Decision:
    """Whether a call made so many seconds ago may be taken back (08-04-2-1)."""
    if seconds <= UNDO_SECONDS:
        return Decision(True)
    return Decision(False, (Reason(TOO_LATE, ("08-04-2-1",), "", {"minutes": UNDO_SECONDS // 60}),))


def after(state: VisitState, kind: str) -> VisitState | None:
    """The state after an entry named `kind`, or None when it may not happen now."""
    return MOVES[kind].get(state)


def open_to(state: VisitState, kind: str) -> Decision:
    """Whether `kind` may happen to a visit in this state, with the sentence that says why not (09-06-2)."""
    if after(state, kind) is not None:
        return Decision(True)
    text = gettext_noop("这个号现在的状态是“%(state)s”，不能再做这一步。")
    return Decision(False, (Reason(text, ("09-06-2",), "", {"state": NAMES[state]}),))
