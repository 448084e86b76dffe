"""Sentences of 服务行为规范 (annex 9)."""

import datetime as dt
import html
import re
from functools import partial

from django.db import connection
from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.institutions.conduct.actions import duty, inspecting, keeping
from banshi.institutions.conduct.actions.inspecting import Seen
from banshi.institutions.conduct.models import ABSENCES, Absence, Cleaning, Finding, IntegrityRecord
from banshi.institutions.conduct.queries import duty as on_duty
from banshi.institutions.conduct.queries import inspecting as seen_before
from banshi.institutions.conduct.queries.keeping import cleaning_tasks, integrity_records
from banshi.kernel.cases.queries import card
from banshi.kernel.catalogue.actions import import_catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.models import Section
from banshi.kernel.organisation.permissions import Relation, may
from banshi.lib import clock
from banshi.lib.results import NotPermitted
from banshi.workflows import intake
from banshi.workflows.decision import Ruling, decide
from banshi.workflows.disclosure import unmask
from tests.factories import cases
from tests.scenarios.story import ITEMS, Story, day, words_of

KINDS = {name: kind for kind, name in ABSENCES.items()}
TASKS = {"打扫": "daily", "大扫除": "monthly"}


def section_id(name: str) -> int:
    return Section.objects.get(name_zh=name).pk


@given(parsers.parse("赵敏安排李强 {date} 值班"))
def rostered(story: Story, date: str) -> None:
    for period in on_duty.periods():
        duty.put_on_duty(
            section_id=story.cast.sections["SHZZ"],
            day=day(date),
            period=period,
            staff_id=story.cast.staff_id("李强"),
            actor=story.cast.actor("赵敏"),
        )


@when(parsers.re(r"李强登记 (?P<first>[\d-]+) 至 (?P<last>[\d-]+) (?P<kind>\S+)"))
def plans_absence(story: Story, first: str, last: str, kind: str) -> None:
    li = story.cast.staff_id("李强")
    duty.plan_absence(
        staff_id=li, first=day(first), last=day(last), kind=KINDS[kind], actor=story.cast.actor("李强")
    )


@when("赵敏请何静代岗")
def names_deputy(story: Story) -> None:
    absence = Absence.objects.latest("id").pk
    deputy = story.cast.staff_id("何静")
    duty.name_deputy(absence_id=absence, deputy_id=deputy, actor=story.cast.actor("赵敏"))


@when("李强取消离岗")
def cancels(story: Story) -> None:
    duty.cancel_absence(absence_id=Absence.objects.latest("id").pk, actor=story.cast.actor("李强"))


@then(parsers.parse("{section} {date} 有 {count:d} 个时段没有人在岗"))
def gaps_are(section: str, date: str, count: int) -> None:
    found = on_duty.gaps({section_id(section): section}, day(date), day(date))
    assert len(found) == count


@then(parsers.parse("{who}收到消息“{subject}”"))
def told(story: Story, who: str, subject: str) -> None:
    assert any(words.startswith(subject) for words in story.told([who]))


@then(parsers.parse("{who}共收到 {count:d} 条消息“{subject}”"))
def told_so_often(story: Story, who: str, count: int, subject: str) -> None:
    mine = Message.objects.filter(recipient_staff_id=story.cast.staff_id(who), subject=subject)
    assert mine.count() == count


@then(parsers.re("(?P<date>[\\d-]+) 那天何静(?P<can>不能|可以)办理李强的办件"))
def deputy_may(story: Story, date: str, can: str) -> None:
    lis = Relation(story.cast.sections["SHZZ"], story.cast.staff_id("李强"))
    with clock.frozen(date):
        assert may(story.cast.actor("何静"), "decide", lis) is (can == "可以")


@when(parsers.re("(?P<who>蒋廉|赵敏)检查(?P<section>\\S+)"))
def starts(story: Story, who: str, section: str) -> None:
    story.notes["round"] = inspecting.start_inspection(
        kind="random", section_id=section_id(section), actor=story.cast.actor(who)
    )


def round_id(story: Story) -> int:
    found = story.notes["round"]
    assert isinstance(found, int)
    return found


FOUND = (
    "(?P<who>蒋廉|赵敏)记下(?P<whom>\\S+?)的问题“(?P<article>[\\d-]+)”：“(?P<note>[^”]+)”，"
    "限 (?P<until>[\\d-]+) 改正"
)


@when(parsers.re(FOUND))
def finds(story: Story, who: str, whom: str, article: str, note: str, until: str) -> None:
    concerned = None if whom == "环境" else story.cast.staff_id(whom)
    seen = Seen(article, concerned, note, day(until))
    actor = story.cast.actor(who)
    story.attempt(lambda: inspecting.record_finding(inspection_id=round_id(story), seen=seen, actor=actor))


def finding_id() -> int:
    return Finding.objects.latest("id").pk


@when(parsers.re("(?P<who>李强|赵敏)说明“(?P<words>[^”]+)”"))
def states(story: Story, who: str, words: str) -> None:
    actor = story.cast.actor(who)
    story.attempt(lambda: inspecting.state_own_word(finding_id=finding_id(), statement=words, actor=actor))


@when(parsers.parse("李强报告改正“{words}”"))
def corrects(story: Story, words: str) -> None:
    inspecting.report_correction(finding_id=finding_id(), correction=words, actor=story.cast.actor("李强"))


@when(parsers.parse("蒋廉复查不合格，限 {until} 改正"))
def recheck_fails(story: Story, until: str) -> None:
    actor = story.cast.actor("蒋廉")
    inspecting.recheck(finding_id=finding_id(), passed=False, correct_by=day(until), actor=actor)


@when("蒋廉复查合格")
def recheck_passes(story: Story) -> None:
    inspecting.recheck(finding_id=finding_id(), passed=True, actor=story.cast.actor("蒋廉"))


@then(parsers.parse("这个问题的状态是“{state}”"))
def finding_is(state: str) -> None:
    assert seen_before.finding(finding_id()).state_name == state


@when(parsers.parse("蒋廉看过“{group}”这一组，都符合"))
def group_in_order(story: Story, group: str) -> None:
    articles = [one for one in seen_before.lines() if one.startswith(group)]
    inspecting.check_lines(inspection_id=round_id(story), articles=articles, actor=story.cast.actor("蒋廉"))


@then(parsers.parse("检查表里“{one}”有 {a:d} 条符合，“{other}”有 {b:d} 条符合"))
def in_order(story: Story, one: str, a: int, other: str, b: int) -> None:
    done = seen_before.checked(round_id(story))
    assert [sum(article.startswith(group) for article in done) for group in (one, other)] == [a, b]


@then(parsers.parse("检查表的 7 组是“{names}”"))
def groups_are(names: str) -> None:
    assert "、".join(group.name for group in seen_before.checklist()) == names
    assert all(group.lines for group in seen_before.checklist())


@when(parsers.re("王芳给 (?P<date>[\\d-]+) 的(?P<task>打扫|大扫除)打勾"))
def ticks(story: Story, date: str, task: str) -> None:
    actor = story.cast.actor("王芳")
    tick = partial(
        keeping.tick_cleaning,
        section_id=story.cast.sections["SPK"],
        kind=TASKS[task],
        day=day(date),
        actor=actor,
    )
    story.attempt(tick)


@then(parsers.parse("打勾的结果是“{outcome}”"))
def ticked(story: Story, outcome: str) -> None:
    if outcome in {"已打勾", "补记"}:
        assert story.refused is None
        assert Cleaning.objects.get().late is (outcome == "补记")
    else:
        assert outcome in str(story.refused)
        assert not Cleaning.objects.exists()


@then(parsers.re("(?P<section>\\S+)最近的打扫里 (?P<date>[\\d-]+) (?P<state>没有打勾|已经打勾)"))
def task_is(section: str, date: str, state: str) -> None:
    tasks = {task.day: task for task in cleaning_tasks(section_id(section)) if task.kind == "daily"}
    task = tasks[day(date)]
    assert (task.missed, task.ticked_at is not None) == (state == "没有打勾", state == "已经打勾")


def register(story: Story, who: str, **given_values: str) -> None:
    story.notes["record"] = keeping.register_integrity(
        **given_values, happened_on=clock.today(), actor=story.cast.actor(who)
    )


@when("王芳登记礼品，张伟送来购物卡一张，已上交")
def gift(story: Story) -> None:
    register(story, "王芳", kind="gift", from_whom="张伟", what="购物卡一张", disposal="handed_in")


@when("李强登记说情，某单位负责人要求放宽条件，已报告")
def intercession(story: Story) -> None:
    what = "要求放宽条件"
    register(story, "李强", kind="intercession", from_whom="某单位负责人", what=what, disposal="reported")


@when("彭燕接收王芳上交的物品")
def receives(story: Story) -> None:
    record = IntegrityRecord.objects.latest("id").pk
    keeping.receive_gift(record_id=record, actor=story.cast.actor("彭燕"))


@then("登记写明由彭燕接收")
def received_by() -> None:
    assert integrity_records()[0].received_by == "彭燕"


@then(parsers.parse("廉洁登记的内容在数据库里看不出“{words}”"))
def sealed(words: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT from_whom, what FROM conduct_integrityrecord")
        stored = repr(cursor.fetchall())
    assert words not in stored
    assert words in integrity_records()[0].what
    assert words not in repr(list(Entry.objects.order_by("id").values_list("payload", flat=True)))


@when(parsers.parse("李强申报与本件有关系：近亲属“{name}”"))
def recuses(story: Story, name: str) -> None:
    keeping.recuse(
        case_id=story.case_id,
        version=None,
        ground="relative",
        with_whom=name,
        actor=story.cast.actor("李强"),
    )


@then("李强不能再办理也不能再打开这一件")
def is_off(story: Story) -> None:
    found, li = card(story.case_id), story.cast.actor("李强")
    assert found.handler_id is None
    assert not may(li, "see_case", found.relation)
    story.attempt(lambda: decide(case_id=story.case_id, version=None, ruling=Ruling(granted=True), actor=li))
    assert isinstance(story.refused, NotPermitted)
    client = Client()
    client.force_login(story.cast.staff("李强"))
    assert client.get(f"/desk/cases/{story.case_id}/").status_code == 403


@when("赵敏把这一件改派给李强")
def assigns_back(story: Story) -> None:
    li, head = story.cast.staff_id("李强"), story.cast.actor("赵敏")
    story.attempt(lambda: intake.assign(case_id=story.case_id, version=None, handler_id=li, actor=head))


@when("陈局准予许可")
def leader_grants(story: Story) -> None:
    leader = story.cast.actor("陈局")
    story.attempt(
        lambda: decide(case_id=story.case_id, version=None, ruling=Ruling(granted=True), actor=leader)
    )


@when(parsers.re("(?P<who>李强|何静)以“(?P<reason>[^”]+)”为由查看申请人的完整信息"))
def unmasks(story: Story, who: str, reason: str) -> None:
    actor = story.cast.actor(who)
    story.attempt(lambda: unmask(case_id=story.case_id, reason=reason, actor=actor))


@then(parsers.parse("账本记下李强查看过，依据“{article}”，不写姓名和号码"))
def unmask_recorded(story: Story, article: str) -> None:
    entry = Entry.objects.filter(act="unmasked").latest("id")
    assert entry.actor == f"staff:{story.cast.staff_id('李强')}"
    assert article in entry.articles
    assert entry.payload == {"case": story.case_id}


@when("王芳登记张伟的“社会团体成立登记”，多要一份目录里没有的材料")
def asks_for_more(story: Story) -> None:
    given_papers = cases.application("张伟", wrong={99: "请补一份介绍信"})
    story.attempt(lambda: intake.receive(application=given_papers, actor=story.cast.actor("王芳")))


@then(parsers.parse("账本记下由王芳答复，依据“{article}”"))
def answered_by(story: Story, article: str) -> None:
    entry = Entry.objects.filter(act="told").latest("id")
    assert entry.actor == f"staff:{story.cast.staff_id('王芳')}"
    assert article in entry.articles


@then(parsers.parse("补正通知书写明“{one}”和“{other}”"))
def notice_names(story: Story, one: str, other: str) -> None:
    words = words_of(story.papers("补正材料通知书")[-1])
    assert one in words
    assert other in words


@when("系统管理员周明导入没有承诺期限的“社会团体成立登记”")
def imports_without_promise(story: Story) -> None:
    row = next(row for row in load_bundled() if row["code"] == ITEMS["社会团体成立登记"])
    row = {**row, "promised_limit": {"value": None, "unit": "none", "start": "acceptance", "note": ""}}
    story.notes["import"] = import_catalogue(
        rows=[row], effective_from=clock.today() + dt.timedelta(1), actor_ref="system", dry_run=True
    )


@then(parsers.parse("导入不予公布，依据“{article}”"))
def import_refused(story: Story, article: str) -> None:
    report = story.notes["import"]
    problems = [reason for row in report.bad for reason in row.problems]
    assert any(article in reason.articles for reason in problems)


def shown(story: Story, who: str, path: str) -> str:
    client = Client()
    client.force_login(story.cast.staff(who))
    page = client.get(f"/desk/{path}")
    assert page.status_code == 200
    return html.unescape(re.sub(r"<[^>]+>", "", page.content.decode()))


@then(parsers.parse("王芳打开“{path}”看到“{words}”"))
def sees(story: Story, path: str, words: str) -> None:
    assert words in shown(story, "王芳", path)


@then(parsers.parse("王芳打开办件看到“{words}”"))
def sees_on_case(story: Story, words: str) -> None:
    assert words in shown(story, "王芳", f"cases/{story.case_id}/")


@then(parsers.parse("廉洁登记的页面写明“{words}”"))
def integrity_page_says(story: Story, words: str) -> None:
    assert words in shown(story, "李强", "conduct/integrity/")
