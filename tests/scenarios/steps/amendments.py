"""Sentences of changing a number of the regulation (11-03-1)."""

import re

from django.test import Client
from pytest_bdd import parsers, then, when

from banshi.kernel.clocks.rehearsal import touched
from banshi.kernel.regulations.amending import Proposal
from banshi.kernel.regulations.models import Amendment
from banshi.kernel.regulations.registry import parameter
from banshi.lib.results import NotPermitted
from banshi.workflows import amending
from tests.scenarios.story import Story, day

KEY = ("06-03-2", "law_limit_working_days")


@when(parsers.parse("周明提出从 {since} 起把告知补正的期限改为 {value}"))
def proposes(story: Story, since: str, value: str) -> None:
    wanted = Proposal(*KEY, value, day(since), "办得更快", "阜民发〔2026〕12号")
    story.attempt(lambda: amending.propose(proposal=wanted, actor=story.cast.actor("周明")))


@when(parsers.parse("{who}批准这个修改"))
def approves(story: Story, who: str) -> None:
    story.attempt(lambda: amending.approve(amendment_id=_newest(), actor=story.cast.actor(who)))


@when("陈局撤回这个修改")
def withdraws(story: Story) -> None:
    story.attempt(lambda: amending.withdraw(amendment_id=_newest(), actor=story.cast.actor("陈局")))


@then("周明没有批准的权限")
def may_not(story: Story) -> None:
    assert isinstance(story.refused, NotPermitted)


@then(parsers.parse("制度页上写明“{words}”"))
def public_says(story: Story, words: str) -> None:
    assert words in _public()


@then(parsers.parse("制度页上没有“{words}”"))
def public_is_silent(story: Story, words: str) -> None:
    assert words not in _public()


@then(parsers.parse("{on} 收到的申请，告知补正的期限是 {days:d} 个工作日"))
def limit_of(story: Story, on: str, days: int) -> None:
    assert parameter(*KEY, day(on)) == days


@then(
    parsers.parse(
        "从 {since} 起改告知补正的期限，影响 {after:d} 个正在走的期限，{before:d} 个继续按原来的数字"
    )
)
def touches(story: Story, since: str, after: int, before: int) -> None:
    found = touched(*KEY, day(since))
    assert found is not None
    assert (found.after, found.before) == (after, before)


def _newest() -> int:
    return Amendment.objects.latest("id").pk


def _public() -> str:
    page = Client().get("/regulations/06-03-2").content.decode()
    # The page also shows this very scenario.
    numbers = page.partition('id="numbers"')[2].partition("</section>")[0]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", numbers))
