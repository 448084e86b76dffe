"""The rules of appointments, row by row, with the article of each."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.appointments.rules import booking, life, waiting
from banshi.institutions.appointments.rules.booking import Stated
from banshi.institutions.appointments.rules.days import (
    Daylight,
    Hours,
    Opening,
    hours_fit,
    opening,
    spans_of,
    way,
)
from banshi.institutions.appointments.rules.life import HOLDING, MOVES, State
from banshi.kernel.workdays.days import Kind
from banshi.lib.clock import BEIJING

pytestmark = pytest.mark.pure

MONDAY = dt.date(2026, 11, 23)
BOOKABLE = ("workday", "adjusted_workday", "weekend")
MORNING = Hours(0, dt.time(9), dt.time(12), 30, 2)


@pytest.mark.parametrize(
    ("article", "kind", "closure", "allowed", "words"),
    [
        ("03-04", Kind.WORKDAY, "", True, ""),
        ("03-04", Kind.ADJUSTED_WORKDAY, "", True, ""),
        ("03-04", Kind.WEEKEND, "", True, ""),
        ("03-04", Kind.HOLIDAY, "", False, "放假"),
        ("03-04", Kind.WORKDAY, "停电", False, "临时不开放"),
        ("03-04", None, "", False, "还没有公布"),
    ],
)
def test_which_days_are_bookable(article, kind, closure, allowed, words):
    known = Daylight(MONDAY, kind, closure=closure)
    decision = opening(known, today=MONDAY, ahead=30, bookable=BOOKABLE)
    assert decision.allowed is allowed
    assert article in decision.articles
    assert all(words in reason.text and article in reason.articles for reason in decision.reasons)


@pytest.mark.parametrize(
    ("days", "allowed"), [(-1, False), (0, True), (1, True), (30, True), (31, False), (400, False)]
)
def test_from_today_to_the_last_day_of_the_horizon(days, allowed):
    known = Daylight(MONDAY + dt.timedelta(days=days), Kind.WORKDAY)
    assert opening(known, today=MONDAY, ahead=30, bookable=BOOKABLE).allowed is allowed


@pytest.mark.parametrize(
    ("kind", "week", "found"),
    [
        (Kind.WORKDAY, [MORNING], Opening.OPEN),
        (Kind.WORKDAY, [], Opening.SHUT),
        (Kind.WEEKEND, [Hours(5, dt.time(9), dt.time(10), 30, 1)], Opening.ON_REQUEST),
        (Kind.WEEKEND, [], Opening.SHUT),
        (Kind.ADJUSTED_WORKDAY, [MORNING], Opening.OPEN),
        (Kind.HOLIDAY, [MORNING], Opening.SHUT),
    ],
)
def test_a_weekend_is_given_on_request_and_an_adjusted_workday_is_a_working_day(kind, week, found):
    day = MONDAY if kind in {Kind.WORKDAY, Kind.HOLIDAY} else MONDAY + dt.timedelta(days=5)
    known = Daylight(day, kind)
    decision = opening(known, today=MONDAY, ahead=30, bookable=BOOKABLE)
    assert way(known, decision, spans_of(day, kind, week))[0] is found


@pytest.mark.parametrize(
    ("hours", "texts"),
    [
        (Hours(0, dt.time(9), dt.time(10), 30, 2), ["09:00-09:30", "09:30-10:00"]),
        (Hours(0, dt.time(9), dt.time(10), 25, 2), ["09:00-09:25", "09:25-09:50"]),
        (Hours(0, dt.time(9), dt.time(9, 20), 30, 2), []),
        (Hours(1, dt.time(9), dt.time(10), 30, 2), []),
    ],
)
def test_slots_follow_each_other_and_none_ends_after_the_hours(hours, texts):
    found = spans_of(MONDAY, Kind.WORKDAY, [hours])
    assert [f"{span.start:%H:%M}-{span.end:%H:%M}" for span in found] == texts


times = st.times(dt.time(7), dt.time(19, 59)).map(lambda t: t.replace(second=0, microsecond=0))


@st.composite
def any_hours(draw) -> Hours:
    first, last = sorted((draw(times), draw(times)))
    return Hours(draw(st.integers(0, 6)), first, last, draw(st.integers(5, 240)), draw(st.integers(1, 50)))


@given(st.lists(any_hours(), max_size=14), st.integers(0, 6))
def test_whatever_fits_makes_slots_that_never_overlap_and_stay_within_the_hours(week, offset):
    day = MONDAY + dt.timedelta(days=offset)
    found = spans_of(day, Kind.WORKDAY, week)
    if not hours_fit(week).allowed:
        return
    assert all(a.end <= b.start for a, b in pairwise(found))
    own = [each for each in week if each.weekday == day.weekday()]
    for span in found:
        assert any(each.opens <= span.start and span.end <= each.closes for each in own)


@pytest.mark.parametrize(
    ("article", "week", "words"),
    [
        ("03-04", [], "至少"),
        ("03-04", [Hours(0, dt.time(12), dt.time(9), 30, 2)], "晚于"),
        ("03-04", [Hours(0, dt.time(9), dt.time(9, 10), 30, 2)], "放不下"),
        ("03-04", [Hours(0, dt.time(9), dt.time(12), 3, 2)], "5 到 240"),
        ("03-04", [Hours(0, dt.time(9), dt.time(12), 30, 0)], "1 到 50"),
        ("03-04", [MORNING, Hours(0, dt.time(11), dt.time(13), 30, 2)], "重叠"),
    ],
)
def test_a_week_that_cannot_be_put_in_force_says_why(article, week, words):
    decision = hours_fit(week)
    assert not decision.allowed
    assert any(words in reason.text and article in reason.articles for reason in decision.reasons)


@pytest.mark.parametrize(
    ("article", "changed", "field"),
    [
        ("03-03", {"purpose": "chat"}, "purpose"),
        ("03-03", {"purpose": "other", "has_item": False, "note": " "}, "note"),
        ("03-05", {"reason": ""}, "reason"),
        ("03-05", {"reason": "YY-4"}, "reason"),
        ("03-06", {"channel": "pigeon"}, "channel"),
        ("03-02", {"name": " "}, "name"),
    ],
)
def test_a_booking_says_what_for_why_how_and_who(article, changed, field):
    usual = {"purpose": "intake", "reason": "YY-1", "channel": "phone", "name": "张伟", "has_item": True}
    reasons = ("YY-1", "YY-2", "YY-3")
    assert booking.stated(Stated(**usual), reasons=reasons).allowed
    decision = booking.stated(Stated(**(usual | changed)), reasons=reasons)
    assert [(r.field, r.articles) for r in decision.reasons] == [(field, (article,))]


@pytest.mark.parametrize(
    ("article", "roles", "staff", "taken"),
    [
        ("03-06-1", {"handler"}, True, "section"),
        ("03-06-1", {"guide"}, True, "consultation_desk"),
        ("03-06-2", {"guide", "clerk"}, True, "section"),
        ("03-06", set(), False, "oneself"),
    ],
)
def test_who_took_it(article, roles, staff, taken):
    assert booking.taken_by(roles, staff=staff) == taken


STARTS = dt.datetime(2026, 11, 24, 9, 30, tzinfo=BEIJING)
ENDS = STARTS + dt.timedelta(minutes=30)


@pytest.mark.parametrize(
    ("seconds", "in_time"), [(-3600, True), (0, True), (1799, True), (1800, True), (1801, False)]
)
def test_thirty_minutes_to_the_second(seconds, in_time):
    now = STARTS + dt.timedelta(seconds=seconds)
    assert waiting.in_time(starts=STARTS, now=now, minutes=30) is in_time
    assert waiting.arrival(starts=STARTS, now=now, minutes=30).allowed is in_time
    assert waiting.given_up(starts=STARTS, now=now, minutes=30, checked_in=False) is not in_time
    assert not waiting.given_up(starts=STARTS, now=now, minutes=30, checked_in=True)


def test_nobody_checks_in_on_the_day_before():
    eve = waiting.arrival(starts=STARTS, now=STARTS - dt.timedelta(days=1), minutes=30)
    assert not eve.allowed
    assert "03-08" in eve.reasons[0].articles


@pytest.mark.parametrize(
    ("arrived", "by"),
    [(-600, 0), (0, 0), (600, 600), (1800, 1800)],
)
def test_a_visitors_own_delay_is_added_to_the_bureaus_time(arrived, by):
    found = waiting.serve_by(starts=STARTS, ends=ENDS, arrived=STARTS + dt.timedelta(seconds=arrived))
    assert found == ENDS + dt.timedelta(seconds=by)
    assert not waiting.bureau_late(by=found, now=found)
    assert waiting.bureau_late(by=found, now=found + dt.timedelta(seconds=1))


@given(st.lists(st.sampled_from(sorted({*MOVES, *life.BEGINNINGS})), max_size=30))
def test_whatever_is_tried_a_booking_has_one_state_and_what_has_ended_stays_ended(tried):
    state, ended = None, False
    for fact in ["booked", *tried]:
        following = life.after(state, fact)
        if following is None:
            continue
        assert not ended
        state = following
        ended = state not in life.OPEN
    assert state is not None
    assert state in State


@given(st.lists(st.sampled_from(sorted(MOVES)), max_size=20))
def test_who_has_checked_in_is_never_given_up_or_displaced(tried):
    state = State.ARRIVED
    for fact in tried:
        state = life.after(state, fact) or state
        assert state not in {State.GIVEN_UP, State.DISPLACED}


def test_every_state_can_be_reached_and_named():
    reached = {*life.BEGINNINGS.values(), *(after for moves in MOVES.values() for after in moves.values())}
    assert reached == set(State) == set(life.NAMES)
    assert reached > HOLDING
    assert life.state_of(["booked", "arrived", "serving", "served"]) is State.SERVED


@pytest.mark.parametrize(
    ("purpose", "brought"),
    [
        ("intake", ("申请书", "章程")),
        ("delivery", ("本人有效身份证件", "收件凭证或者受理通知书")),
        ("processing", ("本人有效身份证件", "收件凭证", "需要补交的材料")),
        ("other", ("本人有效身份证件", "和这件事有关的材料")),
    ],
)
def test_what_to_bring(purpose, brought):
    assert booking.bring(purpose, ["申请书", "章程"]) == brought
