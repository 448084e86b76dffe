"""The life of an application: states, and which fact may follow in which. Data, pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from banshi.kernel.cases.fact import Fact
from banshi.lib.results import Decision, Reason, gettext_noop


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    SUPPLEMENT = "supplement"
    REVIEW = "review"
    GRANTED = "granted"
    REFUSED = "refused"
    NOT_ACCEPTED = "not_accepted"
    SERVED = "served"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


NAMES: Mapping[State, str] = {
    State.RECEIVED: gettext_noop("已收件"),
    State.SUPPLEMENT: gettext_noop("等待补正"),
    State.REVIEW: gettext_noop("审查中"),
    State.GRANTED: gettext_noop("已准予，待送达"),
    State.REFUSED: gettext_noop("不予许可，待送达"),
    State.NOT_ACCEPTED: gettext_noop("不予受理，待送达"),
    State.SERVED: gettext_noop("已送达"),
    State.ARCHIVED: gettext_noop("已归档"),
    State.WITHDRAWN: gettext_noop("已撤回"),
}

INTAKE = frozenset({State.RECEIVED, State.SUPPLEMENT})
DECIDED = frozenset({State.GRANTED, State.REFUSED, State.NOT_ACCEPTED})
CLOSED = frozenset({State.SERVED, State.ARCHIVED, State.WITHDRAWN})
OPEN = frozenset(State) - CLOSED

# fact kind → {state before: state after}; a fact that is not named here leaves the state as it is
# and may come at any time (warnings, recomputation, assignment).
MOVES: Mapping[str, Mapping[State, State]] = {
    # Under review too: after a deemed acceptance what is missing is still to be brought and looked through.
    "materials_checked": {state: state for state in INTAKE | {State.REVIEW}},
    "corrected_on_spot": {state: state for state in INTAKE},
    "not_corrected": {state: state for state in INTAKE},
    "power_recorded": {state: state for state in INTAKE | DECIDED | {State.REVIEW}},
    "hearing_offered": {State.REVIEW: State.REVIEW},
    "hearing_requested": {State.REVIEW: State.REVIEW},
    "hearing_waived": {State.REVIEW: State.REVIEW},
    "hearing_arranged": {State.REVIEW: State.REVIEW},
    "hearing_held": {State.REVIEW: State.REVIEW},
    "interested_told": {State.REVIEW: State.REVIEW},
    "statement_heard": {State.REVIEW: State.REVIEW},
    "supplement_asked": {State.RECEIVED: State.SUPPLEMENT, State.SUPPLEMENT: State.SUPPLEMENT},
    "supplement_supplied": {State.SUPPLEMENT: State.SUPPLEMENT},
    "accepted": dict.fromkeys(INTAKE, State.REVIEW),
    "deemed_accepted": {State.RECEIVED: State.REVIEW},
    "procedure_started": {State.REVIEW: State.REVIEW},
    "procedure_ended": {State.REVIEW: State.REVIEW},
    "extension_requested": {State.REVIEW: State.REVIEW},
    "extension_granted": {State.REVIEW: State.REVIEW},
    "extension_declined": {State.REVIEW: State.REVIEW},
    "decided": {State.REVIEW: State.REVIEW},  # the outcome is in the fact
    "intake_refused": dict.fromkeys(INTAKE, State.NOT_ACCEPTED),
    "instructions_requested": {state: state for state in INTAKE | {State.REVIEW}},
    "instructions_answered": {state: state for state in INTAKE | {State.REVIEW}},
    "return_requested": {state: state for state in DECIDED | CLOSED},
    "materials_returned": {state: state for state in DECIDED | CLOSED},
    "withdrawn": dict.fromkeys(INTAKE | {State.REVIEW}, State.WITHDRAWN),
    "archived": {State.SERVED: State.ARCHIVED, State.WITHDRAWN: State.ARCHIVED},
}


def after(state: State | None, fact: Fact) -> State | None:
    """The state after a fact, or None when the fact may not happen now."""
    match fact.kind:
        case "received":
            return State.RECEIVED if state is None else None
        case "decided":
            outcome = State.GRANTED if getattr(fact, "granted") else State.REFUSED  # noqa: B009
            return outcome if state is State.REVIEW else None
        case "served" if getattr(fact, "decision"):  # noqa: B009
            return State.SERVED if state in DECIDED else None
    moves = MOVES.get(fact.kind)
    return state if moves is None or state is None else moves.get(state)


def state_of(facts: Iterable[Fact]) -> State | None:
    """The state that follows from a whole timeline; None when there is none."""
    state: State | None = None
    for fact in facts:
        state = after(state, fact)
    return state


def may_follow(state: State, fact: Fact) -> Decision:
    """Whether a fact may happen in a state, with the sentence that says why not (07-03)."""
    return Decision(True) if after(state, fact) is not None else _not_now(state)


def open_to(state: State, kind: str) -> Decision:
    """Whether a kind of fact can happen in a state at all: asked before an act prepares anything."""
    moves = MOVES.get(kind)
    return Decision(True) if moves is None or state in moves else _not_now(state)


def _not_now(state: State) -> Decision:
    return Decision(
        False,
        (
            Reason(
                gettext_noop("办件现在的状态是“%(state)s”，不能再做这一步。"),
                ("07-03",),
                "",
                {"state": NAMES[state]},
            ),
        ),
    )
