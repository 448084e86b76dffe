"""Where the time went: exact to working days, whatever overlaps."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.clocks.reckoning import Pause
from banshi.kernel.reports.times import nearest, split
from banshi.kernel.workdays.days import DayTable, Kind

pytestmark = pytest.mark.pure
FIRST = dt.date(2026, 1, 1)
YEAR = [FIRST + dt.timedelta(days=ago) for ago in range(365)]
DAYS = DayTable((day, Kind.WEEKEND if day.weekday() > 4 else Kind.WORKDAY, "") for day in YEAR)
MOMENTS = st.integers(0, 364).map(lambda at: YEAR[at])


PLACES = st.tuples(st.integers(0, 364), st.integers(0, 40), st.sampled_from(["检验", "听证"]))


def stretch(place):
    first, length, label = place
    return Pause(YEAR[first], YEAR[min(first + length, 364)], label)


@given(MOMENTS, MOMENTS, st.lists(PLACES, max_size=3), st.lists(PLACES, max_size=3))
def test_every_working_day_is_somebodys_and_only_once(a, b, waits, pauses):
    received, decided = min(a, b), max(a, b)
    waits, pauses = [stretch(one) for one in waits], [stretch(one) for one in pauses]
    found = split(received, decided, waits, pauses, DAYS)
    working = [day for day in YEAR if received < day <= decided and DAYS.is_workday(day)]
    stopped = {day for day in working for one in pauses if one.first <= day <= one.last}
    waiting = {day for day in working for one in waits if one.first <= day <= one.last} - stopped
    assert (found.stopped, found.applicant) == (len(stopped), len(waiting))
    assert found.us == len(working) - len(stopped) - len(waiting)
    assert found.total == len(working)


SIZES = st.dictionaries(st.integers(0, 50), st.integers(1, 9), min_size=1, max_size=12)


@given(SIZES, st.sampled_from([0.5, 0.9]))
def test_the_nearest_rank_is_that_of_the_whole_order(sizes, share):
    splits = {total: (n, float(total * n), 0.0, 0.0) for total, n in sizes.items()}
    order = sorted(total for total, n in sizes.items() for _ in range(n))
    rank = next(k for k in range(1, len(order) + 1) if k >= share * len(order) - 1e-9)
    found = nearest(splits, share)
    assert found.total == order[rank - 1] == found.us


def test_the_parts_are_those_of_cases_of_just_this_length():
    found = nearest({3: (1, 3.0, 0.0, 0.0), 10: (2, 8.0, 7.0, 5.0)}, 0.9)
    assert (found.total, found.us, found.applicant, found.stopped) == (10, 4, 3.5, 2.5)
