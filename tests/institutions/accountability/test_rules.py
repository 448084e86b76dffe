"""The walk of a case through its states, whoever pulls: the law of hearing holds on every way (12-04)."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.accountability.rules.causes import CAUSES, owes_feedback, suggested
from banshi.institutions.accountability.rules.figures import suppressed
from banshi.institutions.accountability.rules.judging import answer
from banshi.institutions.accountability.rules.steps import (
    CHANGED,
    ENDED,
    LEADS_TO,
    OUTCOMES,
    STATES,
    Situation,
    State,
    after,
    step,
)
from banshi.institutions.accountability.rules.supervising import Held, supervisor

pytestmark = pytest.mark.pure
TODAY = dt.date(2026, 11, 23)


def walked(now, act):
    """What an act does to a situation, as the acts do it."""
    changes = {"state": after(act, now.state)}
    if act == "declare":
        changes["declared"] = True
    elif act == "assign":
        changes["declared"] = False
    elif act == "record":
        changes |= {"records": now.records + 1, "news": now.state is not State.ACCEPTED}
    elif act == "tell":
        changes |= {"news": False, "heard": False}
    elif act in {"state", "waive", "hear"}:
        changes["heard"] = True
    return replace(now, **changes)


@given(st.lists(st.sampled_from(sorted(STATES)), max_size=60))
def test_no_way_leads_to_a_decision_unheard_or_unweighed(acts):
    now = Situation(State.ACCEPTED, TODAY)
    told = heard = weighed = proposed = False
    for act in acts:
        if not step(act, now):
            continue
        if act == "tell":
            told, heard, weighed, proposed = True, False, False, False
        elif act in {"state", "waive", "hear"}:
            heard = True
        elif act == "weigh":
            assert told
            assert heard
            weighed = True
        elif act == "propose":
            assert weighed
            proposed = True
        elif act == "send_back":
            weighed = proposed = False
        elif act == "decide":
            assert told and heard and weighed and proposed  # noqa: PT018
        now = walked(now, act)
        assert not (now.state in ENDED and act not in {"drop", "close", *STATES})


def test_every_state_can_be_left_or_is_an_end_and_every_one_can_be_reached():
    assert set(LEADS_TO.values()) | {State.ACCEPTED} == set(State)
    for state in State:
        leaving = [
            act for act, states in STATES.items() if state in states and after(act, state) is not state
        ]
        assert bool(leaving) != (state in ENDED), state


@pytest.mark.parametrize(
    ("articles", "causes"),
    [
        (("07-05",), ("WZ-2", "WZ-7")),
        (("07-01", "07-04"), ("WZ-5", "WZ-7")),
        (("07-02",), ("WZ-7", "WZ-2")),
        (("01-06",), ("WZ-6", "WZ-7")),
        (("06-03-2", "07-03"), ("WZ-5", "WZ-7")),
        (("10-09", "10-07"), ("WZ-7", "WZ-8")),
        (("05-02",), ("WZ-7",)),
        ((), ("WZ-7",)),
    ],
)
def test_what_a_lapse_suggests(articles, causes):
    assert suggested(articles) == causes
    assert set(causes) <= CAUSES.keys()


def test_who_waits_for_feedback():
    assert owes_feedback("complaint", ())
    assert owes_feedback("lapse", ("10-09",))
    assert owes_feedback("lapse", ("06-09",))
    assert not owes_feedback("lapse", ("07-01",))


@given(st.lists(st.integers(0, 12), min_size=2, max_size=8))
def test_small_numbers_all_look_alike_and_cannot_be_worked_out(counts):
    cells = suppressed(dict(enumerate(counts)))
    hidden = [key for key, cell in cells.items() if cell.small]
    assert all(cells[key].small for key, count in enumerate(counts) if count < 5)
    assert all(cell.number == counts[key] for key, cell in cells.items() if not cell.small)
    # With the total from another table one equation is left for two unknown numbers.
    assert len(hidden) != 1


HEADS = (Held(1, "head", 10), Held(2, "leader", 90), Held(3, "party_secretary", 90), Held(4, "handler", 10))


@pytest.mark.parametrize(
    ("handler", "section", "posts", "deputies", "who"),
    [
        (4, 10, HEADS, (), 1),
        (4, 10, HEADS, ((1, 7),), 7),
        (4, 10, HEADS, ((1, 4),), 1),
        (1, 10, HEADS, (), 2),
        (2, 90, HEADS, (), 3),
        (3, 90, HEADS, (), None),
        (None, 10, HEADS, (), 1),
        (5, 20, HEADS, (), 2),
        (5, 20, (*HEADS, Held(6, "leader", 91)), (), 3),
        (5, 91, (*HEADS, Held(6, "leader", 91)), (), 6),
        (None, None, (), (), None),
    ],
)
def test_who_supervised(handler, section, posts, deputies, who):
    assert supervisor(handler, section, posts, deputies) == who
    assert who is None or who != handler


@given(st.sampled_from(list(OUTCOMES)), st.sampled_from(list(OUTCOMES)))
def test_an_answer_changes_to_something_lighter_or_not_at_all(present, outcome):
    ranked = list(OUTCOMES)
    given_answer = answer(result=CHANGED, outcome=outcome, text="经复核", present=present)
    assert bool(given_answer) == (ranked.index(outcome) < ranked.index(present))
