"""The periods of reports."""

import datetime as dt

import pytest

from banshi.kernel.reports import spans
from banshi.kernel.workdays.periods import Period

pytestmark = pytest.mark.pure
DAY = dt.date


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2026-10", DAY(2026, 10, 1), DAY(2026, 10, 31)),
        ("2028-02", DAY(2028, 2, 1), DAY(2028, 2, 29)),
        ("2026-12", DAY(2026, 12, 1), DAY(2026, 12, 31)),
        ("2026-Q4", DAY(2026, 10, 1), DAY(2026, 12, 31)),
        ("2026-Q1", DAY(2026, 1, 1), DAY(2026, 3, 31)),
        ("2026", DAY(2026, 1, 1), DAY(2026, 12, 31)),
    ],
)
def test_a_code_names_whole_months(code, first, last):
    assert spans.of_code(code) == Period(first, last)


@pytest.mark.parametrize("code", ["", "2026-13", "2026-Q5", "26", "2026-1", "1989", "９９９９", "2026-10-01"])
def test_anything_else_is_no_period(code):
    assert spans.of_code(code) is None


def test_what_is_offered_can_be_asked_for():
    codes = spans.offered(DAY(2026, 2, 15))
    assert codes[0] == "2026-02"
    assert codes[12:17] == ("2026-Q1", "2025-Q4", "2025-Q3", "2025-Q2", "2026")
    assert all(spans.of_code(code) for code in codes)
    assert spans.month_before(DAY(2026, 1, 4)) == Period(DAY(2025, 12, 1), DAY(2025, 12, 31))


@pytest.mark.parametrize(("days", "sound"), [(-1, False), (0, True), (365, True), (366, False)])
def test_days_by_hand_are_in_order_and_at_most_a_year(days, sound):
    first = DAY(2026, 1, 1)
    assert spans.sound(Period(first, first + dt.timedelta(days=days))) is sound
