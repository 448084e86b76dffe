"""The sample desk: enquiries in every state, guides' records, policies, ratings good and bad, opinions."""

import datetime as dt
from collections.abc import Iterator
from importlib.resources import files

import yaml

from banshi.config.demo.scene import Scene, Story
from banshi.institutions.first_contact.actions.answering import Answered, answer, point
from banshi.institutions.first_contact.actions.asking import ask_online, open_contact
from banshi.institutions.first_contact.actions.handing import hand_over
from banshi.institutions.first_contact.rules import Path
from banshi.institutions.guidance.actions import assisting, guiding, opinions, publishing, rating
from banshi.institutions.guidance.actions.guiding import Guided
from banshi.institutions.guidance.actions.publishing import Draft
from banshi.institutions.guidance.actions.rating import Opinion
from banshi.institutions.guidance.queries import opinions as opinion_lists
from banshi.institutions.one_time_notice.actions.answering import Answer
from banshi.institutions.one_time_notice.rules.answering import Duty
from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.organisation.models import Section, Staff
from banshi.lib import clock
from banshi.workflows.enquiring import answer_from_catalogue

LEVELS = (1, 1, 2, 1, 2, 3, 1, 2, 4, 1, 2, 1, 5, 2, 1, 1, 2, 4)
WORDS = {
    1: (("kind", "quick"), "讲得很清楚，一次就办好了。"),
    2: (("clear",), ""),
    3: ((), "还可以。"),
    4: (("waited",), "等了快一个小时。"),
    5: (("ran", "unclear"), "跑了两趟，第一次没有讲全。"),
}
MISSED = ("补办户口本", "买火车票", "社保卡年审", "医保报销", "补办户口本", "老年公交卡", "补办户口本")
PHONE = "13800000000"
MORNING, OPEN, CLOSE = dt.time(10, 20), dt.time(9, 15), dt.time(16, 45)
HELPED_FOR = dt.timedelta(minutes=12)


def stories(scene: Scene) -> Iterator[tuple[dt.datetime, Story]]:
    """What lies on the consultation desk: when each begins, and its telling."""
    until, office = scene.until, scene.office
    days = [office.shifted(until.date(), -ago) for ago in (60, 3, 2)]
    tellings = (publish_policies, rate_cases, late_that_day)
    for day, tell in zip(days, tellings, strict=True):
        yield dt.datetime.combine(day, MORNING, clock.BEIJING), tell(scene)
    now = until - HELPED_FOR - dt.timedelta(minutes=1)
    if not (office.open_on(now.date()) and OPEN <= now.time() <= CLOSE):
        now = dt.datetime.combine(office.shifted(until.date(), -1), MORNING, clock.BEIJING)
    yield now, fill_desk(scene)


def publish_policies(scene: Scene) -> Story:
    """Six sample policies with their explanations."""
    rows = yaml.safe_load((files(__package__) / "policies.yaml").read_text(encoding="utf-8"))
    for row in rows:
        draft = Draft(
            **{name: row[name] for name in ("title", "number", "text", "explanation")},
            issuer="本局（样例）",
            items=tuple(row["items"]),
            effective_from=clock.today(),
            sample=True,
        )
        publishing.publish(draft=draft, actor=scene.actor("bangongshi"))
    yield from ()


def rate_cases(scene: Scene) -> Story:
    """People whose cases are done say what they thought; some bad ratings are verified, some answered."""
    done = Case.objects.filter(state__in=["served", "archived", "granted"]).order_by("-id")
    for at, (case_id, level) in enumerate(
        zip(done.values_list("id", flat=True)[: len(LEVELS)], LEVELS, strict=False)
    ):
        reasons, comment = WORDS[level]
        channel = ("qr", "counter", "online")[at % 3]
        rating.rate(
            reference=f"case:{case_id}", given=Opinion(level, reasons, comment, "", channel), actor=CITIZEN
        )
    _follow_up(scene)
    yield from ()


def _follow_up(scene: Scene) -> None:
    """One is left unverified, one is answered, the others wait for their remedy."""
    logins = Staff.objects.order_by("id").values_list("username", flat=True)
    waiting = [(login, one) for login in logins for one in opinion_lists.follow_ups(scene.actor(login))]
    for at, (login, one) in enumerate(waiting[1:]):
        handler, facts = scene.actor(login), "当天上午只开了两个窗口，平均等候四十分钟。"
        rating.verify(follow_up_id=one.id, finding="justified", words=facts, actor=handler)
        if at == 0:
            reply = "您好，让您久等了，非常抱歉。我们每天上午增开了一个窗口。"
            rating.close(follow_up_id=one.id, measure="每天上午增开一个窗口。", reply=reply, actor=handler)


def fill_desk(scene: Scene) -> Story:
    """Enquiries of this morning in every state, records of the guides, help ended, opinions."""
    clerk, guide = scene.actor("chuangkou"), scene.actor("daofu")
    asked = open_contact(channel="counter", about="八十岁有什么补贴", actor=clerk)
    told = Answer(Duty.OWN_ITEM, "MZ-JF-05", True, "counter")
    answer_from_catalogue(answer=told, about="", contact_id=asked, actor=clerk)
    where = open_contact(channel="phone", about="低保怎么办", phone=PHONE, actor=clerk)
    point(contact_id=where, to=f"section:{Section.objects.get(code='SHJZ').pk}", actor=clerk)
    quick = open_contact(channel="phone", about="几点下班", actor=guide)
    answer(contact_id=quick, answered=Answered(Path.OWN, "下午五点下班。"), actor=guide)
    offered = open_contact(channel="counter", about="我交的材料归档了吗", actor=clerk)
    colleague = Staff.objects.get(username="shenpi").pk
    hand_over(contact_id=offered, colleague_id=colleague, actor=clerk)
    open_contact(channel="counter", about="想成立一个老年书法协会", actor=clerk)
    ask_online(about="我母亲八十二岁，户口在外地，能领高龄津贴吗？", phone=PHONE, actor=CITIZEN)
    _guide(scene)
    _leave_opinions(scene)
    session = assisting.begin(person="刘桂兰", consent="spoken", actor=guide)
    yield clock.now() + HELPED_FOR
    assisting.end(session_id=session, actor=guide)


def _leave_opinions(scene: Scene) -> None:
    for words in MISSED:
        guiding.note_missed(query=words)
    for text in ("大厅的椅子太少，老人站着等。", "取号机的字能不能再大一点？"):
        last = opinions.leave(text=text, phone="", channel="online", actor=CITIZEN)
    opinions.answer(
        opinion_id=last,
        reply="取号机的字已经调大一倍，谢谢您的建议。",
        public=True,
        shown="取号机的字能不能再大一点？",
        actor=scene.actor("bangongshi"),
    )


def late_that_day(scene: Scene) -> Story:
    """Somebody asked and nobody answered that day: a lead."""
    open_contact(channel="counter", about="公墓年检在哪办", actor=scene.actor("chuangkou2"))
    yield from ()


def _guide(scene: Scene) -> None:
    guide = scene.actor("daofu")
    section = Section.objects.get(code="YLFW").pk
    for guided in (
        Guided("desk", "directions", "带到养老服务窗口", "led", section, elderly=True),
        Guided("roving", "device", "教用取号机取号", "solved", elderly=True),
        Guided("desk", "advice", "讲了结婚登记要带的材料", "solved"),
        Guided("desk", "other", "问医保报销，告诉去医保局", "told", printed=True),
    ):
        guiding.guide(guided=guided, actor=guide)
