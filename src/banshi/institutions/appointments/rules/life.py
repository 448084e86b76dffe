"""The life of a booking: states, and which fact may follow in which. Data, pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from banshi.lib.results import Decision, Reason, gettext_noop


class State(StrEnum):
    """Where a booking stands. DISPLACED: its day can no longer be kept, a new time is offered."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    DISPLACED = "displaced"
    ARRIVED = "arrived"
    SERVING = "serving"
    SERVED = "served"
    DECLINED = "declined"
    GIVEN_UP = "given_up"
    CANCELLED = "cancelled"


NAMES: Mapping[State, str] = {
    State.REQUESTED: gettext_noop("等答复"),
    State.ACCEPTED: gettext_noop("已约好"),
    State.DISPLACED: gettext_noop("需要改期"),
    State.ARRIVED: gettext_noop("已到"),
    State.SERVING: gettext_noop("正在办理"),
    State.SERVED: gettext_noop("已办"),
    State.DECLINED: gettext_noop("已谢绝"),
    State.GIVEN_UP: gettext_noop("视为放弃"),
    State.CANCELLED: gettext_noop("已取消"),
}
# These hold a place of their slot; these are still to come to an end.
HOLDING = frozenset({State.ACCEPTED, State.ARRIVED, State.SERVING, State.SERVED})
OPEN = frozenset({State.REQUESTED, State.ACCEPTED, State.DISPLACED, State.ARRIVED, State.SERVING})
BEGINNINGS: Mapping[str, State] = {"booked": State.ACCEPTED, "requested": State.REQUESTED}
MOVES: Mapping[str, Mapping[State, State]] = {
    "accepted": {State.REQUESTED: State.ACCEPTED},
    "declined": {State.REQUESTED: State.DECLINED},
    "moved": {State.ACCEPTED: State.ACCEPTED, State.DISPLACED: State.ACCEPTED},
    "cancelled": dict.fromkeys(
        (State.REQUESTED, State.ACCEPTED, State.DISPLACED, State.ARRIVED), State.CANCELLED
    ),
    "displaced": {State.ACCEPTED: State.DISPLACED},
    "arrived": {State.ACCEPTED: State.ARRIVED},
    "given_up": {State.ACCEPTED: State.GIVEN_UP},
    "serving": {State.ARRIVED: State.SERVING},
    "served": {State.SERVING: State.SERVED},
    "bureau_late": {State.ARRIVED: State.ARRIVED, State.SERVING: State.SERVING},
}


def after(state: State | None, fact: str) -> State | None:
    """The state after a fact, or None when the fact may not happen now."""
    if state is None or fact in BEGINNINGS:
        return BEGINNINGS.get(fact) if state is None else None
    return MOVES[fact].get(state)


def state_of(facts: Iterable[str]) -> State | None:
    """The state that follows from a whole story; None when there is none."""
    state: State | None = None
    for fact in facts:
        state = after(state, fact)
    return state


def open_to(state: State, fact: str) -> Decision:
    """Whether a fact may happen in a state, with the sentence that says why not (03-07)."""
    if after(state, fact) is not None:
        return Decision(True)
    sentence = gettext_noop("这个预约现在的状态是“%(state)s”，不能再做这一步。")
    return Decision(False, (Reason(sentence, ("03-07",), "", {"state": Reason(NAMES[state])}),))
