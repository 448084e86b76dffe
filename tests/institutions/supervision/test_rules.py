"""Limits, lamps and scores of annex 11, for any day and any number."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.supervision.rules import correcting, keeping, observing, running
from banshi.institutions.supervision.rules.judging import Indicator
from banshi.institutions.supervision.rules.observing import Answerable, Fact, Thresholds
from banshi.kernel.workdays import bundled

pytestmark = pytest.mark.pure
DAY = dt.timedelta(days=1)
DAYS = bundled.table()
THIS_YEAR = st.dates(dt.date(2026, 1, 1), dt.date(2026, 10, 1))


@given(st.dates(dt.date(2020, 1, 1), dt.date(2090, 1, 1)), st.sampled_from(keeping.PERIODS))
def test_the_next_check_is_on_the_corresponding_day_or_the_months_last(day, months):
    found = keeping.next_check(day, months)
    assert (found.year * 12 + found.month) - (day.year * 12 + day.month) == months
    assert found.day == day.day or (found.day < day.day and (found + DAY).day == 1)


@given(THIS_YEAR, st.integers(-400, 400))
def test_the_lamp_of_a_check_is_red_after_its_day_and_never_on_it(due, ahead):
    today = due - ahead * DAY
    shape = keeping.lamp(due=due, today=today, amber_days=7)
    assert (shape == "red") is (ahead < 0)
    assert (shape == "amber") is (0 <= ahead <= 7)


@given(THIS_YEAR, st.sampled_from(["issued", "answered", "passed"]), st.integers(-30, 30))
def test_a_correction_is_late_only_with_the_section_and_after_its_day(due, state, over):
    late = correcting.late(state=state, due=due, today=due + over * DAY)
    assert late is (state == "issued" and over > 0)


@given(st.integers(0, 500), st.integers(0, 500), st.integers(1, 100))
def test_the_on_time_rate_is_never_rounded_up(late, in_time, least):
    fact = Fact(Indicator.ON_TIME, 1, None, late, late + in_time)
    whole = observing.rate(fact)
    assert 0 <= whole <= 100
    assert whole < 100 or late == 0 or fact.of == 0
    (of, bad) = (fact.of, observing.bad(fact, Thresholds(least, 5)))
    assert bad is (of > 0 and in_time * 100 // of < least)


@given(THIS_YEAR, st.none() | st.integers(-20, 20), st.integers(-20, 20))
def test_something_owed_is_late_after_its_day_whether_done_or_not(due, done, now):
    today = due + now * DAY
    on = None if done is None else due + done * DAY
    thing = Answerable("opinion:1", Indicator.OPINIONS, due, on, None, None, "")
    assert thing.late_on(today) is ((on or today) > due)


@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(0, 9), max_size=9), st.integers(1, 5)
)
def test_the_hottest_come_first_and_nothing_uncounted_is_there(counts, most):
    rows = keeping.hottest(counts, most)
    assert len(rows) <= most
    assert [count for _, count in rows] == sorted((count for _, count in rows), reverse=True)
    assert all(count > 0 for _, count in rows)


@given(THIS_YEAR, st.integers(1, correcting.LONGEST_LIMIT))
def test_a_limit_counts_working_days_without_the_day_of_the_notice(start, number):
    due = correcting.limit(start, number, DAYS)
    assert due is not None
    assert due > start
    assert DAYS.is_workday(due)
    assert DAYS.between(start, due) == number
    warned = correcting.warn_on(start, due, 2, DAYS)
    assert start <= warned < due


def test_past_the_calendar_there_is_no_limit():
    assert correcting.limit(DAYS.last_day, 1, DAYS) is None
    assert correcting.limit(dt.date(1999, 1, 1), 1, DAYS) is None
    assert correcting.limit(DAYS.first_day, 0, DAYS) is None


@given(THIS_YEAR)
def test_the_month_before_is_due_from_the_first_working_day_on(today):
    first = today.replace(day=1)
    due = running.month_to_supervise(today, DAYS)
    assert (due is not None) is (DAYS.between(first - DAY, today) > 0)
    if due is not None:
        assert (due.day, (first - due).days in range(28, 32)) == (1, True)


def test_past_the_calendar_no_run_begins_by_itself():
    assert running.month_to_supervise(DAYS.last_day + 40 * DAY, DAYS) is None
