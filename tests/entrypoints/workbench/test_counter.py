"""The window clerk takes applications."""

import pytest

from banshi.kernel.cases.life import State
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.documents.queries import of_stream
from banshi.kernel.parties.models import Party
from tests.entrypoints.workbench.conftest import hidden, text
from tests.people import CITIZENS

pytestmark = pytest.mark.django_db
PAGE = "counter/MZ-XK-01/"
PAPERS = 8


def typed(who="张伟", **changes):
    """What the clerk types: the applicant, every paper in order."""
    known = CITIZENS[who]
    values = {
        "kind": known.kind,
        "name": known.name,
        "number_kind": known.number_kind,
        "number": known.number,
        "phone": known.phone,
        "address": known.address,
        "legal_representative": known.legal_representative,
    }
    return values | {f"paper{seq}": "present" for seq in range(1, PAPERS + 1)} | changes


def test_a_complete_application_is_accepted_in_one_step(at_desk):
    clerk = at_desk("王芳")
    found = clerk.open("counter/", q="社团")
    assert "社会团体成立登记" in text(found)
    answer = clerk.fill(PAGE, **typed(), do="accept")
    case = Case.objects.get()
    assert answer["Location"] == f"/desk/cases/{case.pk}/receipt/"
    receipt = text(clerk.open(f"cases/{case.pk}/receipt/"))
    assert case.number in receipt
    assert case.query_code in receipt
    assert "承诺期限：2026-12-21（周一）" in receipt
    assert "受理通知书" in receipt
    page = text(clerk.open(f"cases/{case.pk}/"))
    assert "张伟" not in page
    assert "张*" in page
    assert CITIZENS["张伟"].number not in page


def test_all_papers_are_ticked_with_one_button_and_nothing_typed_is_lost(at_desk):
    clerk = at_desk("王芳")
    page = clerk.fill(PAGE, name="张伟", electronic="on", do="all_present")
    content = page.content.decode()
    assert page.status_code == 200
    assert content.count('value="present"') == content.count('value="present" id') == PAPERS
    assert content.count("checked") == PAPERS + 1
    assert 'value="张伟"' in content
    assert "错误" not in text(page)


def test_a_wrong_check_digit_is_said_at_the_field_and_everything_stays(at_desk):
    number = CITIZENS["张伟"].number
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    page = at_desk("王芳").fill(PAGE, **typed(number=wrong, paper3="wrong", problem3="没有盖章"), do="accept")
    content = page.content.decode()
    assert page.status_code == 422
    assert content.count("公民身份号码的最后一位与前17位对不上") == 2
    assert 'href="#id_number"' in content
    assert "<title>错误：" in content
    for kept in (wrong, "张伟", "没有盖章", CITIZENS["张伟"].phone):
        assert kept in content
    assert not Case.objects.exists()


def test_what_is_to_be_corrected_must_be_said(at_desk):
    page = at_desk("王芳").fill(PAGE, **typed(paper3="wrong"), do="receive")
    assert "请写明“验资报告”哪里需要更正" in text(page)
    page = at_desk("王芳").fill(PAGE, **typed(paper3=""), do="receive")
    assert "请选择“验资报告”是齐全、未交，还是需更正" in text(page)


def test_with_gaps_the_rule_says_what_is_lawful_instead(at_desk):
    clerk = at_desk("王芳")
    page = clerk.fill(PAGE, **typed(paper2="missing"), do="accept")
    assert page.status_code == 422
    assert "还有材料不齐：业务主管单位批准文件" in text(page)
    assert "开一张补正通知书，一次列全" in text(page)
    assert not Case.objects.exists()
    clerk.send(PAGE, **(hidden(page) | typed(paper2="missing")), do="receive")
    case = Case.objects.get()
    assert card(case.pk).state is State.RECEIVED
    assert [paper.kind for paper in of_stream(f"case:{case.pk}")] == ["W03"]


def test_a_double_click_is_one_case(at_desk):
    clerk = at_desk("王芳")
    values = hidden(clerk.open(PAGE)) | typed()
    first, second = (clerk.send(PAGE, **values, do="accept") for _ in range(2))
    assert first["Location"] == second["Location"]
    case = Case.objects.get()
    assert [event.fact.kind for event in timeline(case.pk)] == ["received", "accepted"]


def test_who_came_before_is_found_by_number_and_shown_masked(at_desk, received_case):
    received_case("刘桂兰")
    person = CITIZENS["刘桂兰"]
    clerk = at_desk("王芳")
    page = clerk.fill(PAGE, number=person.number, do="find")
    assert "刘**" in text(page)
    assert person.phone not in page.content.decode()
    assert person.number not in page.content.decode()
    papers = {f"paper{seq}": "present" for seq in range(1, PAPERS + 1)}
    clerk.send(PAGE, **hidden(page), **papers, phone="", do="accept")
    case = Case.objects.order_by("-pk")[0]
    assert case.party_id == Party.objects.get().pk
    assert case.phone == person.phone


def test_an_unknown_number_stays_typed(at_desk):
    number = CITIZENS["张䶮"].number
    page = at_desk("王芳").fill(PAGE, number=number, do="find")
    assert "没有登记过这个号码" in text(page)
    assert number in page.content.decode()


def test_a_handler_takes_in_for_the_own_section_only(at_desk):
    assert at_desk("李强").open(PAGE).status_code == 200
    refused = at_desk("何静").open(PAGE)
    assert refused.status_code == 403
    assert "您的岗位没有办理这一步的权限" in text(refused)
    assert at_desk("王芳").open("counter/NO-SUCH/").status_code == 404


def test_finding_by_tail_name_and_phone_leaves_nothing_personal_in_the_address(at_desk, accepted_case):
    case_id = accepted_case("张伟")
    number, clerk = card(case_id).number, at_desk("王芳")
    for asked in (number, number.replace("-", ""), number[7:], str(int(number[-6:])), f" {number[-4:]} "):
        assert clerk.send("find/", text=asked)["Location"] == f"/desk/cases/{case_id}/", asked
    for asked in ("张伟", CITIZENS["张伟"].phone, CITIZENS["张伟"].number):
        page = clerk.send("find/", text=asked)
        assert page.status_code == 200
        assert number in text(page)
    assert "没有找到办件" in text(clerk.send("find/", text="无此人"))
    assert "没有找到办件" in text(at_desk("何静").send("find/", text=number))
