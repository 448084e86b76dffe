"""Weeks and months of the trends: no day falls between two, none into two, at the turn of a year as in summer."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.workdays.periods import ONE_DAY, months, place, weeks

pytestmark = pytest.mark.pure
TODAYS = st.dates(dt.date(1995, 1, 1), dt.date(2150, 12, 31))
NUMBERS = st.integers(1, 30)
SPANS = pytest.mark.parametrize("span", [weeks, months])


@SPANS
@given(today=TODAYS, number=NUMBERS)
def test_periods_follow_one_another_and_end_with_the_one_of_today(span, today, number):
    found = span(today, number)
    assert len(found) == number
    assert found[-1].first <= today <= found[-1].last
    assert all(a.last + ONE_DAY == b.first for a, b in pairwise(found))


@SPANS
@given(today=TODAYS, number=NUMBERS, ago=st.integers(-40, 1200))
def test_every_day_lies_in_one_period_or_outside_all(span, today, number, ago):
    found, day = span(today, number), today - dt.timedelta(days=ago)
    holding = [at for at, period in enumerate(found) if period.first <= day <= period.last]
    assert [place(day, found)] == (holding or [None])


@given(today=TODAYS)
def test_weeks_are_those_of_iso_8601(today):
    (week,) = weeks(today, 1)
    assert week.first.isocalendar()[:2] == today.isocalendar()[:2] == week.last.isocalendar()[:2]
    assert (week.first.isoweekday(), week.last.isoweekday()) == (1, 7)


@given(today=TODAYS)
def test_months_are_whole(today):
    (month,) = months(today, 1)
    assert (month.first.year, month.first.month, month.first.day) == (today.year, today.month, 1)
    assert (month.last + ONE_DAY).day == 1


def test_the_turn_of_a_year():
    assert weeks(dt.date(2027, 1, 1), 2)[1].first == dt.date(2026, 12, 28)
    assert [one.first.isoformat() for one in months(dt.date(2027, 1, 31), 3)] == [
        "2026-11-01",
        "2026-12-01",
        "2027-01-01",
    ]
    assert months(dt.date(2028, 2, 29), 1)[0].last == dt.date(2028, 2, 29)
