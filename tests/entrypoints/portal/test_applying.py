"""Applying online, from the first question to the confirmation."""

import datetime as dt

import pytest
from django.db import connection

from banshi.kernel.cases.models import Case, CaseMaterial, Draft, Upload
from banshi.kernel.cases.queries import timeline
from banshi.lib import clock
from tests.entrypoints.portal.conftest import ITEM, words
from tests.entrypoints.portal.files import pdf, upload
from tests.people import CITIZENS

ZHANG = CITIZENS["张伟"]


def test_from_the_guide_to_the_confirmation(citizen):
    guide = citizen.open(f"/items/{ITEM}/").content.decode()
    assert f"/apply/{ITEM}/" in guide
    assert f"/appointments/{ITEM}/" in guide
    check = words(citizen.fill_in(uploaded=2))
    for told in ("张伟", ZHANG.number, ZHANG.phone, "扫描件.pdf", "带到窗口", "同意电子送达"):
        assert told in check
    page = citizen.send(citizen.here)
    case = Case.objects.get()
    assert citizen.here == f"/progress/{case.number}/received/"
    said = words(page)
    assert case.number in said
    assert case.query_code in said
    assert "最迟 2026-11-30" in said
    assert "业务主管单位批准文件" not in said
    assert "验资报告" in said
    assert f"/appointments/{ITEM}/" in page.content.decode()


def test_only_papers_with_a_file_count_as_handed_in(citizen):
    citizen.fill_in(uploaded=2)
    citizen.send(citizen.here)
    case = Case.objects.get()
    present = CaseMaterial.objects.filter(case=case, status="present").order_by("seq")
    assert [paper.seq for paper in present] == [1, 2]
    assert timeline(case.pk)[0].fact.materials == (1, 2)
    assert timeline(case.pk)[0].actor == "citizen"
    assert (case.channel, case.electronic) == ("online", True)
    assert {file.case_id for file in Upload.objects.order_by("id")} == {case.pk}


def test_an_organisation_gives_its_code_and_its_representative(citizen):
    check = words(citizen.fill_in("阜新市书法协会筹备组"))
    assert "统一社会信用代码" in check
    assert "墨言" in check
    citizen.send(citizen.here)
    assert Case.objects.get().party.legal_representative == "墨言"


def test_pressing_the_button_twice_is_one_case(citizen):
    citizen.fill_in()
    button = citizen.here
    first, second = citizen.send(button), citizen.send(button)
    assert Case.objects.count() == 1
    assert first.request["PATH_INFO"] == second.request["PATH_INFO"]


def test_two_requests_at_once_are_one_case(citizen):
    """The second was on its way before the first had marked the draft as sent."""
    citizen.fill_in()
    answers = Draft.objects.get().answers
    citizen.send(citizen.here)
    draft = Draft.objects.get()
    draft.answers = answers
    draft.save()
    citizen.send(f"/apply/{ITEM}/check/")
    assert Case.objects.count() == 1


def test_a_wrong_check_digit_is_said_at_the_field_and_what_was_typed_stays(citizen):
    wrong = ZHANG.number[:-1] + ("0" if ZHANG.number[-1] != "0" else "1")
    citizen.begin()
    citizen.send(citizen.here, kind="citizen")
    citizen.send(citizen.here, name="张伟")
    page = citizen.send(citizen.here, number_kind="citizen_id", number=wrong)
    assert page.status_code == 422
    html = page.content.decode()
    assert "<title>错误：" in html
    assert f'value="{wrong}"' in html
    assert html.count("最后一位与前17位对不上") == 2
    assert 'href="#id_number"' in html


@pytest.mark.parametrize("typed", ["１３８ ００００ １２３４", "138-0000-1234", "+86 13800001234"])
def test_a_telephone_number_may_be_written_as_people_write_it(citizen, typed):
    citizen.fill_in()
    citizen.send(f"/apply/{ITEM}/phone/?back=check", phone=typed)
    assert citizen.here == f"/apply/{ITEM}/check/"
    assert "13800001234" in words(citizen.open(citizen.here))


def test_changing_one_answer_leads_straight_back(citizen):
    page = citizen.fill_in().content.decode()
    assert f"/apply/{ITEM}/name/?back=check" in page
    citizen.send(f"/apply/{ITEM}/name/?back=check", name="张䶮")
    assert citizen.here == f"/apply/{ITEM}/check/"


def test_another_kind_of_applicant_is_asked_for_another_number(citizen):
    citizen.fill_in()
    citizen.send(f"/apply/{ITEM}/who/?back=check", kind="legal_person")
    assert citizen.here == f"/apply/{ITEM}/number/"


def test_nobody_gets_to_the_end_without_the_answers(citizen):
    citizen.begin()
    citizen.open(f"/apply/{ITEM}/check/")
    assert citizen.here == f"/apply/{ITEM}/who/"
    citizen.send(f"/apply/{ITEM}/check/")
    assert Case.objects.count() == 0


def test_a_number_known_under_another_name_is_told_at_the_name_and_nothing_is_lost(citizen, received_case):
    received_case("张伟")
    citizen.fill_in()
    citizen.send(f"/apply/{ITEM}/name/?back=check", name="李四")
    page = citizen.send(f"/apply/{ITEM}/check/")
    assert page.status_code == 422
    html = page.content.decode()
    assert 'href="#id_name"' in html
    assert 'id="id_name"' in html
    assert "李四" in html
    assert Case.objects.count() == 1


def test_no_address_ever_holds_personal_data(citizen):
    citizen.fill_in()
    citizen.send(citizen.here)
    everything = " ".join(citizen.visited)
    for secret in (ZHANG.name, ZHANG.number, ZHANG.phone, ZHANG.phone[-4:], ZHANG.address):
        assert secret not in everything


def test_each_page_asks_one_thing_under_its_own_heading(citizen):
    person, headings = ZHANG, []
    citizen.begin()
    for given in (
        {"kind": "citizen"},
        {"name": person.name},
        {"number_kind": "citizen_id", "number": person.number},
        {"phone": person.phone},
        {"address": ""},
        {"way": "counter"},
    ):
        html = citizen.open(citizen.here).content.decode()
        headings.append(words(type("P", (), {"content": html.split("<h1>")[1].split("</h1>")[0].encode()})))
        assert html.count("<h1>") == 1
        citizen.send(citizen.here, **given)
    assert len(set(headings)) == len(headings)


def test_a_draft_is_kept_a_day_and_found_only_by_its_browser(citizen, another_citizen, at):
    citizen.begin()
    citizen.send(citizen.here, kind="citizen")
    citizen.send(citizen.here, name="张伟")
    assert "接着填写" in words(citizen.open(f"/apply/{ITEM}/"))
    assert "接着填写" not in words(another_citizen().open(f"/apply/{ITEM}/"))
    with at(clock.now() + dt.timedelta(hours=24)):
        page = citizen.open(f"/apply/{ITEM}/number/")
        assert citizen.here == f"/apply/{ITEM}/"
        assert "已经超过 24 小时" in words(page)
        citizen.begin()
        assert Draft.objects.count() == 1


def test_the_cookie_is_out_of_reach_of_scripts_and_other_pages(citizen):
    citizen.begin()
    cookie = citizen.browser.cookies["banshi_draft"]
    assert cookie["httponly"]
    assert cookie["path"] == f"/apply/{ITEM}/"
    assert cookie.value not in Draft.objects.get().handle_digest


def test_a_draft_can_be_deleted_with_its_files(citizen):
    citizen.fill_in(uploaded=3)
    assert Upload.objects.count() == 3
    assert "不能找回" in words(citizen.open(f"/apply/{ITEM}/discard/"))
    assert Upload.objects.count() == 3
    citizen.send(f"/apply/{ITEM}/discard/")
    assert Upload.objects.count() == Draft.objects.count() == 0


def test_the_table_of_drafts_shows_nobody_what_was_typed(citizen):
    citizen.fill_in()
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM cases_draft")
        (sealed,) = cursor.fetchone()
    assert "张伟" not in sealed
    assert ZHANG.number not in sealed
    assert sealed.startswith("v1.")


def test_a_paper_can_be_added_page_by_page(citizen):
    citizen.fill_in(uploaded=0)
    url = f"/apply/{ITEM}/papers/1/?back=check"
    for _ in range(2):
        citizen.send(url, way="upload", file=upload("页.pdf", pdf()), do="add")
        assert citizen.here == f"/apply/{ITEM}/papers/1/"
    upload_id = Upload.objects.order_by("id").first().pk
    citizen.send(f"/apply/{ITEM}/papers/1/{upload_id}/remove/")
    assert Upload.objects.count() == 1
