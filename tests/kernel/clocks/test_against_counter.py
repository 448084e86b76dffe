"""The reckoning against a counter that walks day by day: not one difference."""

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.clocks.explanation import Status, explain
from banshi.kernel.clocks.reckoning import Limit, Pause, Unit, counted_between, due, merge
from banshi.kernel.workdays import bundled
from tests.kernel.clocks.counter import KINDS, LAST, WORKING, count, stopped_days

pytestmark = pytest.mark.pure

DAYS = bundled.table()
FIRST = DAYS.first_day
SPAN = (LAST - FIRST).days
TRIPLES = 50_000
UNITS = {"wd": Unit.WORKING_DAY, "cd": Unit.CALENDAR_DAY}

days_off = st.builds(
    lambda first, length: Pause(first, first + dt.timedelta(days=length)),
    st.dates(FIRST, dt.date(2027, 1, 31)),
    st.integers(0, 25),
)
pauses = st.lists(days_off, max_size=4)
starts = st.dates(FIRST, LAST)
limits = st.builds(Limit, st.integers(1, 90), st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]))


def chance(rng: random.Random) -> tuple[dt.date, list[tuple[int, str]], list[tuple[dt.date, dt.date]]]:
    """A start, one or two limits, and up to three pauses near the start."""
    start = FIRST + dt.timedelta(days=rng.randint(-1, SPAN))
    stops = []
    for _ in range(rng.choice((0, 0, 1, 1, 2, 3))):
        first = start + dt.timedelta(days=rng.randint(-5, 45))
        stops.append((first, first + dt.timedelta(days=rng.choice((0, 1, 3, 7, 14, 20)))))
    parts = [(rng.choice((1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60)), rng.choice(("wd", "cd")))]
    if rng.random() < 0.25:
        parts.append((rng.choice((3, 5, 10, 30)), rng.choice(("wd", "cd"))))
    return start, parts, stops


def test_fifty_thousand_random_triples_show_no_difference():
    rng, differences, provisional = random.Random(20260928), [], 0
    for _ in range(TRIPLES):
        start, parts, stops = chance(rng)
        joined = (
            [(parts[0][0] + parts[1][0], parts[0][1])]
            if len({unit for _, unit in parts}) < len(parts)
            else parts
        )
        wanted = count(start, joined, stops)
        limit, *more = [Limit(n, UNITS[unit]) for n, unit in parts]
        got = due(start, limit, DAYS, [Pause(*stop) for stop in stops], more[0] if more else None)
        provisional += got.provisional
        if (got.date, got.provisional, got.remaining) != wanted:
            differences.append((start, parts, stops, wanted, got))
    assert differences == []
    assert 500 < provisional < TRIPLES / 2


@given(starts, limits, pauses)
def test_the_explanation_counts_the_same_days_as_the_walk(start: dt.date, limit: Limit, stops: list[Pause]):
    reckoned = due(start, limit, DAYS, stops)
    lines = explain(reckoned, DAYS).lines
    stopped = stopped_days([(pause.first, pause.last) for pause in stops])
    counted = [line.date for line in lines if line.number]
    working = limit.unit is Unit.WORKING_DAY
    walked = [line.date for line in lines[1:] if line.date not in stopped]
    if working:
        walked = [day for day in walked if KINDS.get(day) in WORKING]
    assert counted == walked[: limit.value]
    assert [line.number for line in lines if line.number] == list(range(1, len(counted) + 1))
    assert [line.date for line in lines if line.is_due] == ([reckoned.date] if reckoned.date else [])
    assert len(counted) == limit.value - reckoned.remaining
    assert all(
        (line.date in stopped) == (line.status is Status.PAUSED) for line in lines[1:] if line.date <= LAST
    )


@given(starts, limits, pauses, days_off)
def test_a_further_pause_never_makes_the_end_earlier(
    start: dt.date, limit: Limit, stops: list[Pause], more: Pause
):
    before, after = due(start, limit, DAYS, stops), due(start, limit, DAYS, [*stops, more])
    if after.date is None or before.date is None:
        assert after.remaining >= before.remaining
    elif not after.provisional:
        assert after.date >= before.date


@given(starts, limits, pauses)
def test_the_order_the_overlap_and_the_cutting_up_of_pauses_make_no_difference(start, limit, stops):
    single = [Pause(day, day) for pause in stops for day in stopped_days([(pause.first, pause.last)])]
    dates = {
        due(start, limit, DAYS, given).date for given in (stops, stops[::-1], stops * 2, merge(stops), single)
    }
    assert len(dates) == 1


@given(starts, limits, pauses)
def test_a_working_day_limit_leaves_as_many_counted_days_as_it_says(start, limit, stops):
    reckoned = due(start, limit, DAYS, stops)
    if limit.unit is Unit.WORKING_DAY and reckoned.date:
        assert counted_between(start, reckoned.date, DAYS, stops) == limit.value
    if reckoned.date and not reckoned.provisional:
        assert DAYS.is_workday(reckoned.date)
