"""延时服务 as pure rules, article by article, to the second."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.extended_hours import rules
from banshi.lib import clock

pytestmark = pytest.mark.pure

DAY = "2026-11-23T"
CLOSE = clock.parse(f"{DAY}17:00:00")
LATEST = clock.parse(f"{DAY}20:00:00")


def at(moment):
    return clock.parse(moment if "T" in moment else f"{DAY}{moment}")


FINISHABLE = [
    ("02-04", {}, True, "complete, handed in within hours, not accepted yet"),
    ("02-04", {"received_at": at("16:59:59")}, True, "the last second of office hours"),
    ("02-04", {"received_at": at("17:00:00")}, False, "handed in after hours: no matter of this article"),
    ("02-04", {"received_at": at("2026-11-20T16:00:00")}, False, "yesterday's"),
    ("02-04", {"open_": False}, False, "finished"),
    ("02-04", {"complete": False}, False, "papers are missing"),
    ("02-04", {"accepted": True, "promise_days": 0}, True, "done at once"),
    ("02-04", {"accepted": True, "promise_days": 1}, True, "one working day is short"),
    ("02-04", {"accepted": True, "promise_days": 2}, False, "two are not"),
    ("02-04", {"accepted": True, "promise_days": None}, False, "no promise in days"),
]


@pytest.mark.parametrize(("article", "given_", "expected", "why"), FINISHABLE)
def test_what_has_to_be_served_on(article, given_, expected, why):
    usual = {
        "received_at": at("16:00:00"),
        "close": CLOSE,
        "open_": True,
        "complete": True,
        "accepted": False,
        "promise_days": 20,
        "short_days": 1,
    }
    assert rules.finishable(**(usual | given_)) is expected, why


@pytest.mark.parametrize(
    ("accepted", "section", "work"),
    [
        (None, True, "handle"),
        (None, False, "within_power"),
        (False, True, "accept"),
        (True, True, "review"),
    ],
)
def test_every_line_is_one_of_the_four_kinds_of_work(accepted, section, work):
    assert rules.work_of(accepted=accepted, section=section) == work
    assert work in rules.SCOPE


@pytest.mark.parametrize(("moment", "allowed"), [("15:59:59", False), ("16:00:00", True), ("19:00:00", True)])
def test_the_closing_list_is_decided_from_an_hour_before_closing_on(moment, allowed):
    assert rules.may_decide(at(moment), CLOSE).allowed is allowed


LINES = [
    ("serve_on", "", False, None, set()),
    ("appointment", "要回家取材料", True, None, set()),
    ("appointment", "", True, None, {"reason"}),
    ("appointment", "要回家取材料", False, None, {"agreed"}),
    ("handed_over", "经办人出差", False, 7, set()),
    ("handed_over", "经办人出差", False, None, {"successor"}),
    ("handed_over", " ", False, None, {"reason", "successor"}),
    ("", "理由", False, None, {"decision"}),
]


@pytest.mark.parametrize(("decision", "reason", "agreed", "successor", "fields"), LINES)
def test_who_is_not_served_on_is_owed_a_reason(decision, reason, agreed, successor, fields):
    judged = rules.line(decision=decision, reason=reason, agreed=agreed, successor=successor)
    assert {why.field for why in judged.reasons} == fields
    assert judged.allowed is (not fields)
    assert all(why.articles == ("02-04",) for why in judged.reasons)


OPENINGS = [
    ("16:59:59", [1], rules.EQUIPMENT, "", {"02-02"}),
    ("17:00:00", [1], rules.EQUIPMENT, "", set()),
    ("19:59:59", [1], rules.EQUIPMENT, "", set()),
    ("20:00:00", [1], rules.EQUIPMENT, "", {"02-05"}),
    ("18:00:00", [], rules.EQUIPMENT, "", {"02-04"}),
    ("18:00:00", [1], ("computers",), "", {"02-07"}),
    ("18:00:00", [1], ("computers",), "打印机卡纸，用隔壁的", set()),
]


@pytest.mark.parametrize(("moment", "staff", "in_order", "faults", "articles"), OPENINGS)
def test_a_session_begins_after_hours_with_staff_and_checked_equipment(
    moment, staff, in_order, faults, articles
):
    judged = rules.opening(at(moment), CLOSE, LATEST, staff=staff, in_order=in_order, faults=faults)
    assert {article for why in judged.reasons for article in why.articles} == articles
    assert judged.allowed is (not articles)


@pytest.mark.parametrize(
    ("moment", "allowed"), [("19:59:59", True), ("20:00:00", False), ("20:00:01", False)]
)
def test_at_eight_it_ends(moment, allowed):
    judged = rules.going_on(at(moment), LATEST)
    assert judged.allowed is allowed
    assert allowed or "20:00" in str(judged.reasons[0])


LATER = [
    ("19:30:00", "21:00:00", "还有三位老人没有办完", set()),
    ("20:00:00", "21:00:00", "还有三位老人没有办完", {"until"}),
    ("19:30:00", "20:00:00", "还有三位老人没有办完", {"until"}),
    ("19:30:00", "2026-11-24T00:30:00", "还有三位老人没有办完", {"until"}),
    ("19:30:00", "21:00:00", "  ", {"reason"}),
]


@pytest.mark.parametrize(("moment", "until", "reason", "fields"), LATER)
def test_a_head_lets_it_go_on_only_before_it_ends_the_same_day_with_a_reason(moment, until, reason, fields):
    judged = rules.later(now=at(moment), before=LATEST, until=at(until), reason=reason)
    assert {why.field for why in judged.reasons} == fields


SERVING = [
    ("16:59:59", True, None, True),
    ("17:00:00", True, None, False),
    ("17:00:00", True, LATEST, True),
    ("19:59:59", True, LATEST, True),
    ("20:00:00", True, LATEST, False),
    ("18:00:00", False, None, True),
]


@pytest.mark.parametrize(("moment", "works", "until", "allowed"), SERVING)
def test_after_closing_only_who_stays_in_a_session_serves(moment, works, until, allowed):
    assert rules.may_serve(now=at(moment), close=CLOSE, works=works, until=until).allowed is allowed


@given(st.integers(0, 24 * 3600 - 1), st.integers(0, 24 * 3600 - 1))
def test_a_running_session_is_never_past_its_end(now, until):
    start = clock.parse(f"{DAY}00:00:00")
    moment, end = start + dt.timedelta(seconds=now), start + dt.timedelta(seconds=until)
    assert rules.going_on(moment, end).allowed is (moment < end)
    assert not rules.later(now=moment, before=end, until=end, reason="理由").allowed
