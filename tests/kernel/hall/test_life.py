"""The life of a visit as data: every state, every act (08-04-2-1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.hall.life import ENDED, MOVES, NAMES, PRESENT, VisitState, after, open_to

pytestmark = pytest.mark.pure

W, C, S, P = VisitState.WAITING, VisitState.CALLED, VisitState.SERVING, VisitState.PARKED
TABLE = {
    "visit_called": {W},
    "visit_recalled": {C},
    "visit_call_undone": {C},
    "visit_started": {C},
    "visit_parked": {C, S},
    "visit_resumed": {P},
    "visit_passed_on": {W, C, S, P},
    "visit_finished": {C, S},
    "visit_left": {W, C, S, P},
    "visit_given_up": {W, C, P},
    "visit_case_linked": {C, S},
}


@pytest.mark.parametrize("kind", sorted(MOVES))
@pytest.mark.parametrize("state", sorted(VisitState))
def test_each_act_is_open_in_its_states_only_and_says_why_elsewhere(kind, state):
    decision = open_to(state, kind)
    assert decision.allowed == (state in TABLE[kind])
    if not decision.allowed:
        assert decision.reasons[0].params == {"state": NAMES[state]}


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=30))
def test_a_visit_that_has_ended_never_comes_back(acts):
    state = W
    for kind in acts:
        following = after(state, kind)
        if state in ENDED:
            assert following is None
        state = following or state
    assert state in PRESENT | ENDED
