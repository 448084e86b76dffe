"""Limits and pauses: what is read, what is refused, what is said."""

import datetime as dt

import pytest

from banshi.kernel.workdays.limits import Limit, Pause, Unit, corresponding_date, months_later
from banshi.lib.results import Refused

pytestmark = pytest.mark.pure
D = dt.date


@pytest.mark.parametrize(
    ("code", "limit", "words"),
    [
        ("5wd", Limit(5, Unit.WORKING_DAY), "5 个工作日"),
        ("60cd", Limit(60, Unit.CALENDAR_DAY), "60 日"),
        ("6m", Limit(6, Unit.MONTH), "6 个月"),
        ("1y", Limit(1, Unit.YEAR), "1 年"),
        ("immediate", Limit(0, Unit.IMMEDIATE), "当场办理"),
        ("none", Limit(0, Unit.NONE), "没有规定期限"),
    ],
)
def test_a_limit_is_read_written_and_said(code: str, limit: Limit, words: str):
    assert Limit.parse(f" {code.upper()} ") == limit
    assert limit.code == code
    assert str(limit) == words


@pytest.mark.parametrize("text", ["", "5", "wd", "-5wd", "5 wd x", "5.5wd", "０wd", "99999wd", "每天"])
def test_what_is_no_limit_is_named(text: str):
    with pytest.raises(Refused, match="不是有效的期限") as refused:
        Limit.parse(text)
    assert refused.value.reasons[0].field == "limit"


@pytest.mark.parametrize("text", ["0wd", "0cd", "4000wd", "121m", "11y"])
def test_a_length_out_of_range_is_refused(text: str):
    with pytest.raises(Refused, match="期限应在 1 至"):
        Limit.parse(text)


def test_a_pause_is_read_with_both_ends_or_as_one_day():
    assert Pause.parse("2026-10-12..2026-10-16", "听证") == Pause(D(2026, 10, 12), D(2026, 10, 16), "听证")
    assert Pause.parse("2026-10-12") == Pause(D(2026, 10, 12), D(2026, 10, 12))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("soon", "不是有效的停止计算期间"),
        ("2026-10-16..", "不是有效的停止计算期间"),
        ("2026-10-16..2026-10-12", "不能早于第一天"),
        ("2026-01-01..2099-01-01", "不能超过 3660 日"),
        ("2026-02-30..2026-03-01", "不是有效的停止计算期间"),
    ],
)
def test_what_is_no_pause_is_refused(text: str, sentence: str):
    with pytest.raises(Refused, match=sentence):
        Pause.parse(text)


@pytest.mark.parametrize(
    ("date", "later"),
    [(D(2024, 2, 29), D(2025, 2, 28)), (D(2026, 3, 1), D(2027, 3, 1)), (D(2023, 2, 28), D(2024, 2, 28))],
)
def test_a_year_ends_on_the_corresponding_date(date: dt.date, later: dt.date):
    assert corresponding_date(date) == later


@pytest.mark.parametrize(
    ("date", "months", "later"),
    [
        (D(2025, 8, 31), 6, D(2026, 2, 28)),
        (D(2024, 1, 31), 1, D(2024, 2, 29)),
        (D(2025, 11, 15), 2, D(2026, 1, 15)),
    ],
)
def test_a_month_without_the_day_ends_on_its_last(date: dt.date, months: int, later: dt.date):
    assert months_later(date, months) == later


def test_a_date_past_all_calendars_is_refused():
    with pytest.raises(Refused, match="日期太远"):
        corresponding_date(D(9999, 6, 1))
