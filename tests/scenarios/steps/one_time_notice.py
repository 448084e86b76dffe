"""Sentences of 一次性告知 (annex 6)."""

from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.institutions.one_time_notice.actions.answering import Answer, tell
from banshi.institutions.one_time_notice.actions.completing import ask_supplement, correct_on_spot
from banshi.institutions.one_time_notice.actions.suspending import start_procedure
from banshi.institutions.one_time_notice.models import ProcedureKind
from banshi.institutions.one_time_notice.queries.telling import papers_of
from banshi.institutions.one_time_notice.rules.answering import Duty
from banshi.institutions.one_time_notice.rules.completing import gaps
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.institutions.time_limits.actions.extensions import answer_extension, request_extension
from banshi.institutions.time_limits.queries.limits import extensions
from banshi.kernel.documents.proof import Proof
from banshi.lib import clock
from banshi.workflows.decision import Ruling, Serving, decide, serve
from tests.factories.cases import grounds
from tests.scenarios.story import ITEMS, Story, day, words_of

FORMS = {"书面": (True, "counter"), "口头": (False, "counter"), "用短信": (True, "phone")}


@when(parsers.parse("市民打开“{item}”的办事指南"))
def opens_guide(story: Story, item: str) -> None:
    answer = Client().get(f"/items/{ITEMS[item]}/")
    assert answer.status_code == 200
    story.notes["guide"] = answer.content.decode()


@then(parsers.parse("指南写明{names}"))
def guide_states(story: Story, names: str) -> None:
    page = str(story.notes["guide"])
    for part in names.replace("及", "、").split("、"):
        assert part in page, part


def _tell(story: Story, who: str, duty: Duty, form: str, item: str = "", authority: str = "") -> None:
    written, channel = FORMS[form]
    answer = Answer(duty, ITEMS[item] if item else "", written, channel, authority)

    def act() -> None:
        story.stream = f"enquiry:{tell(answer=answer, actor=story.cast.actor(who))}"

    story.attempt(act)


@when(parsers.re(r"(?P<who>王芳)(?P<form>书面|口头)答复关于“(?P<item>[^”]+)”的咨询"))
def answers(story: Story, who: str, form: str, item: str) -> None:
    _tell(story, who, Duty.OWN_ITEM, form, item)


@when(parsers.re(r"(?P<who>吴导)(?P<form>口头|用短信)答复一次关于“(?P<item>[^”]+)”的电话咨询"))
def answers_call(story: Story, who: str, form: str, item: str) -> None:
    _tell(story, who, Duty.TELEPHONE, form, item)


@when("王芳口头告知来访者不需要办理")
def not_needed(story: Story) -> None:
    _tell(story, "王芳", Duty.NOT_NEEDED, "口头")


@when("王芳口头告知来访者不归本局办理，但没有说该找谁")
def not_ours(story: Story) -> None:
    _tell(story, "王芳", Duty.NOT_OURS, "口头")


@when(parsers.parse("王芳口头告知来访者应当向“{authority}”申请"))
def theirs(story: Story, authority: str) -> None:
    _tell(story, "王芳", Duty.NOT_OURS, "口头", authority=authority)


@given(parsers.parse("王芳要求张伟在 {date} 前补正"))
@when(parsers.parse("王芳要求张伟在 {date} 前补正"))
def asks(story: Story, date: str) -> None:
    clerk = story.cast.actor("王芳")
    story.attempt(lambda: ask_supplement(case_id=story.case_id, version=None, until=day(date), actor=clerk))


@when(parsers.parse("赵敏以“{reason}”为由要求张伟在 {date} 前再次补正"))
def asks_again(story: Story, reason: str, date: str) -> None:
    head = story.cast.actor("赵敏")
    ask_supplement(case_id=story.case_id, version=None, until=day(date), head_reason=reason, actor=head)


@when(parsers.parse("王芳记下“{name}”已当场更正"))
def corrects(story: Story, name: str) -> None:
    (seq,) = (paper.seq for paper in papers_of(story.case_id) if paper.name == name)
    correct_on_spot(case_id=story.case_id, version=None, materials=(seq,), actor=story.cast.actor("王芳"))


@then(parsers.parse("还缺的只有“{name}”"))
def only_gap(story: Story, name: str) -> None:
    assert [paper.name for paper in gaps(papers_of(story.case_id))] == [name]


@then(parsers.parse("通知书列出“{first}”和“{second}”"))
def lists(story: Story, first: str, second: str) -> None:
    assert {gap["name"] for gap in story.newest_paper().data["gaps"]} == {first, second}


@then(parsers.parse("通知书写明“{words}”"))
def states(story: Story, words: str) -> None:
    assert words in words_of(story.newest_paper())


REQUEST = parsers.re(r"李强以“(?P<reason>[^”]*)”为由申请延期 (?P<days>\d+) 个工作日")


@given(REQUEST, converters={"days": int})
@when(REQUEST, converters={"days": int})
def requests(story: Story, reason: str, days: int) -> None:
    handler = story.cast.actor("李强")
    story.attempt(
        lambda: request_extension(
            case_id=story.case_id, version=None, days=days, reason=reason, actor=handler
        )
    )


@given("陈局批准延期")
@when("陈局批准延期")
def grants(story: Story) -> None:
    newest = extensions(story.case_id)[-1]
    leader = story.cast.actor("陈局")
    answer_extension(extension_id=newest.id, version=None, granted=True, opinion="同意", actor=leader)


@given(parsers.parse("李强启动“{kind}”，从 {first} 到 {last}"))
@when(parsers.parse("李强启动“{kind}”，从 {first} 到 {last}"))
def stops(story: Story, kind: str, first: str, last: str) -> None:
    code = next(value for value, label in ProcedureKind.choices if label == kind)
    announced = Announcement(code, "三楼会议室", "每天 9:00", day(first), day(last))
    handler = story.cast.actor("李强")
    story.attempt(
        lambda: start_procedure(case_id=story.case_id, version=None, announced=announced, actor=handler)
    )


@when(parsers.parse("李强以“{reason}”为由、依据“{basis}”不予许可"))
def refuses(story: Story, reason: str, basis: str) -> None:
    ruling = Ruling(False, grounds(reason, legal_basis=(basis,)))
    decide(case_id=story.case_id, version=None, ruling=ruling, actor=story.cast.actor("李强"))


@when("李强不写理由就不予许可")
def refuses_bare(story: Story) -> None:
    handler = story.cast.actor("李强")
    story.attempt(
        lambda: decide(case_id=story.case_id, version=None, ruling=Ruling(False, grounds("")), actor=handler)
    )


def _hand_over(story: Story, title: str, proof: Proof) -> None:
    serving = Serving(story.papers(title)[-1].pk, "in_person", clock.now(), proof)
    clerk = story.cast.actor("王芳")
    story.attempt(lambda: serve(case_id=story.case_id, version=None, serving=serving, actor=clerk))


@when("王芳把受理通知书当面交给张伟，但没有签收")
def hands_over_unsigned(story: Story) -> None:
    _hand_over(story, "受理通知书", Proof())


@when("王芳把受理通知书当面交给张伟签收")
def hands_over(story: Story) -> None:
    _hand_over(story, "受理通知书", Proof(signed_by_masked="张*"))


@when("王芳把决定书当面交给张伟签收")
def hands_over_decision(story: Story) -> None:
    _hand_over(story, story.newest_paper().title_zh, Proof(signed_by_masked="张*"))
    assert story.refused is None
