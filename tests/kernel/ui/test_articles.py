"""Article ids become names a reader understands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.ui.articles import article_label, chinese_number

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("article", "label"),
    [
        ("06-03-2", "告知 第三条(二)"),
        ("04-12", "容缺 第十二条"),
        ("12-07-8", "问责 第七条(八)"),
        ("08-04-2-1", "引导 第四条(二)1目"),
        ("00-06", "总文 第六项"),
        ("00-00", "总文 前言"),
    ],
)
def test_an_id_is_named_by_institution_article_and_item(article: str, label: str) -> None:
    assert article_label(article) == label


def test_an_english_reader_gets_an_english_name() -> None:
    assert article_label("06-03-2", "en") == "Notice art. 3(2)"
    assert article_label("00-06", "en-gb") == "Main text para. 6"


@pytest.mark.parametrize("odd", ["", "13-01", "99-01-1", "6-3-2", "<b>", "06-03-2-1-1"])
def test_what_is_no_article_stays_as_it_is(odd: str) -> None:
    assert article_label(odd) == odd


@given(st.integers(0, 99))
def test_chinese_numbers_read_back(number: int) -> None:
    text = chinese_number(number)
    tens, ten, units = text.rpartition("十")
    digits = "〇一二三四五六七八九"
    worth = (10 * digits.index(tens or "一") if ten else 0) + (digits.index(units) if units else 0)
    assert worth == number
    assert not text.startswith("一十")


def test_a_number_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="100"):
        chinese_number(100)
