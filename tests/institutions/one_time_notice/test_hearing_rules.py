"""听证和听取意见：the bounds of the licensing law (36, 46 to 48), to the day. Each row names its article."""

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.one_time_notice.rules.completing import Paper, no_correction
from banshi.institutions.one_time_notice.rules.hearings import (
    Arrangement,
    Bounds,
    HearingState,
    arranging,
    asking,
    closing,
    heard,
    hearing_statement,
    offering,
    telling_interested,
    waiving,
)

pytestmark = pytest.mark.pure
TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
TOLD = HearingState(until=dt.date(2026, 11, 30))
ASKED = replace(TOLD, requested=True)
CALLED = replace(ASKED, on=TODAY)
HELD = replace(CALLED, held=True)
WAIVED = replace(ASKED, waived=True)
OVER = HearingState(until=TODAY - DAY)


@pytest.mark.parametrize(
    ("article", "earlier", "matter", "allowed"),
    [
        ("06-05-2", None, "拟不予许可", True),
        ("06-05-2", OVER, "拟不予许可", True),
        ("06-05-2", HELD, "拟不予许可", True),
        ("06-05-2", WAIVED, "拟不予许可", True),
        ("06-05-2", TOLD, "拟不予许可", False),
        ("06-05-2", replace(OVER, requested=True), "拟不予许可", False),
        ("06-05-2", None, "  ", False),
    ],
)
def test_the_right_is_told_once_at_a_time(article, earlier, matter, allowed):
    decision = offering(earlier, matter=matter, today=TODAY)
    assert decision.allowed is allowed
    assert article in decision.articles


@pytest.mark.parametrize(
    ("article", "hearing", "today", "words"),
    [
        ("06-05-2", TOLD, TODAY, ""),
        ("06-05-2", TOLD, dt.date(2026, 11, 30), ""),
        ("06-05-2", TOLD, dt.date(2026, 12, 1), "已经过了"),
        ("06-05-2", HearingState(until=None), TODAY, ""),
        ("06-05-2", ASKED, TODAY, "已经要求过听证"),
        ("06-05-2", None, TODAY, "还没有告知听证的权利"),
        ("06-05-2", replace(TOLD, waived=True), TODAY, "不能再要求"),
    ],
)
def test_five_working_days_to_ask(article, hearing, today, words):
    decision = asking(hearing, today=today)
    assert decision.allowed == (not words)
    assert words in "".join(map(str, decision.reasons))
    assert article in decision.articles


FIRST, LAST = dt.date(2026, 12, 2), dt.date(2026, 12, 21)
BOUNDS = Bounds(FIRST, LAST, handler=7)
WANTED = Arrangement(FIRST, "上午9:00", "三楼会议室", chair=9)


@pytest.mark.parametrize(
    ("article", "changed", "bounds", "field"),
    [
        ("06-05-2", {}, BOUNDS, None),
        ("06-05-2", {"on": LAST}, BOUNDS, None),
        ("06-05-2", {"on": FIRST - DAY}, BOUNDS, "on"),
        ("06-05-2", {"on": LAST + DAY}, BOUNDS, "on"),
        ("06-05-2", {"on": None}, BOUNDS, "on"),
        ("06-05-2", {"chair": 7}, BOUNDS, "chair"),
        ("06-05-2", {"time": " "}, BOUNDS, "time"),
        ("06-05-2", {"place": ""}, BOUNDS, "place"),
        ("06-05-2", {}, replace(BOUNDS, latest=None), None),
        ("06-05-2", {}, replace(BOUNDS, earliest=None), "on"),
    ],
)
def test_seven_working_days_ahead_within_twenty_and_another_chair(article, changed, bounds, field):
    decision = arranging(ASKED, replace(WANTED, **changed), bounds)
    assert decision.allowed == (field is None)
    assert [reason.field for reason in decision.reasons] == ([] if field is None else [field])
    assert article in decision.articles


@given(st.dates(dt.date(2026, 11, 1), dt.date(2027, 1, 31)))
def test_a_hearing_lies_between_its_bounds(on):
    assert arranging(ASKED, replace(WANTED, on=on), BOUNDS).allowed == (FIRST <= on <= LAST)


@pytest.mark.parametrize("hearing", [None, TOLD, HELD, WAIVED])
def test_nothing_is_announced_that_nobody_asked_for(hearing):
    assert not arranging(hearing, WANTED, BOUNDS)


@pytest.mark.parametrize(
    ("article", "hearing", "today", "changed", "words"),
    [
        ("06-05-2", CALLED, TODAY, {}, ""),
        ("06-05-2", CALLED, TODAY + DAY, {}, ""),
        ("06-05-2", CALLED, TODAY - DAY, {}, "还没有到"),
        ("06-05-2", CALLED, TODAY, {"signed": False}, "签名或者盖章"),
        ("06-05-2", CALLED, TODAY, {"minutes": " "}, "经过和各方的意见"),
        ("06-05-2", CALLED, TODAY, {"participants": ""}, "谁参加了"),
        ("06-05-2", ASKED, TODAY, {}, "没有通知过听证"),
        ("06-05-2", HELD, TODAY, {}, "没有通知过听证"),
        ("06-05-2", None, TODAY, {}, "没有通知过听证"),
    ],
)
def test_the_minutes_are_signed_on_the_day_or_later(article, hearing, today, changed, words):
    given = {"minutes": "各方陈述……", "participants": "申请人", "signed": True} | changed
    decision = closing(hearing, today=today, **given)
    assert decision.allowed == (not words)
    assert words in "".join(map(str, decision.reasons))
    assert article in decision.articles


@pytest.mark.parametrize(
    ("hearing", "allowed"),
    [(None, False), (TOLD, True), (ASKED, True), (CALLED, True), (HELD, False), (WAIVED, False)],
)
def test_only_what_is_open_is_given_up(hearing, allowed):
    assert waiving(hearing).allowed is allowed


@pytest.mark.parametrize(
    ("article", "hearing", "persons", "words"),
    [
        ("06-05-2", None, (), ""),
        ("06-05-2", OVER, (), ""),
        ("06-05-2", HELD, (), ""),
        ("06-05-2", WAIVED, (), ""),
        ("06-05-2", TOLD, (), "还可以要求听证"),
        ("06-05-2", HearingState(until=TODAY), (), "还可以要求听证"),
        ("06-05-2", HearingState(until=None), (), "还可以要求听证"),
        ("06-05-2", ASKED, (), "听证举行以前，不能作出决定"),
        ("06-05-2", CALLED, (), "听证举行以前，不能作出决定"),
        ("06-05-2", replace(OVER, requested=True), (), "听证举行以前，不能作出决定"),
        ("06-05", None, (TODAY - DAY,), ""),
        ("06-05", None, (TODAY,), "请先听取意见"),
        ("06-05", HELD, (TODAY - DAY, TODAY + DAY), "请先听取意见"),
    ],
)
def test_nothing_is_decided_before_people_were_heard(article, hearing, persons, words):
    decision = heard(hearing, persons, today=TODAY)
    assert decision.allowed == (not words)
    assert words in "".join(map(str, decision.reasons))
    assert all(article in reason.articles for reason in decision.reasons)
    assert decision.allowed or decision.instead


@pytest.mark.parametrize(
    ("article", "changed", "field"),
    [
        ("06-05", {}, None),
        ("06-05", {"until": TODAY}, "until"),
        ("06-05", {"until": None}, "until"),
        ("06-05", {"name": " "}, "name"),
        ("06-05", {"interest": ""}, "interest"),
    ],
)
def test_an_interested_person_is_told_properly(article, changed, field):
    given = {"name": "李明", "interest": "住宅相邻", "until": TODAY + DAY} | changed
    decision = telling_interested(**given, today=TODAY)
    assert [reason.field for reason in decision.reasons] == ([] if field is None else [field])
    assert article in decision.articles


@pytest.mark.parametrize(
    ("before", "made", "statement", "allowed"),
    [
        (False, True, "请保证夜间安静", True),
        (False, False, "", True),
        (False, True, " ", False),
        (True, True, "再说一次", False),
    ],
)
def test_a_statement_is_put_on_record_once_with_its_words(before, made, statement, allowed):
    assert hearing_statement(heard_before=before, made=made, statement=statement).allowed is allowed


@pytest.mark.parametrize(
    ("chosen", "reason", "fields"),
    [
        ((2,), "要重新验资", []),
        ((2,), " ", ["reason"]),
        ((1,), "要重新验资", ["materials"]),
        ((), "", ["materials", "reason"]),
    ],
)
def test_why_something_cannot_be_corrected_at_once_is_said(chosen, reason, fields):
    papers = (Paper(1, "申请书", "missing"), Paper(2, "验资报告", "wrong"))
    assert [why.field for why in no_correction(papers, chosen, reason=reason).reasons] == fields
