"""The drawn calendar: whole weeks, one cell a day, each day also in words."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.ui import daystrip
from banshi.kernel.ui.samples import Day, Explained, explained, rare

pytestmark = pytest.mark.pure
TODAY = dt.date(2026, 11, 23)


def the(lines: tuple[Day, ...], day: str) -> Day:
    return next(line for line in lines if line.date.isoformat() == day)


@given(st.dates(dt.date(2023, 1, 1), dt.date(2030, 1, 1)), st.integers(1, daystrip.MOST_DAYS))
def test_weeks_are_whole_and_every_day_is_there_once(first: dt.date, count: int) -> None:
    lines = [Day(first + dt.timedelta(days=n), "counted", n + 1) for n in range(count)]
    drawn = daystrip.cells(lines, None)
    inside = [n for n, cell in enumerate(drawn) if not cell.outside]
    assert len(drawn) % 7 == 0
    assert inside == list(range(first.weekday(), first.weekday() + count))


def test_nothing_and_too_much_are_not_drawn() -> None:
    many = [Day(dt.date(2026, 1, 1), "counted", 1)] * (daystrip.MOST_DAYS + 1)
    assert daystrip.cells([], TODAY) == []
    assert daystrip.cells(many, TODAY) == []


def test_each_kind_of_day_has_its_mark() -> None:
    usual, seldom = explained().lines, rare().lines
    marks = {
        "起算": the(usual, "2026-10-29"),
        "1": the(usual, "2026-10-30"),
        "休": the(usual, "2026-10-31"),
        "停": the(usual, "2026-11-09"),
        "调4": the(seldom, "2027-01-03"),
        "顺": the(seldom, "2027-01-05"),
        "?": the(seldom, "2027-01-06"),
    }
    assert {text: daystrip.mark(line) for text, line in marks.items()} == {text: text for text in marks}
    assert daystrip.mark(marks["起算"], "受理") == "受理"


def test_a_day_says_in_words_what_the_drawing_shows() -> None:
    usual, seldom = explained().lines, rare().lines
    paused = daystrip.sentence(the(usual, "2026-11-09"), TODAY)
    assert paused == "2026-11-09（周一），停表，不计入（专家评审）"
    assert daystrip.sentence(the(usual, "2026-11-23"), TODAY) == "2026-11-23（周一），计入，第 12 天，今天"
    assert daystrip.sentence(the(usual, "2026-12-03"), TODAY) == "2026-12-03（周四），计入，第 20 天，截止日"
    assert daystrip.sentence(the(seldom, "2027-01-04"), TODAY).endswith("延期增加")


def test_the_first_of_a_month_shows_the_month_and_today_and_due_are_marked(render) -> None:
    page = render("{% daystrip e today %}", e=explained(), today=TODAY)
    assert "<b>11-1</b>" in page
    assert page.count('class="day due"') == page.count('class="day now"') == 1
    assert "style=" not in page


def test_the_legend_explains_only_what_occurs() -> None:
    usual = " ".join(daystrip.legend(explained().lines, TODAY))
    assert "停 =" in usual
    assert "调 =" not in usual
    assert "2026-10-29（周四） 到 2026-12-03（周四）" in usual
    assert "调 =" in " ".join(daystrip.legend(rare().lines, None))


def test_the_table_tells_the_same(render) -> None:
    page = render("{% daytable e %}", e=explained())
    assert page.count("<tr>") == 1 + len(explained().lines)
    assert "截止日" in page


def test_a_very_long_period_sends_the_reader_to_the_table(render) -> None:
    long = Explained(tuple(Day(TODAY + dt.timedelta(days=n), "counted", n + 1) for n in range(400)))
    assert "请看下面逐日的表" in render("{% daystrip e %}", e=long)
