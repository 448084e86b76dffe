"""首问负责, rule by rule: the right path, one officer, the end of the office day (annex 5)."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.institutions.first_contact import rules
from banshi.institutions.first_contact.rules import Path, Whereabouts
from banshi.lib.clock import BEIJING

pytestmark = pytest.mark.pure

ALL = Whereabouts("李强", "302室", "000-0000-0102")
NO_ROOM = Whereabouts("李强", "", "000-0000-0102")
NO_PHONE = Whereabouts("李强", "302室", "")
NOTHING = Whereabouts("社会救助科", "", "")


@pytest.mark.parametrize(
    ("person", "same_section", "path", "article"),
    [
        (True, True, Path.REFERRED, "05-04-2"),
        (False, False, Path.OTHER_SECTION, "05-04-3"),
        (True, False, Path.PERSON, "05-04-4"),
    ],
)
def test_whom_one_is_sent_to_says_which_case_it_is(person, same_section, path, article):
    assert rules.path_of(person=person, same_section=same_section) is path
    assert rules.ARTICLE_OF[path] == article


@pytest.mark.parametrize(
    ("path", "there", "allowed", "article"),
    [
        (Path.REFERRED, ALL, True, "05-04-2"),
        (Path.REFERRED, NO_ROOM, False, "05-04-2"),
        (Path.REFERRED, NO_PHONE, False, "05-04-2"),
        (Path.OTHER_SECTION, NO_ROOM, True, "05-04-3"),
        (Path.OTHER_SECTION, NO_PHONE, True, "05-04-3"),
        (Path.OTHER_SECTION, NOTHING, False, "05-04-3"),
        (Path.PERSON, NO_ROOM, True, "05-04-4"),
        (Path.PERSON, Whereabouts("李强", "", ""), False, "05-04-4"),
    ],
)
def test_a_way_names_all_that_its_article_asks(path, there, allowed, article):
    decision = rules.pointing(path, there)
    assert decision.allowed is allowed
    cited = decision.articles if allowed else decision.reasons[0].articles
    assert article in cited


@pytest.mark.parametrize(
    ("path", "words", "sourced", "here", "wrong"),
    [
        (Path.OWN, "带身份证来", False, False, set()),
        (Path.OWN, "", True, False, set()),
        (Path.OWN, "  ", False, False, {"words"}),
        (Path.FOR_COLLEAGUE, "李强说可以", False, True, set()),
        (Path.FOR_COLLEAGUE, "李强说可以", False, False, {"colleague"}),
        (Path.FOR_COLLEAGUE, "", False, False, {"words", "colleague"}),
        (Path.REFERRED, "三楼", False, True, {"target"}),
    ],
)
def test_an_answer_says_what_and_for_whom(path, words, sourced, here, wrong):
    decision = rules.answering(path, words=words, sourced=sourced, colleague_here=here)
    assert {reason.field for reason in decision.reasons} == wrong
    assert decision.allowed is (not wrong)


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        ({}, True),
        ({"same_person": True}, False),
        ({"same_section": False}, False),
        ({"away": True}, False),
        ({"waiting": True}, False),
    ],
)
def test_only_a_present_colleague_of_the_section_can_be_asked_and_one_at_a_time(given, allowed):
    usual = {"same_person": False, "same_section": True, "away": False, "waiting": False}
    assert rules.handing_over(**(usual | given)).allowed is allowed


NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=BEIJING)


@pytest.mark.parametrize(
    ("offered_to", "seconds_left", "allowed"),
    [(7, 60, True), (7, 0, True), (7, -1, False), (8, 60, False), (8, -1, False)],
)
def test_a_hand_over_is_taken_by_the_asked_and_in_time_to_the_second(offered_to, seconds_left, allowed):
    until = NOON + dt.timedelta(seconds=seconds_left)
    decision = rules.taking_over(offered_to=offered_to, actor_ids=(7,), returns_at=until, now=NOON)
    assert decision.allowed is allowed


@pytest.mark.parametrize(
    ("answered", "officer", "window", "allowed"),
    [
        (False, 7, None, True),
        (True, 7, None, False),
        (False, 8, None, False),
        (False, 8, 7, True),
        (False, 8, 9, False),
        (True, 8, 7, False),
    ],
)
def test_the_officer_or_the_window_they_were_led_to_answers_and_only_once(answered, officer, window, allowed):
    decision = rules.answerable(
        answered=answered, officer_id=officer, officer="王芳", actor_ids=(7,), window_id=window
    )
    assert decision.allowed is allowed


def close(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(17), BEIJING)


def weekdays(day: dt.date) -> bool:
    return day.weekday() < 5


def by(opened: str, *, online: bool = True, works=weekdays) -> str:
    found = rules.answer_by(
        dt.datetime.fromisoformat(opened).replace(tzinfo=BEIJING), online=online, works=works, close=close
    )
    return f"{found:%m-%d %H:%M:%S}" if found else ""


@pytest.mark.parametrize(
    ("opened", "online", "until"),
    [
        ("2026-11-23T09:00:00", True, "11-23 17:00:00"),
        ("2026-11-23T16:59:59", True, "11-23 17:00:00"),
        ("2026-11-23T17:00:00", True, "11-24 17:00:00"),
        ("2026-11-27T20:00:00", True, "11-30 17:00:00"),
        ("2026-11-28T10:00:00", True, "11-30 17:00:00"),
        ("2026-11-23T09:00:00", False, "11-23 17:00:00"),
        ("2026-11-23T17:00:00", False, "11-24 00:00:00"),
        ("2026-11-28T10:00:00", False, "11-28 17:00:00"),
    ],
)
def test_the_end_of_the_office_day(opened, online, until):
    assert by(opened, online=online) == until


def test_past_the_published_calendar_there_is_no_day():
    assert by("2026-12-31T18:00:00", works=lambda day: weekdays(day) if day.year < 2027 else None) == ""


@given(
    st.dates(dt.date(2026, 1, 1), dt.date(2026, 11, 30)),
    st.times(),
    st.sets(st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), max_size=30),
    st.booleans(),
)
def test_the_day_is_never_before_the_question_and_online_always_an_office_day(asked_on, time, shut, online):
    opened = dt.datetime.combine(asked_on, time, BEIJING)

    def works(day: dt.date) -> bool:
        return weekdays(day) and day not in shut

    until = rules.answer_by(opened, online=online, works=works, close=close)
    if until is None:
        assert len(shut) > 20
        return
    assert until > opened
    if online:
        assert works(until.date())
        between = [
            opened.date() + dt.timedelta(days=n) for n in range(1, (until.date() - opened.date()).days)
        ]
        assert not any(works(day) for day in between)


@pytest.mark.parametrize(
    ("answered", "seconds_after_close", "lapse"),
    [(False, -1, False), (False, 0, True), (True, 10, False)],
)
def test_open_at_the_close_is_a_lead_to_the_second(answered, seconds_after_close, lapse):
    due = close(dt.date(2026, 11, 23))
    now = due + dt.timedelta(seconds=seconds_after_close)
    assert rules.lapsed(answered_at=NOON if answered else None, due=due, now=now) is lapse
