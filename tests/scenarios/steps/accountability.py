"""Sentences of 问责管理 (annex 12)."""

from uuid import UUID

from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.institutions.accountability.actions import leads, working
from banshi.institutions.accountability.actions.leads import Taking
from banshi.institutions.accountability.models import Case, Lead
from banshi.institutions.accountability.queries import lines, yearly
from banshi.institutions.accountability.queries.whole import for_oneself
from banshi.institutions.accountability.rules.causes import suggested
from banshi.institutions.accountability.rules.steps import NAMES, OUTCOMES, State
from banshi.institutions.time_limits.actions.office import register_matter, route_matter
from banshi.institutions.time_limits.rules import Incoming
from banshi.kernel.documents.models import Document
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.workflows.tick import duties
from tests.factories.cases import accepted_case
from tests.institutions.accountability.lives import Life
from tests.scenarios.story import Story, day, words_of

OUTCOME_CODES = {name: code for code, name in OUTCOMES.items()}


def life_of(story: Story) -> Life:
    found = story.notes["accountability"]
    assert isinstance(found, Life)
    return found


@given(parsers.parse("蒋廉登记一条关于{name}的线索"))
def enters(story: Story, name: str) -> None:
    story.notes["accountability"] = Life(story.cast, name)


@given(parsers.parse("蒋廉登记一条关于李强的线索，可能是{cause}"))
def enters_cause(story: Story, cause: str) -> None:
    story.notes["accountability"] = Life(story.cast, cause=cause)


@given("蒋廉登记一条投诉举报反映的关于李强的线索")
def enters_complaint(story: Story) -> None:
    story.notes["accountability"] = Life(story.cast, origin="complaint", informant="投诉举报受理部门")


@then(parsers.parse("{name}看不到这条线索"))
def sees_no_lead(story: Story, name: str) -> None:
    client = Client()
    client.force_login(story.cast.staff(name))
    assert client.get(f"/desk/accountability/leads/{life_of(story).lead}/").status_code == 404
    assert life_of(story).lead not in {one.uid for one in lines.waiting_leads(story.cast.actor(name))}


@then(parsers.parse("{name}可以受理这条线索"))
def may_accept(story: Story, name: str) -> None:
    life = life_of(story)
    assert life.lead in {one.uid for one in lines.waiting_leads(story.cast.actor(name))}
    life.accepted(by=name, investigator="吴导")


@then(parsers.parse("线索写明经办人{handler}，当天主管{supervisor}"))
def names(story: Story, handler: str, supervisor: str) -> None:
    row = life_of(story).lead_row
    assert row.handler_id == story.cast.staff_id(handler)
    assert row.supervisor_id == story.cast.staff_id(supervisor)


@when(parsers.parse("彭燕受理，关于{name}，由何静承办"))
def takes_up(story: Story, name: str) -> None:
    life_of(story).accepted(who=name)


@when(parsers.parse("彭燕就同一条线索再立一件，关于{name}"))
def takes_up_again(story: Story, name: str) -> None:
    life_of(story).accepted(who=name)


@then(parsers.parse("有两件问责，分别关于{one}和{other}"))
def two_cases(story: Story, one: str, other: str) -> None:
    people = set(Case.objects.order_by("uid").values_list("person_id", flat=True))
    assert people == {story.cast.staff_id(one), story.cast.staff_id(other)}


@given("彭燕受理，由何静查清后告诉李强")
def told(story: Story) -> None:
    life_of(story).working().told()


@when("何静没有听取李强的话就审查容错")
def weighs_early(story: Story) -> None:
    story.attempt(life_of(story).weighed)


@when("何静没有审查容错就提出建议")
def proposes_early(story: Story) -> None:
    story.attempt(life_of(story).proposed)


@when(parsers.parse("李强书面申辩“{words}”"))
def states(story: Story, words: str) -> None:
    life_of(story).stated(words)


@when("何静逐项审查容错并提出建议")
def weighs_and_proposes(story: Story) -> None:
    story.attempt(lambda: life_of(story).weighed().proposed())


@then(parsers.parse("问责件的状态是“{state}”"))
def state_is(story: Story, state: str) -> None:
    assert story.refused is None
    assert NAMES[State(life_of(story).case.state)] == state


@when("何静把李强没有表示记为放弃")
def silence(story: Story) -> None:
    story.attempt(lambda: life_of(story).heard("waiver", silent=True))


@given("李强的一件已经报局党组")
def proposed(story: Story) -> None:
    story.notes["accountability"] = Life(story.cast).before_decision()


@when(parsers.parse("龚书记下会议决定“{outcome}”，没有写整改措施"))
def decides_without(story: Story, outcome: str) -> None:
    code = OUTCOME_CODES[outcome]
    story.attempt(lambda: life_of(story).decided(outcome=code, measures="", due=None))


@when(parsers.parse("龚书记下会议决定“{outcome}”，要求 {date} 前整改"))
def decides(story: Story, outcome: str, date: str) -> None:
    story.attempt(lambda: life_of(story).decided(outcome=OUTCOME_CODES[outcome], due=day(date)))


@when("彭燕替局党组记下决定")
def decides_instead(story: Story) -> None:
    story.attempt(lambda: life_of(story).decided(by="彭燕"))


@when("彭燕把决定书送交李强")
def hands_over(story: Story) -> None:
    life_of(story).notified()


@then(parsers.parse("李强看到一份“{title}”，写明“{words}”"))
def sees_paper(story: Story, title: str, words: str) -> None:
    shown = for_oneself(life_of(story).uid, story.cast.actor("李强"))
    paper = next(one for one in shown.papers if one.title_zh == title)
    assert words in words_of(Document.objects.get(pk=paper.id))


@when("李强申请复核")
def asks(story: Story) -> None:
    life_of(story).asked()


@when(parsers.parse("龚书记下复核结果“变更”为“{outcome}”"))
def changes_on_review(story: Story, outcome: str) -> None:
    story.attempt(lambda: life_of(story).reviewed("changed", outcome=OUTCOME_CODES[outcome]))


@when("龚书记下复核结果“撤销”")
def revokes(story: Story) -> None:
    life_of(story).reviewed("revoked")


@then("这一件不计入李强的考核")
def not_counted(story: Story) -> None:
    assert yearly.named_list(story.cast.actor("彭燕")) == []


@when(parsers.parse("彭燕以“{reason}”关闭"))
def drops(story: Story, reason: str) -> None:
    working.drop(uid=life_of(story).uid, reason=reason, actor=story.cast.actor("彭燕"))


@then(parsers.parse("李强看到理由“{words}”"))
def sees_reason(story: Story, words: str) -> None:
    assert words in str(for_oneself(life_of(story).uid, story.cast.actor("李强")).work)


@then(parsers.parse("问责件有文书“{titles}”"))
def has_papers(story: Story, titles: str) -> None:
    found = Document.objects.filter(stream=life_of(story).case.ledger).order_by("pk")
    assert set(found.values_list("title_zh", flat=True)) == set(titles.split("、"))


@when("何静办到局党组决定并送交本人")
def carries_on(story: Story) -> None:
    life = life_of(story).declared().recorded().told().stated().weighed().proposed()
    life.decided().notified().corrected()


@then(parsers.parse("{name}收到问责提醒“{words}”"))
def reminded(story: Story, name: str, words: str) -> None:
    sent = Message.objects.filter(recipient_staff_id=story.cast.staff_id(name)).order_by("id")
    assert any(words in one.subject + one.body for one in sent)


@when("彭燕没有反馈就办结")
def closes_early(story: Story) -> None:
    story.attempt(life_of(story).closed)


@when("彭燕反馈后办结")
def closes(story: Story) -> None:
    story.attempt(lambda: life_of(story).fed_back().closed())


@then("彭燕看到这条线索亮红灯")
def red(story: Story) -> None:
    (line,) = lines.waiting_leads(story.cast.actor("彭燕"))
    assert line.running.lamp.lamp.value == "red"


@given("张伟的申请已经受理，没有人办理")
def neglected(story: Story) -> None:
    story.case_id = accepted_case(story.cast.actor("王芳"))


@when("系统巡查两遍")
def sweeps_twice(story: Story) -> None:
    duties()
    duties()


@then(parsers.parse("有一条线索，可能的事由是“{codes}”"))
def one_lead(story: Story, codes: str) -> None:
    (row,) = Lead.objects.order_by("uid")
    assert "、".join(suggested(row.articles)) == codes


@then("没有人因此被问责")
def nobody(story: Story) -> None:
    assert not Case.objects.exists()


@given(parsers.parse("市政府交办的一件事要在 {date} 前办结"))
def task(story: Story, date: str) -> None:
    office = story.cast.actor("沈远")
    given = Incoming("superior_task", "通知", "市政府", "set", "", clock.now(), demanded=day(date))
    matter = register_matter(given=given, actor=office)
    route_matter(matter_id=matter, version=1, lead=story.cast.sections["SHZZ"], actor=office)


@given(parsers.parse("条文 {article} 没有做到"))
def lapse_of(story: Story, article: str) -> None:
    story.notes["articles"] = (article,)


@then(parsers.parse("提示的事由是“{codes}”"))
def suggests(story: Story, codes: str) -> None:
    articles = story.notes["articles"]
    assert isinstance(articles, tuple)
    assert "、".join(suggested(articles)) == codes


def choose(story: Story, cause: str, reason: str) -> None:
    cast, life = story.cast, life_of(story)
    taking = Taking(cast.staff_id("李强"), cause, reason, cast.staff_id("何静"))

    def act() -> None:
        life.uid = UUID(leads.accept(uid=life.lead, taking=taking, actor=cast.actor("彭燕")))

    story.attempt(act)


@when(parsers.parse("彭燕不写理由就选定{cause}"))
def chooses_without(story: Story, cause: str) -> None:
    choose(story, cause, " ")


@when(parsers.parse("彭燕写明理由选定{cause}"))
def chooses(story: Story, cause: str) -> None:
    choose(story, cause, "会议纪要第三项没有执行，也没有说明")


@then(parsers.parse("问责件的事由是{cause}"))
def cause_is(story: Story, cause: str) -> None:
    assert life_of(story).case.cause == cause
