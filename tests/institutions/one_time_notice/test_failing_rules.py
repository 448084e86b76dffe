"""Counting failures to tell at once: what counts, for whom, how often, and what follows (06-09)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.one_time_notice.rules.failing import (
    Consequence,
    FailureState,
    Standing,
    consequence,
    earlier,
    window_start,
)

pytestmark = pytest.mark.pure
TODAY = dt.date(2026, 11, 23)
STATES = list(FailureState)

failures = st.builds(
    Standing,
    key=st.uuids().map(str),
    staff_id=st.sampled_from([None, 1, 2]),
    on=st.dates(dt.date(2026, 1, 1), TODAY),
    state=st.sampled_from(STATES),
    delay=st.sampled_from([None, 0, 1, 7]),
    complained=st.booleans(),
)
several = st.lists(failures, max_size=8, unique_by=lambda one: one.key)
windows = st.one_of(st.none(), st.dates(dt.date(2026, 1, 1), TODAY))


@given(several, windows)
def test_each_counted_failure_of_a_person_has_its_own_place_in_the_count(found, since):
    for person in (1, 2):
        mine = [one for one in found if one.counts and one.staff_id == person]
        places = [len(earlier(one, found, since=None)) for one in mine]
        assert sorted(places) == list(range(len(mine)))
        for one in mine:
            within = earlier(one, found, since=since)
            assert set(within) <= set(earlier(one, found, since=None))
            assert all(since is None or other.on >= since for other in within)


@given(failures, several)
def test_what_is_not_proved_or_cost_no_time_or_is_anothers_never_counts(one, found):
    for other in earlier(one, found, since=None):
        assert other.state is FailureState.VERIFIED
        assert other.delay
        assert other.staff_id == one.staff_id is not None
        assert (other.on, other.key) < (one.on, one.key)


@given(failures, several)
def test_a_valid_complaint_needs_both_an_earlier_one_and_a_proved_complaint(one, found):
    before = earlier(one, found, since=None)
    follows = consequence(one, before)
    assert (follows is Consequence.NONE) == (not one.counts)
    assert (follows is Consequence.VALID_COMPLAINT) == (one.counts and one.complained and bool(before))


@given(failures, several, failures)
def test_an_unfounded_one_changes_nothing_for_anybody(one, found, unfounded):
    stray = Standing(unfounded.key, 1, unfounded.on, FailureState.DISMISSED, 7, complained=True)
    with_it = consequence(one, earlier(one, [*found, stray], since=None))
    assert with_it == consequence(one, earlier(one, found, since=None))


@pytest.mark.parametrize(
    ("on", "months", "first"),
    [
        ("2026-11-23", 0, None),
        ("2026-11-23", 12, "2025-11-23"),
        ("2026-11-23", 11, "2025-12-23"),
        ("2026-01-15", 1, "2025-12-15"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-12-31", 1, "2026-11-30"),
    ],
)
def test_the_window_goes_back_to_the_corresponding_day(on, months, first):
    wanted = dt.date.fromisoformat(first) if first else None
    assert window_start(dt.date.fromisoformat(on), months) == wanted


def test_on_the_first_day_of_the_window_it_counts_and_the_day_before_not():
    since = dt.date(2025, 11, 23)
    now = Standing("b", 1, TODAY, FailureState.VERIFIED, 1, complained=True)
    at_edge = Standing("a", 1, since, FailureState.VERIFIED, 1)
    outside = Standing("a", 1, since - dt.timedelta(days=1), FailureState.VERIFIED, 1)
    assert earlier(now, [at_edge, now], since=since) == (at_edge,)
    assert earlier(now, [outside, now], since=since) == ()
