"""Sentences of 考核 (11-03)."""

import io

from django.http import HttpResponse
from django.test import Client
from pypdf import PdfReader
from pytest_bdd import given, parsers, then, when
from python_calamine import CalamineWorkbook

from banshi.institutions.supervision.actions import appraisal as acts
from banshi.institutions.supervision.models.appraisal import AppraisalObjection, AppraisalSheet
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.queries.appraisal_lines import shown
from banshi.institutions.supervision.rules.appraisal import Answer, Period, period_of
from banshi.institutions.supervision.rules.appraisal import PeriodKind as Kind
from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES, INDICATORS
from banshi.lib import clock
from banshi.workflows import figures
from banshi.workflows.decision import Ruling, decide
from banshi.workflows.intake import assign
from banshi.workflows.tick import tick
from tests.factories import cases
from tests.scenarios.story import Story, day

KEYS = {name: key for key, name in FIGURE_NAMES.items()}
NAMED = {one.name: one for one in INDICATORS}
OCTOBER = Period(Kind.MONTH, day("2026-10-01"))
LONG_BEFORE = "2026-08-03"


def sheet(story: Story, who: str) -> queries.SheetCard:
    rows = AppraisalSheet.objects.filter(period__kind="month", period__first=OCTOBER.first)
    if who.endswith("科"):
        rows = rows.filter(staff=None, section__name_zh=who)
    else:
        rows = rows.filter(staff_id=story.cast.staff_id(who))
    return queries.card_of(rows.get())


@given(parsers.parse("李强 {soon} 按期办结一件，{late} 超期办结一件"))
def decided_two(story: Story, soon: str, late: str) -> None:
    li, head = story.cast.actor("李强"), story.cast.actor("赵敏")
    decided = []
    for accepted, on in ((soon, soon), (LONG_BEFORE, late)):
        with clock.frozen(accepted):
            case = cases.accepted_case(story.cast.actor("王芳"))
            assign(case_id=case, version=None, handler_id=story.cast.staff_id("李强"), actor=head)
        with clock.frozen(on):
            decide(
                case_id=case, version=None, ruling=Ruling(granted=True, delay_reason="系统停了两天"), actor=li
            )
        decided.append(case)
    story.case_id = decided[1]


@given("十月的考核表已经拟出")
def drafted(story: Story) -> None:
    story.go_to("2026-11-02T08:30")
    tick()


@then(parsers.parse("没有 {period} 的考核表"))
def none_yet(period: str) -> None:
    assert not AppraisalSheet.objects.filter(period__first=day(f"{period}-01")).exists()


@then(parsers.parse("李强 {period} 的考核表有 {count:d} 张"))
def so_many(story: Story, period: str, count: int) -> None:
    first = period_of(Kind.MONTH, day(f"{period}-01")).first
    mine = AppraisalSheet.objects.filter(staff_id=story.cast.staff_id("李强"), period__first=first)
    assert mine.count() == count


@then(parsers.parse("{who}的考核表上“{name}”是 {value}"))
def line_is(story: Story, who: str, name: str, value: str) -> None:
    assert shown(NAMED[name], sheet(story, who).counts) == value


@then(parsers.parse("点开“{name}”看到 {count:d} 件"))
def opened(story: Story, name: str, count: int) -> None:
    assert len(behind(story, name)) == count


@then(parsers.parse("点开“{name}”看到 {count:d} 件，就是超期办结的那一件"))
def opened_the_late_one(story: Story, name: str, count: int) -> None:
    found = behind(story, name)
    assert [one.args for one in found] == [(story.case_id,)]
    assert len(found) == count


def behind(story: Story, name: str) -> list[figures.Instance]:
    card = sheet(story, "李强")
    return figures.behind(KEYS[name], card.period, figures.whose(card), 0, 50)


@when(parsers.re("(?P<who>李强)对“(?P<name>[^”]+)”提出异议：“(?P<reason>[^”]*)”"))
@when(parsers.re("(?P<who>彭燕)对自己的“(?P<name>[^”]+)”提出异议：“(?P<reason>[^”]*)”"))
def objects(story: Story, who: str, name: str, reason: str) -> None:
    card, objected = sheet(story, who), acts.Objected(KEYS[name], reason)
    actor = story.cast.actor(who)
    story.attempt(
        lambda: acts.object_to_appraisal(sheet_id=card.id, version=None, objected=objected, actor=actor)
    )


@when(parsers.re(r"彭燕采纳异议，更正为 (?P<count>\d+)：“(?P<reason>[^”]*)”"))
def accepts(story: Story, count: str, reason: str) -> None:
    answered(story, Answer(True, int(count), reason))


@when(parsers.re("彭燕不采纳异议：“(?P<reason>[^”]*)”"))
def declines(story: Story, reason: str) -> None:
    answered(story, Answer(False, None, reason))


def answered(story: Story, answer: Answer) -> None:
    made, actor = AppraisalObjection.objects.latest("id").pk, story.cast.actor("彭燕")
    story.attempt(lambda: acts.answer_appraisal_objection(objection_id=made, answer=answer, actor=actor))


@then(parsers.parse("考核表保留原来的数字 {fact:d} 和更正 {change:d}"))
def both_kept(story: Story, fact: int, change: int) -> None:
    card = sheet(story, "李强")
    assert (card.facts["decided_late"], card.changes["decided_late"]) == (fact, change)


@when("李强确认考核表")
def confirms(story: Story) -> None:
    card = sheet(story, "李强")
    acts.confirm_appraisal(sheet_id=card.id, version=None, actor=story.cast.actor("李强"))


@when(parsers.re("赵敏结束(?P<whose>李强|赵敏)的考核表"))
def closes(story: Story, whose: str) -> None:
    card, actor = sheet(story, whose), story.cast.actor("赵敏")
    story.attempt(lambda: acts.close_appraisal(sheet_id=card.id, version=None, actor=actor))


@then(parsers.re("(?P<who>\\S+?)(?P<can>不能|能)看到李强的考核表"))
def sees(story: Story, who: str, can: str) -> None:
    assert queries.sees(story.cast.actor(who), sheet(story, "李强")) is (can == "能")


@then(parsers.parse("赵敏下载的李强的电子表格上“{name}”是数字 {value:g}"))
def spreadsheet(story: Story, name: str, value: float) -> None:
    answer = screen_of(story, f"/desk/appraisal/{sheet(story, '李强').id}/file/?as=xlsx")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert next(row[2] for row in rows if row[1] == name) == value


@then(parsers.parse("赵敏打印的科室考核表写明“{one}”和“{two}”"))
def printed(story: Story, one: str, two: str) -> None:
    section = story.cast.sections["SHZZ"]
    answer = screen_of(story, f"/desk/appraisal/sections/{section}/file/?as=pdf&period=2026-10")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert one in words
    assert two in words


def screen_of(story: Story, address: str) -> HttpResponse:
    client = Client()
    client.force_login(story.cast.staff("赵敏"))
    return client.get(address)
