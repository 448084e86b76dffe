"""Acts that other tests of the API do not reach, so that every operation has been sent and answered once."""

import pytest

from banshi.institutions.complaints.models import Complaint
from banshi.institutions.provisional_acceptance.rules.offering import QUESTIONS
from banshi.kernel.catalogue.actions import import_catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.lib import clock
from banshi.workflows.tick import tick
from tests.entrypoints.api.conftest import PAPERS, application
from tests.factories.bookings import booked, open_hours
from tests.institutions.complaints.lives import Life

pytestmark = pytest.mark.django_db
MATTER = {
    "kind": "official_document",
    "grade": "special",
    "ground": "needs_investigation",
    "title": "关于报送年度统计的通知",
    "source": "市政府办公室",
    "received_at": "2026-11-23T01:30:00Z",
}
SIGNED = {"confirmed": [1, 2, 3, 4, 5], "signature": "hand", "id_copy": True}


def done(answer):
    """The JSON of an answer that went well."""
    assert answer.status_code in (200, 201), answer.content.decode()
    return answer.json()


def promised(window, case_id, until="2026-12-04"):
    """The applicant promises the missing paper until that day."""
    done(window.act(case_id, "draw-up-commitment", until=until))
    done(window.act(case_id, "accept-provisionally", **SIGNED))


def test_a_promised_paper_is_logged_and_checked(system):
    window = system("王芳")
    case_id = window.post("/cases", application(present=PAPERS[:-1])).json()["id"]
    promised(window, case_id)
    done(window.act(case_id, "log-arrival", materials=[8], channel="in_person"))
    (piece,) = done(window.get(f"/cases/{case_id}/commitment"))["pieces"]
    done(window.act(case_id, "check-piece", piece=piece["id"], accepted=True))


def test_a_clerk_tells_on_paper_why_not(system, received_case):
    done(system("王芳").act(received_case(missing=(7,)), "deny-provisional"))


def test_a_head_judges_that_another_paper_may_come_later(system, received_case):
    row = next(row for row in load_bundled() if row["code"] == "MZ-XK-01")
    papers = [paper | {"tolerable": False} for paper in row["materials"]]
    import_catalogue(rows=[row | {"materials": papers}], effective_from=clock.today(), actor_ref="system")
    judged = {"material": 8, "answered": list(QUESTIONS), "reason": "原件在外地，已看过照片"}
    done(system("赵敏").act(received_case(missing=(8,)), "judge-tolerance", **judged))


def test_a_broken_promise_in_the_register(system, at):
    window, keeper, leader = system("王芳"), system("孙丽"), system("陈局")
    case_id = window.post("/cases", application(present=PAPERS[:-1])).json()["id"]
    promised(window, case_id, "2026-11-27")
    with at("2026-11-28T08:00"):
        tick()
        (record,) = done(keeper.get("/integrity"))["records"]
        acts = f"/integrity/{record['id']}/acts"
        done(keeper.post(f"{acts}/tell", {}))
        done(keeper.post(f"{acts}/hear", {"statement": "家里有事耽误了"}))
        done(keeper.post(f"{acts}/confirm", {"reason": "未在承诺期限内补齐"}))
        done(leader.post(f"{acts}/publish", {"reason": "情节较重", "until": "2027-05-31"}))
        done(leader.post(f"{acts}/unpublish", {"reason": "当事人已经改正"}))
        done(keeper.post(f"{acts}/object", {"objection": "材料当天已经寄出"}))
        done(keeper.post(f"{acts}/answer", {"upheld": False, "reason": "邮戳在期限以后"}))
        done(keeper.post(f"{acts}/refer", {"reason": "请法制审核"}))
        done(keeper.post(f"{acts}/repair", {"reason": "已经补齐并改正"}))


def test_a_record_is_withdrawn(system, at):
    window, keeper = system("王芳"), system("孙丽")
    case_id = window.post("/cases", application(present=PAPERS[:-1])).json()["id"]
    promised(window, case_id, "2026-11-27")
    with at("2026-11-28T08:00"):
        tick()
        (record,) = done(keeper.get("/integrity"))["records"]
        done(keeper.post(f"/integrity/{record['id']}/acts/withdraw", {"reason": "材料其实收到了"}))


def test_a_matter_is_given_back_pressed_for_and_explained(system, cast):
    office, leader, handler = system("沈远"), system("陈局"), system("李强")
    matter = done(office.post("/matters", MATTER))["id"]

    def act(who, name, **given):
        version = done(who.get(f"/matters/{matter}"))["version"]
        return done(who.post(f"/matters/{matter}/acts/{name}", {"version": version} | given))

    part = act(office, "route", lead="SHZZ")["parts"][0]["id"]
    act(handler, "return", part_id=part, reason="不属于本科室职责")
    act(office, "route", lead="SHZZ")
    act(leader, "set-limit", until="2026-12-10", reason="要到三个县实地走访")
    act(office, "urge", note="请于周五前报送进展")


def test_a_superiors_task_gets_a_new_date(system):
    office = system("沈远")
    given = MATTER | {"kind": "superior_task", "grade": "set", "demanded": "2026-11-27"}
    del given["ground"]
    matter = done(office.post("/matters", given))["id"]
    done(office.post(f"/matters/{matter}/acts/route", {"version": 1, "lead": "SHZZ"}))
    explained = {"reason": "大雪封路", "agreed_by": "分管副市长", "new_due": "2026-12-04"}
    done(office.post(f"/matters/{matter}/acts/explain", {"version": 2} | explained))


def test_a_peers_matter_is_sent_back(system):
    office = system("沈远")
    sent = MATTER | {"kind": "peer_transfer", "grade": "ordinary"}
    del sent["ground"]
    matter = done(office.post("/matters", sent))["id"]
    done(office.post(f"/matters/{matter}/acts/send-back", {"version": 1, "reason": "不属于民政部门职责"}))


def test_an_urgent_complaint_step_by_step(system, cast, at):
    life = Life(cast).named("李强").graded("urgent")
    party, leader, investigator = system("彭燕"), system("陈局"), system("何静")
    acts = f"/complaints/{life.uid}/acts"
    done(leader.post(f"{acts}/acknowledge", {"instruction": "马上核实，今天报我。"}))
    done(party.post(f"{acts}/accept", {"colleague": cast.staff_id("何静")}))
    life.declared()
    with at("2026-11-23T11:00"):
        talk = {"method": "phone", "held_at": "2026-11-23T10:30:00+08:00", "text": "核对了来访的日期。"}
        done(investigator.post(f"{acts}/record", talk))
        done(investigator.post(f"{acts}/reply", {"findings": "基本属实。", "following": "本周约见双方。"}))
        done(
            investigator.post(
                f"{acts}/propose", {"text": "当面道歉，补办手续。", "basis": "《一次性告知制度》第三条"}
            )
        )
        done(investigator.post(f"{acts}/write", {"text": "您好，请问三次来访分别是哪天？"}))
        life.agreed()
        result = {
            "outcome": "founded",
            "facts": "窗口没有一次讲清材料。",
            "opinion": "已经补办，并批评教育。",
            "basis": "《一次性告知制度》第三条",
        }
        done(investigator.post(f"{acts}/close", result))
        assert done(party.get(f"/complaints/{life.uid}"))["state"] == "closed"
    assert Complaint.objects.count() == 1


def test_a_booking_is_cancelled(system, cast):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    booking = booked("2026-11-24 09:30")
    done(system("王芳").post(f"/bookings/{booking}/acts/cancel", {"version": 1}))


def test_what_is_no_json_is_told(system):
    caller = system("王芳")
    assert caller.send("/cases", b"{item: 1}", "application/json").status_code == 400
    assert caller.send("/cases", b"item=1", "application/x-www-form-urlencoded").status_code == 415
