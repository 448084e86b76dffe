"""The life of an application: only lawful moves, and every fact survives the ledger's JSON."""

import datetime as dt
import json
import types
from dataclasses import fields
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.cases import facts, life
from banshi.kernel.cases.facts import KINDS, Accepted, Decided, Fact, Received, Served
from banshi.kernel.cases.life import State

pytestmark = pytest.mark.pure

RECEIVED = Received(channel="counter", item_version=1, party=1, materials=(1,))
ACCEPTED = Accepted(
    since=dt.date(2026, 11, 2),
    statutory="60 calendar_day",
    promised="20 working_day",
    online=False,
    document=1,
)
SERVED = Served(document=9, delivery=1, way="in_person", on=dt.date(2026, 11, 23), decision=True)

# What a decision may come out of: on a commitment everything is possible but granting (04-11).
FROM = {
    State.NOT_ACCEPTED: life.INTAKE,
    State.GRANTED: {State.REVIEW},
    State.REFUSED: life.UNDER_REVIEW,
}


def _value(hint: Any) -> st.SearchStrategy[Any]:
    if get_origin(hint) in (Union, types.UnionType):
        return st.none() | _value(next(a for a in get_args(hint) if a is not type(None)))
    if get_origin(hint) is tuple:
        return st.lists(_value(get_args(hint)[0]), max_size=4).map(tuple)
    return {
        int: st.integers(0, 2**31),
        str: st.text(max_size=12),
        bool: st.booleans(),
        dt.date: st.dates(dt.date(2023, 1, 1), dt.date(2030, 1, 1)),
    }[hint]


def any_fact() -> st.SearchStrategy[Fact]:
    def build(cls: type[Fact]) -> st.SearchStrategy[Fact]:
        hints = get_type_hints(cls)
        return st.builds(cls, **{f.name: _value(hints[f.name]) for f in fields(cls)})

    return st.one_of(*(build(cls) for cls in KINDS.values()))


@given(any_fact())
def test_every_fact_comes_back_from_the_ledger_as_it_went_in(fact):
    assert facts.read(fact.kind, json.loads(json.dumps(fact.payload()))) == fact


@given(st.lists(any_fact(), max_size=30))
def test_whatever_is_tried_a_case_has_one_lawful_state_and_a_closed_one_stays_closed(tried):
    state = life.after(None, RECEIVED)
    for fact in tried:
        assert state in State
        new = life.after(state, fact)
        if new is None:
            assert not life.may_follow(state, fact)
            continue
        if state in {State.ARCHIVED}:
            assert new is state
        if new in life.DECIDED and state not in life.DECIDED:
            assert state in FROM[new]
        state = new


def test_the_whole_way_from_receipt_to_archive():
    way = [
        RECEIVED,
        ACCEPTED,
        Decided(granted=True, document=9),
        SERVED,
        facts.Archived(volume="阜民档〔2026〕1号"),
    ]
    states = [life.state_of(way[: n + 1]) for n in range(len(way))]
    assert states == [State.RECEIVED, State.REVIEW, State.GRANTED, State.SERVED, State.ARCHIVED]


@pytest.mark.parametrize(
    ("state", "fact"),
    [
        (State.RECEIVED, Decided(granted=True, document=1)),
        (State.REVIEW, ACCEPTED),
        (State.GRANTED, Decided(granted=False, document=1)),
        (State.REVIEW, SERVED),
        (State.REVIEW, facts.IntakeRefused(ground="NF-1", document=1)),
        (State.NOT_ACCEPTED, ACCEPTED),
        (State.REVIEW, facts.ReturnRequested(request=1, channel="counter", document=1)),
        (State.GRANTED, facts.InstructionsRequested(request=1, document=1)),
        (State.ARCHIVED, facts.Withdrawn(channel="counter")),
        (State.GRANTED, facts.ExtensionRequested(request=1, days=5)),
    ],
)
def test_what_may_not_happen_is_refused_with_the_state_in_words(state, fact):
    decision = life.may_follow(state, fact)
    assert not decision
    assert life.NAMES[state] in str(decision.reasons[0])


def test_handing_over_another_paper_does_not_end_the_case():
    handed = Served(document=3, delivery=1, way="in_person", on=dt.date(2026, 11, 23), decision=False)
    assert life.after(State.REVIEW, handed) is State.REVIEW
