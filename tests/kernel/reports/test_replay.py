"""What if: deterministic, monotone, and by the clocks of production."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.cases.facts import Accepted, Decided, DueRecomputed, ProcedureStarted
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.reckoning import Pause
from banshi.kernel.reports import replay
from banshi.kernel.reports.replay import MOST, Event, Job, Scenario
from banshi.kernel.workdays.days import DayTable, Kind
from banshi.lib.clock import BEIJING

pytestmark = pytest.mark.pure
FIRST = dt.date(2026, 1, 1)
YEAR = [FIRST + dt.timedelta(days=ago) for ago in range(365)]
DAYS = DayTable((day, Kind.WEEKEND if day.weekday() > 4 else Kind.WORKDAY, "") for day in YEAR)
JOBS = st.lists(
    st.tuples(st.integers(0, 200), st.integers(0, 30), st.integers(0, 200), st.integers(0, 20)),
    min_size=1,
    max_size=25,
).map(
    lambda found: [
        Job(at, YEAR[start], service, (Pause(YEAR[since], YEAR[since + length]),))
        for at, (start, service, since, length) in enumerate(found)
    ]
)


def no_parameters(_article, _name, _day):
    raise AssertionError("the clocks of a decision ask for none")


def moment(day, hour=10):
    return dt.datetime.combine(day, dt.time(hour), BEIJING)


def story(start, promised=10, statutory=20, pause=None):
    accepted = Accepted(
        since=start,
        statutory=f"{statutory} working_day",
        promised=f"{promised} working_day",
        online=False,
        document=1,
    )
    events = [Event(moment(start), accepted)]
    if pause:
        first, last = pause
        procedure = ProcedureStarted(
            procedure=1,
            procedure_kind="hearing",
            first=first,
            last=last,
            stops=("statutory", "promised"),
            document=2,
        )
        events.append(Event(moment(first), procedure))
    return events


def judged(events, days, end, closed=False):
    return replay.judge(events, days, no_parameters, moment(end), closed)


@given(JOBS, st.integers(1, 6))
def test_the_same_gives_the_same_in_whatever_order(jobs, number):
    found = replay.queue(jobs, number, DAYS)
    assert replay.queue(list(reversed(jobs)), number, DAYS) == found
    assert all(found[job.case_id] >= job.start for job in jobs)


@given(JOBS, st.integers(1, 6), st.integers(1, 3))
def test_with_fewer_places_nobody_is_served_earlier(jobs, number, more):
    few, many = replay.queue(jobs, number, DAYS), replay.queue(jobs, number + more, DAYS)
    assert all(few[one] >= many[one] for one in few)


@given(JOBS)
def test_with_a_place_for_everybody_nobody_waits(jobs):
    found = replay.queue(jobs, len(jobs), DAYS)
    for job in jobs:
        if not job.service:
            assert found[job.case_id] == job.start
        elif found[job.case_id] < DAYS.last_day:
            worked = [
                day
                for day in YEAR
                if job.start < day <= found[job.case_id]
                and DAYS.is_workday(day)
                and not any(one.first <= day <= one.last for one in job.pauses)
            ]
            assert len(worked) == job.service


@given(st.integers(0, 999_999), st.integers(1, 10**9), st.lists(st.integers(0, 60), min_size=1))
def test_a_draw_is_one_of_those_observed_and_depends_on_seed_and_case_only(seed, case_id, observed):
    found = replay.drawn(seed, case_id, observed)
    assert found in observed
    assert found == replay.drawn(seed, case_id, list(reversed(observed)))


@given(st.integers(0, 150), st.integers(1, 40), st.integers(1, 40), st.integers(0, 90))
def test_a_shorter_promise_never_makes_a_late_case_timely(start, promised, shorter, taken):
    events, end = story(YEAR[start], promised, 60), YEAR[start + taken]
    order = [Lamp.GREEN, Lamp.AMBER, Lamp.RED]
    told = replay.told(events, Scenario(promise=shorter))
    before, after = judged(events, DAYS, end), judged(told, DAYS, end)
    assert after is not Lamp.RED or before is Lamp.RED or shorter < promised
    assert before is not Lamp.RED or after is Lamp.RED
    assert order.index(after) >= order.index(before) or shorter >= promised or after is Lamp.GREEN


def test_the_promise_is_cut_by_the_real_clock_pauses_and_all():
    start = dt.date(2026, 3, 2)  # a Monday
    events = story(start, 10, pause=(dt.date(2026, 3, 4), dt.date(2026, 3, 10)))  # five working days
    told = replay.told(events, Scenario(promise=5))
    assert judged(events, DAYS, dt.date(2026, 3, 23)) is not Lamp.RED  # the tenth day
    assert judged(told, DAYS, dt.date(2026, 3, 16)) is not Lamp.RED  # the fifth
    assert judged(told, DAYS, dt.date(2026, 3, 16), closed=True) is Lamp.RED
    assert judged(told, DAYS, dt.date(2026, 3, 17)) is Lamp.RED


def test_what_is_shorter_or_counted_otherwise_stays():
    events = story(FIRST, 5)
    assert replay.told(events, Scenario(promise=7))[0].fact == events[0].fact
    by_days = Accepted(
        since=FIRST, statutory="60 calendar_day", promised="30 calendar_day", online=False, document=1
    )
    assert replay.told([Event(moment(FIRST), by_days)], Scenario(promise=1))[0].fact == by_days
    decided = Event(moment(FIRST), Decided(granted=True, document=1))
    assert replay.told([decided], Scenario(promise=1)) == (decided,)
    moved = DueRecomputed(clock="promised", before=FIRST, after=FIRST, calendar="x", stands=True)
    kept = Event(moment(FIRST), moved)
    assert replay.told([kept], Scenario(fewer=1)) == (kept,)
    assert replay.told([kept], Scenario(saturdays=True)) == ()


def test_on_saturdays_ordinary_ones_only():
    holiday = dt.date(2026, 5, 2)
    days = DayTable(
        (day, Kind.HOLIDAY if day == holiday else Kind.WEEKEND if day.weekday() > 4 else Kind.WORKDAY, "")
        for day in YEAR
    )
    other = replay.calendar(days, Scenario(saturdays=True))
    assert other.is_workday(dt.date(2026, 5, 9))
    assert not other.is_workday(holiday)
    assert not other.is_workday(dt.date(2026, 5, 10))
    assert replay.calendar(days, Scenario()) is days


@pytest.mark.parametrize(
    ("people", "fewer", "number"), [(2, 0, 3), (2, 1, 1), (3, 1, 2), (1, 1, 3), (2, 9, 1), (0, 1, 3)]
)
def test_places_go_with_the_heads_and_one_stays(people, fewer, number):
    three = [(YEAR[0], YEAR[9]), (YEAR[2], YEAR[4]), (YEAR[4], YEAR[20]), (YEAR[30], YEAR[31])]
    assert replay.places(three, people, fewer) == number


@pytest.mark.parametrize(
    ("scenario", "number", "field"),
    [
        (Scenario(), 5, "promise"),
        (Scenario(promise=5), 0, "first"),
        (Scenario(promise=5), MOST + 1, "first"),
        (Scenario(fewer=1), MOST, None),
        (Scenario(saturdays=True), 1, None),
    ],
)
def test_a_question_changes_something_and_is_bounded(scenario, number, field):
    found = replay.asking(scenario, number)
    assert bool(found) is (field is None)
    assert [reason.field for reason in found.reasons] == ([field] if field else [])
