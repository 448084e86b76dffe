"""Sentences of 咨询引导 (annex 8)."""

import datetime as dt
import re

from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.institutions.guidance.actions import assisting, guiding, publishing
from banshi.institutions.guidance.actions import opinions as book
from banshi.institutions.guidance.actions import rating as ratings
from banshi.institutions.guidance.actions.guiding import Guided
from banshi.institutions.guidance.actions.publishing import Draft
from banshi.institutions.guidance.actions.rating import Opinion
from banshi.institutions.guidance.models import (
    AssistedSession,
    FollowUp,
    FollowUpLapse,
    Guiding,
    MissedSearch,
    Rating,
)
from banshi.institutions.guidance.models import Opinion as OpinionRow
from banshi.institutions.guidance.queries import desk, opinions, subjects
from banshi.institutions.guidance.rules import FINDINGS, LEVELS
from banshi.kernel.catalogue.queries import version_in_force
from banshi.kernel.catalogue.search import search
from banshi.kernel.documents.models import Document
from banshi.kernel.hall import actions as hall
from banshi.kernel.hall.life import VisitState
from banshi.kernel.hall.models import Queue, Visit
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.queries import stream as ledger_stream
from banshi.lib import clock
from banshi.workflows.decision import Ruling, decide
from tests.factories import cases
from tests.people import PASSWORD
from tests.scenarios.story import ITEMS, Story

LEVEL_OF = {name: int(level) for level, name in LEVELS.items()}


def _guide(story: Story, guided: Guided) -> None:
    wu = story.cast.actor("吴导")
    story.attempt(lambda: guiding.guide(guided=guided, actor=wu))


@when(parsers.parse("吴导在咨询服务台帮刘桂兰找窗口，带到“{section}”，已带到"))
def guides(story: Story, section: str) -> None:
    code = {"养老服务科": "YLFW"}[section]
    _guide(story, Guided("desk", "directions", "帮找窗口", "led", story.cast.sections[code], elderly=True))


@then(parsers.parse("今天的导服登记有 {count:d} 条，去向是“{section}”"))
def registered(story: Story, count: int, section: str) -> None:
    assert [row.section for row in desk.guidings(clock.today())] == [section] * count


@then(parsers.parse("账本记下这次引导依据“{article}”"))
def recorded(story: Story, article: str) -> None:
    row = Guiding.objects.get()
    assert article in ledger_stream(f"guiding:{row.pk}")[-1].articles


@when("吴导登记“已带到”，但没有写哪个科室")
def guides_nowhere(story: Story) -> None:
    _guide(story, Guided("desk", "directions", "帮找窗口", "led"))


@when("吴导流动导服时教刘桂兰用取号机，并打印登记单")
def guides_with_sheet(story: Story) -> None:
    _guide(story, Guided("roving", "device", "教用取号机", "solved", elderly=True, printed=True))


@then(parsers.parse("导服登记出具一份“{title}”"))
def sheet_issued(story: Story, title: str) -> None:
    row = Guiding.objects.get()
    assert Document.objects.get(pk=row.document_id).title_zh == title


def _publish(story: Story, title: str, explanation: str) -> None:
    draft = Draft(title, "第一条 为落实高龄津贴，制定本办法。", explanation, clock.today(), sample=True)
    sun = story.cast.actor("孙丽")

    def act() -> None:
        story.notes["policy"] = publishing.publish(draft=draft, actor=sun)

    story.attempt(act)


@given(parsers.parse("孙丽公布政策“{title}”，解读是“{explanation}”"))
def publishes(story: Story, title: str, explanation: str) -> None:
    _publish(story, title, explanation)


@when("孙丽公布一份没有解读的政策")
def publishes_bare(story: Story) -> None:
    _publish(story, "样例", " ")


@when(parsers.parse("孙丽以“{reason}”为由撤下这份政策"))
def retires(story: Story, reason: str) -> None:
    policy_id = int(str(story.notes["policy"]))
    publishing.retire(policy_id=policy_id, reason=reason, actor=story.cast.actor("孙丽"))


@when(parsers.parse("市民在政策里找“{text}”"))
def looks_for_policy(story: Story, text: str) -> None:
    story.notes["page"] = Client().get("/policies/", {"q": text}).content.decode()


@then(parsers.parse("找到政策“{title}”"))
def policy_found(story: Story, title: str) -> None:
    assert title in str(story.notes["page"])


@then("没有找到政策")
def policy_not_found(story: Story) -> None:
    assert "没有找到" in str(story.notes["page"])


@when(parsers.parse("市民搜索“{text}”"))
def searches(story: Story, text: str) -> None:
    assert Client().get("/search/", {"q": text}).status_code == 200
    story.notes["hits"] = [hit.name_zh for hit in search(text, clock.today(), limit=3)]


@then(parsers.parse("前三个结果里有“{item}”"))
def found_item(story: Story, item: str) -> None:
    assert item in story.notes["hits"]


@then(parsers.parse("没有搜到的话只有“{words}”，{count:d} 次"))
def missed(story: Story, words: str, count: int) -> None:
    assert list(MissedSearch.objects.values_list("words", "count")) == [(words, count)]


def _answer_all(story: Story, item: str, letters: str) -> None:
    code = ITEMS[item]
    total = len(version_in_force(code, clock.today()).spec.conditions)
    page, answers = f"/items/{code}/can-i/", ""
    for at in range(total):
        shown = Client().get(page, {"a": answers}).content.decode()
        assert f"第 {at + 1} 个问题，共 {total} 个" in shown
        answers += letters[min(at, len(letters) - 1)]
    story.notes["page"] = Client().get(page, {"a": answers}).content.decode()


@when(parsers.parse("市民打开“{item}”的“我能办吗”，每一条都答“符合”"))
def can_i(story: Story, item: str) -> None:
    _answer_all(story, item, "y")


@when(parsers.parse("市民打开“{item}”的“我能办吗”，第一条答“不符合”，其余答“不知道”"))
def can_i_not(story: Story, item: str) -> None:
    _answer_all(story, item, "nu")


@then(parsers.parse("页面写明“{first}”和“{second}”"))
def page_says(story: Story, first: str, second: str) -> None:
    page = str(story.notes["page"])
    assert first in page
    assert second in page


def _begin(story: Story, person: str, consent: str) -> None:
    wu = story.cast.actor("吴导")
    story.attempt(lambda: assisting.begin(person=person, consent=consent, actor=wu))


@given(parsers.re("吴导经(?P<person>刘桂兰)口头同意开始帮办"))
def assists(story: Story, person: str) -> None:
    browser = Client()
    assert browser.login(username="wudao", password=PASSWORD)
    typed = {"once": "x", "person": person, "consent": "spoken"}
    assert browser.post("/desk/assist/", typed)["Location"] == "/"
    story.notes["browser"] = browser


@when("吴导没有征得同意就开始帮办")
def assists_without_consent(story: Story) -> None:
    _begin(story, "刘桂兰", "")


@when("吴导经赵铁柱口头同意再开始一次帮办")
def assists_another(story: Story) -> None:
    _begin(story, "赵铁柱", "spoken")


@when(parsers.parse("吴导在公众网站上替刘桂兰提意见“{text}”"))
def opinion_for(story: Story, text: str) -> None:
    browser = story.notes["browser"]
    assert isinstance(browser, Client)
    page = browser.get("/opinions/").content.decode()
    assert "吴导 正在帮 刘** 办理" in page
    browser.post("/opinions/", {"once": "y", "text": text, "phone": ""})


@then("账本写明是吴导操作、帮办刘桂兰")
def both_names(story: Story) -> None:
    entry = Entry.objects.get(act="opinion_left")
    session = AssistedSession.objects.get()
    assert entry.actor == f"staff:{story.cast.staff_id('吴导')}"
    assert entry.behalf == f"assisted:{session.pk}"
    assert session.person == "刘桂兰"


@when("吴导结束帮办")
def ends(story: Story) -> None:
    browser = story.notes["browser"]
    assert isinstance(browser, Client)
    session = AssistedSession.objects.get()
    browser.post(f"/desk/assist/{session.pk}/end/")
    assert "正在帮" not in browser.get("/").content.decode()


@then(parsers.parse("帮办出具一份“{title}”，写明“{person}”"))
def assisted_sheet(story: Story, title: str, person: str) -> None:
    paper = Document.objects.get(pk=AssistedSession.objects.get().document_id)
    assert paper.title_zh == title
    assert paper.data["person"] == person


@then("帮办还在进行")
def still_going(story: Story) -> None:
    assert desk.running(story.cast.staff_id("吴导")) is not None
    assert AssistedSession.objects.get().ended_at is None


@then("帮办已经不能再用")
def no_longer(story: Story) -> None:
    assert desk.running(story.cast.staff_id("吴导")) is None


@then("帮办记为到时自动结束")
def closed_itself(story: Story) -> None:
    session = AssistedSession.objects.get()
    assert session.by_itself
    assert session.ended_at == session.expires_at


@when("市民用长辈版打开首页、办事指南、我要咨询")
def elder_pages(story: Story) -> None:
    browser = Client()
    browser.get("/", {"mode": "elder"})
    pages = ("/", "/items/MZ-JF-05/", "/ask/")
    story.notes["pages"] = [browser.get(page).content.decode() for page in pages]


@then("每一页上面都有咨询电话")
def phone_on_top(story: Story) -> None:
    for page in story.notes["pages"]:
        top = re.search(r'<header class="top">.*?</header>', page, re.DOTALL)
        assert top is not None
        assert 'href="tel:' in top[0]
        assert 'data-mode="elder"' in page


def _finish(story: Story, who: str) -> None:
    story.case_id = cases.accepted_case(story.cast.actor("王芳"))
    decide(case_id=story.case_id, version=None, ruling=Ruling(granted=True), actor=story.cast.actor(who))


@given(parsers.parse("张伟的“社会团体成立登记”已经办完"))
def done(story: Story) -> None:
    _finish(story, "李强")


@given("张伟的“社会团体成立登记”由赵敏亲自办完")
def done_by_head(story: Story) -> None:
    _finish(story, "赵敏")


def _rate(story: Story, level: str, reference: str = "", *, by_staff: bool = False, at: str = "qr") -> None:
    about = reference or f"case:{story.case_id}"
    story.notes["subject"] = about
    given_ = Opinion(LEVEL_OF[level], ("waited",), "等了很久", "", at, by_staff=by_staff)
    story.attempt(lambda: ratings.rate(reference=about, given=given_, actor=CITIZEN))


RATES = parsers.parse("张伟扫码评价“{level}”")


@given(RATES)
@when(RATES)
def rates(story: Story, level: str) -> None:
    _rate(story, level)


@when(parsers.parse("李强代填评价“{level}”"))
def rates_own_work(story: Story, level: str) -> None:
    _rate(story, level, by_staff=True)


@then("评价已经记下")
def rating_kept(story: Story) -> None:
    assert story.refused is None
    assert Rating.objects.get().subject == story.notes["subject"]


@then(parsers.parse("差评由{who}核实，最晚核实 {first}，最晚答复 {last}"))
def follow_up_dates(story: Story, who: str, first: str, last: str) -> None:
    row = FollowUp.objects.get()
    assert row.handler.name_zh == who
    dates = [moment.astimezone(clock.BEIJING).date().isoformat() for moment in (row.verify_by, row.mend_by)]
    assert dates == [first, last]


@then(parsers.parse("差评由{who}核实"))
def follow_up_by(story: Story, who: str) -> None:
    assert FollowUp.objects.get().handler.name_zh == who


@then("李强看不到这条差评")
def rated_sees_nothing(story: Story) -> None:
    li = story.cast.actor("李强")
    assert opinions.follow_ups(li) == ()
    assert opinions.follow_up(FollowUp.objects.get().pk, li) is None


@when("赵敏还没核实就答复")
def answers_early(story: Story) -> None:
    _close(story, "您好，知道了")


@when(parsers.parse("赵敏核实为“{finding}”"))
def verifies(story: Story, finding: str) -> None:
    code = next(key for key, name in FINDINGS.items() if name == finding)
    row, zhao = FollowUp.objects.get(), story.cast.actor("赵敏")
    ratings.verify(follow_up_id=row.pk, finding=code, words="当天只开了两个窗口", actor=zhao)


@when(parsers.parse("赵敏整改并答复“{reply}”"))
def closes(story: Story, reply: str) -> None:
    _close(story, reply)
    assert story.refused is None


def _close(story: Story, reply: str) -> None:
    row, zhao = FollowUp.objects.get(), story.cast.actor("赵敏")
    story.attempt(lambda: ratings.close(follow_up_id=row.pk, measure="增开一个窗口", reply=reply, actor=zhao))


@then(parsers.parse("差评出具一份“{title}”"))
def reply_issued(story: Story, title: str) -> None:
    assert Document.objects.get(pk=FollowUp.objects.get().document_id).title_zh == title


@then(parsers.parse("张伟在评价页上看到“{words}”"))
def reply_read(story: Story, words: str) -> None:
    page = Client().get(subjects.address(f"case:{story.case_id}"))
    assert words in page.content.decode()


@then("差评没有超期记录")
def not_late(story: Story) -> None:
    assert not FollowUpLapse.objects.exists()


@then(parsers.parse("差评有 {count:d} 条超期记录"))
def late(story: Story, count: int) -> None:
    assert FollowUpLapse.objects.count() == count
    stream = f"rating:{Rating.objects.get().pk}"
    assert [entry.act for entry in ledger_stream(stream)].count("rating_lapsed") == count


@given("一位来访者在窗口办完了事")
def visited(story: Story) -> None:
    queue = Queue.objects.create(
        letter="Z", section_id=story.cast.sections["YLFW"], name_zh="养老服务", name_en="Elderly care"
    )
    now = clock.now()
    visit = Visit.objects.create(
        code="TESTVISIT",
        day=now.date(),
        ticket="Z001",
        queue=queue,
        how="walk_in",
        state=VisitState.SERVED,
        arrived_at=now - dt.timedelta(minutes=20),
        turn_at=now - dt.timedelta(minutes=20),
        staff_id=story.cast.staff_id("王芳"),
        ended_at=now,
    )
    story.notes["visit"] = hall.stream(visit.pk)


@when(parsers.parse("来访者在窗口评价屏上评价“{level}”"))
def rates_visit(story: Story, level: str) -> None:
    _rate(story, level, str(story.notes["visit"]), at="counter")


@given(parsers.parse("刘桂兰在意见簿上写“{text}”"))
def writes_opinion(story: Story, text: str) -> None:
    story.notes["opinion"] = book.leave(text=text, phone="", channel="online", actor=CITIZEN)


def _reply(story: Story, reply: str, shown: str) -> None:
    opinion_id, zhao = int(str(story.notes["opinion"])), story.cast.actor("赵敏")
    story.attempt(
        lambda: book.answer(opinion_id=opinion_id, reply=reply, public=True, shown=shown, actor=zhao)
    )


@when("赵敏公开答复，但没有写公开的内容")
def answers_openly_bare(story: Story) -> None:
    _reply(story, "好的", "")


@when(parsers.parse("赵敏公开答复“{reply}”"))
def answers_openly(story: Story, reply: str) -> None:
    _reply(story, reply, "大厅椅子太少")


@then(parsers.parse("意见出具一份“{title}”"))
def opinion_sheet(story: Story, title: str) -> None:
    assert Document.objects.get(pk=OpinionRow.objects.get().document_id).title_zh == title


@then(parsers.parse("公众看到意见的答复“{reply}”"))
def opinion_shown(story: Story, reply: str) -> None:
    assert reply in Client().get("/opinions/").content.decode()
