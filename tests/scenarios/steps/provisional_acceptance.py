"""Sentences of 容缺受理 (annex 4)."""

import datetime as dt
from calendar import isleap
from typing import Any

import pytest
from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.institutions.provisional_acceptance.actions.committing import (
    Signed,
    accept_provisionally,
    draw_up_commitment,
)
from banshi.institutions.provisional_acceptance.actions.offering import (
    decline_provisional,
    deny_provisional,
    judge_tolerance,
)
from banshi.institutions.provisional_acceptance.actions.register import (
    answer_objection,
    confirm_breach,
    hear_party,
    publish_breach,
    refer_breach,
    register_objection,
    repair_breach,
    tell_breach,
)
from banshi.institutions.provisional_acceptance.actions.supplying import (
    Arrival,
    announce_piece,
    check_piece,
    log_arrival,
)
from banshi.institutions.provisional_acceptance.models import Commitment
from banshi.institutions.provisional_acceptance.queries import offers, promises, records
from banshi.institutions.provisional_acceptance.rules import register
from banshi.institutions.provisional_acceptance.rules.offering import QUESTIONS
from banshi.kernel.cases.queries import card, materials, timeline
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.catalogue.actions import import_catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.proof import Proof
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.notifications.models import Message
from banshi.kernel.regulations import registry
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import NotPermitted
from banshi.workflows.administration import load_calendar, recompute_open
from banshi.workflows.completing import ask_supplement
from banshi.workflows.decision import Serving, serve
from banshi.workflows.tick import tick
from tests.factories import cases
from tests.scenarios.story import ITEMS, Story, day, words_of

ITEMS |= {
    "殡仪服务站、骨灰堂建设审批": "MZ-XK-08",
    "养老机构备案": "MZ-QT-01",
    "解除收养关系登记": "MZ-QR-06",
}
ALL_FIVE = (1, 2, 3, 4, 5)
BY_HAND = Signed(ALL_FIVE, "hand", id_copy=True)


def _seq(story: Story, name: str) -> int:
    return next(paper.seq for paper in materials(story.case_id) if paper.name == name)


def _sign(story: Story, signed: Signed) -> None:
    clerk = story.cast.actor("王芳")
    story.attempt(
        lambda: accept_provisionally(case_id=story.case_id, version=None, signed=signed, actor=clerk)
    )


def _supply(story: Story, name: str, *, problem: str | None = None, **how: Any) -> None:
    seq = _seq(story, name)
    found = {} if problem is None else {seq: problem}
    arrival = Arrival((seq,), how.pop("channel", "in_person"), found=found, **how)
    actor = CITIZEN if arrival.channel == "online" else story.cast.actor("王芳")
    story.attempt(lambda: log_arrival(case_id=story.case_id, version=None, arrival=arrival, actor=actor))


@given(parsers.parse("目录把“{name}”改为不能后补"))
def not_tolerable(name: str) -> None:
    row = next(row for row in load_bundled() if row["code"] == "MZ-XK-01")
    papers = [
        paper | {"tolerable": paper["tolerable"] and paper["name"] != name} for paper in row["materials"]
    ]
    report = import_catalogue(
        rows=[row | {"materials": papers}], effective_from=clock.today(), actor_ref="system"
    )
    assert report.imported


@given("局里把容缺受理的期限改为从补齐之日起算")
def counted_from_completion(monkeypatch: pytest.MonkeyPatch) -> None:
    values = dict(registry.parameters())
    old = values["04-11", "tolerance_clock"]
    changed = registry.Value(dt.date(2026, 1, 1), "completion", "bureau")
    values["04-11", "tolerance_clock"] = (*old, changed)
    monkeypatch.setattr(registry, "parameters", lambda: values)


@given(parsers.parse("张伟申请“{item}”，只缺“{name}”"))
@when(parsers.parse("张伟再次申请“{item}”，只缺“{name}”"))
def applies_without(story: Story, item: str, name: str) -> None:
    seq = {paper.name: paper.seq for paper in cases.papers(ITEMS[item])}[name]
    story.case_id = cases.received_case(story.cast.actor("王芳"), item=ITEMS[item], missing=(seq,))


@given(parsers.parse("张伟申请“{item}”，一份材料也没交"))
def applies_with_nothing(story: Story, item: str) -> None:
    every = [paper.seq for paper in cases.papers(ITEMS[item])]
    story.case_id = cases.received_case(story.cast.actor("王芳"), item=ITEMS[item], missing=every)


@given(parsers.parse("张伟申请容缺受理，承诺 {date} 前补齐"))
@when(parsers.parse("张伟申请容缺受理，承诺 {date} 前补齐"))
def asks_for_it(story: Story, date: str) -> None:
    clerk = story.cast.actor("王芳")
    story.attempt(
        lambda: draw_up_commitment(case_id=story.case_id, version=None, until=day(date), actor=clerk)
    )


@given("张伟签好承诺书，王芳容缺受理")
@when("张伟签好承诺书，王芳容缺受理")
def signs(story: Story) -> None:
    _sign(story, BY_HAND)
    assert story.refused is None, story.refused


@given(parsers.parse("张伟的“{item}”容缺受理，缺“{name}”，承诺 {date} 前补齐"))
def on_commitment(story: Story, item: str, name: str, date: str) -> None:
    applies_without(story, item, name)
    asks_for_it(story, date)
    signs(story)


@when("王芳没有收到申请就容缺受理")
def unasked(story: Story) -> None:
    _sign(story, BY_HAND)


@when(parsers.parse("王芳一次性通知张伟在 {date} 前补正"))
def notifies(story: Story, date: str) -> None:
    clerk = story.cast.actor("王芳")
    story.attempt(lambda: ask_supplement(case_id=story.case_id, version=None, until=day(date), actor=clerk))


@when("王芳记下张伟不要容缺受理")
def not_wanted(story: Story) -> None:
    decline_provisional(case_id=story.case_id, version=None, actor=story.cast.actor("王芳"))


@when("王芳告知张伟不适用容缺受理")
def denied(story: Story) -> None:
    deny_provisional(case_id=story.case_id, version=None, actor=story.cast.actor("王芳"))


@when("赵敏没有逐项确认就判定这份材料可以后补")
def judged_bare(story: Story) -> None:
    head = story.cast.actor("赵敏")
    story.attempt(
        lambda: judge_tolerance(
            case_id=story.case_id,
            version=None,
            material=_seq(story, "会员名册"),
            answered=(),
            reason="急",
            actor=head,
        )
    )


@when(parsers.parse("赵敏逐项确认，以“{reason}”为由判定这份材料可以后补"))
def judged(story: Story, reason: str) -> None:
    judge_tolerance(
        case_id=story.case_id,
        version=None,
        material=_seq(story, "会员名册"),
        answered=tuple(QUESTIONS),
        reason=reason,
        actor=story.cast.actor("赵敏"),
    )


@then(parsers.parse("承诺书的结果是“{outcome}”"))
def letter_is(story: Story, outcome: str) -> None:
    if outcome == "已出具":
        assert story.refused is None
        assert len(story.papers("容缺受理承诺书")) == 1
    else:
        assert outcome in str(story.refused)
        assert story.refused is not None
        assert story.refused.articles == ("04-06",)


@when("张伟没有附身份证复印件")
def without_copy(story: Story) -> None:
    _sign(story, Signed(ALL_FIVE, "hand"))


@when("刘桂兰代张伟签名，没有登记委托书")
def without_power(story: Story) -> None:
    _sign(story, Signed(ALL_FIVE, "hand", id_copy=True, power=0))


@given("刘桂兰代张伟签好承诺书")
@when("刘桂兰代张伟签好承诺书")
def signed_by_agent(story: Story) -> None:
    _sign(story, Signed(ALL_FIVE, "hand", id_copy=True, power=_newest_power(story)))


def _newest_power(story: Story) -> int:
    return powers_of(card(story.case_id))[-1].id


@then("承诺书记在刘桂兰的委托书名下")
def signed_under_the_power(story: Story) -> None:
    row = Commitment.objects.get(case_id=story.case_id)
    assert row.by_agent
    assert row.authority is not None
    assert row.authority.agent.name == "刘桂兰"


@when(parsers.parse("张伟没有确认第 {number:d} 项"))
def one_unconfirmed(story: Story, number: int) -> None:
    _sign(story, Signed(tuple(n for n in ALL_FIVE if n != number), "hand", id_copy=True))


@when(parsers.re("刘桂兰(?P<way>当面|在网上)交来“(?P<name>[^”]+)”"))
def agent_supplies(story: Story, way: str, name: str) -> None:
    channel = "online" if way == "在网上" else "in_person"
    _supply(story, name, channel=channel, power=_newest_power(story))


@when(parsers.parse("王芳收到刘桂兰邮寄的“{name}”，邮戳是 {date}"))
def agent_posted(story: Story, name: str, date: str) -> None:
    power = _newest_power(story)
    _supply(story, name, channel="post", tracking="XA12345678901", posted_on=day(date), power=power)


@then("账本写明材料是代理人交来的")
def brought_by_agent(story: Story) -> None:
    assert story.refused is None
    (fact,) = (e.fact for e in timeline(story.case_id) if e.fact.kind == "piece_arrived")
    assert fact.power == _newest_power(story)


@when(parsers.parse("张伟当面交来“{name}”，合格"))
def supplies(story: Story, name: str) -> None:
    _supply(story, name, problem="")
    assert story.refused is None, story.refused


@when(parsers.parse("张伟当面交来“{name}”，但{problem}"))
def supplies_wrong(story: Story, name: str, problem: str) -> None:
    _supply(story, name, problem=problem)


@when(parsers.parse("张伟在网上交来“{name}”"))
def supplies_online(story: Story, name: str) -> None:
    _supply(story, name, channel="online")
    assert story.refused is None, story.refused


@when(parsers.parse("王芳登记通过“{way}”收到“{name}”"))
def arrives(story: Story, way: str, name: str) -> None:
    channel = {label: value for value, label in promises.channels()}[way]
    tracking = "XA12345678901" if channel == "post" else ""
    _supply(story, name, channel=channel, tracking=tracking)
    assert story.refused is None, story.refused


@when(parsers.parse("张伟说“{name}”已经寄出，邮件号码 {tracking}"))
def sends(story: Story, name: str, tracking: str) -> None:
    announce_piece(
        case_id=story.case_id,
        version=None,
        sent=Arrival((_seq(story, name),), "post", tracking),
        actor=CITIZEN,
    )


@when(parsers.parse("王芳核对“{name}”，{result}"))
def checks(story: Story, name: str, result: str) -> None:
    found = promises.commitment(story.case_id)
    assert found is not None
    piece = [p for p in promises.pieces(found.id) if p.seq == _seq(story, name)][-1]
    good = result == "合格"
    check_piece(
        case_id=story.case_id,
        version=None,
        piece_id=piece.id,
        accepted=good,
        problem="" if good else result,
        actor=story.cast.actor("王芳"),
    )


@when("王芳打电话把终止办理告知张伟")
def tells_by_phone(story: Story) -> None:
    paper = story.papers("终止办理通知书")[-1]
    serving = Serving(paper.pk, "phone", clock.now(), Proof(note="电话告知终止和取回材料"))
    serve(case_id=story.case_id, version=None, serving=serving, actor=story.cast.actor("王芳"))


@when(parsers.parse("系统管理员周明把 {date} 改为休息日"))
def day_off(story: Story, date: str) -> None:
    changed, days = day(date), table()
    every = [dt.date(changed.year, 1, 1) + dt.timedelta(n) for n in range(365 + isleap(changed.year))]
    rows = [f"{d},holiday,放假" if d == changed else f"{d},{days.kind(d)},{days.name(d)}" for d in every]
    administrator = story.cast.actor("周明")
    text = "\n".join(["date,kind,name", *rows])
    load_calendar(text=text, source="放假通知（演练）", actor=administrator)
    recompute_open(label=str(changed.year), since=changed, actor=administrator)


@then(parsers.parse("告知书写明“{words}”"))
def notice_states(story: Story, words: str) -> None:
    assert "".join(words.split()) in words_of(story.newest_paper())


# The register (04-13).


def _record(story: Story) -> int:
    return records.records()[0].id


@given(parsers.parse("张伟违反了 {date} 的承诺"))
def broke(story: Story, date: str) -> None:
    on_commitment(story, "社会团体成立登记", "会员名册", date)
    story.go_to(f"{day(date) + dt.timedelta(1)}T08:00")
    tick()
    assert card(story.case_id).state == "terminated"
    story.notes["broken"] = story.case_id


@given(parsers.parse("张伟违反了 {date} 的承诺，并已认定"))
def broke_and_confirmed(story: Story, date: str) -> None:
    broke(story, date)
    tells(story)
    hears(story, "家里有事耽误了")
    confirms(story, "未在承诺期限内补齐")


@when("孙丽告知张伟")
def tells(story: Story) -> None:
    tell_breach(record_id=_record(story), actor=story.cast.actor("孙丽"))


@when(parsers.parse("孙丽记录张伟的陈述“{words}”"))
def hears(story: Story, words: str) -> None:
    hear_party(record_id=_record(story), statement=words, actor=story.cast.actor("孙丽"))


@when("孙丽没有告知就认定")
@when("孙丽没有听取陈述就认定")
def confirms_unheard(story: Story) -> None:
    keeper = story.cast.actor("孙丽")
    story.attempt(lambda: confirm_breach(record_id=_record(story), reason="到期没有补齐", actor=keeper))


@when(parsers.parse("孙丽以“{reason}”认定"))
def confirms(story: Story, reason: str) -> None:
    confirm_breach(record_id=_record(story), reason=reason, actor=story.cast.actor("孙丽"))


@when(parsers.parse("孙丽登记张伟的异议“{words}”"))
def objects(story: Story, words: str) -> None:
    register_objection(record_id=_record(story), objection=words, actor=story.cast.actor("孙丽"))


@when("孙丽认为异议成立")
def upholds(story: Story) -> None:
    answer_objection(
        record_id=_record(story), upheld=True, reason="邮戳在期限内", actor=story.cast.actor("孙丽")
    )


@when(parsers.parse("孙丽以“{reason}”为由提前结束"))
def repairs(story: Story, reason: str) -> None:
    repair_breach(record_id=_record(story), reason=reason, actor=story.cast.actor("孙丽"))


@when(parsers.parse("{who}以“{reason}”为由公布到 {date}"))
def publishes(story: Story, who: str, reason: str, date: str) -> None:
    actor = story.cast.actor(who)
    story.attempt(
        lambda: publish_breach(record_id=_record(story), reason=reason, until=day(date), actor=actor)
    )


@when(parsers.parse("孙丽以“{reason}”为由转法制审核"))
def refers(story: Story, reason: str) -> None:
    refer_breach(record_id=_record(story), reason=reason, actor=story.cast.actor("孙丽"))


@then("系统说明这要由有权限的人决定")
def no_power(story: Story) -> None:
    assert isinstance(story.refused, NotPermitted)


@then("可以容缺受理")
def is_open(story: Story) -> None:
    assert offers.offer(card(story.case_id))


@then(parsers.parse("不能容缺受理，直到 {date}"))
def is_barred(story: Story, date: str) -> None:
    decision = offers.offer(card(story.case_id))
    assert not decision
    (why,) = decision.reasons
    assert why.articles == ("04-13",)
    assert why.params["until"] == day(date)


@then("这条记录没有公布")
def unpublished(story: Story) -> None:
    assert records.published() == ()


@then(parsers.parse("公示页上有“{masked}”，没有“{name}”"))
def on_public_page(story: Story, masked: str, name: str) -> None:
    page = Client().get("/integrity/").content.decode()
    assert masked in page
    assert name not in page


@then(parsers.parse("公示页上没有“{masked}”"))
def off_public_page(story: Story, masked: str) -> None:
    assert masked not in Client().get("/integrity/").content.decode()


@then(parsers.parse("卷宗里有一份“{title}”"))
def in_file(story: Story, title: str) -> None:
    assert Document.objects.filter(stream=f"integrity:{_record(story)}", title_zh=title).count() == 1


@then(parsers.parse("{breach} 违诺的，{last} 还受限制，{after} 不再受限制"))
def bar_lasts(breach: str, last: str, after: str) -> None:
    until = register.bar_ends(day(breach), 1)
    assert register.barred(day(last), until=until)
    assert not register.barred(day(after), until=until)


@then(parsers.parse("{name}收到站内消息“{words}”"))
def told_inside(story: Story, name: str, words: str) -> None:
    found = Message.objects.filter(recipient_staff_id=story.cast.staff_id(name)).order_by("-id")
    assert any(words in message.subject + message.body for message in found)
