"""Names stay as they are written; only what cannot be a name is refused."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.parties.texts import name_key, parse_address, parse_name
from banshi.lib.results import Refused

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        (" 张三 ", "张三"),
        ("䶮㛃𬱖", "䶮㛃𬱖"),
        ("John\u3000 Smith", "John Smith"),
        ("阿卜杜拉•买买提", "阿卜杜拉•买买提"),
        ("\u200b张三\ufeff", "张三"),
    ],
)
def test_names_are_read(typed, read):
    assert parse_name(typed) == read


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填写"),
        ("\u200b ", "请填写"),
        ("张*", "不要用星号"),
        ("张\ue000", "重新输入"),
        ("张\ud800", "重新输入"),
        ("张" * 101, "最多填写100个字"),
    ],
)
def test_what_is_no_name_is_refused(typed, says):
    with pytest.raises(Refused) as caught:
        parse_name(typed)
    assert says in str(caught.value)
    assert caught.value.reasons[0].field == "name"


@pytest.mark.parametrize("other", ["阿卜杜拉•买买提", "阿卜杜拉 · 买买提", "阿卜杜拉・买买提"])
def test_one_name_has_one_key_however_it_is_typed(other):
    assert name_key("阿卜杜拉·买买提") == name_key(other)


@given(st.text())
def test_whatever_is_typed_is_read_or_refused(text):
    for parse in (parse_name, parse_address):
        with suppress(Refused):
            assert parse(parse(text)) == parse(text)
