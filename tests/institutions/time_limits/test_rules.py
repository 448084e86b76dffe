"""限时办结 as tables: each row a situation, the outcome, and the article it rests on."""

import datetime as dt

import pytest

from banshi.institutions.time_limits import rules

pytestmark = pytest.mark.pure

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(1)
REQUEST = {
    "days": 10,
    "reason": "需要征求省厅意见",
    "most": 10,
    "due": TODAY + 5 * DAY,
    "today": TODAY,
    "extended": False,
    "pending": False,
}


@pytest.mark.parametrize(
    ("change", "articles"),
    [
        ({}, []),
        ({"due": TODAY}, []),
        ({"due": None}, []),
        ({"days": 1}, []),
        ({"days": 0}, ["06-05-1"]),
        ({"days": 11}, ["06-05-1"]),
        ({"days": None}, ["06-05-1"]),
        ({"reason": "  "}, ["06-05-1"]),
        ({"due": TODAY - DAY}, ["06-05-1"]),
        ({"extended": True}, ["06-05-1"]),
        ({"pending": True}, ["06-05-1"]),
    ],
)
def test_an_extension_is_asked_for_once_in_time_and_with_a_reason(change, articles):
    decision = rules.extension_request(**{**REQUEST, **change})
    assert [reason.articles[0] for reason in decision.reasons] == articles


@pytest.mark.parametrize(
    ("granted", "opinion", "due", "same", "fields"),
    [
        (True, "", TODAY, False, []),
        (True, "", TODAY - DAY, False, ["granted"]),
        (False, "理由不足", TODAY - DAY, False, []),
        (False, " ", TODAY, False, ["opinion"]),
        (True, "", TODAY, True, ["granted"]),
    ],
)
def test_a_leader_answers_before_the_clock_runs_out_and_not_for_themselves(
    granted, opinion, due, same, fields
):
    decision = rules.extension_answer(
        granted=granted, opinion=opinion, due=due, today=TODAY, asked_by_same=same
    )
    assert [reason.field for reason in decision.reasons] == fields


@pytest.mark.parametrize(
    ("due", "earliest", "delay", "fields"),
    [
        (TODAY, None, "", []),
        (TODAY - DAY, None, "", ["delay_reason"]),
        (TODAY - DAY, None, "系统停电两天", []),
        (TODAY, TODAY, "", []),
        (TODAY, TODAY + DAY, "", ["granted"]),
        (None, None, "", []),
    ],
)
def test_a_decision_is_neither_early_nor_late_without_a_cause(due, earliest, delay, fields):
    decision = rules.deciding(due=due, today=TODAY, earliest=earliest, delay_reason=delay)
    assert [reason.field for reason in decision.reasons] == fields


@pytest.mark.parametrize(
    ("state", "ended", "deemed"),
    [
        ("received", 0, True),
        ("received", 1, False),
        ("supplement", -1, False),
        ("review", -1, False),
        ("received", None, False),
    ],
)
def test_silence_counts_as_acceptance_once_the_moment_has_passed(state, ended, deemed):
    now = dt.datetime(2026, 11, 23, 17, tzinfo=dt.UTC)
    moment = None if ended is None else now + dt.timedelta(seconds=ended)
    assert rules.deemed_acceptance(state=state, ended=moment, now=now).allowed is deemed


def test_the_shortest_limit_governs():
    assert rules.shortest(statutory=TODAY + 9 * DAY, promised=TODAY + 2 * DAY, superior=None) == "promised"
    assert rules.shortest(statutory=TODAY, promised=TODAY + 2 * DAY) == "statutory"
    assert rules.shortest(statutory=None) is None


@pytest.mark.parametrize(
    ("before", "after", "kept"),
    [(1, 0, True), (0, 0, False), (0, 1, False), (None, 0, False), (0, None, False)],
)
def test_a_told_date_is_never_shortened(before, after, kept):
    day = {None: None, 0: TODAY, 1: TODAY + DAY}
    assert rules.shortens(before=day[before], after=day[after]) is kept
