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

    done(window.act(case_id, "decline-provisional"))
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


def test_a_refusal_needs_reasons_and_law(system, accepted_case):
    problem = system("李强").act(accepted_case(), "decide", granted=False).json()

    assert (problem["status"], problem["articles"]) == (422, ["06-06"])
    assert [error["field"] for error in problem["errors"]] == ["reasons", "legal_basis"]


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
