"""退件: each way a case stands has its own true sentence (01-09)."""

import pytest

from banshi.kernel.cases.life import CLOSED, TO_BE_SERVED, State
from banshi.kernel.cases.returning import RETURNABLE, asking

pytestmark = pytest.mark.pure
# How a case in each state has ended, as the store says it; served and archived keep what went before.
ENDED = {
    State.GRANTED: "granted",
    State.REFUSED: "refused",
    State.NOT_ACCEPTED: "not_accepted",
    State.WITHDRAWN: "withdrawn",
    State.TERMINATED: "terminated",
}
UNDER_WAY = frozenset(State) - TO_BE_SERVED - CLOSED


@pytest.mark.parametrize("state", sorted(UNDER_WAY))
def test_of_a_case_under_way_the_papers_are_needed_and_taking_back_is_named(state):
    decision = asking(outcome=ENDED.get(state, ""), handed_in=["申请书"], asked=False)
    assert "正在办理" in str(decision.reasons[0])
    assert "撤回申请" in str(decision.instead[0])


def test_of_a_granted_case_the_papers_stay_and_nothing_is_said_to_be_under_way():
    decision = asking(outcome="granted", handed_in=["申请书"], asked=False)
    assert not decision
    assert "已经准予" in str(decision.reasons[0])
    assert "正在办理" not in str(decision.reasons[0])
    assert not decision.instead


@pytest.mark.parametrize("outcome", sorted(RETURNABLE))
def test_after_a_negative_end_they_are_given_back(outcome):
    assert asking(outcome=outcome, handed_in=["申请书"], asked=False)


def test_every_end_of_a_case_is_answered():
    assert set(ENDED.values()) - {"granted"} == RETURNABLE
