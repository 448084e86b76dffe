"""Numbers as people type them: right ones are read, wrong ones get a sentence that says what is wrong."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from banshi.kernel.parties.numbers import (
    parse_citizen_id,
    parse_credit_code,
    parse_document,
    parse_phone,
)
from banshi.lib.results import Refused
from tests.kernel.parties.cast import ALPHABET, citizen_id, credit_code

pytestmark = pytest.mark.pure

# The specimens printed in the two standards; they are nobody's.
ID = "11010519491231002X"
CODE = "91350100M000100Y43"


bodies = st.builds(
    lambda area, birth, order: f"{area}{birth:%Y%m%d}{order:03}",
    st.sampled_from(["210902", "210901", "999999"]),
    st.dates(dt.date(1900, 1, 1), dt.date(2026, 11, 23)),
    st.integers(0, 999),
)
codes = st.builds(
    lambda head, area, rest: credit_code(head + area + rest),
    st.text(ALPHABET, min_size=2, max_size=2),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(ALPHABET, min_size=9, max_size=9),
)


def sentence(parse, text: str) -> str:
    with pytest.raises(Refused) as caught:
        parse(text)
    return str(caught.value)


@pytest.mark.parametrize(
    "typed",
    [
        ID,
        " 110105 19491231 002x ",
        "110105-19491231-002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "\u202d11010519491231002X\u202c",
        "110105－1949－1231－002x\t",
    ],
)
def test_a_decorated_number_is_read(typed):
    assert parse_citizen_id(typed).number == ID


@given(bodies)
def test_any_right_number_is_read_whatever_its_area(body):
    read = parse_citizen_id(citizen_id(body))
    assert (read.number[:17], f"{read.birth:%Y%m%d}", read.area) == (body, body[6:14], body[:6])
    assert read.male == (body[16] in "13579")


@given(bodies, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_digit_is_refused(body, place, digit):
    number = citizen_id(body)
    wrong = number[:place] + digit + number[place + 1 :]
    if wrong != number:
        assert number not in sentence(parse_citizen_id, wrong)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填写"),
        ("  ", "请填写"),
        ("110105491231002", "15位的旧号码"),
        ("1101051949123100", "您填写的是16位"),
        ("11010519491231002A", "字母X"),
        ("1101051949123100X2", "字母X"),
        ("一一010519491231002X", "字母X"),
        ("\ud8001010519491231002X", "字母X"),
        (citizen_id("11010519490230002"), "日期不存在"),
        (citizen_id("11010500000000002"), "日期不存在"),
        (citizen_id("11010520261124002"), "还没有到"),
        ("110105194912310021", "最后一位与前17位对不上"),
    ],
)
def test_a_wrong_number_is_told_what_is_wrong_and_never_repeated(typed, says):
    told = sentence(parse_citizen_id, typed)
    assert says in told
    assert not typed.strip() or typed not in told


def test_born_today_is_old_enough():
    assert parse_citizen_id(citizen_id("21090220261123001")).birth == dt.date(2026, 11, 23)


def test_the_number_shows_in_no_repr():
    assert ID not in repr(parse_citizen_id(ID))
    assert "1949" not in repr(parse_citizen_id(ID))


def test_a_refusal_names_the_field():
    with pytest.raises(Refused) as caught:
        parse_citizen_id("1")
    assert caught.value.reasons[0].field == "id_number"


@pytest.mark.parametrize("typed", [CODE, "9135 0100 m000 100y 43", "９１３５０１００Ｍ０００１００Ｙ４３"])
def test_a_decorated_credit_code_is_read(typed):
    assert parse_credit_code(typed) == CODE


@given(codes)
def test_any_right_code_is_read_also_with_letters_in_front(code):
    assert parse_credit_code(code.lower()) == code


@given(codes, st.integers(0, 17), st.sampled_from(ALPHABET + "IOSVZ"))
def test_any_single_wrong_place_is_refused(code, place, letter):
    wrong = code[:place] + letter + code[place + 1 :]
    if wrong != code:
        assert code not in sentence(parse_credit_code, wrong)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填写"),
        ("123456789", "您填写的是9位"),
        ("9I350100M000100Y43", "不用字母I"),
        ("91350100M000100Y44", "最后一位与前17位对不上"),
    ],
)
def test_a_wrong_code_is_told_what_is_wrong(typed, says):
    assert says in sentence(parse_credit_code, typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("e1234 5678", "E12345678"), ("H01234567（02）", "H01234567(02)"), ("ｃ１２３４５", "C12345")],
)
def test_documents_are_read(typed, read):
    assert parse_document(typed) == read


@pytest.mark.parametrize("typed", ["", "1234", "A" * 21, "护照12345"])
def test_wrong_documents_are_refused(typed):
    assert "证件号码" in sentence(parse_document, typed)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("138 1234 5678", "13812345678"),
        ("１３８－１２３４－５６７８", "13812345678"),
        ("+86 138-1234-5678", "13812345678"),
        ("008613812345678", "13812345678"),
        ("(0418) 2345678", "0418-2345678"),
        ("+86 010 6234 5678", "010-62345678"),
        ("400-123-4567", "4001234567"),
        ("00852 2123 4567", "+85221234567"),
    ],
)
def test_phones_are_read(typed, read):
    assert parse_phone(typed) == read


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "请填写"),
        ("1381234567", "您填写的是10位"),
        ("12345678901", "不像电话号码"),
        ("2345678", "加区号"),
        ("无", "只能由数字组成"),
    ],
)
def test_wrong_phones_are_told_what_is_wrong(typed, says):
    assert says in sentence(parse_phone, typed)
