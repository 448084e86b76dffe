"""Sentences of 监督考核 (annex 11)."""

import datetime as dt
import html
import re

from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.institutions.accountability.models import Lead
from banshi.institutions.conduct.actions import inspecting
from banshi.institutions.conduct.actions.inspecting import Seen
from banshi.institutions.guidance.actions import publishing
from banshi.institutions.guidance.models import Policy
from banshi.institutions.supervision.actions import correcting, keeping, publicity, running
from banshi.institutions.supervision.actions.correcting import Answered, Demand, Rechecked
from banshi.institutions.supervision.actions.keeping import Risk
from banshi.institutions.supervision.models import Correction, Finding, KeyPost, LawChange, Procedure, Run
from banshi.institutions.supervision.queries import findings as read
from banshi.institutions.supervision.queries import posts, runs
from banshi.institutions.supervision.rules.judging import CONTENTS, ItemSeen, judge_basis
from banshi.institutions.supervision.rules.keeping import Group
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.documents.models import Document
from banshi.lib import clock
from banshi.workflows.supervising import check_run, hot_spots
from banshi.workflows.tick import duties
from tests.factories import cases
from tests.scenarios.story import Story, day, words_of

GROUPS = {"一": Group.PROJECTS_FUNDS, "三": Group.DISCIPLINE_PERSONNEL}
SHZZ = "SHZZ"
WORDS = {"title": "社会组织实地核查", "basis": "条例", "whom": "社会组织", "frequency": "每年", "steps": ""}


@when("系统到点自动检查")
def tick() -> None:
    duties()


KEEP = parsers.parse(
    "蒋廉登记第{group}类关键岗位“{name}”，{owner}负责，每 {months:d} 个月查一次，第一次 {first}"
)


@when(KEEP)
def keeps(story: Story, group: str, name: str, owner: str, months: int, first: str) -> None:
    section = "RSK" if owner == "彭燕" else SHZZ
    risk = Risk(
        GROUPS[group],
        name,
        "把关不严",
        "两人审核",
        story.cast.sections[section],
        story.cast.staff_id(owner),
        months,
        day(first),
    )
    story.attempt(lambda: keeping.keep_post(given=risk, actor=story.cast.actor("蒋廉")))


def newest_post() -> int:
    return KeyPost.objects.latest("id").pk


@then("赵敏看到这个岗位的灯是红的")
def red(story: Story) -> None:
    card = posts.post(newest_post(), story.cast.actor("赵敏"))
    assert card is not None
    assert card.overdue


@when(parsers.parse("赵敏记下检查：“{note}”"))
def checks(story: Story, note: str) -> None:
    actor = story.cast.actor("赵敏")
    keeping.check_post(post_id=newest_post(), result="in_order", note=note, actor=actor)


@then(parsers.parse("下一次检查是 {date}"))
def next_is(date: str) -> None:
    assert KeyPost.objects.latest("id").next_check == day(date)


@then("这次检查记为过期才查")
def was_late() -> None:
    assert posts.checks(newest_post())[0].late


@given(parsers.parse("社会组织管理科有一件 {date} 受理的办件超期没有办"))
def overdue_case(story: Story, date: str) -> None:
    with clock.frozen(date):
        story.case_id = cases.accepted_case(story.cast.actor("王芳"), item="MZ-XK-01")
    duties()


@then(parsers.parse("问题易发环节里有科室“{name}”，超期 {count:d} 次"))
def is_hot(name: str, count: int) -> None:
    _items, sections = hot_spots()
    assert {one.name: one.breaches for one in sections}[name] == count


@then(parsers.re("(?P<can>能看到|看不到)这个岗位的有(?P<names>.+)"))
def readers(story: Story, can: str, names: str) -> None:
    for name in names.split("、"):
        client = Client()
        client.force_login(story.cast.staff(name))
        page = client.get(f"/desk/supervision/posts/{newest_post()}/")
        assert page.status_code == 200 if can == "能看到" else page.status_code in (403, 404), name
        listed = client.get("/desk/supervision/posts/")
        assert ("工资核定" in listed.content.decode()) is (can == "能看到"), name


@then(parsers.parse("共有 {count:d} 次监督检查，六项内容都查了"))
def runs_are(count: int) -> None:
    assert Run.objects.count() == count
    assert all(part.at for part in runs.parts(Run.objects.latest("id").pk))


def run_id() -> int:
    return Run.objects.latest("id").pk


def sentences() -> list[str]:
    return [str(one.sentence) for one in read.findings(run_id()) if one.gone_at is None]


@then(parsers.parse("检查发现“{item}”公开的内容还缺“{field}”"))
def lacks(item: str, field: str) -> None:
    assert any(item in text and field in text for text in sentences())


@when("蒋廉再查一遍")
def again(story: Story) -> None:
    check_run(run_id=run_id(), actor=story.cast.actor("蒋廉"))


@then("没有重复的问题")
def nothing_twice() -> None:
    things = list(Finding.objects.filter(run=run_id()).order_by("id").values_list("thing", flat=True))
    assert len(things) == len(set(things))


@given(parsers.parse("沈远公布过提到“{law}”的政策"))
def policy(story: Story, law: str) -> None:
    draft = publishing.Draft(
        "社团登记说明", f"依照《{law}》办理。", "用平常话说：先准备材料。", clock.today()
    )
    publishing.publish(draft=draft, actor=story.cast.actor("沈远"))


@given(parsers.parse("沈远登记“{law}” {date} 变动"))
def law_changes(story: Story, law: str, date: str) -> None:
    with clock.frozen(date):
        actor = story.cast.actor("沈远")
        publicity.note_law_change(law=law, changed_on=day(date), note="", actor=actor)


@when(parsers.parse("蒋廉检查 {first} 至 {last}"))
def orders(story: Story, first: str, last: str) -> None:
    actor = story.cast.actor("蒋廉")
    run = running.start_run(first=day(first), last=day(last), actor=actor)
    check_run(run_id=run, actor=actor)


@then(parsers.parse("没有发现“{words}”"))
def not_found(words: str) -> None:
    assert not [text for text in sentences() if words in text]


@then(parsers.parse("发现“{words}”"))
def is_found(words: str) -> None:
    assert [text for text in sentences() if words in text]


@then(parsers.parse("发现“{words}”，涉及{who}"))
def found_about(words: str, who: str) -> None:
    assert [one for one in read.findings(run_id()) if words in str(one.sentence) and one.staff == who]


@when("沈远确认这份政策不用修改")
def unaffected(story: Story) -> None:
    publicity.confirm_unaffected(
        change_id=LawChange.objects.latest("id").pk,
        policy=Policy.objects.latest("id").pk,
        reason="引用的条款没有变",
        actor=story.cast.actor("沈远"),
    )


@when(parsers.parse("赵敏登记涉企检查“{title}”，没有写程序"))
def procedure(story: Story, title: str) -> None:
    keep(story, None, WORDS | {"title": title})


def keep(story: Story, number: int | None, words: dict[str, str]) -> int:
    section, actor = story.cast.sections[SHZZ], story.cast.actor("赵敏")
    return publicity.keep_procedure(procedure_id=number, section_id=section, words=words, actor=actor)


@when("赵敏公开这项检查的程序")
def publishes(story: Story) -> None:
    number, actor = Procedure.objects.latest("id").pk, story.cast.actor("赵敏")
    story.attempt(lambda: publicity.publish_procedure(procedure_id=number, actor=actor))


@when("赵敏把这项检查写全并公开")
def completes(story: Story) -> None:
    keep(story, Procedure.objects.latest("id").pk, WORDS | {"steps": "出示证件，当场告知，书面反馈。"})
    publishes(story)


@then(parsers.parse("公众能看到涉企检查“{title}”"))
def public_sees(title: str) -> None:
    assert title in public_page()


def public_page() -> str:
    return html.unescape(Client().get("/supervision/").content.decode())


@then(parsers.parse("扫描了 {count:d} 个事项的依据，全部合格"))
def scanned(count: int) -> None:
    part = next(one for one in runs.parts(run_id()) if one.article == "11-03-4")
    assert (part.checked, part.passed) == (count, count)


@then("没有依据的收费会列为严重问题")
def fee_without_basis() -> None:
    raw = load_bundled()[0]
    raw = raw | {"fee": {"charged": True, "basis": "", "standard": "50元"}}
    spec = parse_item(raw).spec
    assert spec is not None
    (found, *_) = judge_basis([ItemSeen(spec, dt.date(2026, 1, 1), 1, "")], None).found
    assert (found.article, found.severity) == ("11-03-4", "grave")


@when(parsers.parse("蒋廉登记媒体的批评“{words}”，由社会组织管理科整改"))
def criticises(story: Story, words: str) -> None:
    story.notes["finding"] = correcting.enter_criticism(
        source="media",
        words=words,
        section_id=story.cast.sections[SHZZ],
        severity="ordinary",
        actor=story.cast.actor("蒋廉"),
    )


@when(parsers.parse("蒋廉发整改通知书，限 {days:d} 个工作日"))
def demands(story: Story, days: int) -> None:
    demand = Demand(story.cast.sections[SHZZ], "请改正", days)
    finding, actor = Finding.objects.latest("id").pk, story.cast.actor("蒋廉")
    story.attempt(lambda: correcting.demand_correction(finding_id=finding, demand=demand, actor=actor))


@then(parsers.parse("《{title}》写着“{first}”和“{second}”"))
def paper_says(title: str, first: str, second: str) -> None:
    words = words_of(Document.objects.filter(title_zh=title).latest("id"))
    assert first in words
    assert second in words


@when(parsers.parse("赵敏报整改“{measures}”，证明是“{proof}”"))
def answers(story: Story, measures: str, proof: str) -> None:
    correcting.answer_correction(
        correction_id=Correction.objects.latest("id").pk,
        answered=Answered(measures, proof),
        actor=story.cast.actor("赵敏"),
    )


@when(parsers.parse("蒋廉复查没有通过，再限 {days:d} 个工作日，因为“{why}”"))
def fails(story: Story, days: int, why: str) -> None:
    recheck(story, Rechecked(False, why, days))


@when("蒋廉复查通过")
def passes(story: Story) -> None:
    recheck(story, Rechecked(True))


def recheck(story: Story, found: Rechecked) -> None:
    correcting.recheck_correction(
        correction_id=Correction.objects.latest("id").pk, found=found, actor=story.cast.actor("蒋廉")
    )


@then("这个问题已经整改合格")
def is_done() -> None:
    assert Finding.objects.latest("id").state == "done"


@then(parsers.parse("有 {count:d} 条整改超期的线索"))
def leads(count: int) -> None:
    assert Lead.objects.filter(source__startswith="supervision.").count() == count


@given("蒋廉在行为规范检查中发现李强的一个问题")
def conduct_finding(story: Story) -> None:
    actor = story.cast.actor("蒋廉")
    number = inspecting.start_inspection(kind="random", section_id=story.cast.sections[SHZZ], actor=actor)
    seen = Seen("09-02-1", story.cast.staff_id("李强"), "看手机", dt.date(2026, 11, 26))
    inspecting.record_finding(inspection_id=number, seen=seen, actor=actor)


@then("查过的数字里没有投诉举报")
def no_complaints() -> None:
    labels = " ".join(label for part in runs.parts(run_id()) for label, _value in part.figures)
    assert set(CONTENTS) == {part.article for part in runs.parts(run_id()) if part.at}
    assert "投诉" not in labels


@when(parsers.parse("蒋廉在检查表上写“{note}”"))
def looks(story: Story, note: str) -> None:
    running.look(
        run_id=run_id(),
        line="posted",
        answer="no",
        note=note,
        section_id=None,
        actor=story.cast.actor("蒋廉"),
    )


@when(parsers.parse("蒋廉结束检查，结论是“{words}”"))
def closes(story: Story, words: str) -> None:
    running.close_run(run_id=run_id(), conclusion=words, actor=story.cast.actor("蒋廉"))


@then("公众还看不到这次检查")
def not_public() -> None:
    assert "还没有公布检查结果" in public_page()


@when("陈局公布这次检查")
def makes_public(story: Story) -> None:
    running.publish_run(run_id=run_id(), actor=story.cast.actor("陈局"))


@then("公众能看到这次检查的数字，看不到科室和人名")
def public_figures() -> None:
    page = public_page()
    assert "事项内容齐备并公开" in page
    main = re.sub(r"(?s)^.*<main|</main>.*$", "", page)
    for word in ("公示栏是旧的", "蒋廉", "陈局", "社会组织管理科"):
        assert word not in main
