"""The limits of a complaint: several run side by side, and the earliest binds (10-04, 10-09, 10-12, ruling 3)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.complaints.rules import limits
from banshi.institutions.complaints.rules.limits import CAUSES, Numbers
from banshi.kernel.workdays import bundled
from banshi.lib.clock import parse

pytestmark = pytest.mark.pure
NUMBERS = Numbers(
    reply_wd=7, reply_cd=15, close_wd=30, close_cd=60, extension_cd=30, review_cd=30, ask_review_cd=30
)
DAYS = bundled.table()
PUBLISHED = st.dates(dt.date(2023, 1, 1), dt.date(2026, 9, 1))


def day(text):
    return dt.date.fromisoformat(text)


# Received, which limit binds (0 the regulation's, 1 the petition rules'), the date: 10-09.
REPLIES = [
    ("2026-11-02", 0, "2026-11-11"),
    ("2026-09-21", 0, "2026-10-08"),
    ("2026-09-22", 1, "2026-10-08"),
    ("2026-09-24", 1, "2026-10-09"),
    ("2026-09-25", 1, "2026-10-10"),
    ("2026-02-13", 1, "2026-02-28"),
    ("2025-01-21", 1, "2025-02-05"),
]


@pytest.mark.parametrize(("received", "binds", "date"), REPLIES)
def test_seven_working_days_and_never_later_than_fifteen_days(received, binds, date):
    found = limits.reply(day(received), NUMBERS, DAYS)
    assert (found.date, found.binding) == (day(date), found.running[binds])


# Accepted, agreed, days granted, which binds, the date: 10-12.
CLOSINGS = [
    ("2026-03-02", None, 0, "60", "2026-05-06"),
    ("2026-03-02", "2026-03-09", 0, "30", "2026-04-21"),
    ("2026-03-02", "2026-04-20", 0, "60", "2026-05-06"),
    ("2026-03-02", "2026-05-06", 0, "60", "2026-05-06"),
    ("2026-03-02", None, 30, "60", "2026-06-01"),
    ("2026-03-02", "2026-03-09", 10, "30", "2026-05-06"),
]


@pytest.mark.parametrize(("accepted", "agreed", "more", "binds", "date"), CLOSINGS)
def test_done_thirty_working_days_after_agreement_or_at_the_outer_limit(accepted, agreed, more, binds, date):
    found = limits.close(day(accepted), day(agreed) if agreed else None, NUMBERS, DAYS, more)
    assert found.date == day(date)
    assert str(found.binding.reckoned.limit.value) == binds


@given(PUBLISHED)
def test_whatever_binds_is_the_earliest_of_all_that_run(received):
    found = limits.reply(received, NUMBERS, DAYS)
    assert found.date == min(one.reckoned.date for one in found.running)
    assert found.date <= received + dt.timedelta(days=15 + 10)


@given(PUBLISHED, st.integers(0, 80), st.integers(0, 30))
def test_agreement_never_lengthens_and_an_extension_never_shortens(accepted, later, more):
    agreed = accepted + dt.timedelta(days=later)
    alone = limits.close(accepted, None, NUMBERS, DAYS)
    both = limits.close(accepted, agreed, NUMBERS, DAYS)
    extended = limits.close(accepted, agreed, NUMBERS, DAYS, more)
    if alone.date and both.date and extended.date:
        assert both.date <= alone.date
        assert extended.date >= both.date


def test_past_the_published_calendar_no_date_is_guessed():
    found = limits.reply(day("2026-12-28"), NUMBERS, DAYS)
    assert found.date is None
    assert found.binding.reckoned.provisional
    assert limits.review_until(day("2026-12-20"), NUMBERS, DAYS) is None


@pytest.mark.parametrize(
    ("cause", "reason", "days", "field"),
    [
        ("policy_change", "政策调整", 30, None),
        ("force_majeure", "暴雪封路", 1, None),
        ("other", "上级批复未到", 15, None),
        ("busy", "人手不够", 10, "cause"),
        ("policy_change", " ", 10, "reason"),
        ("policy_change", "政策调整", 31, "days"),
        ("policy_change", "政策调整", 0, "days"),
        ("policy_change", "政策调整", None, "days"),
    ],
)
def test_more_time_only_for_a_listed_cause_with_a_reason_and_within_thirty_days(cause, reason, days, field):
    decision = limits.extension(cause=cause, reason=reason, days=days, most=30)
    assert decision.allowed is (field is None)
    assert [why.field for why in decision.reasons] == ([field] if field else [])
    assert set(CAUSES) == {"policy_change", "force_majeure", "other"}


@pytest.mark.parametrize(
    ("now", "climbs"),
    [("2026-11-23T10:59:59", False), ("2026-11-23T11:00:00", True), ("2026-11-24T09:00:00", True)],
)
def test_the_hour_is_counted_to_the_second(now, climbs):
    told = parse("2026-11-23T10:00:00")
    assert limits.climbs(told=told, acknowledged=False, now=parse(now), minutes=60) is climbs
    assert not limits.climbs(told=told, acknowledged=True, now=parse(now), minutes=60)
