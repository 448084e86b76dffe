"""Sentences of failures to tell at once (06-09)."""

from pytest_bdd import given, parsers, then, when

from banshi.institutions.complaints.actions import failing as proving
from banshi.institutions.complaints.actions.failing import Proved
from banshi.institutions.one_time_notice.actions import failing
from banshi.institutions.one_time_notice.actions.failing import Found
from banshi.institutions.one_time_notice.models import Failure
from banshi.institutions.one_time_notice.queries import failures, lapses
from banshi.kernel.documents.models import Document
from banshi.lib import clock
from banshi.workflows.tick import complaints
from tests.institutions.complaints.lives import Life
from tests.scenarios.story import Story, words_of


def newest() -> Failure:
    return Failure.objects.order_by("found_at", "uid").last() or Failure()


def judge(story: Story, who: str, *, proved: bool, delay: int | None, reason: str) -> None:
    uid = newest().pk
    story.attempt(
        lambda: failing.judge_failure(
            uid=uid, proved=proved, delay=delay, reason=reason, actor=story.cast.actor(who)
        )
    )


@given(parsers.parse("{who}查实{whose}没有一次告知，耽误 {delay:d} 个工作日，已经批评教育"))
def first_time(story: Story, who: str, whose: str, delay: int) -> None:
    found = Found(staff_id=story.cast.staff_id(whose), on=clock.today(), omission="materials")
    failing.report_failure(found=found, actor=story.cast.actor(who))
    judge(story, who, proved=True, delay=delay, reason="核对了两次通知")
    talk(story, who, whose)
    assert story.refused is None


@then(parsers.parse("{whose}有一项“{kind}”待核实"))
def waits(story: Story, whose: str, kind: str) -> None:
    (one,) = failures.mine(story.cast.actor(whose))
    assert (one.kind_name, one.state_name) == (kind, "待核实")


@when(parsers.parse("{who}核实属实，耽误 {delay:d} 个工作日"))
def proves(story: Story, who: str, delay: int) -> None:
    judge(story, who, proved=True, delay=delay, reason="核对了两次通知")


@when(parsers.parse("{who}核实后认为不成立，理由是“{reason}”"))
def dismisses(story: Story, who: str, reason: str) -> None:
    judge(story, who, proved=False, delay=None, reason=reason)


@when(parsers.parse("{who}对{whose}批评教育并记录"))
def talk(story: Story, who: str, whose: str) -> None:
    (uid,) = {one.uid for one in failures.mine(story.cast.actor(whose)) if one.uid == newest().pk}
    story.attempt(
        lambda: failing.record_criticism(
            uid=uid, said="补正要一次列全。", answer="当时没有看到背面。", actor=story.cast.actor(who)
        )
    )


@when(parsers.parse("彭燕在投诉办结后认定{whose}失于一次性告知，并由系统转交"))
def passes_on(story: Story, whose: str) -> None:
    life = story.notes["life"]
    assert isinstance(life, Life)
    life.accepted().declared().recorded().replied().proposed().agreed().closed()
    proved = Proved(staff_id=story.cast.staff_id(whose), on=clock.today(), omission="materials", delay=2)
    proving.prove(uid=life.uid, proved=proved, actor=story.cast.actor("彭燕"))
    complaints()


@when(parsers.parse("{who}认定有效投诉"))
def finds(story: Story, who: str) -> None:
    uid = newest().pk
    story.attempt(
        lambda: failing.find_valid_complaint(
            uid=uid, facts="再次没有一次列全材料。", reason="第二次，已经查实。", actor=story.cast.actor(who)
        )
    )


@then(parsers.parse("出具给{whose}的“{title}”，写明“{words}”"))
def paper_says(story: Story, whose: str, title: str, words: str) -> None:
    paper = Document.objects.filter(stream=newest().stream, title_zh=title).latest("issued_at")
    said = words_of(paper)
    assert whose in said
    assert words in said


@then(parsers.parse("{whose}没有计次"))
def not_counted(story: Story, whose: str) -> None:
    (one,) = failures.mine(story.cast.actor(whose))
    assert failures.record(one.uid, story.cast.actor(whose)).times == 0


@then(parsers.parse("{who}看不到这一项"))
def sees_nothing(story: Story, who: str) -> None:
    actor = story.cast.actor(who)
    assert not failures.waiting(actor)
    assert not failures.proved(actor)


@then(parsers.parse("{whose}看得到有这一项，但看不到日期、办件和投诉"))
def sees_own(story: Story, whose: str) -> None:
    one = failures.record(newest().pk, story.cast.actor(whose)).card
    assert (one.on, one.case_number, one.complained) == (None, "", False)


@then(parsers.parse("问责可以收到{whose}的这一件有效投诉"))
def is_lead(story: Story, whose: str) -> None:
    (lapse,) = (one for one in lapses.lapses(10) if one.source.startswith(lapses.VALID_COMPLAINT))
    assert lapse.handler_id == story.cast.staff_id(whose)
