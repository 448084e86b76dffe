"""Sentences of 首问负责 (annex 5)."""

from django.test import Client
from pytest_bdd import given, parsers, then, when

from banshi.institutions.first_contact.actions.answering import Answered, answer, point
from banshi.institutions.first_contact.actions.asking import open_contact
from banshi.institutions.first_contact.actions.handing import hand_over, take_over
from banshi.institutions.first_contact.models import Contact, HandOver, Lapse
from banshi.institutions.first_contact.queries import contacts as queries
from banshi.institutions.first_contact.queries.contacts import ContactCard
from banshi.institutions.first_contact.rules import NAMES, Path
from banshi.institutions.one_time_notice.actions.answering import Answer
from banshi.institutions.one_time_notice.rules.answering import Duty
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.queries import stream as ledger_stream
from banshi.kernel.organisation.models import Deputy, Section
from banshi.lib import clock
from banshi.workflows.enquiring import answer_from_catalogue, enquire_at_window
from banshi.workflows.hall import start_serving
from tests.factories.citizens import CITIZENS
from tests.factories.hall import open_hall
from tests.scenarios.story import ITEMS, Story


def _card(story: Story) -> ContactCard:
    found = queries.card(int(str(story.notes["contact"])))
    assert found is not None
    return found


ASKED = parsers.parse("刘桂兰当面问{who}“{words}”")


@given(ASKED)
@when(ASKED)
def asks(story: Story, who: str, words: str) -> None:
    story.notes["contact"] = open_contact(channel="counter", about=words, actor=story.cast.actor(who))


def _at_window(story: Story, **arrival: int) -> None:
    hall = open_hall(story.cast)
    hall.take("A", **arrival)
    hall.sit("王芳", "1")
    hall.call("王芳")
    story.notes["visit"] = hall.do(start_serving, "王芳")


@given("吴导给刘桂兰取了号，王芳在窗口叫到这个号")
def led_to_the_window(story: Story) -> None:
    _at_window(story, first_contact=story.cast.staff_id("吴导"))


@given("刘桂兰自己取了号，王芳在窗口叫到这个号")
def came_alone(story: Story) -> None:
    _at_window(story)


@when(parsers.parse("刘桂兰在王芳的窗口问“{words}”"))
def asks_at_the_window(story: Story, words: str) -> None:
    visit, wang = int(str(story.notes["visit"])), story.cast.actor("王芳")
    story.notes["contact"] = enquire_at_window(visit_id=visit, about=words, actor=wang)


@when(parsers.parse("刘桂兰在网上问“{words}”"))
def asks_online(story: Story, words: str) -> None:
    browser = Client()
    page = browser.post("/ask/", {"once": "x", "about": words, "phone": CITIZENS["刘桂兰"].phone})
    assert page.status_code == 302
    story.notes["contact"] = Contact.objects.latest("id").pk


@then(parsers.parse("这次咨询的首问负责人是{who}"))
def officer_is(story: Story, who: str) -> None:
    assert _card(story).officer == who


@when(parsers.parse("{who}用“{item}”的一次性告知书答复"))
def tells(story: Story, who: str, item: str) -> None:
    told = Answer(Duty.OWN_ITEM, ITEMS[item], True, "counter")
    answer_from_catalogue(answer=told, about="", contact_id=_card(story).id, actor=story.cast.actor(who))


def _answer(story: Story, who: str, words: str, path: Path = Path.OWN, colleague: int | None = None) -> None:
    answered = Answered(path, words, colleague=colleague)
    story.attempt(lambda: answer(contact_id=_card(story).id, answered=answered, actor=story.cast.actor(who)))


@when("王芳不写内容就记为答复")
def answers_nothing(story: Story) -> None:
    _answer(story, "王芳", " ")


@when(parsers.re(r"(?P<who>何静|吴导|王芳)答复“(?P<words>[^”]+)”"))
def answers(story: Story, who: str, words: str) -> None:
    _answer(story, who, words)


@when(parsers.parse("王芳代孙丽答复“{words}”"))
def answers_for(story: Story, words: str) -> None:
    _answer(story, "王芳", words, Path.FOR_COLLEAGUE, story.cast.staff_id("孙丽"))


@then(parsers.parse("这次咨询已经答复，方式是“{path}”"))
def answered_by(story: Story, path: str) -> None:
    assert story.refused is None
    assert NAMES[Path(_card(story).path)] == path


@then(parsers.parse("账本记下这次咨询依据“{article}”"))
def recorded(story: Story, article: str) -> None:
    assert article in ledger_stream(_card(story).stream)[-1].articles


@given("王芳转请孙丽答复")
@when("王芳转请孙丽答复")
def hands_over(story: Story) -> None:
    sun, wang = story.cast.staff_id("孙丽"), story.cast.actor("王芳")
    story.attempt(lambda: hand_over(contact_id=_card(story).id, colleague_id=sun, actor=wang))


@when("孙丽接手")
def takes_over(story: Story) -> None:
    story.attempt(lambda: take_over(contact_id=_card(story).id, actor=story.cast.actor("孙丽")))


@then("转请仍在等待")
def still_waiting(story: Story) -> None:
    assert _card(story).offer is not None


@then("转请已经退回，这次咨询的首问负责人是王芳")
def went_back(story: Story) -> None:
    assert HandOver.objects.get().returned_at == clock.now()
    assert _card(story).offer is None
    assert _card(story).officer == "王芳"


@given("孙丽今天休假，由王芳代理")
def is_away(story: Story) -> None:
    absent, deputy = story.cast.staff("孙丽"), story.cast.staff("王芳")
    today = clock.today()
    Deputy.objects.create(absent=absent, deputy=deputy, first=today, last=today, reason="年休假")


@given("通讯录里没有局审批科的房间")
def no_room(story: Story) -> None:
    Section.objects.filter(code="SPK").update(room="")


def _point(story: Story, key: str) -> None:
    wang = story.cast.actor("王芳")
    story.attempt(lambda: point(contact_id=_card(story).id, to=key, actor=wang))


@when(parsers.re(r"王芳指引刘桂兰去找(?P<who>孙丽|何静)"))
def points_to(story: Story, who: str) -> None:
    _point(story, f"staff:{story.cast.staff_id(who)}")


@when(parsers.parse("王芳指引刘桂兰去“{section}”"))
def points_to_section(story: Story, section: str) -> None:
    _point(story, f"section:{Section.objects.get(name_zh=section).pk}")


@then(parsers.parse("指引单写明姓名“{name}”、地点“{office}”、电话“{phone}”"))
def slip_says(story: Story, name: str, office: str, phone: str) -> None:
    slip = Document.objects.get(pk=_card(story).document_id)
    assert slip.kind == "W30"
    target = slip.data["target"]
    assert (target["name"], target["office"], target["contact"]) == (name, office, phone)


def _look(story: Story, tail: str) -> str:
    page = Client().post("/ask/answer/", {"number": _card(story).number, "tail": tail})
    return page.content.decode()


@then(parsers.parse("刘桂兰凭咨询编号和电话后四位看到“{words}”"))
def sees(story: Story, words: str) -> None:
    assert words in _look(story, CITIZENS["刘桂兰"].phone[-4:])
    story.notes["words"] = words


@then("别人凭错的后四位看不到")
def sees_not(story: Story) -> None:
    page = _look(story, "0000")
    assert "没有查到" in page
    assert str(story.notes["words"]) not in page


@then("没有超过当天的咨询")
def none_late() -> None:
    assert not Lapse.objects.exists()


@then(parsers.parse("有 {count:d} 条当天没有答复的线索，首问负责人是{who}"))
def late(story: Story, count: int, who: str) -> None:
    found = queries.lapses()
    assert [one.officer for one, _at in found] == [who] * count
    kinds = [entry.act for entry in ledger_stream(_card(story).stream)]
    assert kinds.count("contact_lapsed") == count
    assert story.told([who])[0].startswith("有咨询当天没有答复")
