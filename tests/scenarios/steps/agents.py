"""Sentences about agents, couples, hearings and what is sent by post."""

from dataclasses import replace

from pytest_bdd import given, parsers, then, when

from banshi.institutions.one_time_notice.actions import hearings, interested
from banshi.institutions.one_time_notice.actions.completing import decline_correction, supply
from banshi.institutions.one_time_notice.actions.interested import Interested
from banshi.institutions.one_time_notice.queries.telling import hearing, papers_of, persons
from banshi.institutions.one_time_notice.rules.completing import gaps
from banshi.institutions.one_time_notice.rules.hearings import Arrangement
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.cases.sides import applicants_of, powers_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Delivery
from banshi.kernel.documents.proof import Proof
from banshi.kernel.notifications.queries import call_tasks
from banshi.lib import clock
from banshi.workflows.calls import note_call
from banshi.workflows.decision import Serving, return_slip, serve
from banshi.workflows.intake import receive
from banshi.workflows.representation import record_power, withdraw
from tests.factories import cases
from tests.factories.citizens import CITIZENS
from tests.scenarios.story import ITEMS, Story, day, words_of

LANDLINE = "0300-2001234"


def _receive(story: Story, item: str, **choices: object) -> None:
    given = cases.application(item=ITEMS[item], **choices)

    def act() -> None:
        story.case_id = receive(application=given, actor=story.cast.actor("王芳"))

    story.attempt(act)


@when(parsers.parse("刘桂兰代张伟申请“{item}”，委托办“{named}”，从 {first} 到 {last}"))
def by_agent(story: Story, item: str, named: str, first: str, last: str) -> None:
    agency = cases.agency("刘桂兰", first=first, last=last, items=(ITEMS[named],))
    _receive(story, item, agency=agency)


@given(parsers.parse("刘桂兰代张伟申请“{item}”，缺一份材料，委托到 {last}"))
def by_agent_with_a_gap(story: Story, item: str, last: str) -> None:
    agency = cases.agency("刘桂兰", first="2026-11-20", last=last, items=(ITEMS[item],))
    _receive(story, item, agency=agency, missing=(2,))
    assert story.refused is None


@then(parsers.parse("收件凭证写明申请人“{names}”和代理人“{agent}”"))
def receipt_names_both(story: Story, names: str, agent: str) -> None:
    (receipt,) = story.papers("收件凭证")
    assert f"{names}（委托代理人：{agent}）：" in words_of(receipt)


@then(parsers.re("收件凭证写明申请人“(?P<names>[^”]+)”$"))
def receipt_names(story: Story, names: str) -> None:
    (receipt,) = story.papers("收件凭证")
    assert f"{names}：" in words_of(receipt)
    assert receipt.addressee_masked == "张*、张*"


@when("刘桂兰到窗口补交缺的材料")
def agent_supplies(story: Story) -> None:
    missing = [paper.seq for paper in gaps(papers_of(story.case_id))]
    power = powers_of(card(story.case_id))[-1].id
    story.attempt(
        lambda: supply(
            case_id=story.case_id,
            version=None,
            materials=missing,
            channel="counter",
            power=power,
            actor=story.cast.actor("王芳"),
        )
    )


@then(parsers.parse("系统说明可以“{words}”"))
def instead(story: Story, words: str) -> None:
    assert story.refused is not None
    assert any(words in str(reason) for reason in story.refused.instead)


@given(parsers.parse("王芳登记张伟给刘桂兰的授权委托，从 {first} 到 {last}"))
@when(parsers.parse("王芳登记张伟给刘桂兰的授权委托，从 {first} 到 {last}"))
def new_power(story: Story, first: str, last: str) -> None:
    record_power(
        case_id=story.case_id,
        version=None,
        principal_id=card(story.case_id).party_id,
        given=cases.agency("刘桂兰", first=first, last=last),
        actor=story.cast.actor("王芳"),
    )


@when("王芳把决定书当面交给代理人刘桂兰签收")
def handed_to_agent(story: Story) -> None:
    proof = Proof(signed_by_masked="刘**", power=powers_of(card(story.case_id))[-1].id)
    serving = Serving(story.newest_paper().pk, "in_person", clock.now(), proof)
    serve(case_id=story.case_id, version=None, serving=serving, actor=story.cast.actor("王芳"))


@then("送达记录写明由代理人收下")
def served_to_agent(story: Story) -> None:
    delivery = Delivery.objects.latest("id")
    assert delivery.representation is not None
    assert delivery.representation.power.agent.name == "刘桂兰"
    assert timeline(story.case_id)[-1].fact.power == delivery.representation_id


@when(parsers.parse("张伟一个人申请“{item}”"))
def alone(story: Story, item: str) -> None:
    _receive(story, item)


@when(parsers.re("张伟和(?P<other>张伟|张䶮)一起申请“(?P<item>[^”]+)”"))
def together(story: Story, other: str, item: str) -> None:
    _receive(story, item, together=(other,))


@when(parsers.parse("刘桂兰代张伟和张䶮申请“{item}”"))
def couple_by_agent(story: Story, item: str) -> None:
    agency = cases.agency("刘桂兰", first="2026-11-20", last="2026-12-20")
    _receive(story, item, together=("张䶮",), agency=agency)


def _withdraw(story: Story, said: dict[int, int | None]) -> None:
    clerk = story.cast.actor("王芳")
    story.attempt(
        lambda: withdraw(case_id=story.case_id, version=None, channel="counter", said=said, actor=clerk)
    )


@when("只有张伟要求撤回")
def one_withdraws(story: Story) -> None:
    _withdraw(story, {card(story.case_id).party_id: None})


@when("张伟和张䶮都要求撤回")
def both_withdraw(story: Story) -> None:
    _withdraw(story, {one.id: None for one in applicants_of(card(story.case_id))})
    assert story.refused is None


@when("刘桂兰凭授权委托书要求撤回")
def agent_withdraws(story: Story) -> None:
    (power,) = powers_of(card(story.case_id))
    _withdraw(story, {power.principal.id: power.id})
    assert story.refused is None
    assert timeline(story.case_id)[-1].fact.powers == (power.id,)


@then(parsers.parse("账本写明 {count:d} 位申请人同意撤回"))
def all_agreed(story: Story, count: int) -> None:
    assert len(timeline(story.case_id)[-1].fact.applicants) == count


@given("刘桂兰留固定电话申请“高龄津贴”")
def with_a_landline(story: Story) -> None:
    who = replace(CITIZENS["刘桂兰"], phone=LANDLINE)
    clerk = story.cast.actor("王芳")
    story.case_id = cases.received_case(clerk, who, item=ITEMS["高龄津贴"])


@then("要打的电话里有刘桂兰的一条")
def on_the_list(story: Story) -> None:
    (task,) = call_tasks()
    assert (task.phone, task.stream) == (LANDLINE, f"case:{story.case_id}")
    assert "您好" in task.body


@then("没有要打的电话")
def nobody_to_call() -> None:
    assert call_tasks() == []


@when("王芳打电话没有打通")
def not_reached(story: Story) -> None:
    (task,) = call_tasks()
    note_call(message_id=task.id, reached=False, note="没有人接", actor=story.cast.actor("王芳"))


@when("王芳打通了电话")
def reached(story: Story) -> None:
    (task,) = call_tasks()
    assert task.note == "没有人接"
    note_call(message_id=task.id, reached=True, note="", actor=story.cast.actor("王芳"))


@given(parsers.parse("李强以“{matter}”为由告知听证权利"))
@when(parsers.parse("李强以“{matter}”为由告知听证权利"))
def offers(story: Story, matter: str) -> None:
    hearings.offer_hearing(case_id=story.case_id, version=None, matter=matter, actor=story.cast.actor("李强"))


@when("王芳登记张伟要求听证")
def asks_for_hearing(story: Story) -> None:
    clerk = story.cast.actor("王芳")
    story.attempt(lambda: hearings.request_hearing(case_id=story.case_id, version=None, actor=clerk))


@then(parsers.re("听证(?P<result>已经要求|没有人要求)"))
def hearing_asked(story: Story, result: str) -> None:
    found = hearing(story.case_id)
    assert found is not None
    assert (found.requested_on is not None) == (result == "已经要求")
    assert (story.refused is None) == (result == "已经要求")


@when(parsers.re(r"李强通知 (?P<date>\S+) 举行听证，由(?P<chair>赵敏|李强)主持"))
def announces(story: Story, date: str, chair: str) -> None:
    wanted = Arrangement(day(date), "上午9:00", "三楼会议室", story.cast.staff_id(chair))
    handler = story.cast.actor("李强")
    story.attempt(
        lambda: hearings.arrange_hearing(case_id=story.case_id, version=None, wanted=wanted, actor=handler)
    )


@when(parsers.re("李强登记听证笔录，(?P<how>参加人已经签名|但没有请参加人签名)"))
def minutes(story: Story, how: str) -> None:
    handler = story.cast.actor("李强")
    story.attempt(
        lambda: hearings.hold_hearing(
            case_id=story.case_id,
            version=None,
            participants="申请人张伟，审查人员李强",
            minutes="申请人陈述：业务范围不同。\n审查人员说明了依据。",
            signed=how == "参加人已经签名",
            actor=handler,
        )
    )


@when(parsers.parse("李强告知利害关系人周宁，请在 {date} 前说明意见"))
def tells_neighbour(story: Story, date: str) -> None:
    told = Interested("周宁", "", "活动场所与其住宅相邻", day(date))
    interested.tell_interested(case_id=story.case_id, version=None, told=told, actor=story.cast.actor("李强"))


@then(parsers.parse("通知书没有写“{words}”"))
def does_not_state(story: Story, words: str) -> None:
    assert words not in words_of(story.newest_paper())


@when(parsers.parse("李强登记周宁的意见“{words}”"))
def hears_neighbour(story: Story, words: str) -> None:
    (person,) = persons(story.case_id)
    interested.hear_statement(
        case_id=story.case_id,
        version=None,
        person=person.id,
        made=True,
        statement=words,
        actor=story.cast.actor("李强"),
    )


def _decline(story: Story, name: str, reason: str) -> None:
    (seq,) = (paper.seq for paper in papers_of(story.case_id) if paper.name == name)
    clerk = story.cast.actor("王芳")
    story.attempt(
        lambda: decline_correction(
            case_id=story.case_id, version=None, materials=(seq,), reason=reason, actor=clerk
        )
    )


@when(parsers.parse("王芳以“{reason}”为由记下“{name}”不能当场更正"))
def declines(story: Story, reason: str, name: str) -> None:
    _decline(story, name, reason)


@when(parsers.parse("王芳不写原因就记下“{name}”不能当场更正"))
def declines_bare(story: Story, name: str) -> None:
    _decline(story, name, "")


def _acceptance(story: Story) -> documents.DocumentCard:
    return next(one for one in documents.of_stream(f"case:{story.case_id}") if one.kind == "W05")


@when("王芳把受理通知书邮寄给张伟")
def posts(story: Story) -> None:
    serving = Serving(_acceptance(story).id, "post", clock.now(), Proof(tracking_number="XX12345678CN"))
    serve(case_id=story.case_id, version=None, serving=serving, actor=story.cast.actor("王芳"))


@then("受理通知书还没有送达")
def not_served(story: Story) -> None:
    assert _acceptance(story).served_on is None
    assert _acceptance(story).slip_out is not None


@when(parsers.parse("王芳登记邮政回执，收到日期是 {date}"))
def slip(story: Story, date: str) -> None:
    delivery = _acceptance(story).deliveries[-1]
    clerk = story.cast.actor("王芳")
    story.attempt(
        lambda: return_slip(
            case_id=story.case_id,
            version=None,
            delivery_id=delivery.id,
            received_on=day(date),
            actor=clerk,
        )
    )


@then(parsers.parse("受理通知书在 {date} 送达"))
def served_on(story: Story, date: str) -> None:
    assert _acceptance(story).served_on == day(date)
