"""Each component as it reaches the page."""

from types import SimpleNamespace

import pytest

from banshi.kernel.ui import samples
from banshi.lib.results import Decision, Reason, Refused

pytestmark = pytest.mark.pure
SHAPES = {"green": "<circle", "amber": "M7 1", "red": "M7 0", "grey": "M2 1h4", "hollow": "stroke-dasharray"}


@pytest.mark.parametrize(("lamp", "shape"), SHAPES.items())
def test_a_lamp_says_it_by_shape_colour_and_words(render, lamp: str, shape: str) -> None:
    state = SimpleNamespace(lamp=lamp, text=Reason("剩 %(days)s 个工作日", params={"days": 3}))
    page = render("{% lamp state %}", state=state)
    assert f'class="lamp {lamp}"' in page
    assert shape in page
    assert "剩 3 个工作日" in page


@pytest.mark.parametrize("nothing", [None, SimpleNamespace(lamp="purple", text="?")])
def test_no_state_lights_no_lamp(render, nothing: object) -> None:
    assert render("{% lamp state %}", state=nothing) == ""


def test_a_chip_leads_to_the_article(render) -> None:
    assert render('{% chip "06-03-2" %}') == '<a class="chip" href="/regulations/06-03-2">告知 第三条(二)</a>'


def test_a_telephone_in_a_sentence_rings(render) -> None:
    assert render("{{ phone|dial }}", phone="0418-1") == '<a class="nowrap" href="tel:0418-1">0418-1</a>'
    assert "<b>" not in render("{{ phone|dial }}", phone="<b>")


def test_what_people_typed_is_never_markup(render) -> None:
    state = SimpleNamespace(lamp="red", text=Reason("<b>%(name)s", params={"name": "<script>"}))
    page = render(
        "{% lamp state %}{% reason state.text %}{% facts rows %}", state=state, rows=[("<i>", "<script>")]
    )
    assert "<script>" not in page
    assert "<i>" not in page


def test_a_refusal_names_reason_field_articles_and_the_lawful_way_on(render) -> None:
    refused = Refused(
        Reason("请填写%(what)s", ("06-03-2",), "phone", {"what": "电话"}),
        instead=(Reason("承诺后补", ("04-02",)),),
    )
    page = render("{% reasons refused %}", refused=refused)
    assert '<a href="#id_phone">请填写电话</a>' in page
    assert "告知 第三条(二)" in page
    assert "承诺后补" in page
    assert "容缺 第二条" in page
    assert "请填写" in render("{% reasons d %}", d=Decision(False, refused.reasons))


def test_no_refusal_shows_nothing(render) -> None:
    assert render("{% reasons refused %}", refused=None).strip() == ""


def test_steps_offer_what_is_lawful_and_explain_what_is_not(render) -> None:
    page = render("{% steps acts %}", acts=samples.STEPS, csrf_token="secret")
    allowed, locked = page[: page.index("准予登记")], page[page.index("准予登记") :]
    assert '<a class="btn wide" href="#main">登记补交材料</a>' in allowed
    assert 'value="secret"' in allowed
    assert "住所证明未补齐" in locked
    assert "<button" not in locked
    assert locked.count("<a ") == locked.count('class="chip"')


def test_the_story_tells_what_is_still_to_come(render) -> None:
    page = render("{% story entries %}", entries=samples.STORY)
    assert "2026-10-29（周四）09:12" in page
    assert page.count('class="todo"') == 1
    assert "尚未发生" in page


def test_answers_can_be_changed_under_unique_names(render) -> None:
    page = render("{% rows answers %}", answers=samples.citizen()["answers"])
    assert '修改<span class="unseen"> 您的姓名</span>' in page
    assert '修改<span class="unseen"> 联系地址</span>' in page
    assert "未填写" in page


def test_the_pager_counts_nothing(render) -> None:
    assert "上一页" not in render('{% pager "" "?after=9" %}')
    assert render("{% pager previous next %}", previous=None, next=None).strip() == ""


def test_materials_say_their_state_in_words(render) -> None:
    page = render("{% materials items %}", items=samples.MATERIALS)
    assert all(word in page for word in ("已收", "不合要求", "待补", "承诺后补", "第三页缺签名"))
