"""The form says at each field what is wrong, and keeps what was typed."""

import pytest

from banshi.kernel.parties.forms import PartyForm
from tests.kernel.parties.cast import citizen_id

pytestmark = pytest.mark.pure

RIGHT = {
    "kind": "citizen",
    "name": " 张䶮 ",
    "number_kind": "citizen_id",
    "number": citizen_id("21090219480315001"),
    "phone": "138 1234 5678",
}


def test_right_values_come_out_normalised():
    form = PartyForm(RIGHT)
    assert form.is_valid()
    assert (form.entry.name, form.entry.phone, form.entry.address) == ("张䶮", "13812345678", "")


def test_each_sentence_stands_at_its_field_and_what_was_typed_stays():
    form = PartyForm(RIGHT | {"name": "", "number": "110105491231002", "phone": "12 34"})
    assert not form.is_valid()
    assert form.entry is None
    assert form.errors == {
        "name": ["请填写姓名或者名称。"],
        "number": ["15位的旧号码已停止使用。请填写现在身份证上的18位公民身份号码。"],
        "phone": ["手机号码应是11位，您填写的是4位。请核对。"],
    }
    assert 'value="110105491231002"' in str(form["number"])
    assert 'value="12 34"' in str(form["phone"])


def test_the_kind_of_number_must_fit_the_kind_of_party():
    form = PartyForm(RIGHT | {"kind": "legal_person"})
    assert list(form.errors) == ["number_kind"]


@pytest.mark.parametrize("data", [{}, {"kind": "ghost", "number_kind": "x"}, RIGHT | {"name": "\x00"}])
def test_whatever_is_sent_is_answered_at_the_fields(data):
    form = PartyForm(data)
    assert not form.is_valid()
    assert all(len(sentences) == 1 for sentences in form.errors.values())


def test_every_field_has_a_chinese_label():
    assert all("\u4e00" <= str(bound.label)[0] <= "\u9fff" for bound in PartyForm())
