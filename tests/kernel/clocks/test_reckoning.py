"""Due dates checked by hand: where festivals, pauses, extensions and the end of the calendar meet."""

import datetime as dt

import pytest

from banshi.kernel.clocks.reckoning import Limit, Pause, corresponding_date, due, earliest, merge
from banshi.kernel.workdays import bundled
from banshi.kernel.workdays.days import BeforeCalendar
from banshi.lib.results import Refused

pytestmark = pytest.mark.pure
DAYS = bundled.table()
D = dt.date


def reckon(start: str, limit: str, *pauses: str, extend: str | None = None):
    extension = Limit.parse(extend) if extend else None
    return due(D.fromisoformat(start), Limit.parse(limit), DAYS, map(Pause.parse, pauses), extension)


def ends(start: str, limit: str, *pauses: str, extend: str | None = None) -> str:
    reckoned = reckon(start, limit, *pauses, extend=extend)
    assert not reckoned.provisional
    assert (reckoned.after, reckoned.remaining) == (None, 0)
    return str(reckoned.date)


@pytest.mark.parametrize(
    ("start", "limit", "end"),
    [
        # National Day 2025: 28 September (Sunday) and 11 October (Saturday) are worked, 1 to 8 October are not.
        ("2025-09-26", "5wd", "2025-10-10"),
        ("2025-09-30", "3wd", "2025-10-11"),
        ("2025-09-03", "30cd", "2025-10-09"),
        ("2025-09-20", "15cd", "2025-10-09"),
        ("2025-10-08", "1wd", "2025-10-09"),
        # National Day 2026: 20 September (Sunday) and 10 October (Saturday) are worked.
        ("2026-09-28", "5wd", "2026-10-10"),
        ("2026-09-18", "1wd", "2026-09-20"),
        ("2026-09-10", "10cd", "2026-09-20"),
        # Spring Festival 2026: 14 and 28 February (Saturdays) are worked, 15 to 23 February are not.
        ("2026-02-12", "3wd", "2026-02-24"),
        ("2026-02-10", "5wd", "2026-02-24"),
        ("2026-02-13", "10wd", "2026-03-05"),
        ("2026-01-20", "30cd", "2026-02-24"),
        ("2026-01-29", "30cd", "2026-02-28"),
        # 29 February.
        ("2024-02-28", "1wd", "2024-02-29"),
        ("2024-02-28", "1cd", "2024-02-29"),
        ("2024-02-29", "1y", "2025-02-28"),
        ("2025-08-31", "6m", "2026-02-28"),
        ("2024-08-31", "6m", "2025-02-28"),
        ("2025-04-01", "6m", "2025-10-09"),
        # The last days of 2026.
        ("2026-11-19", "30wd", "2026-12-31"),
        ("2026-12-03", "20wd", "2026-12-31"),
        ("2026-12-01", "30cd", "2026-12-31"),
        # At once.
        ("2026-09-30", "immediate", "2026-09-30"),
        ("2026-10-03", "immediate", "2026-10-08"),
    ],
)
def test_dates_checked_by_hand(start: str, limit: str, end: str):
    assert ends(start, limit) == end


@pytest.mark.parametrize(
    ("start", "limit", "pauses", "end"),
    [
        ("2025-09-26", "5wd", ["2025-10-01..2025-10-09"], "2025-10-11"),  # over the festival and one day more
        ("2025-09-26", "5wd", ["2025-10-02..2025-10-07"], "2025-10-10"),  # only days that were off anyway
        ("2026-09-28", "5wd", ["2026-10-12..2026-10-16"], "2026-10-10"),  # after the end: nothing happens
        ("2026-09-28", "6wd", ["2026-10-12..2026-10-16"], "2026-10-19"),
        ("2026-09-28", "5wd", ["2026-09-20..2026-09-28"], "2026-10-10"),  # over before the count began
        ("2026-09-28", "5wd", ["2026-09-20..2026-09-29"], "2026-10-12"),
        ("2026-03-02", "5wd", ["2026-03-03..2026-03-05", "2026-03-05..2026-03-06"], "2026-03-13"),
        ("2026-03-02", "5wd", ["2026-03-09..2026-03-09"], "2026-03-10"),  # on the very last day
        ("2025-09-20", "15cd", ["2025-09-25..2025-09-27"], "2025-10-09"),
        ("2025-09-20", "15cd", ["2025-09-25..2025-09-27", "2025-10-09..2025-10-10"], "2025-10-11"),
        ("2026-03-02", "10cd", ["2026-03-05..2026-03-06", "2026-03-14..2026-03-16"], "2026-03-17"),
        ("2026-10-03", "immediate", ["2026-10-08..2026-10-09"], "2026-10-10"),
    ],
)
def test_days_of_a_special_procedure_are_not_counted(start: str, limit: str, pauses: list[str], end: str):
    assert ends(start, limit, *pauses) == end
    assert ends(start, limit, *reversed(pauses)) == end


@pytest.mark.parametrize(
    ("start", "limit", "extend", "end"),
    [
        ("2026-03-02", "20wd", "10wd", "2026-04-14"),  # 30 in one go, over 清明节
        ("2026-08-03", "60cd", "30cd", "2026-11-02"),  # 1 November is a Sunday; never rolled in October
        ("2026-09-01", "30cd", "10wd", "2026-10-21"),  # rolled to 8 October first, then counted on
        ("2026-09-28", "5wd", "30cd", "2026-11-09"),  # from 10 October; 9 November is a Monday
        ("2026-09-30", "immediate", "2wd", "2026-10-09"),
    ],
)
def test_an_extension_adds_days_once(start: str, limit: str, extend: str, end: str):
    assert ends(start, limit, extend=extend) == end


@pytest.mark.parametrize(
    ("start", "limit", "pauses", "left"),
    [
        ("2026-11-20", "30wd", [], 1),
        ("2026-12-04", "20wd", [], 1),
        ("2026-12-03", "20wd", ["2026-12-07..2026-12-08"], 2),
        ("2026-12-03", "20wd", ["2026-12-28..2027-01-15"], 4),
        ("2026-12-31", "5wd", [], 5),
        ("2027-03-01", "5wd", ["2027-03-02..2027-03-03"], 5),
    ],
)
def test_past_the_published_calendar_working_days_have_no_date(start, limit, pauses, left):
    reckoned = reckon(start, limit, *pauses)
    assert (reckoned.date, reckoned.provisional) == (None, True)
    assert (reckoned.after, reckoned.remaining) == (D(2026, 12, 31), left)


@pytest.mark.parametrize(
    ("start", "limit", "pauses", "plain"),
    [
        ("2026-12-01", "60cd", [], "2027-01-30"),
        ("2026-12-01", "30cd", ["2026-12-07..2026-12-08"], "2027-01-02"),
        ("2026-07-31", "6m", [], "2027-01-31"),
        ("2027-01-02", "immediate", [], "2027-01-02"),
    ],
)
def test_past_the_published_calendar_a_calendar_date_is_tentative(start, limit, pauses, plain):
    reckoned = reckon(start, limit, *pauses)
    assert (str(reckoned.date), reckoned.provisional, reckoned.after) == (plain, True, D(2026, 12, 31))


def test_an_extension_of_a_provisional_date_stays_provisional():
    assert reckon("2026-12-20", "20wd", extend="30cd").date is None
    working = reckon("2026-12-01", "60cd", extend="10wd")
    assert (working.date, working.provisional, working.remaining) == (None, True, 10)


def test_without_a_limit_there_is_no_date_and_nothing_provisional():
    reckoned = reckon("2026-03-02", "none")
    assert (reckoned.date, reckoned.provisional) == (None, False)


@pytest.mark.parametrize(
    ("limit", "extend", "sentence"),
    [
        ("none", "5wd", "不需要延长"),
        ("5wd", "immediate", "要写明天数"),
        ("3000wd", "3000wd", "期限应在 1 至"),
    ],
)
def test_an_extension_without_sense_is_refused(limit: str, extend: str, sentence: str):
    with pytest.raises(Refused, match=sentence):
        reckon("2026-03-02", limit, extend=extend)


@pytest.mark.parametrize("limit", ["5wd", "30cd", "6m", "immediate"])
def test_a_start_far_away_is_refused_or_provisional_and_never_crashes(limit: str):
    for start in ("2019-05-01", "0001-01-01"):
        with pytest.raises(BeforeCalendar):
            reckon(start, limit, f"{start}..{start}")
    assert reckon("9000-01-01", limit, "9000-01-01").provisional
    if limit in {"30cd", "6m"}:
        with pytest.raises(Refused, match="日期太远"):
            reckon("9999-12-31", limit)


def test_before_the_first_published_day_nothing_is_reckoned():
    with pytest.raises(BeforeCalendar):
        reckon("2022-12-01", "5wd")
    assert ends("2022-12-31", "5wd") == "2023-01-09"
    assert ends("2022-12-20", "30cd") == "2023-01-19"


def test_touching_and_overlapping_pauses_become_one():
    merged = merge(
        [Pause(D(2026, 3, 9), D(2026, 3, 10), "检验"), Pause(D(2026, 3, 5), D(2026, 3, 8), "听证")]
    )
    assert merged == (Pause(D(2026, 3, 5), D(2026, 3, 10), "听证、检验"),)
    apart = [Pause(D(2026, 3, 5), D(2026, 3, 6)), Pause(D(2026, 3, 8), D(2026, 3, 9))]
    assert merge(apart) == tuple(apart)


def test_thirty_days_of_a_divorce_must_pass_before_anything_may_be_done():
    wait = earliest(D(2026, 3, 2), Limit.parse("30cd"), DAYS)
    assert (wait.period.date, wait.first) == (D(2026, 4, 1), D(2026, 4, 2))
    over_the_festival = earliest(D(2026, 1, 20), Limit.parse("30cd"), DAYS)
    assert over_the_festival.first == D(2026, 2, 25)
    assert earliest(D(2026, 12, 20), Limit.parse("30cd"), DAYS).first is None


def test_a_bar_of_one_year_ends_on_the_corresponding_date_and_is_not_rolled():
    assert corresponding_date(D(2025, 10, 3)) == D(2026, 10, 3)
    assert corresponding_date(D(2024, 2, 29)) == D(2025, 2, 28)
