"""Online: an agent applies for somebody, several apply together, an agent supplies and takes back."""

import datetime as dt

import pytest

from banshi.institutions.one_time_notice.actions.completing import ask_supplement
from banshi.institutions.one_time_notice.actions.hearings import offer_hearing
from banshi.kernel.cases import uploads
from banshi.kernel.cases.models import Case, Upload
from banshi.kernel.cases.queries import timeline
from banshi.kernel.cases.sides import powers_of
from tests.entrypoints.portal.conftest import ITEM, words
from tests.entrypoints.portal.files import pdf, upload
from tests.factories import cases
from tests.people import CITIZENS

ZHANG, LIU, YAN = CITIZENS["张伟"], CITIZENS["刘桂兰"], CITIZENS["张䶮"]


def fill_person(citizen, who, query=""):
    return citizen.send(
        citizen.here + query, name=who.name, number_kind=who.number_kind, number=who.number, phone=who.phone
    )


def apply_by_agent(citizen, **power):
    assert "谁委托您来申请" in words(citizen.send(f"/apply/{ITEM}/", by="agent"))
    assert "申请人（委托您的人）的姓名" in words(citizen.send(citizen.here, kind="citizen"))
    asked = citizen.send(citizen.here, name=ZHANG.name)
    citizen.send(citizen.here, number_kind=ZHANG.number_kind, number=ZHANG.number)
    citizen.send(citizen.here, phone=ZHANG.phone)
    citizen.send(citizen.here, address="")
    fill_person(citizen, LIU)
    terms = {"scope": "代为办理", "first": "2026-11-20", "last": "2026-12-20"} | power
    return asked, citizen.send(citizen.here, **terms)


def test_an_agent_applies_with_an_uploaded_power_of_attorney(citizen):
    asked, paper = apply_by_agent(citizen)
    assert "申请人的证件号码" in words(asked)
    assert "授权委托书" in words(paper)
    assert "我会带到窗口" not in words(paper)
    missing = citizen.send(citizen.here, way="counter")
    assert missing.status_code == 422
    citizen.send(citizen.here, way="upload", file=upload("授权委托书.pdf", pdf()))
    for _seq in range(1, 9):
        citizen.send(citizen.here, way="counter")
    check = words(citizen.send(citizen.here, electronic="yes"))
    for told in ("申请人和代理人", "刘桂兰", LIU.number, "授权委托书.pdf", "2026-12-20"):
        assert told in check
    page = citizen.send(citizen.here)
    case = Case.objects.get()
    assert citizen.here == f"/progress/{case.number}/received/"
    assert (case.party.name, case.agent.name) == ("张伟", "刘桂兰")
    (power,) = powers_of(case)
    assert power.items == (ITEM,)
    assert "上传" in power.evidence
    assert timeline(case.pk)[0].fact.materials == ()
    assert Upload.objects.get(case=case).seq == uploads.POWER
    assert page.status_code == 200
    assert "代理人：刘**" in words(citizen.open(f"/progress/{case.number}/"))


@pytest.mark.parametrize(
    ("power", "told"),
    [
        ({"last": "2026-11-22"}, "授权委托已经过期"),
        ({"first": "2026-12-22"}, "截止日期不能早于开始日期"),
        ({"last": "不知道"}, "请按 2026-11-23 的样子填写"),
    ],
)
def test_a_power_that_cannot_be_used_is_said_on_the_page(citizen, power, told):
    _asked, page = apply_by_agent(citizen, **power)
    assert page.status_code == 422
    assert told in words(page)


def test_a_power_that_begins_later_is_refused_before_it_is_sent(citizen):
    apply_by_agent(citizen, first="2026-11-24")
    citizen.send(citizen.here, way="upload", file=upload("授权委托书.pdf", pdf()))
    for _seq in range(1, 9):
        citizen.send(citizen.here, way="counter")
    citizen.send(citizen.here, electronic="yes")
    page = citizen.send(citizen.here)
    assert page.status_code == 422
    assert "今天还不能代办" in words(page)
    assert not Case.objects.exists()


def test_several_apply_together(citizen):
    citizen.fill_in()
    asked = citizen.send(f"/apply/{ITEM}/people/", do="add")
    assert "第 2 位申请人" in words(asked)
    check = words(fill_person(citizen, YAN, "?back=check"))
    assert "张䶮" in check
    citizen.send(citizen.here)
    case = Case.objects.get()
    assert (case.applicants, case.party_masked) == (2, "张*、张*")


def test_the_same_person_twice_is_refused_at_the_answer_and_can_be_taken_off(citizen):
    citizen.fill_in()
    citizen.send(f"/apply/{ITEM}/people/", do="add")
    fill_person(citizen, ZHANG, "?back=check")
    page = citizen.send(citizen.here)
    assert page.status_code == 422
    assert "同一个人不能填两次" in words(page)
    citizen.send(f"/apply/{ITEM}/people/", do="drop")
    citizen.send(citizen.here)
    assert Case.objects.get().applicants == 1


@pytest.fixture
def represented(cast):
    """张伟's application, handed in by 刘桂兰 until 30 November, with a gap that was asked for."""
    agency = cases.agency("刘桂兰", first="2026-11-20", last="2026-11-30")
    case_id = cases.received_case(cast.actor("王芳"), missing=(2,), agency=agency)
    return Case.objects.get(pk=case_id)


def ask(citizen, case, tail="1234"):
    return citizen.send("/progress/", number=case.number, secret=tail)


def test_an_agent_takes_back_online_only_while_the_power_holds(citizen, represented, at):
    power = str(powers_of(represented)[0].id)
    ask(citizen, represented)
    page = citizen.open(f"/progress/{represented.number}/withdraw/")
    assert "申请人本人" in words(page)
    given = {"version": "1", "once": "x", "by": power}
    with at("2026-12-01"):
        ask(citizen, represented)
        refused = citizen.send(f"/progress/{represented.number}/withdraw/", **given)
        assert refused.status_code == 422
        assert "已经过期" in words(refused)
    ask(citizen, represented)
    citizen.send(f"/progress/{represented.number}/withdraw/", **given)
    assert timeline(represented.pk)[-1].fact.powers == (int(power),)


def test_an_agent_supplies_online(citizen, represented, cast, at):
    ask_supplement(
        case_id=represented.pk, version=None, until=dt.date(2026, 12, 14), actor=cast.actor("王芳")
    )
    where, power = f"/progress/{represented.number}/supply/", powers_of(represented)[0].id
    with at("2026-11-24"):
        ask(citizen, represented)
        citizen.send(f"{where}2/", file=upload("批准文件.pdf", pdf()))
        assert "请选择谁来办" in words(citizen.send(where, version="2", once="x"))
        citizen.send(where, version="2", once="x", by=str(power))
    assert timeline(represented.pk)[-1].fact.power == power


def test_a_joint_application_is_not_taken_back_online(citizen, cast):
    case_id = cases.received_case(cast.actor("王芳"), together=("刘桂兰",))
    case = Case.objects.get(pk=case_id)
    ask(citizen, case)
    page = citizen.open(f"/progress/{case.number}/withdraw/")
    assert "要全体申请人同意才能撤回" in words(page)
    refused = citizen.send(f"/progress/{case.number}/withdraw/", version="1", once="x")
    assert refused.status_code == 422
    assert "请全体申请人一起到窗口" in words(refused)
    case.refresh_from_db()
    assert case.state == "received"


def test_the_applicant_asks_for_a_hearing_online_while_there_is_time(citizen, cast, accepted_case, at):
    case = Case.objects.get(pk=accepted_case())
    where = f"/progress/{case.number}/hearing/"
    ask(citizen, case)
    citizen.open(where)
    assert citizen.here == f"/progress/{case.number}/"
    offer_hearing(case_id=case.pk, version=None, matter="拟不予登记", actor=cast.actor("李强"))
    assert "您有要求听证的权利" in words(citizen.open(f"/progress/{case.number}/"))
    with at("2026-12-01"):
        ask(citizen, case)
        citizen.open(where)
        assert citizen.here == f"/progress/{case.number}/"
    ask(citizen, case)
    assert "2026-11-30" in words(citizen.open(where))
    case.refresh_from_db()
    page = citizen.send(where, version=str(case.version), once="x")
    assert "已经收到您要求听证的申请" in words(page)
    assert timeline(case.pk)[-1].actor == "citizen"
    assert "您有要求听证的权利" not in words(citizen.open(f"/progress/{case.number}/"))
