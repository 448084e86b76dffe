"""Sentences and dates in the reader's language."""

import datetime as dt

import pytest
from django.utils import translation

from banshi.kernel.ui.wording import date_text, say
from banshi.lib.clock import BEIJING
from banshi.lib.results import Reason

pytestmark = pytest.mark.pure
DAY = dt.date(2026, 12, 3)


def test_a_date_comes_with_its_weekday() -> None:
    assert date_text(DAY) == "2026-12-03（周四）"
    with translation.override("en"):
        assert date_text(DAY) == "Thu 3 Dec 2026"


def test_a_moment_is_told_in_beijing_time() -> None:
    moment = dt.datetime(2026, 12, 3, 1, 12, tzinfo=dt.UTC)
    assert date_text(moment) == "2026-12-03（周四）09:12"
    assert date_text(dt.datetime(2026, 12, 3, 23, 30, tzinfo=BEIJING)) == "2026-12-03（周四）23:30"


def test_no_date_is_a_dash() -> None:
    assert date_text(None) == "—"


def test_a_reason_is_filled_with_words_dates_and_other_reasons() -> None:
    reason = Reason(
        "最迟 %(date)s：%(why)s", params={"date": DAY, "why": Reason("缺%(what)s", params={"what": "证明"})}
    )
    assert say(reason) == "最迟 2026-12-03（周四）：缺证明"


def test_a_percent_sign_in_an_unfilled_sentence_is_just_that() -> None:
    assert say(Reason("按期 100%")) == "按期 100%"


@pytest.mark.parametrize("nothing", [None, ""])
def test_nothing_says_nothing(nothing: str | None) -> None:
    assert say(nothing) == ""
