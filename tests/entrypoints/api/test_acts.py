"""A case carried through its life by another system, act by act."""

import pytest

from tests.entrypoints.api.conftest import PAPERS, application

pytestmark = pytest.mark.django_db


def done(answer):
    assert answer.status_code == 200, answer.content.decode()
    return answer.json()


def test_a_case_goes_from_the_counter_to_the_archive(system, at):
    window, handler = system("王芳"), system("李强")
    case_id = window.post("/cases", application(present=PAPERS[:-1])).json()["id"]

    told = done(window.act(case_id, "ask-supplement", until="2026-12-07"))
    assert (told["case"]["state"], told["document"] > 0) == ("supplement", True)
    done(window.act(case_id, "supply", materials=[8]))
    assert done(window.act(case_id, "accept"))["case"]["state"] == "review"
    with at("2026-11-24"):
        decided = done(handler.act(case_id, "decide", granted=True))
        assert decided["case"]["state"] == "granted"
        served = done(
            window.act(case_id, "serve", document=decided["document"], way="in_person", signed_by="张伟")
        )
        assert (served["case"]["state"], served["delivery"] > 0) == ("served", True)
        assert "档" in done(handler.act(case_id, "archive"))["volume"]


def test_papers_are_checked_and_put_right_at_the_window(system, received_case):
    case_id, window = received_case(missing=(8,)), system("王芳")

    done(window.act(case_id, "check-materials", present=[], wrong=[{"seq": 8, "problem": "没有签名"}]))
    done(window.act(case_id, "correct-on-spot", materials=[8]))

    papers = window.get(f"/cases/{case_id}").json()["materials"]
    assert {paper["status"] for paper in papers} == {"present"}


def test_the_clock_stops_for_a_review_by_experts(system, accepted_case, at):
    case_id, handler = accepted_case(), system("李强")
    review = {"kind": "expert_review", "place": "局三楼会议室", "time": "上午9:00"}

    done(handler.act(case_id, "start-procedure", **review, first="2026-11-24", last="2026-11-30"))
    assert handler.get(f"/cases/{case_id}/clocks/promised").json()["due"] == "2026-12-28"

    (begun,) = [
        e for e in handler.get(f"/cases/{case_id}").json()["timeline"] if e["kind"] == "procedure_started"
    ]
    with at("2026-11-25"):
        done(handler.act(case_id, "end-procedure", procedure=begun["facts"]["procedure"]))
        assert handler.get(f"/cases/{case_id}/clocks/promised").json()["due"] == "2026-12-23"


def test_the_handler_asks_for_more_time_and_the_leader_grants_it(system, accepted_case):
    case_id, handler, leader = accepted_case(), system("李强"), system("陈局")

    assert done(handler.act(case_id, "request-extension", days=5, reason="需要向外省核实"))["request"] > 0
    done(leader.act(case_id, "answer-extension", granted=True, opinion="同意"))

    assert handler.get(f"/cases/{case_id}/clocks/promised").json()["due"] == "2026-12-28"


WHY = {
    "ground": "NF-2",
    "facts": "已有业务相似的社团",
    "legal_basis": ["《社会团体登记管理条例》第十三条"],
    "evidence": [{"kind": "material", "reference": 1}],
}


def test_a_refusal_needs_facts_law_and_evidence(system, accepted_case):
    case_id, handler = accepted_case(), system("李强")
    assert handler.act(case_id, "decide", granted=False).json()["errors"][0]["field"] == "ground"

    problem = handler.act(case_id, "decide", granted=False, refusal={"ground": "NF-2"}).json()
    assert (problem["status"], problem["articles"]) == (422, ["01-05-2", "06-06", "01-05"])
    assert [error["field"] for error in problem["errors"]] == ["facts", "legal_basis", "evidence"]

    assert done(handler.act(case_id, "decide", granted=False, refusal=WHY))["case"]["state"] == "refused"


def test_a_refusal_of_intake_is_archived_filed_and_receipted(system, received_case):
    case_id, handler, approvals = received_case(), system("李强"), system("孙丽")
    assert done(handler.act(case_id, "refuse-intake", refusal=WHY))["case"]["state"] == "not_accepted"
    (line,) = handler.get("/refusals").json()["refusals"]
    assert (line["number"], line["lamp"], line["applicant"]) == ("阜民否登SHZZ〔2026〕1号", "green", "张*")

    assert handler.post(f"/refusals/{line['id']}/archive", {}).status_code == 403
    assert "否档" in done(approvals.post(f"/refusals/{line['id']}/archive", {}))["archive_number"]
    made = approvals.post("/filings", {"refusals": [line["id"]], "outlet": "download"}, idempotency_key="f1")
    assert (made.status_code, made.json()["state"]) == (201, "prepared")
    again = approvals.post("/filings", {"refusals": [line["id"]], "outlet": "download"}, idempotency_key="f1")
    assert again.json() == made.json()
    address = f"/filings/{made.json()['id']}"
    assert done(approvals.post(f"{address}/sent", {}))["state"] == "sent"
    receipt = {"number": "营商备〔2026〕7号", "on": "2026-11-23"}
    assert done(approvals.post(f"{address}/receipt", receipt))["receipt_number"] == receipt["number"]
    assert approvals.get("/filings").json()["filings"][0]["state"] == "receipted"
    assert system("周明").get("/refusals").status_code == 403
    assert approvals.post("/filings/999/sent", {}).status_code == 404


def test_the_leader_is_asked_and_answers(system, accepted_case):
    case_id, handler, leader = accepted_case(), system("李强"), system("陈局")
    other = WHY | {"ground": "NF-4"}
    assert handler.act(case_id, "decide", granted=False, refusal=other).json()["articles"] == ["01-07"]
    assert leader.act(case_id, "answer-instructions", answer="approved").status_code == 422
    asked = handler.act(case_id, "request-instructions", refusal=other, question="可否？")
    assert done(asked)["request"] > 0
    done(leader.act(case_id, "answer-instructions", answer="approved"))
    assert done(handler.act(case_id, "decide", granted=False, refusal=other))["case"]["state"] == "refused"


def test_sent_elsewhere_and_the_papers_handed_back(system, received_case):
    case_id, window = received_case(), system("王芳")
    away = {"why": "not_ours", "authority": "市教育局", "explanation": "民办学校由教育部门审批"}
    assert done(window.act(case_id, "turn-away", **away))["case"]["state"] == "not_accepted"
    assert done(window.act(case_id, "request-return", papers=[1, 2], channel="counter"))["document"] > 0
    done(window.act(case_id, "return-materials", way="in_person", signed_by="张伟"))
    kinds = [event["kind"] for event in window.get(f"/cases/{case_id}").json()["timeline"]]
    assert kinds[-2:] == ["return_requested", "materials_returned"]


def test_a_head_assigns_and_the_applicant_withdraws(system, accepted_case, cast):
    case_id, head = accepted_case(), system("赵敏")

    assert (
        head.act(case_id, "assign", handler=cast.staff_id("王芳")).json()["errors"][0]["field"] == "handler"
    )
    assert done(head.act(case_id, "assign", handler=cast.staff_id("李强")))["case"]["handler"]
    assert done(head.act(case_id, "withdraw", channel="counter"))["case"]["state"] == "withdrawn"


def test_who_comes_second_is_told(system, received_case):
    case_id, window = received_case(), system("王芳")
    shown = window.get(f"/cases/{case_id}").json()["version"]
    done(window.act(case_id, "check-materials", present=[1]))

    answer = window.act(case_id, "accept", version=shown)

    assert (answer.status_code, answer.json()["type"]) == (409, "/api/problems/stale")


def test_the_same_key_twice_is_one_act_with_one_answer(system, received_case):
    case_id, window = received_case(), system("王芳")
    path, body = f"/cases/{case_id}/acts/accept", {"version": 1}

    first, again = (window.post(path, body, idempotency_key="k-1") for _ in range(2))

    assert (first.status_code, first.json()) == (200, again.json())


def test_one_key_at_two_addresses_is_two_acts(system, received_case):
    case_id, window = received_case(), system("王芳")

    for act in ("check-materials", "accept"):
        version = window.get(f"/cases/{case_id}").json()["version"]
        answer = window.post(f"/cases/{case_id}/acts/{act}", {"version": version}, idempotency_key="k-1")
        assert answer.status_code == 200

    assert window.get(f"/cases/{case_id}").json()["state"] == "review"


def test_whoever_may_see_a_case_but_not_decide_it_is_told_so(system, accepted_case):
    answer = system("王芳").act(accepted_case(), "decide", granted=True)

    assert (answer.status_code, answer.json()["type"]) == (403, "/api/problems/not-permitted")


def test_an_act_needs_the_version_that_was_shown(system, received_case):
    problem = system("王芳").post(f"/cases/{received_case()}/acts/accept", {}).json()

    assert (problem["status"], problem["errors"][0]["field"]) == (422, "version")
