"""去……: one field that leads everywhere this person may go, and nowhere else."""

import pytest

from banshi.entrypoints.workbench.context import MENU
from banshi.kernel.cases.queries import card
from banshi.kernel.organisation.permissions import may
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db


def labels(page):
    return [place.label for shelf in page.context["shelves"] for place in shelf.places]


@pytest.mark.parametrize("who", ["王芳", "赵敏", "陈局", "周明", "吴导"])
def test_only_the_pages_of_the_own_menu(cast, at_desk, who):
    allowed = [
        label for _group, entries in MENU for label, _name, act in entries if may(cast.actor(who), act)
    ]
    assert labels(at_desk(who).open("go/")) == allowed


@pytest.mark.parametrize("typed", ["下班", "xiaban", "xbqd", "ＸＢＱＤ", "xia ban", "closing"])
def test_a_page_is_found_by_name_sound_and_english(at_desk, typed):
    assert "下班清单" in labels(at_desk("王芳").send("go/", text=typed))
    assert "下班清单" not in labels(at_desk("周明").send("go/", text=typed))


def test_a_case_is_found_by_number_and_applicant_by_who_may_see_it(cast, accepted_case, at_desk):
    number = card(accepted_case("刘桂兰")).number
    for typed in (number, number[-6:], "刘桂兰"):
        assert number in labels(at_desk("王芳").send("go/", text=typed))
        assert number not in labels(at_desk("周明").send("go/", text=typed))
    assert "刘桂兰" not in text(at_desk("王芳").send("go/", text=number))


def test_an_item_leads_to_its_form_or_to_its_guide(at_desk):
    found = at_desk("王芳").send("go/", text="社会团体成立")
    assert "社会团体成立登记" in labels(found)
    assert 'href="/desk/counter/MZ-XK-01/"' in found.content.decode()
    assert 'href="/items/MZ-XK-01/"' in at_desk("周明").send("go/", text="社会团体成立").content.decode()


def test_on_a_case_its_lawful_steps_stand_first(cast, accepted_case, at_desk):
    case = accepted_case()
    handler = at_desk("李强")
    page = handler.open("go/", case=case)
    assert page.context["shelves"][0].label == "这个办件可以做的"
    assert f"/desk/cases/{case}/decide/" in page.content.decode()
    assert f'name="case" value="{case}"' in page.content.decode()
    assert at_desk("周明").open("go/", case=case).status_code == 404
    assert handler.open("go/", case=10**6).status_code == 404
    assert handler.open("go/", case="x").status_code == 404


def test_the_script_asks_for_the_list_alone_and_nonsense_is_answered(at_desk):
    client = at_desk("王芳").client
    part = client.post("/desk/go/", {"text": "calendar"}, headers={"HX-Request": "true"})
    assert 'role="option"' in part.content.decode()
    assert "<html" not in part.content.decode()
    assert "没有找到" in text(at_desk("王芳").send("go/", text="qqqzzz"))
    assert at_desk("王芳").send("go/", text="x" * 500).status_code == 200


def test_the_case_page_says_what_may_be_done_before_its_story(cast, accepted_case, at_desk):
    page = text(at_desk("李强").open(f"cases/{accepted_case()}/"))
    assert 0 < page.index("依法可以做的") < page.index("经过") < page.index("材料 ")
