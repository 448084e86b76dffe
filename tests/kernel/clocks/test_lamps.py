"""Lamps: colour, number and words of a clock as it stands today."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.clocks.lamps import Lamp, LampState, lamp
from banshi.kernel.clocks.reckoning import Limit, Pause, due
from banshi.kernel.workdays import bundled

pytestmark = pytest.mark.pure
DAYS = bundled.table()
D = dt.date


def state(start: str, limit: str, today: str, *pauses: Pause, **more: object) -> LampState:
    reckoned = due(D.fromisoformat(start), Limit.parse(limit), DAYS, pauses)
    return lamp(reckoned, DAYS, today=D.fromisoformat(today), **more)


@pytest.mark.parametrize(
    ("limit", "today", "colour", "left", "words"),
    [
        ("20wd", "2026-11-02", Lamp.GREEN, 20, "剩 20 个工作日"),  # the due date is 30 November, a Monday
        (
            "20wd",
            "2026-11-26",
            Lamp.GREEN,
            2,
            "剩 2 个工作日",
        ),  # within a quarter, but more than one day left
        ("20wd", "2026-11-27", Lamp.AMBER, 1, "剩 1 个工作日"),
        ("20wd", "2026-11-29", Lamp.AMBER, 1, "剩 1 个工作日"),
        ("20wd", "2026-11-30", Lamp.AMBER, 0, "今天到期"),
        ("20wd", "2026-12-01", Lamp.RED, -1, "超 1 个工作日"),
        ("20wd", "2026-12-07", Lamp.RED, -5, "超 5 个工作日"),
        ("3wd", "2026-11-04", Lamp.GREEN, 1, "剩 1 个工作日"),  # one of three is more than a quarter
        ("3wd", "2026-11-05", Lamp.AMBER, 0, "今天到期"),
        ("4wd", "2026-11-05", Lamp.AMBER, 1, "剩 1 个工作日"),
        ("30cd", "2026-12-01", Lamp.AMBER, 1, "剩 1 个工作日"),
        ("none", "2026-12-01", Lamp.GREEN, 0, "不设期限"),
        ("immediate", "2026-11-02", Lamp.AMBER, 0, "今天到期"),
    ],
)
def test_green_amber_red(limit: str, today: str, colour: Lamp, left: int, words: str):
    shown = state("2026-11-02", limit, today)
    assert (shown.lamp, shown.remaining_wd, str(shown.text)) == (colour, left, words)


def test_the_due_day_is_in_time_until_the_close_of_office_hours():
    assert state("2026-11-02", "5wd", "2026-11-09").lamp is Lamp.AMBER
    closed = state("2026-11-02", "5wd", "2026-11-09", after_close=True)
    assert (closed.lamp, str(closed.text)) == (Lamp.RED, "已超期，不足 1 个工作日")
    assert state("2026-11-02", "5wd", "2026-11-06", after_close=True).lamp is Lamp.AMBER


def test_overdue_over_a_weekend_is_red_without_a_number():
    assert str(state("2026-11-02", "4wd", "2026-11-07").text) == "已超期，不足 1 个工作日"


def test_a_suspended_clock_is_grey_and_says_why():
    review = Pause(D(2026, 11, 4), D(2026, 11, 10), "专家评审")
    shown = state("2026-11-02", "5wd", "2026-11-05", review)
    assert (shown.lamp, shown.remaining_wd, str(shown.text)) == (Lamp.GREY, 4, "停表：专家评审")
    assert state("2026-11-02", "5wd", "2026-11-11", review).lamp is Lamp.GREEN
    assert str(state("2026-11-02", "5wd", "2026-11-05", paused=True).text) == "停表"
    assert str(state("2026-11-02", "5wd", "2026-11-05", paused=True, label="听证").text) == "停表：听证"


def test_what_is_overdue_already_is_not_hidden_by_a_later_pause():
    assert state("2026-11-02", "3wd", "2026-11-11", Pause(D(2026, 11, 10), D(2026, 11, 12))).lamp is Lamp.RED


def test_a_provisional_clock_is_hollow_and_counts_what_is_known():
    shown = state("2026-12-20", "20wd", "2026-12-30")
    assert (shown.lamp, shown.remaining_wd, str(shown.text)) == (Lamp.HOLLOW, 12, "暂定")
    assert str(state("2026-12-20", "20cd", "2026-12-30").text) == "暂定 2027-01-09"
    assert state("2026-12-20", "20wd", "2027-01-05").lamp is Lamp.HOLLOW


def test_in_an_unpublished_year_what_ran_out_before_is_red_and_never_crashes():
    shown = state("2026-12-20", "5wd", "2027-02-01")
    assert (shown.lamp, shown.remaining_wd) == (Lamp.RED, -4)


@given(st.dates(DAYS.first_day, D(2026, 11, 1)), st.integers(1, 30), st.integers(0, 60))
def test_left_and_over_count_down_by_one_each_working_day(start: dt.date, n: int, later: int):
    reckoned = due(start, Limit.parse(f"{n}wd"), DAYS)
    today = start + dt.timedelta(days=later)
    now, next_day = (lamp(reckoned, DAYS, today=day) for day in (today, today + dt.timedelta(days=1)))
    worked = DAYS.get(today + dt.timedelta(days=1))
    assert now.remaining_wd - next_day.remaining_wd == bool(worked and worked.kind.works)
