"""Whose turn it is: nobody of equal standing is overtaken (03-08, 08-04-2-2)."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.hall.order import Waiting, in_order, standing
from banshi.lib import clock

pytestmark = pytest.mark.pure

NINE = clock.parse("2026-11-23T09:00")
NOW = clock.parse("2026-11-23T10:00")


def came(number: int, minutes: int, *, priority: bool = False, appointed: bool = False) -> Waiting:
    return Waiting(number, priority, appointed, NINE + dt.timedelta(minutes=minutes))


TABLE = [
    ("08-04-2-1", [came(1, 5), came(2, 1)], [2, 1], "who came first is called first"),
    ("08-04-2-2", [came(1, 0), came(2, 50, priority=True)], [2, 1], "the old and the disabled go first"),
    (
        "03-08",
        [came(1, 0), came(2, 60, appointed=True)],
        [2, 1],
        "an appointment at its very time goes first",
    ),
    ("03-08", [came(1, 59), came(2, 61, appointed=True)], [1, 2], "an early appointment waits for its time"),
    ("03-08", [came(1, 62), came(2, 61, appointed=True)], [2, 1], "and stands by it among the others"),
    ("08-04-2-2", [came(1, 60, appointed=True), came(2, 55, priority=True)], [2, 1], "priority before all"),
    ("08-04-2-1", [came(2, 5), came(1, 5)], [1, 2], "in the same moment the lower number"),
]


@pytest.mark.parametrize(("article", "waiting", "order", "why"), TABLE)
def test_the_order_of_calling(article, waiting, order, why):
    assert [each.id for each in in_order(waiting, NOW)] == order, why


visits = st.builds(
    came, st.integers(1, 500), st.integers(-60, 180), priority=st.booleans(), appointed=st.booleans()
)
halls = st.lists(visits, max_size=40, unique_by=lambda visit: visit.id)


@given(halls, st.integers(-60, 300))
def test_nobody_of_equal_standing_is_overtaken(waiting, minutes):
    now = NINE + dt.timedelta(minutes=minutes)
    order = in_order(waiting, now)
    assert sorted(each.id for each in order) == sorted(each.id for each in waiting)
    for first, second in pairwise(order):
        assert standing(first, now) <= standing(second, now)
        if standing(first, now) == standing(second, now):
            assert (first.turn_at, first.id) < (second.turn_at, second.id)


@given(halls)
def test_who_comes_last_changes_nobodys_place(waiting):
    late = Waiting(10_000, False, False, NINE + dt.timedelta(minutes=181))
    before = [each.id for each in in_order(waiting, NOW)]
    after = [each.id for each in in_order([*waiting, late], NOW)]
    assert after == [*before, late.id]


@given(halls.filter(bool), st.data())
def test_who_was_parked_comes_back_at_the_turn_they_had(waiting, data):
    parked = data.draw(st.sampled_from(waiting))
    rest = [each for each in waiting if each != parked]
    assert in_order([*rest, parked], NOW) == in_order(waiting, NOW)
