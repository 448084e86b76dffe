"""Acts through their pages: from gaps to one notice, from acceptance to the archive."""

import re

import pytest

from banshi.kernel.cases.life import State
from banshi.kernel.cases.queries import card, materials, timeline
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents.queries import of_stream
from banshi.kernel.ledger.models import Entry
from tests.entrypoints.workbench.conftest import hidden, text

pytestmark = pytest.mark.django_db


def state(case_id):
    return card(case_id).state


def kinds(case_id):
    return [paper.kind for paper in of_stream(f"case:{case_id}")]


def test_gaps_lead_to_one_notice_and_then_to_acceptance(at_desk, received_case, at):
    case_id, clerk = received_case(missing=(2,), wrong={3: "没有盖章"}), at_desk("王芳")
    page = clerk.open(f"cases/{case_id}/")
    assert "当场更正" in text(page)
    assert "还有材料不齐" in text(page)
    notice = clerk.open(f"cases/{case_id}/supplement/")
    assert "业务主管单位批准文件" in text(notice)
    assert "没有盖章" in text(notice)
    assert 'value="2026-12-14"' in notice.content.decode()
    clerk.act(case_id, "supplement", until="2026-12-14", do="act")
    assert state(case_id) is State.SUPPLEMENT
    page = text(clerk.open(f"cases/{case_id}/"))
    assert "补正通知书已发出" in page
    assert "打印文书" in page
    assert "补正只能通知一次，已经通知过" in page
    with at("2026-12-01"):
        clerk = at_desk("王芳")
        clerk.act(case_id, "supply", materials=["2", "3"], channel="counter", do="act")
        clerk.act(case_id, "accept", do="act")
    assert state(case_id) is State.REVIEW
    assert kinds(case_id) == ["W03", "W04", "W05"]


def test_a_past_date_is_refused_at_its_field_with_the_article(at_desk, received_case):
    case_id = received_case(missing=(2,))
    page = at_desk("王芳").act(case_id, "supplement", until="2026-11-20", do="act")
    assert page.status_code == 422
    assert page.content.decode().count("补正截止日期要晚于今天。") == 2
    assert "告知 第三条(二)" in text(page)
    assert 'value="2026-11-20"' in page.content.decode()
    assert state(case_id) is State.RECEIVED


def test_checking_and_correcting_papers_on_the_spot(at_desk, received_case):
    case_id, clerk = received_case(missing=(2,)), at_desk("王芳")
    page = clerk.fill(f"cases/{case_id}/check/", do="all_present")
    assert page.content.decode().count("checked") == 8
    ticks = {f"paper{seq}": "present" for seq in range(1, 9)} | {"paper2": "wrong", "problem2": "缺一页"}
    clerk.act(case_id, "check", **ticks, do="act")
    assert [one.problem for one in materials(case_id) if one.status == "wrong"] == ["缺一页"]
    clerk.act(case_id, "correct", materials=["2"], do="act")
    assert {one.status for one in materials(case_id)} == {"present"}
    clerk.act(case_id, "accept", do="act")
    assert state(case_id) is State.REVIEW


def test_the_second_of_two_clerks_sees_what_the_first_did_and_keeps_what_was_typed(at_desk, received_case):
    case_id = received_case(missing=(2,))
    slow, quick = at_desk("王芳"), at_desk("孙丽")
    opened = hidden(slow.open(f"cases/{case_id}/supplement/"))
    quick.act(case_id, "supplement", until="2026-12-14", do="act")
    page = slow.send(f"cases/{case_id}/supplement/", **opened, until="2026-12-18", do="act")
    assert page.status_code == 409
    assert "这件办件刚刚有了新的进展" in text(page)
    assert "一次性告知补正" in text(page)
    assert "孙丽" in text(page)
    assert 'value="2026-12-18"' in page.content.decode()
    again = slow.send(f"cases/{case_id}/supplement/", **hidden(page), until="2026-12-18", do="act")
    assert again.status_code == 403 or "补正只能通知一次" in text(again)
    assert kinds(case_id).count("W04") == 1


def test_a_double_click_on_an_act_is_one_act(at_desk, received_case):
    case_id, clerk = received_case(), at_desk("王芳")
    values = hidden(clerk.open(f"cases/{case_id}/accept/"))
    answers = [clerk.send(f"cases/{case_id}/accept/", **values, do="act") for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert [event.fact.kind for event in timeline(case_id)] == ["received", "accepted"]


def test_a_procedure_shows_its_new_date_first_and_can_end_early(at_desk, accepted_case, at):
    case_id, handler = accepted_case(), at_desk("李强")
    review = {
        "kind": "expert_review",
        "place": "三楼会议室",
        "time": "每天9:00",
        "first": "2026-11-24",
        "last": "2026-11-27",
    }
    page = handler.act(case_id, "procedure", **review, do="preview")
    assert "承诺期限：2026-12-21（周一） → 2026-12-25（周五）" in text(page)
    assert "procedure_started" not in [event.fact.kind for event in timeline(case_id)]
    handler.send(f"cases/{case_id}/procedure/", **hidden(page), **review, do="act")
    assert str(Clock.objects.get(case_id=case_id, kind="promised").due) == "2026-12-25"
    with at("2026-11-25"):
        handler = at_desk("李强")
        page = handler.open(f"cases/{case_id}/")
        assert "停表：专家评审" in text(page)
        (link,) = [part for part in page.content.decode().split('"') if part.endswith("/end/")]
        handler.fill(link.removeprefix("/desk/"), do="act")
    assert str(Clock.objects.get(case_id=case_id, kind="promised").due) == "2026-12-23"


def test_the_leader_approves_more_time(at_desk, accepted_case):
    case_id, handler, leader = accepted_case(), at_desk("李强"), at_desk("陈局")
    page = handler.act(case_id, "extension", days="50", reason="征求意见", do="act")
    assert "延长的天数应为 1 到 10 个工作日" in text(page)
    handler.act(case_id, "extension", days="5", reason="需征求业务主管单位意见", do="act")
    assert "等您批示的延期" in text(leader.open(""))
    page = leader.open(f"cases/{case_id}/extension/answer/")
    assert "需征求业务主管单位意见" in text(page)
    assert "承诺期限：2026-12-21（周一） → 2026-12-28（周一）" in text(page)
    page = leader.act(case_id, "extension/answer", granted="no", opinion="", do="act")
    assert "不批准的，请写明理由" in text(page)
    leader.act(case_id, "extension/answer", granted="yes", opinion="同意", do="act")
    assert str(Clock.objects.get(case_id=case_id, kind="promised").due) == "2026-12-28"
    assert "延期申请已有批示" in text(handler.open("inbox/"))
    assert handler.open(f"cases/{case_id}/extension/answer/").status_code == 403


def test_granted_served_and_archived(at_desk, accepted_case):
    case_id, handler = accepted_case("阜新市书法协会筹备组"), at_desk("李强")
    handler.act(case_id, "decide", do="act")
    assert state(case_id) is State.GRANTED
    paper = of_stream(f"case:{case_id}")[-1].id
    clerk, served = at_desk("王芳"), {"document": paper, "at": "2026-11-24T09:30"}
    page = clerk.act(case_id, "serve", **served, signed_by="墨言", do="act")
    assert "送达时间不能晚于现在" in text(page)
    served["at"] = "2026-11-23T10:00"
    page = clerk.act(case_id, "serve", **served, signed_by="", do="act")
    assert "请填写签收人" in text(page)
    assert 'href="#id_signed_by"' in page.content.decode()
    clerk.act(case_id, "serve", **served, signed_by="墨言", do="act")
    assert state(case_id) is State.SERVED
    handler.act(case_id, "archive", do="act")
    assert state(case_id) is State.ARCHIVED
    page = text(handler.open(f"cases/{case_id}/"))
    assert "卷号 阜民档〔2026〕1号" in page
    assert "已送达" in page


@pytest.mark.parametrize(
    ("way", "proof", "missing"),
    [
        ("refused", {"refusal": "放在桌上不收", "witness": "李强"}, "witness"),
        ("post", {"tracking_number": "XA123", "received_on": ""}, "tracking_number"),
        ("phone", {"note": "已告知领取"}, "note"),
        ("public_notice", {"note": "本局网站"}, "note"),
    ],
)
def test_each_way_of_serving_asks_for_its_own_proof(way, proof, missing, at_desk, accepted_case):
    case_id, clerk = accepted_case(), at_desk("王芳")
    address = f"cases/{case_id}/serve/?way={way}"
    common = {"document": of_stream(f"case:{case_id}")[0].id, "at": "2026-11-23T10:00", "do": "act"}
    assert clerk.fill(address, **common, **proof | {missing: ""}).status_code == 422
    assert clerk.fill(address, **common, **proof).status_code == 302
    (delivery,) = of_stream(f"case:{case_id}")[0].deliveries
    assert delivery.refused is (way == "refused")


def test_without_consent_nothing_is_served_electronically(at_desk, accepted_case):
    case_id, clerk = accepted_case(), at_desk("王芳")
    page = clerk.fill(
        f"cases/{case_id}/serve/?way=electronic",
        document=of_stream(f"case:{case_id}")[0].id,
        at="2026-11-23T10:00",
        consent_reference="申请表",
        do="act",
    )
    assert "申请人没有同意电子送达" in text(page)


def test_a_refusal_states_reasons_and_law(at_desk, accepted_case):
    case_id, handler = accepted_case(), at_desk("李强")
    address = f"cases/{case_id}/decide/?outcome=refuse"
    page = handler.fill(address, ground="NF-2", do="act")
    assert "请写明具体的事实和理由" in text(page)
    assert "请写明依据的法律名称和条款" in text(page)
    assert "只有文字说明不能否定" in text(page)
    told = {"facts": "已有业务相似的社团", "other_basis": "《社会团体登记管理条例》第十三条"}
    handler.fill(address, ground="NF-2", **told, materials=["1"], do="act")
    assert state(case_id) is State.REFUSED
    assert kinds(case_id)[-2:] == ["W18", "W15"]


def test_a_late_decision_needs_its_cause(at_desk, accepted_case, at):
    case_id = accepted_case()
    with at("2026-12-25"):
        handler = at_desk("李强")
        page = handler.act(case_id, "decide", delay_reason="", do="act")
        assert "请填写超过承诺期限的原因" in text(page)
        handler.act(case_id, "decide", delay_reason="等待业务主管单位答复", do="act")
    assert state(case_id) is State.GRANTED


def test_the_head_assigns_and_the_applicant_withdraws(cast, at_desk, accepted_case):
    case_id, head = accepted_case(), at_desk("赵敏")
    page = head.act(case_id, "assign", handler=cast.staff_id("何静"), do="act")
    assert "请在列出的各项中选择新的经办人" in text(page)
    at_desk("王芳").act(case_id, "withdraw", channel="counter", do="act")
    assert state(case_id) is State.WITHDRAWN


def test_whole_data_are_shown_for_a_reason_that_is_kept(at_desk, accepted_case):
    case_id, clerk = accepted_case("张伟"), at_desk("王芳")
    page = clerk.act(case_id, "applicant", reason="看")
    assert "请写明为什么要查看完整信息" in text(page)
    page = clerk.act(case_id, "applicant", reason="电话核对地址")
    assert "辽宁省阜新市海州区中华路0号" in text(page)
    assert "no-store" in page["Cache-Control"]
    entry = Entry.objects.get(act="unmasked")
    assert entry.payload == {"case": case_id}
    assert entry.articles == ["09-08-3"]
    assert at_desk("何静").open(f"cases/{case_id}/applicant/").status_code == 404


def test_accepting_takes_three_clicks_once_the_papers_are_ticked(at_desk, received_case):
    case_id, clerk = received_case(missing=(2,)), at_desk("王芳")
    ticks = {f"paper{seq}": "present" for seq in range(1, 9)}
    saved = clerk.act(case_id, "check", **ticks, do="act")  # 1: what was ticked is kept
    page = clerk.client.get(saved["Location"]).content.decode()
    primary = re.search(r'<a class="btn wide" href="([^"]+)"', page)
    assert primary[1] == f"/desk/cases/{case_id}/accept/"  # 2: the one button of the page
    form = clerk.client.get(primary[1])
    assert (
        clerk.client.post(primary[1], hidden(form) | {"do": "act"}).status_code == 302
    )  # 3: nothing to fill in
    assert state(case_id) is State.REVIEW
