"""Refusals at the desks: the section refuses or asks, the leader answers, the approvals section files."""

import pytest

from banshi.institutions.refusals.models import Filing, Refusal
from banshi.kernel.cases.queries import card
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
TOLD = {
    "facts": "已有业务相似的社团",
    "other_basis": "《社会团体登记管理条例》第十三条",
    "materials": ["1"],
    "do": "act",
}


def test_intake_is_refused_on_the_page_and_what_was_typed_stays(at_desk, received_case):
    case_id, handler = received_case(), at_desk("李强")
    page = handler.act(case_id, "refuse", **(TOLD | {"other_basis": "社会团体登记管理条例"}), ground="NF-2")
    assert page.status_code == 422
    assert "没有写到第几条" in text(page)
    assert "已有业务相似的社团" in page.content.decode()
    assert handler.act(case_id, "refuse", **TOLD, ground="NF-2").status_code == 302
    assert card(case_id).state == "not_accepted"
    assert "阜民否登SHZZ〔2026〕1号" in text(handler.open(f"cases/{case_id}/"))


def test_everything_that_is_missing_is_said_at_once(at_desk, received_case):
    page = at_desk("李强").act(received_case(), "refuse", do="act")
    for words in ("四种情形中的一种", "具体的事实和理由", "法律名称和条款", "只有文字说明不能否定"):
        assert words in text(page)


def test_the_leader_sees_the_request_and_the_section_goes_on_with_what_was_approved(at_desk, accepted_case):
    case_id, handler, leader = accepted_case(), at_desk("李强"), at_desk("陈局")
    asked = handler.act(case_id, "instructions", **TOLD, ground="NF-4", question="可否不予许可？")
    assert asked.status_code == 302
    assert "可否不予许可？" in text(leader.open(""))
    page = leader.act(case_id, "instructions/answer", answer="sent_back", do="act")
    assert "退回的，请写明意见" in text(page)
    assert leader.act(case_id, "instructions/answer", answer="approved", do="act").status_code == 302
    assert "可否不予许可？" not in text(leader.open(""))
    address = f"cases/{case_id}/decide/?outcome=refuse"
    assert "已有业务相似的社团" in handler.open(address).content.decode()
    assert handler.fill(address, **TOLD, ground="NF-4").status_code == 302
    assert card(case_id).state == "refused"


def test_who_only_sees_the_case_cannot_refuse_it(at_desk, received_case):
    case_id = received_case()
    assert at_desk("王芳").open(f"cases/{case_id}/refuse/").status_code == 403
    assert at_desk("何静").open(f"cases/{case_id}/refuse/").status_code in {403, 404}
    assert at_desk("周明").open("refusals/").status_code == 403


def test_the_window_says_where_to_go(at_desk, received_case):
    case_id, window = received_case(), at_desk("王芳")
    page = window.act(case_id, "turn-away", why="not_ours", explanation="民办学校由教育部门审批", do="act")
    assert "应当向哪个机关申请" in text(page)
    told = {"why": "not_ours", "explanation": "民办学校由教育部门审批", "authority": "市教育局", "do": "act"}
    assert window.act(case_id, "turn-away", **told).status_code == 302
    assert "市教育局" in text(window.open(f"cases/{case_id}/"))


def test_the_approvals_section_archives_files_and_enters_the_receipt(at_desk, received_case):
    case_id, approvals = received_case(), at_desk("孙丽")
    at_desk("李强").act(case_id, "refuse", **TOLD, ground="NF-2")
    row = Refusal.objects.get()
    assert "等您归档" in text(approvals.open("refusals/"))
    assert approvals.send(f"refusals/{row.pk}/archive/").status_code == 302
    assert "已经归档" in text(approvals.client.post(f"/desk/refusals/{row.pk}/archive/", follow=True))
    assert approvals.send("refusals/", outlet="download").status_code == 422
    made = approvals.send("refusals/", refusals=[str(row.pk)], outlet="download")
    filing = Filing.objects.get()
    assert made.url == f"/desk/refusals/filings/{filing.pk}/"
    base = f"refusals/filings/{filing.pk}/"
    assert approvals.open(f"{base}package.zip").content.startswith(b"PK")
    assert approvals.open(f"{base}sheet.pdf").content.startswith(b"%PDF")
    assert approvals.send(f"{base}receipt/", number="回1", on="2026-11-23").status_code == 422
    approvals.send(f"{base}sent/")
    early = approvals.send(f"{base}receipt/", number="回1", on="2026-11-20")
    assert "不能早于送出" in text(early)
    assert approvals.send(f"{base}receipt/", number="回1", on="2026-11-23").status_code == 302
    assert "已有回执" in text(approvals.open(base))
    assert "没有等着报送的" in text(approvals.open("refusals/"))


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "٣"])
def test_an_odd_address_is_no_error_of_ours(at_desk, before):
    assert at_desk("孙丽").open("refusals/", before=before).status_code == 200
    assert at_desk("孙丽").open("refusals/filings/999/").status_code == 404
    assert at_desk("孙丽").send("refusals/999/archive/").status_code == 404


def test_the_register_costs_the_same_however_long_it_is(
    at_desk, received_case, django_assert_max_num_queries
):
    handler = at_desk("李强")
    for _ in range(4):
        handler.act(received_case(), "refuse", **TOLD, ground="NF-2")
    handler.open("refusals/")
    with django_assert_max_num_queries(16):
        handler.open("refusals/")


def test_papers_go_back_at_the_window(at_desk, received_case):
    case_id, window = received_case(), at_desk("王芳")
    at_desk("李强").act(case_id, "refuse", **TOLD, ground="NF-2")
    assert "申请人要求退还材料" in text(window.open(f"cases/{case_id}/"))
    assert window.act(case_id, "return", papers=["1", "2"], channel="counter", do="act").status_code == 302
    page = window.act(case_id, "return/done", way="in_person", do="act")
    assert "签名的人" in text(page)
    assert window.act(case_id, "return/done", way="in_person", signed_by="张伟", do="act").status_code == 302
    assert "已退还" in text(window.open(f"cases/{case_id}/"))


def test_papers_for_the_house_are_not_offered_for_serving(at_desk, received_case):
    case_id, window = received_case(), at_desk("王芳")
    at_desk("李强").act(case_id, "refuse", **TOLD, ground="NF-2")
    page = window.open(f"cases/{case_id}/serve/").content.decode()
    assert "不予受理通知书" in page
    assert "否定备案登记表" not in page
