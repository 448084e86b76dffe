"""The table of working days: what it knows, what it refuses to guess."""

import datetime as dt

import chinese_calendar
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.workdays import bulk, bundled
from banshi.kernel.workdays.days import ONE_DAY, BeforeCalendar, BeyondCalendar, Day, DayTable, Kind

pytestmark = pytest.mark.pure

DAYS = bundled.table()
D = dt.date
published = st.dates(DAYS.first_day, DAYS.last_day)
starts = st.dates(DAYS.first_day - ONE_DAY, D(2026, 6, 30))
numbers = st.integers(1, 90)


def test_the_table_covers_the_four_published_years_and_agrees_with_chinesecalendar_on_every_day():
    assert (DAYS.first_day, DAYS.last_day) == (D(2023, 1, 1), D(2026, 12, 31))
    every = [DAYS.first_day + dt.timedelta(days=n) for n in range(1461)]
    assert [d for d in every if DAYS.is_workday(d) != chinese_calendar.is_workday(d)] == []
    assert every[-1] == DAYS.last_day


@pytest.mark.parametrize(("year", "working"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_its_paper_gives(year: int, working: int):
    assert DAYS.between(D(year - 1, 12, 31), D(year, 12, 31)) == working


def test_a_day_tells_its_kind_and_its_festival():
    assert DAYS.get(D(2026, 2, 14)) == Day(D(2026, 2, 14), Kind.ADJUSTED_WORKDAY, "春节")
    assert DAYS.kind(D(2026, 10, 1)) is Kind.HOLIDAY
    assert DAYS.name(D(2026, 10, 1)) == "国庆节"
    assert not DAYS.is_workday(D(2026, 11, 22))


@pytest.mark.parametrize(
    ("start", "n", "reached"),
    [
        (D(2025, 9, 26), 5, D(2025, 10, 10)),  # the working Sunday 28 September counts, 1 to 8 October do not
        (D(2025, 9, 27), 1, D(2025, 9, 28)),
        (D(2025, 9, 30), 3, D(2025, 10, 11)),  # a working Saturday
        (D(2026, 2, 12), 3, D(2026, 2, 24)),
        (D(2026, 2, 13), 10, D(2026, 3, 5)),
        (D(2026, 11, 19), 30, D(2026, 12, 31)),
        (D(2022, 12, 31), 1, D(2023, 1, 3)),
        (D(2024, 2, 28), 1, D(2024, 2, 29)),
    ],
)
def test_working_days_are_added_without_the_start(start: dt.date, n: int, reached: dt.date):
    assert DAYS.add(start, n) == reached


def test_a_rest_day_rolls_to_the_next_working_day_and_a_working_day_stays():
    assert DAYS.roll(D(2026, 10, 3)) == D(2026, 10, 8)
    assert DAYS.roll(D(2026, 10, 8)) == D(2026, 10, 8)


@pytest.mark.parametrize(("start", "n", "left"), [(D(2026, 11, 20), 30, 1), (D(2027, 3, 1), 5, 5)])
def test_past_the_published_calendar_it_says_how_many_days_are_still_to_count(start, n, left):
    with pytest.raises(BeyondCalendar, match="2027 年的工作日安排尚未公布") as beyond:
        DAYS.add(start, n)
    assert (beyond.value.last_day, beyond.value.remaining) == (D(2026, 12, 31), left)


def test_outside_the_calendar_nothing_is_known():
    assert not DAYS.covers(D(2027, 1, 1))
    assert DAYS.get(D(2022, 12, 31)) is None
    with pytest.raises(BeforeCalendar, match="2023-01-01"):
        DAYS.add(D(2022, 12, 30), 1)
    with pytest.raises(BeforeCalendar):
        DAYS.is_workday(D(2022, 12, 31))
    with pytest.raises(BeyondCalendar):
        DAYS.between(D(2026, 12, 31), D(2027, 1, 1))
    with pytest.raises(ValueError, match="at least one day"):
        DAYS.add(D(2026, 1, 1), 0)


@pytest.mark.parametrize("spoil", ["gap", "half", "twice", "empty"])
def test_a_table_is_made_of_whole_consecutive_years(spoil: str):
    rows = [DAYS.get(D(2025, 1, 1) + dt.timedelta(days=n)) for n in range(365)]
    spoilt = {"gap": rows[:90] + rows[91:], "half": rows[:181], "twice": [*rows, rows[40]], "empty": []}[
        spoil
    ]
    with pytest.raises(ValueError, match=r"calendar|whole"):
        DayTable(row for row in spoilt if row)


@given(starts, numbers)
def test_adding_and_counting_are_each_others_inverse(start: dt.date, n: int):
    reached = DAYS.add(start, n)
    assert DAYS.is_workday(reached)
    assert DAYS.between(start, reached) == n
    assert DAYS.between(start, reached - ONE_DAY) == n - 1


@given(published, published, published)
def test_counts_add_up(a: dt.date, b: dt.date, c: dt.date):
    assert DAYS.between(a, b) + DAYS.between(b, c) == DAYS.between(a, c)


@given(st.lists(st.dates(DAYS.first_day - ONE_DAY, D(2027, 2, 1)), max_size=20), numbers)
def test_many_dates_at_once_give_the_same_as_one_by_one(many: list[dt.date], n: int):
    reached = bulk.add_many(DAYS, np.array([d.toordinal() for d in many], dtype=np.int64), n)
    assert [int(ordinal) for ordinal in reached] == [one(d, n) for d in many]


def one(start: dt.date, n: int) -> int:
    try:
        return DAYS.add(start, n).toordinal()
    except BeyondCalendar:
        return 0


def test_many_dates_at_once_refuse_a_start_before_the_calendar():
    with pytest.raises(BeforeCalendar):
        bulk.add_many(DAYS, np.array([D(2020, 1, 1).toordinal()]), 3)


@pytest.mark.parametrize(("n", "worst"), [(3, 12), (5, 15), (7, 18), (10, 22), (15, 29), (20, 36), (30, 50)])
def test_the_worst_span_of_working_days_is_what_the_legal_facts_say(n: int, worst: int):
    assert bulk.worst_span(DAYS, n) == worst


def test_the_worst_span_of_more_days_than_are_published_is_not_known():
    with pytest.raises(BeyondCalendar):
        bulk.worst_span(DAYS, 2000)
