"""Sentences of 否定备案 (annex 1)."""

import re

from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.config.demo.people import Colleague, hire
from banshi.institutions.refusals.actions.filing import (
    archive_refusal,
    file_refusals,
    note_filed,
    record_filing_receipt,
)
from banshi.institutions.refusals.actions.instructing import answer_instructions, request_instructions
from banshi.institutions.refusals.queries.register import register
from banshi.institutions.refusals.queries.standing import instructions, of_case
from banshi.institutions.refusals.rules.grounds import Grounds
from banshi.institutions.refusals.rules.refusing import Elsewhere
from banshi.kernel.cases.queries import card, handed_in, paper_return
from banshi.kernel.ledger.acts import CITIZEN
from banshi.lib import clock
from banshi.workflows.decision import Ruling, decide
from banshi.workflows.refusing import refuse_intake, turn_away
from banshi.workflows.returns import HandBack, request_return, return_materials
from tests.factories import cases
from tests.factories.cases import grounds
from tests.factories.citizens import CITIZENS
from tests.people import PASSWORD, Cast
from tests.scenarios.story import Story

ANSWERS = {"同意": "approved", "直接决定": "taken_over"}


@given(parsers.parse("刘桂兰的“孤儿认定”今天受理，由陆华负责"))
def accepted_in_another_section(story: Story) -> None:
    head = Colleague("luhua", "陆华", "Lu Hua", "ETFL", (("head", "ETFL"),))
    staff = hire([head], password=PASSWORD)
    everybody = [story.cast.staff(name) for name in ("王芳", "李强", "陈局", "孙丽")]
    story.cast = Cast(story.cast.sections, {one.username: one for one in (*everybody, *staff.values())})
    story.case_id = cases.accepted_case(story.cast.actor("王芳"), "刘桂兰", item="MZ-QR-08")


def _deny(story: Story, who: str, why: Grounds) -> None:
    actor = story.cast.actor(who)
    story.attempt(lambda: decide(case_id=story.case_id, version=None, ruling=Ruling(False, why), actor=actor))


def _refuse(story: Story, why: Grounds) -> None:
    handler = story.cast.actor("李强")
    story.attempt(lambda: refuse_intake(case_id=story.case_id, version=None, grounds=why, actor=handler))


@when(parsers.parse("{who}以情形“{ground}”、依据“{basis}”不予许可"))
def denies(story: Story, who: str, ground: str, basis: str) -> None:
    _deny(story, who, grounds(ground=ground, legal_basis=(basis,)))


@when(parsers.parse("李强没有选证据就以情形“{ground}”不予许可"))
def denies_without_evidence(story: Story, ground: str) -> None:
    _deny(story, "李强", grounds(ground=ground, evidence=()))


@when("李强以到期没有补齐不予受理")
def refuses_for_gaps(story: Story) -> None:
    _refuse(story, grounds("到期没有补齐", ground="NF-1", evidence=(), missing=(2, 3)))


@when(parsers.parse("李强写明由谁查实、怎样查实，以情形“{ground}”不予受理"))
def refuses_verified(story: Story, ground: str) -> None:
    who = story.cast.staff_id("李强")
    _refuse(story, grounds(ground=ground, verified_by=who, verification="向出具单位核实，没有出具过"))


@when(parsers.parse("李强没有查实记录就以情形“{ground}”不予受理"))
def refuses_unverified(story: Story, ground: str) -> None:
    _refuse(story, grounds(ground=ground))


@when(parsers.parse("李强就情形“{ground}”请示局领导"))
def asks_leader(story: Story, ground: str) -> None:
    handler = story.cast.actor("李强")
    story.attempt(
        lambda: request_instructions(
            case_id=story.case_id,
            version=None,
            grounds=grounds(ground=ground),
            question="可否不予许可？",
            actor=handler,
        )
    )


def _answer(story: Story, answer: str, opinion: str) -> None:
    asked = instructions(story.case_id)[-1].id
    answer_instructions(
        instruction_id=asked, version=None, answer=answer, opinion=opinion, actor=story.cast.actor("陈局")
    )


@when(parsers.parse("陈局批示“{answer}”"))
def leader_answers(story: Story, answer: str) -> None:
    _answer(story, ANSWERS[answer], "")


@when(parsers.parse("陈局退回，意见是“{opinion}”"))
def leader_sends_back(story: Story, opinion: str) -> None:
    _answer(story, "sent_back", opinion)


@when("孙丽把这件归档")
def archives(story: Story) -> None:
    refusal = of_case(story.case_id)
    assert refusal is not None
    archive_refusal(refusal_id=refusal.id, actor=story.cast.actor("孙丽"))


@when("孙丽报市营商局备案")
def files(story: Story) -> None:
    refusal, approvals = of_case(story.case_id), story.cast.actor("孙丽")
    assert refusal is not None

    def act() -> None:
        filing = file_refusals(refusal_ids=[refusal.id], outlet="download", actor=approvals)
        story.notes["filing"] = note_filed(filing_id=filing, actor=approvals)

    story.attempt(act)


@when(parsers.parse("孙丽登记回执“{number}”"))
def receipts(story: Story, number: str) -> None:
    record_filing_receipt(
        filing_id=story.notes["filing"], number=number, on=clock.today(), actor=story.cast.actor("孙丽")
    )


@when("张伟在网上要求退还材料")
def asks_back(story: Story) -> None:
    papers = list(handed_in(story.case_id))
    story.attempt(
        lambda: request_return(
            case_id=story.case_id, version=None, papers=papers, channel="online", actor=CITIZEN
        )
    )


@when("王芳退还材料，张伟签名")
def hands_back(story: Story) -> None:
    back = HandBack("in_person", signed_by="张伟")
    return_materials(case_id=story.case_id, version=None, hand_back=back, actor=story.cast.actor("王芳"))


@when(parsers.parse("王芳告知应当向“{authority}”申请，材料当面转交"))
def turns_away(story: Story, authority: str) -> None:
    elsewhere = Elsewhere("not_ours", "不属于民政部门职权", authority, "当面转交")
    turn_away(case_id=story.case_id, version=None, elsewhere=elsewhere, actor=story.cast.actor("王芳"))


@then(parsers.parse("台账上这件的编号是“{number}”"))
def registered_as(story: Story, number: str) -> None:
    assert [line.number for line in register(section_ids=None) if line.case_id == story.case_id] == [number]


@then("台账上没有这件")
def not_registered(story: Story) -> None:
    assert of_case(story.case_id) is None


@then(parsers.re("(?P<who>孙丽|陈局)读到消息“(?P<words>[^”]+)”"))
def told(story: Story, who: str, words: str) -> None:
    assert words in story.told([who])[0]


@then(parsers.parse("这件的备案有回执“{number}”"))
def has_receipt(story: Story, number: str) -> None:
    refusal = of_case(story.case_id)
    assert refusal is not None
    assert (refusal.receipt_number, refusal.to_be_filed) == (number, True)


@then(parsers.parse("材料已经退还，签收人是“{name}”"))
def is_back(story: Story, name: str) -> None:
    found = paper_return(story.case_id)
    assert found is not None
    assert (found.signed_by_masked, found.returned_at is not None) == (name, True)


@then(parsers.parse("张伟在进度页看到“{words}”"))
def sees(story: Story, words: str) -> None:
    browser, number = Client(), card(story.case_id).number
    browser.post("/progress/", {"number": number, "secret": CITIZENS["张伟"].phone[-4:]})
    page = browser.get(f"/progress/{number}/").content.decode()
    assert words in re.sub(r"\s+|<[^>]+>", "", page)
