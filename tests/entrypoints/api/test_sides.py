"""Other systems with agents, couples, hearings and return slips."""

import pytest

from banshi.kernel.cases.models import Case
from tests.entrypoints.api.conftest import PAPERS, application
from tests.entrypoints.api.test_acts import done

pytestmark = pytest.mark.django_db


def person(who):
    return application(who)["applicant"]


def agency(who="刘桂兰", **changes):
    terms = {"scope": "代为办理", "first": "2026-11-20", "last": "2026-11-30", "evidence": "授权委托书原件"}
    return {"agent": person(who)} | terms | changes


def test_an_agent_hands_in_supplies_and_receives(system, at):
    window = system("王芳")
    body = application(present=PAPERS[:-1], agency=agency(items=["MZ-XK-01"]))
    case_id = window.post("/cases", body).json()["id"]
    (power,) = window.get(f"/cases/{case_id}").json()["powers"]
    assert (power["agent"]["name"], power["holds"]) == ("刘**", True)
    done(window.act(case_id, "decline-provisional"))
    done(window.act(case_id, "ask-supplement", until="2026-12-07"))
    with at("2026-12-01"):
        refused = window.act(case_id, "supply", materials=[8], power=power["id"])
        assert refused.status_code == 422
        problem = refused.json()
        assert "已经过期" in problem["detail"]
        assert problem["instead"][0]["articles"] == ["06-03-2"]
        principal = window.get(f"/cases/{case_id}").json()["party"]["id"]
        given = agency(first="2026-12-01", last="2026-12-31")
        new = done(window.act(case_id, "record-power", principal=principal, **given))["power"]
        done(window.act(case_id, "supply", materials=[8], power=new))
        accepted = done(window.act(case_id, "accept"))["document"]
        served = {"way": "in_person", "signed_by": "刘桂兰", "power": new}
        done(window.act(case_id, "serve", document=accepted, **served))
    assert window.get(f"/cases/{case_id}").json()["timeline"][-1]["facts"]["power"] == new


def test_an_agent_signs_a_commitment_and_brings_papers_while_the_power_holds(system, at):
    window = system("王芳")
    body = application(present=PAPERS[:-1], agency=agency(last="2026-11-24"))
    case_id = window.post("/cases", body).json()["id"]
    (power,) = window.get(f"/cases/{case_id}").json()["powers"]
    done(window.act(case_id, "draw-up-commitment", until="2026-12-04"))
    signed = {"confirmed": [1, 2, 3, 4, 5], "signature": "hand", "id_copy": True}
    unknown = window.act(case_id, "accept-provisionally", **signed, power=power["id"] + 1)
    assert "没有登记这份授权委托书" in unknown.json()["detail"]
    accepted = done(window.act(case_id, "accept-provisionally", **signed, power=power["id"]))
    assert accepted["case"]["state"] == "provisional"
    brought = {"materials": [8], "channel": "in_person", "power": power["id"]}
    with at("2026-11-25"):
        problem = window.act(case_id, "log-arrival", **brought).json()
        assert "已经过期" in problem["detail"]
        assert problem["instead"][0]["articles"] == ["04-07", "04-10"]
    with at("2026-11-24T23:59:59"):
        done(window.act(case_id, "log-arrival", **brought))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"agency": agency(last="2026-11-22")}, "agency.last"),
        ({"agency": agency("张伟")}, "agency.agent.number"),
        ({"agency": agency(items=["MZ-XK-02"])}, "agency.items"),
        ({"co_applicants": [person("张伟")]}, "co_applicants[1].number"),
        ({"item": "MZ-QR-02", "present": [1]}, "co_applicants"),
        (
            {"item": "MZ-QR-02", "co_applicants": [person("刘桂兰")], "agency": agency("张䶮")},
            "agency.agent.name",
        ),
    ],
)
def test_what_is_wrong_is_named_as_in_the_body(system, changes, field):
    answer = system("王芳").post("/cases", application(**({"present": [1]} | changes)))
    assert answer.status_code == 422
    assert field in {error["field"] for error in answer.json()["errors"]}
    assert not Case.objects.exists()


def test_a_couple_takes_back_together_only(system):
    window = system("王芳")
    body = application(item="MZ-QR-02", present=[1], co_applicants=[person("刘桂兰")])
    case = window.post("/cases", body).json()
    assert case["applicant"] == "张*、刘**"
    both = [one["id"] for one in window.get(f"/cases/{case['id']}").json()["applicants"]]
    one = window.act(case["id"], "withdraw", said=[{"party": both[0]}])
    assert one.status_code == 422
    assert "全体申请人" in one.json()["detail"]
    done(window.act(case["id"], "withdraw", said=[{"party": each} for each in both]))


def test_a_hearing_is_told_asked_for_announced_and_held(system, accepted_case, cast, at):
    window, handler, case_id = system("王芳"), system("李强"), accepted_case()
    told = {"name": "周宁", "interest": "场所与住宅相邻", "until": "2026-11-30"}
    done(handler.act(case_id, "tell-interested", **told))
    (neighbour,) = handler.get(f"/cases/{case_id}").json()["interested"]
    assert neighbour["name"] == "周*"
    done(handler.act(case_id, "offer-hearing", matter="拟准予登记"))
    done(window.act(case_id, "request-hearing", person=neighbour["id"]))
    refused = handler.act(case_id, "decide", granted=True)
    assert "听证举行以前" in refused.json()["detail"]
    done(handler.act(case_id, "hear-statement", person=neighbour["id"], made=True, statement="请保证安静"))
    chair = cast.staff_id("赵敏")
    wanted = {"on": "2026-12-02", "time": "上午9:00", "place": "三楼会议室", "chair": chair}
    done(handler.act(case_id, "arrange-hearing", **wanted))
    with at("2026-12-02 15:00"):
        minutes = {"participants": "周宁、审查人员", "minutes": "各方陈述", "signed": True}
        done(handler.act(case_id, "hold-hearing", **minutes))
        assert done(handler.act(case_id, "decide", granted=True))["case"]["state"] == "granted"
    held = handler.get(f"/cases/{case_id}").json()["hearing"]
    assert (held["held_on"], held["person"], held["chair"]) == ("2026-12-02", neighbour["id"], chair)


def test_a_hearing_is_given_up(system, accepted_case):
    window, handler, case_id = system("王芳"), system("李强"), accepted_case()
    assert window.act(case_id, "request-hearing").status_code == 422
    done(handler.act(case_id, "offer-hearing", matter="拟不予登记"))
    done(window.act(case_id, "waive-hearing"))
    assert window.act(case_id, "waive-hearing").status_code == 422
    done(handler.act(case_id, "decide", granted=True))


def test_a_return_slip_comes_back_and_a_correction_is_declined(system, received_case, at):
    window, case_id = system("王芳"), received_case(wrong={3: "没有盖章"})
    done(window.act(case_id, "decline-correction", materials=[3], reason="要重新盖章"))
    paper = done(window.act(case_id, "correct-on-spot", materials=[3]))["document"]
    posted = done(window.act(case_id, "serve", document=paper, way="post", tracking_number="XX1CN"))
    with at("2026-11-26"):
        slip = {"delivery": posted["delivery"], "received_on": "2026-11-25"}
        done(window.act(case_id, "return-slip", **slip))
        assert window.act(case_id, "return-slip", **slip).status_code == 422
    papers = {one["id"]: one for one in window.get(f"/cases/{case_id}").json()["documents"]}
    assert papers[paper]["served_on"] == "2026-11-25"
