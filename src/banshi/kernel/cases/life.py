"""The life of an application: states, and which fact may follow in which. Data, pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from banshi.kernel.cases.fact import Fact
from banshi.lib.results import Decision, Reason, gettext_noop


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    SUPPLEMENT = "supplement"
    PROVISIONAL = "provisional"
    REVIEW = "review"
    GRANTED = "granted"
    REFUSED = "refused"
    NOT_ACCEPTED = "not_accepted"
    SERVED = "served"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"


NAMES: Mapping[State, str] = {
    State.RECEIVED: gettext_noop("已收件"),
    State.SUPPLEMENT: gettext_noop("等待补正"),
    State.PROVISIONAL: gettext_noop("容缺受理，待补齐"),
    State.REVIEW: gettext_noop("审查中"),
    State.GRANTED: gettext_noop("已准予，待送达"),
    State.REFUSED: gettext_noop("不予许可，待送达"),
    State.NOT_ACCEPTED: gettext_noop("不予受理，待送达"),
    State.SERVED: gettext_noop("已送达"),
    State.ARCHIVED: gettext_noop("已归档"),
    State.WITHDRAWN: gettext_noop("已撤回"),
    State.TERMINATED: gettext_noop("已终止，待告知"),
}

INTAKE = frozenset({State.RECEIVED, State.SUPPLEMENT})
# Accepted and worked on; on a commitment everything is possible but granting.
UNDER_REVIEW = frozenset({State.REVIEW, State.PROVISIONAL})
DECIDED = frozenset({State.GRANTED, State.REFUSED, State.NOT_ACCEPTED})
# The closing paper has to reach the applicant.
TO_BE_SERVED = DECIDED | {State.TERMINATED}
CLOSED = frozenset({State.SERVED, State.ARCHIVED, State.WITHDRAWN})
OPEN = frozenset(State) - CLOSED

_REVIEWING = {state: state for state in UNDER_REVIEW}
_RECEIVING = {state: state for state in INTAKE}
_PROMISED = {State.PROVISIONAL: State.PROVISIONAL}

# fact kind → {state before: state after}; a fact that is not named here leaves the state as it is
# and may come at any time (warnings, recomputation, assignment).
MOVES: Mapping[str, Mapping[State, State]] = {
    # Under review too: after a deemed acceptance what is missing is still to be brought and looked through.
    "materials_checked": {state: state for state in INTAKE | {State.REVIEW}},
    "corrected_on_spot": {state: state for state in INTAKE},
    "not_corrected": {state: state for state in INTAKE},
    "power_recorded": {state: state for state in INTAKE | UNDER_REVIEW | TO_BE_SERVED},
    "hearing_offered": _REVIEWING,
    "hearing_requested": _REVIEWING,
    "hearing_waived": _REVIEWING,
    "hearing_arranged": _REVIEWING,
    "hearing_held": _REVIEWING,
    "interested_told": _REVIEWING,
    "statement_heard": _REVIEWING,
    "supplement_asked": {State.RECEIVED: State.SUPPLEMENT, State.SUPPLEMENT: State.SUPPLEMENT},
    "supplement_supplied": {State.SUPPLEMENT: State.SUPPLEMENT},
    "accepted": dict.fromkeys(INTAKE, State.REVIEW),
    "deemed_accepted": {State.RECEIVED: State.REVIEW},
    "procedure_started": _REVIEWING,
    "procedure_ended": _REVIEWING,
    "extension_requested": _REVIEWING,
    "extension_granted": _REVIEWING,
    "extension_declined": _REVIEWING,
    "decided": _REVIEWING,  # the outcome is in the fact
    "intake_refused": dict.fromkeys(INTAKE, State.NOT_ACCEPTED),
    "instructions_requested": {state: state for state in INTAKE | UNDER_REVIEW},
    "instructions_answered": {state: state for state in INTAKE | UNDER_REVIEW},
    "return_requested": {state: state for state in TO_BE_SERVED | CLOSED},
    "materials_returned": {state: state for state in TO_BE_SERVED | CLOSED},
    "withdrawn": dict.fromkeys(INTAKE | UNDER_REVIEW, State.WITHDRAWN),
    "archived": {State.SERVED: State.ARCHIVED, State.WITHDRAWN: State.ARCHIVED},
    "tolerance_judged": _RECEIVING,
    "commitment_requested": _RECEIVING,
    "provisional_declined": _RECEIVING,
    "provisional_denied": _RECEIVING,
    "provisionally_accepted": dict.fromkeys(INTAKE, State.PROVISIONAL),
    "piece_sent": _PROMISED,
    "piece_arrived": _PROMISED,
    "piece_checked": _PROMISED,
    "commitment_kept": {State.PROVISIONAL: State.REVIEW},
    "terminated": {State.PROVISIONAL: State.TERMINATED},
}
# What a case's timeline begins with.
BEGINNINGS = frozenset({"received", "taken_over"})
GRANT_WITH_GAPS = gettext_noop("容缺受理的材料还没有全部补齐并核对，现在不能准予；补齐以后才能准予。")


def after(state: State | None, fact: Fact) -> State | None:
    """The state after a fact, or None when the fact may not happen now."""
    match fact.kind:
        case "received":
            return State.RECEIVED if state is None else None
        case "taken_over":
            accepted = getattr(fact, "accepted_on") is not None  # noqa: B009
            return None if state is not None else State.REVIEW if accepted else State.RECEIVED
        case "decided":
            if getattr(fact, "granted"):  # noqa: B009
                return State.GRANTED if state is State.REVIEW else None
            return State.REFUSED if state in UNDER_REVIEW else None
        case "served" if getattr(fact, "decision"):  # noqa: B009
            return State.SERVED if state in TO_BE_SERVED else None
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
    if after(state, fact) is not None:
        return Decision(True)
    if state is State.PROVISIONAL and fact.kind == "decided":
        return Decision(False, (Reason(GRANT_WITH_GAPS, ("04-11", "04-12"), "granted"),))
    return _not_now(state)


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
