"""Fields and error summaries: label, hint, error, then the control."""

import re

import pytest
from django import forms

from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.samples import Enquiry

pytestmark = pytest.mark.pure


def test_a_field_reads_label_hint_error_control(render) -> None:
    form = Enquiry({"phone": ""})
    page = render("{% field form.phone autocomplete='tel' inputmode='tel' %}", form=form)
    order = [
        page.index(part) for part in ('<label for="id_phone"', "id_phone_hint", "id_phone_error", "<input")
    ]
    assert order == sorted(order)
    assert 'aria-describedby="id_phone_hint id_phone_error"' in page
    assert 'aria-invalid="true"' in page
    assert 'autocomplete="tel"' in page
    assert 'inputmode="tel"' in page
    assert 'class="form-control"' in page


def test_the_attributes_of_the_widget_stay(render) -> None:
    assert 'autocomplete="name"' in render("{% field form.name %}", form=Enquiry())


def test_optional_fields_say_so_and_required_ones_do_not(render) -> None:
    form = Enquiry()
    assert "（选填）" in render("{% field form.since %}", form=form)
    assert "（选填）" not in render("{% field form.name %}", form=form)


def test_choices_are_a_group_with_a_legend(render) -> None:
    page = render("{% field form.way heading=True %}", form=Enquiry({}))
    assert re.search(r"<legend><h1>怎样把结果给您</h1></legend>", page)
    assert 'aria-describedby="id_way_error"' in page
    assert page.count('type="radio"') == 3
    assert page.index("id_way_error") < page.index('type="radio"')


def test_a_tick_stands_before_its_words(render) -> None:
    page = render("{% field form.agreed %}", form=Enquiry())
    assert page.index('type="checkbox"') < page.index("以上内容属实")


def test_the_summary_leads_to_every_field_with_the_same_words(render) -> None:
    form = Enquiry({"phone": "1"})
    page = render("{% errors form %}{% for bound in form %}{% field bound %}{% endfor %}", form=form)
    links = re.findall(r'<a href="#([^"]+)">([^<]+)</a>', page)
    assert [anchor for anchor, _words in links] == ["id_name", "id_kind", "id_way_0", "id_agreed"]
    for anchor, words in links:
        assert f'id="{anchor}"' in page
        assert page.count(words) >= 2


def test_a_fault_of_the_whole_form_is_in_the_summary(render) -> None:
    form = Enquiry({})
    form.add_error(None, "两处填写不一致")
    assert "<li>两处填写不一致</li>" in render("{% errors form %}", form=form)


def test_a_good_form_has_no_summary(render) -> None:
    assert render("{% errors form %}", form=Enquiry()).strip() == ""


def test_standard_messages_name_the_field() -> None:
    class Visit(PlainForm):
        day = forms.DateField(label="日期")
        people = forms.IntegerField(label="人数", required=False)
        paper = forms.FileField(label="证明")
        own = forms.CharField(label="姓名", error_messages={"required": "请写上姓名"})

    errors = Visit({"day": "someday", "people": "many"}).errors
    assert errors["day"] == ["请按 2026-11-23 的样子填写日期"]
    assert errors["people"] == ["请用数字填写人数"]
    assert errors["paper"] == ["请上传证明"]
    assert errors["own"] == ["请写上姓名"]


def test_a_choice_outside_the_list_is_refused_by_name() -> None:
    assert Enquiry({"kind": "<other>"}).errors["kind"] == ["请在列出的各项中选择办哪一类事"]


def test_a_label_with_a_percent_sign_is_named_when_a_limit_is_broken():
    class Rate(PlainForm):
        rate = forms.IntegerField(label="按期率（%）", max_value=100)

    assert Rate({"rate": "101"}).errors["rate"] == ["按期率（%）：最多填 100"]
