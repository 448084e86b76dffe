"""The window with agents and couples: handing in, supplying, taking back, handing over; hearings on their pages."""

import datetime as dt

import pytest

from banshi.institutions.one_time_notice.queries.telling import hearing, persons
from banshi.kernel.cases.models import Case, CoApplicant, Representation
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.documents.models import Delivery
from banshi.kernel.documents.queries import of_stream
from banshi.kernel.notifications.models import Message
from banshi.kernel.notifications.worker import deliver_due
from tests.entrypoints.workbench.conftest import text
from tests.factories import cases
from tests.people import CITIZENS

pytestmark = pytest.mark.django_db
PAGE = "counter/MZ-XK-01/"
WEDDING = "counter/MZ-QR-02/"
KEPT = ("kind", "name", "number_kind", "number", "phone", "address", "legal_representative")


def typed(who="张伟", **changes):
    values = {name: getattr(CITIZENS[who], name) for name in KEPT}
    return values | {f"paper{seq}": "present" for seq in range(1, 9)} | changes


def beside(who):
    return {f"co1-{name}": getattr(CITIZENS[who], name) for name in KEPT}


def agent(who="刘桂兰", **changes):
    terms = {"scope": "代为办理", "first": "2026-11-20", "last": "2026-12-20", "evidence": "授权委托书原件"}
    known = CITIZENS[who]
    values = {name: getattr(known, name) for name in KEPT} | terms | {"only_this": "on"} | changes
    return {f"agent-{name}": value for name, value in values.items()}


def test_an_agent_hands_in_and_is_named_masked_on_case_and_receipt(at_desk):
    clerk = at_desk("王芳")
    opened = clerk.fill(PAGE, **typed(), do="add_agent")
    assert "看到了哪份授权委托书" in text(opened)
    assert 'value="张伟"' in opened.content.decode()
    clerk.fill(PAGE, **typed(), **agent(), by_agent="1", do="accept")
    case = Case.objects.get()
    assert case.agent.name == "刘桂兰"
    receipt = text(clerk.open(f"cases/{case.pk}/receipt/"))
    page = text(clerk.open(f"cases/{case.pk}/"))
    for shown in (receipt, page):
        assert "刘**" in shown or "刘*兰" in shown
        assert "刘桂兰" not in shown
    assert "授权委托书原件" in page
    assert "由代理人通过窗口提交" in page


def test_an_expired_power_is_refused_at_its_field_with_what_is_lawful(at_desk):
    page = at_desk("王芳").fill(PAGE, **typed(), **agent(last="2026-11-22"), by_agent="1", do="accept")
    assert page.status_code == 422
    shown = text(page)
    assert "授权委托到 2026-11-22" in shown
    assert "请申请人本人来办" in shown
    assert 'href="#id_agent-last"' in page.content.decode()
    assert "授权委托书原件" in page.content.decode()
    assert not Case.objects.exists()


def test_a_couple_applies_together_and_the_second_form_stands_ready(at_desk):
    clerk = at_desk("王芳")
    assert "共同申请人 1" in text(clerk.open(WEDDING))
    assert "不能委托代理人" in text(clerk.open(WEDDING))
    twice = clerk.fill(WEDDING, **typed(), **beside("张伟"), do="receive")
    assert "同一个人不能填两次" in text(twice)
    assert 'href="#id_co1-number"' in twice.content.decode()
    clerk.fill(WEDDING, **typed(), **beside("张䶮"), do="receive")
    case = Case.objects.get()
    assert (case.applicants, case.party_masked) == (2, "张*、张*")
    assert CoApplicant.objects.get().party.name == "张䶮"
    assert "共同申请人 2" in text(clerk.open(f"cases/{case.pk}/"))


def test_a_further_applicant_is_added_and_taken_off_and_nothing_is_lost(at_desk):
    clerk = at_desk("王芳")
    page = clerk.fill(PAGE, **typed(), do="add_person")
    assert "共同申请人 1" in text(page)
    more = clerk.send(PAGE, **typed(), **beside("刘桂兰"), people="1", do="add_person")
    assert "共同申请人 2" in text(more)
    assert 'value="刘桂兰"' in more.content.decode()
    fewer = clerk.send(PAGE, **typed(), people="2", do="drop_person")
    assert "共同申请人 2" not in text(fewer)


@pytest.fixture
def represented(cast):
    """张伟's application, handed in by 刘桂兰, with a gap that was asked for; the power ends on 30 November."""
    agency = cases.agency("刘桂兰", first="2026-11-20", last="2026-11-30")
    case_id = cases.received_case(cast.actor("王芳"), missing=(2,), agency=agency)
    return case_id


def test_supplying_asks_who_stands_there_and_an_ended_power_is_refused(at_desk, represented, at):
    clerk = at_desk("王芳")
    clerk.act(represented, "supplement", until="2026-12-14")
    power = powers_of(card(represented))[0].id
    assert "代理人" in text(clerk.open(f"cases/{represented}/supply/"))
    with at("2026-12-01"):
        page = clerk.act(represented, "supply", materials="2", channel="counter", by=str(power))
        assert page.status_code == 422
        assert "已经过期" in text(page)
        assert "新的授权委托书" in text(page)
        again = {
            f"agent-{name}": value
            for name, value in {
                **{key: getattr(CITIZENS["刘桂兰"], key) for key in KEPT},
                "scope": "补交材料",
                "first": "2026-12-01",
                "last": "2026-12-31",
                "evidence": "新的授权委托书原件",
            }.items()
        }
        clerk.act(represented, "power", principal=str(card(represented).party_id), **again)
        newest = powers_of(card(represented))[-1].id
        clerk.act(represented, "supply", materials="2", channel="counter", by=str(newest))
    assert timeline(represented)[-1].fact.power == newest
    assert Representation.objects.count() == 2


def test_a_power_with_faults_is_refused_at_its_fields_and_nothing_typed_is_lost(at_desk, represented):
    principal = str(card(represented).party_id)
    page = at_desk("王芳").act(represented, "power", principal=principal, **agent("张伟"))
    assert page.status_code == 422
    assert "代理人不能是申请人本人" in text(page)
    assert 'value="张伟"' in page.content.decode()


def test_taking_back_by_all_or_not_at_all(at_desk, cast):
    clerk = at_desk("王芳")
    case_id = cases.received_case(cast.actor("王芳"), item="MZ-QR-02", together=("张䶮",))
    first, second = card(case_id).party_id, CoApplicant.objects.get().party_id
    page = clerk.act(
        case_id, "withdraw", channel="counter", **{f"said{first}": "self", f"said{second}": "no"}
    )
    assert page.status_code == 422
    assert "联合申请要全体申请人同意才能撤回" in text(page)
    unsaid = clerk.act(case_id, "withdraw", channel="counter", **{f"said{first}": "self"})
    assert "请选择 张* 是否同意" in text(unsaid)
    clerk.act(case_id, "withdraw", channel="counter", **{f"said{first}": "self", f"said{second}": "self"})
    assert card(case_id).state == "withdrawn"


def test_a_paper_is_handed_to_the_agent_and_the_page_says_so(at_desk, represented):
    clerk = at_desk("王芳")
    (receipt,) = of_stream(f"case:{represented}")
    power = powers_of(card(represented))[0].id
    clerk.act(
        represented,
        "serve",
        document=str(receipt.id),
        at="2026-11-23T09:59",
        signed_by="刘桂兰",
        by=str(power),
    )
    assert Delivery.objects.get().representation_id == power
    page = text(clerk.open(f"cases/{represented}/"))
    assert "（代理人收）" in page
    assert "由代理人收下" in page


def test_the_return_slip_is_entered_where_it_is_missed(at_desk, accepted_case, at):
    clerk, case_id = at_desk("王芳"), accepted_case()
    (paper,) = of_stream(f"case:{case_id}")
    page = f"cases/{case_id}/serve/?way=post"
    clerk.fill(page, document=str(paper.id), at="2026-11-23T09:59", tracking_number="XX12345678CN")
    assert "回执还没有回来" in text(clerk.open(f"cases/{case_id}/"))
    delivery = Delivery.objects.get()
    with at("2026-11-26"):
        wrong = clerk.act(case_id, f"slips/{delivery.pk}", received_on="2026-11-27")
        assert "不能早于寄出，也不能晚于今天" in text(wrong)
        clerk.act(case_id, f"slips/{delivery.pk}", received_on="2026-11-25")
    delivery.refresh_from_db()
    assert delivery.legal_date == dt.date(2026, 11, 25)
    shown = text(clerk.open(f"cases/{case_id}/"))
    assert "邮政回执已退回" in shown
    assert "回执还没有回来" not in shown
    assert clerk.open(f"cases/{case_id}/slips/{delivery.pk}/").status_code == 404


def test_who_has_only_a_landline_is_on_the_list_of_calls(at_desk, cast):
    clerk, guide = at_desk("王芳"), at_desk("吴导")
    clerk.fill(PAGE, **typed(phone="0300-2001234"), do="receive")
    deliver_due()
    page = guide.open("calls/")
    assert "0300-2001234" in text(page)
    assert "张*" in text(page)
    task = Message.objects.get(channel="call")
    guide.fill("calls/", **{f"call{task.pk}-reached": "no", f"call{task.pk}-note": "没有人接"})
    sent = {f"call{task.pk}-once": "a", f"call{task.pk}-note": "没有人接"}
    unsaid = guide.send(f"calls/{task.pk}/", **sent)
    assert unsaid.status_code == 422
    assert "请选择打通了吗" in text(unsaid)
    guide.send(f"calls/{task.pk}/", **sent, **{f"call{task.pk}-reached": "no"})
    assert "上次没有打通：没有人接" in text(guide.open("calls/"))
    done = {f"call{task.pk}-once": "b", f"call{task.pk}-reached": "yes"}
    guide.send(f"calls/{task.pk}/", **done)
    assert "没有要打的电话" in text(guide.open("calls/"))
    assert guide.send(f"calls/{task.pk}/", **done).status_code == 404
    assert at_desk("李强").open("calls/").status_code == 403


def test_a_hearing_from_the_right_to_the_minutes_on_its_pages(at_desk, accepted_case, cast, at):
    handler, clerk, case_id = at_desk("李强"), at_desk("王芳"), accepted_case()
    handler.act(case_id, "hearing/offer", matter="拟不予登记：业务相同")
    assert "还可以要求听证" in text(handler.open(f"cases/{case_id}/"))
    assert "可以要求听证到" in text(handler.open(f"cases/{case_id}/"))
    clerk.act(case_id, "hearing/request", person="applicant")
    form = handler.open(f"cases/{case_id}/hearing/arrange/")
    assert 'value="2026-12-02"' in form.content.decode()
    assert "赵敏" in text(form)
    assert "李强</option>" not in form.content.decode()
    chair = str(cast.staff_id("赵敏"))
    early = {"on": "2026-12-01", "time": "上午9:00", "place": "三楼会议室", "chair": chair}
    assert "听证要提前 7 个工作日通知" in text(handler.act(case_id, "hearing/arrange", **early))
    handler.act(case_id, "hearing/arrange", **(early | {"on": "2026-12-02"}))
    assert 'value="三楼会议室"' in handler.open(f"cases/{case_id}/procedure/").content.decode()
    with at("2026-12-02 15:00"):
        page = handler.act(case_id, "hearing/minutes", participants="申请人", minutes="各方陈述")
        assert "签名或者盖章" in text(page)
        handler.act(case_id, "hearing/minutes", participants="申请人", minutes="各方陈述", signed="on")
    assert hearing(case_id).held_on == dt.date(2026, 12, 2)
    assert {one.kind for one in of_stream(f"case:{case_id}")} >= {"W22a", "W22b", "W22c"}


def test_a_hearing_can_be_given_up_and_then_it_is_decided(at_desk, accepted_case):
    handler, clerk, case_id = at_desk("李强"), at_desk("王芳"), accepted_case()
    handler.act(case_id, "hearing/offer", matter="拟不予登记")
    page = handler.act(case_id, "decide")
    assert page.status_code == 422
    assert "登记放弃以后再决定" in text(page)
    clerk.act(case_id, "hearing/waive")
    handler.act(case_id, "decide")
    assert card(case_id).state == "granted"


def test_a_neighbour_is_told_and_heard_on_the_case_page(at_desk, accepted_case):
    handler, case_id = at_desk("李强"), accepted_case()
    handler.act(case_id, "interested", name="周宁", interest="场所与住宅相邻", until="2026-11-30")
    (person,) = persons(case_id)
    page = handler.open(f"cases/{case_id}/")
    assert "周*" in text(page)
    assert "周宁" not in text(page)
    missing = handler.act(case_id, f"interested/{person.id}/statement", made="yes")
    assert "请写明对方的意见" in text(missing)
    handler.act(case_id, f"interested/{person.id}/statement", made="no")
    assert "对方表示没有意见" in text(handler.open(f"cases/{case_id}/"))
    assert handler.open(f"cases/{case_id}/interested/999999/statement/").status_code == 404


def test_what_cannot_be_corrected_at_once_is_said_with_its_reason(at_desk, received_case):
    clerk, case_id = at_desk("王芳"), received_case(wrong={3: "没有盖章"})
    assert "不能当场更正，写明原因" in text(clerk.open(f"cases/{case_id}/"))
    assert "不能当场更正的材料" in text(clerk.open(f"cases/{case_id}/correct/decline/"))
    clerk.act(case_id, "correct/decline", materials="3", reason="要重新盖章")
    clerk.act(case_id, "correct", materials="3")
    assert [one.kind for one in of_stream(f"case:{case_id}")] == ["W03", "W26", "W26"]


def test_an_agent_is_read_in_full_for_a_reason_and_nobody_else_is(at_desk, represented, accepted_case):
    clerk, stranger = at_desk("王芳"), card(accepted_case("阜新市书法协会筹备组")).party_id
    agent_id = powers_of(card(represented))[0].agent.id
    page = f"cases/{represented}/applicant/?who={agent_id}"
    assert "刘桂兰" not in text(clerk.open(page))
    assert CITIZENS["刘桂兰"].phone in text(clerk.send(page, reason="打电话核对授权"))
    assert clerk.open(f"cases/{represented}/applicant/?who={stranger}").status_code == 404


@pytest.mark.parametrize("who", ["刘桂兰", "张䶮"])
def test_the_search_finds_the_cases_of_agents_and_of_those_who_apply_together(at_desk, cast, who):
    clerk = cast.actor("王芳")
    agency = cases.agency("刘桂兰", first="2026-11-20", last="2026-11-30")
    cases.received_case(clerk, agency=agency)
    cases.received_case(clerk, "刘桂兰", together=("张䶮",))
    numbers = {case.number for case in Case.objects.order_by("id")}
    page = text(at_desk("王芳").send("find/", text=CITIZENS[who].number))
    found = {number for number in numbers if number in page}
    assert len(found) == (2 if who == "刘桂兰" else 1)
