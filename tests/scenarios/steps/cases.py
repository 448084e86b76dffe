"""Sentences that every scenario may use: time, the case in hand, refusals, papers, dates."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from pytest_bdd import given, parsers, then, when

from banshi.institutions.one_time_notice.actions.completing import supply
from banshi.kernel.cases.life import NAMES
from banshi.kernel.cases.queries import card, find_own, materials, timeline
from banshi.kernel.ledger.queries import stream as ledger_stream
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.workflows.decision import Ruling, decide
from banshi.workflows.intake import accept
from banshi.workflows.tick import tick
from tests.factories import cases
from tests.factories.citizens import CITIZENS
from tests.people import Cast
from tests.scenarios.story import ITEMS, Story, day


@pytest.fixture
def story(cast: Cast) -> Iterator[Story]:
    with ExitStack() as moments:
        yield Story(cast, moments)


@given(parsers.parse("今天是 {date}"))
def it_is(story: Story, date: str) -> None:
    story.go_to(date)


@given(parsers.parse("张伟的“{item}”今天受理"))
def accepted_today(story: Story, item: str) -> None:
    story.case_id = cases.accepted_case(story.cast.actor("王芳"), item=ITEMS[item])


@given(parsers.parse("张伟申请“{item}”，材料齐全"))
@when(parsers.parse("张伟申请“{item}”，材料齐全"))
def applied(story: Story, item: str) -> None:
    story.case_id = cases.received_case(story.cast.actor("王芳"), item=ITEMS[item])


@given(parsers.parse("张伟申请“{item}”，缺“{missing}”，“{wrong}”没有盖章"))
@when(parsers.parse("张伟申请“{item}”，缺“{missing}”，“{wrong}”没有盖章"))
def applied_with_gaps(story: Story, item: str, missing: str, wrong: str) -> None:
    clerk = story.cast.actor("王芳")
    seq = {paper.name: paper.seq for paper in cases.papers(ITEMS[item])}
    story.case_id = cases.received_case(
        clerk, item=ITEMS[item], missing=(seq[missing],), wrong={seq[wrong]: "没有盖章"}
    )


@when("王芳受理")
def accept_now(story: Story) -> None:
    story.attempt(lambda: accept(case_id=story.case_id, version=None, actor=story.cast.actor("王芳")))


@when("张伟补齐后王芳受理")
def supplied_and_accepted(story: Story) -> None:
    clerk = story.cast.actor("王芳")
    seqs = [paper.seq for paper in materials(story.case_id)]
    if card(story.case_id).state == "supplement":
        supply(case_id=story.case_id, version=None, materials=seqs, channel="counter", actor=clerk)
    else:
        story.notes["checked"] = cases.all_in_order(story.case_id, clerk)
    accept(case_id=story.case_id, version=None, actor=clerk)


@when("王芳核对，材料都齐了")
def everything_is_there(story: Story) -> None:
    cases.all_in_order(story.case_id, story.cast.actor("王芳"))


@given(parsers.parse("时间到了 {moment}"))
@when(parsers.parse("时间到了 {moment}"))
def time_comes(story: Story, moment: str) -> None:
    story.go_to(moment)


@when("系统巡查")
def sweep() -> None:
    tick()


@when("李强准予许可")
def granted(story: Story) -> None:
    handler = story.cast.actor("李强")
    story.attempt(
        lambda: decide(case_id=story.case_id, version=None, ruling=Ruling(granted=True), actor=handler)
    )


@then(parsers.parse("系统不予办理，并说明“{words}”"))
def refused_with(story: Story, words: str) -> None:
    assert story.refused is not None, "nothing was refused"
    assert words in str(story.refused)
    assert story.refused.articles


@then(parsers.parse("办件状态是“{state}”"))
def state_is(story: Story, state: str) -> None:
    assert NAMES[card(story.case_id).state] == state


@then(parsers.parse("出具一份“{title}”"))
def issued(story: Story, title: str) -> None:
    assert len(story.papers(title)) == 1


@then(parsers.parse("张伟共收到 {count:d} 份“{title}”"))
def issued_in_all(story: Story, count: int, title: str) -> None:
    assert len(story.papers(title)) == count


@then(parsers.parse("{name}期限到 {date}"))
def due_is(story: Story, name: str, date: str) -> None:
    assert story.clock(f"{name}期限").due == day(date)
    assert not story.clock(f"{name}期限").provisional


@then(parsers.parse("账本记下这次告知依据“{article}”"))
@then(parsers.parse("账本记下这次送达依据“{article}”"))
def recorded_under(story: Story, article: str) -> None:
    assert story.refused is None
    assert article in ledger_stream(story.stream or f"case:{story.case_id}")[-1].articles


@then("账本核对无误")
def ledger_is_sound() -> None:
    assert verify().sound


@then(parsers.parse("张伟凭办件编号和手机尾号能查到“{state}”"))
def own_progress(story: Story, state: str) -> None:
    number = card(story.case_id).number
    found = find_own(number, phone_tail=CITIZENS["张伟"].phone[-4:])
    assert found is not None
    assert NAMES[found.state] == state
    assert find_own(number, phone_tail="9999") is None


@then(parsers.parse("张伟收到短信，写明 {words}"))
def texted(story: Story, words: str) -> None:
    newest = Message.objects.filter(channel="sms").latest("id")
    assert words in newest.body


@then(parsers.parse("受理日期是 {date}"))
def accepted_on(story: Story, date: str) -> None:
    assert card(story.case_id).accepted_on == day(date)
    assert any(event.fact.kind == "deemed_accepted" for event in timeline(story.case_id))
