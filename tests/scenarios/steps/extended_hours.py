"""Sentences of 延时服务 (annex 2)."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from pytest_bdd import given, parsers, then, when

from banshi.institutions.appointments.queries import bookings
from banshi.institutions.extended_hours.actions.closing import LineChoice
from banshi.institutions.extended_hours.actions.sessions import (
    Opening,
    allow_late,
    close_session,
    open_session,
)
from banshi.institutions.extended_hours.models import Session
from banshi.institutions.extended_hours.queries import sessions as queries
from banshi.institutions.extended_hours.rules import EQUIPMENT
from banshi.kernel.cases.models import Case
from banshi.kernel.documents.actions import render
from banshi.kernel.hall import queries as in_hall
from banshi.kernel.hall.models import Visit
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.lib.results import NotPermitted
from banshi.workflows.closing import decide_line, finish_by_appointment
from tests.factories.bookings import wanted
from tests.factories.hall import open_hall
from tests.scenarios.story import Story, words_of

SECTION = "SHZZ"
AGREED = {"本人同意": True, "本人不同意": False}


def _session() -> Session:
    return Session.objects.latest("id")


def _open(story: Story, in_order: tuple[str, ...] = EQUIPMENT, faults: str = "") -> None:
    opening = Opening(story.cast.sections[SECTION], (story.cast.staff_id("王芳"),), in_order, faults)
    story.attempt(lambda: open_session(opening=opening, actor=story.cast.actor("王芳")))


@given("王芳坐在 1 号窗口")
def seated(story: Story) -> None:
    story.notes["hall"] = open_hall(story.cast)
    story.notes["hall"].sit("王芳", "1")


@given(parsers.parse("刘桂兰取了一个“{letter}”号"))
def took_a_number(story: Story, letter: str) -> None:
    story.notes["visit"] = story.notes["hall"].take(letter)


@when("王芳开始社会组织管理科的延时服务")
def opens(story: Story) -> None:
    _open(story)


@when(parsers.re("王芳开始延时服务，打印机没有打勾，故障说明是“(?P<faults>.*)”"))
def opens_with_a_fault(story: Story, faults: str) -> None:
    _open(story, tuple(each for each in EQUIPMENT if each != "printer"), faults)


@when("王芳叫下一个号")
def calls(story: Story) -> None:
    story.attempt(lambda: story.notes["hall"].call("王芳"))


@when("王芳叫下一个号并办完")
def calls_and_serves(story: Story) -> None:
    story.notes["hall"].serve("王芳")


@when(parsers.re("王芳让“(?P<ticket>.*)”改天办理，理由是“(?P<reason>.*)”，(?P<agreed>本人.*)"))
def another_day(story: Story, ticket: str, reason: str, agreed: str) -> None:
    choice = LineChoice(
        "appointment",
        visit_id=Visit.objects.get(ticket=ticket).pk,
        reason=reason,
        agreed=AGREED[agreed],
    )
    story.attempt(lambda: decide_line(choice=choice, actor=story.cast.actor("王芳")))


@when(parsers.re("王芳给“(?P<ticket>.*)”约 (?P<moment>.+)，理由是“(?P<reason>.*)”，(?P<agreed>本人.*)"))
def books_another_day(story: Story, ticket: str, moment: str, reason: str, agreed: str) -> None:
    choice = LineChoice(
        "appointment", visit_id=Visit.objects.get(ticket=ticket).pk, reason=reason, agreed=AGREED[agreed]
    )
    about = wanted("刘桂兰", service=SECTION, purpose="other", note="年检", channel="on_site")
    time = clock.parse(moment)
    story.attempt(
        lambda: finish_by_appointment(
            choice=choice,
            wanted=about,
            day=time.date(),
            start=time.time(),
            actor=story.cast.actor("王芳"),
        )
    )


@then("没有多出预约")
def nothing_booked(story: Story) -> None:
    assert bookings.of_day(story.cast.sections[SECTION], dt.date(2026, 11, 24)) == []


@then(parsers.parse("刘桂兰约好了 {moment}，有回执"))
def booked_with_a_slip(story: Story, moment: str) -> None:
    assert story.refused is None
    (found,) = bookings.of_day(story.cast.sections[SECTION], dt.date(2026, 11, 24))
    assert found.starts_at is not None
    assert f"{found.starts_at.astimezone(clock.BEIJING):%Y-%m-%d %H:%M}" == moment
    assert found.document_id is not None


@when("王芳让张伟的办件继续办理")
def served_on(story: Story) -> None:
    choice = LineChoice("serve_on", case_id=story.case_id)
    decide_line(choice=choice, actor=story.cast.actor("王芳"))


@when(parsers.re("(?P<name>王芳|赵敏)同意延长到 (?P<until>.*)，理由是“(?P<reason>.*)”"))
def goes_on(story: Story, name: str, until: str, reason: str) -> None:
    moment = dt.datetime.combine(clock.today(), dt.time.fromisoformat(until), clock.BEIJING)
    story.attempt(
        lambda: allow_late(
            session_id=_session().pk, until=moment, reason=reason, actor=story.cast.actor(name)
        )
    )


@when("王芳结束延时服务")
def ends(story: Story) -> None:
    story.attempt(lambda: close_session(session_id=_session().pk, actor=story.cast.actor("王芳")))


@then("王芳没有同意延长的权限")
def not_permitted(story: Story) -> None:
    assert isinstance(story.refused, NotPermitted)
    assert _session().late_reason == ""


@then("延时服务正在进行")
def running(story: Story) -> None:
    assert story.refused is None
    assert _session().closed_at is None


@then(parsers.parse("延时服务在 {moment} 结束，标明没有人结束"))
def ended_by_itself(moment: str) -> None:
    found = _session()
    assert found.closed_at is not None
    assert f"{found.closed_at.astimezone(clock.BEIJING):%H:%M:%S}" == f"{moment}:00"
    assert found.forgotten


@then(parsers.parse("{name}收到 {count:d} 条“{subject}”的消息"))
def told_so_often(story: Story, name: str, count: int, subject: str) -> None:
    mine = Message.objects.filter(recipient_staff_id=story.cast.staff_id(name), subject=subject)
    assert mine.count() == count


@then(parsers.parse("屏幕上叫的是“{ticket}”"))
def on_the_board(story: Story, ticket: str) -> None:
    assert story.refused is None
    assert in_hall.shown(1)[0].ticket == ticket


@then(parsers.parse("受理那天是 {date}"))
def accepted_that_day(story: Story, date: str) -> None:
    assert Case.objects.get(pk=story.case_id).accepted_on == dt.date.fromisoformat(date)


@then(parsers.parse("下班清单上有“{ticket}”"))
def ticket_is_listed(ticket: str) -> None:
    assert ticket in [line.visit.ticket for line in queries.closing_list() if line.visit]


@then("下班清单上有张伟的办件")
def case_is_listed(story: Story) -> None:
    assert story.case_id in [line.case_id for line in queries.closing_list()]


@then("下班清单上没有张伟的办件")
def case_is_not_listed(story: Story) -> None:
    assert story.case_id not in [line.case_id for line in queries.closing_list()]


@then(parsers.parse("“{ticket}”不再排队"))
def has_left(ticket: str) -> None:
    assert Visit.objects.get(ticket=ticket).state == "left"


@then(parsers.parse("下班清单记下“{ticket}”约定改天办理"))
def line_is_kept(ticket: str) -> None:
    line = next(one for one in queries.closing_list() if one.visit and one.visit.ticket == ticket)
    assert (line.decision, line.reason) == ("appointment", "要回家取户口簿")


@then(parsers.parse("登记单上写着“{words}”"))
def record_says(story: Story, words: str) -> None:
    assert story.refused is None
    document = _session().document
    assert document is not None
    assert words in words_of(render(document.pk))


@then("数据库不让延时服务记下任何费用")
def costs_nothing() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.update(fee=1)


@then(parsers.parse("2026 年 11 月社会组织管理科延时 {sessions:d} 次，办理 {served:d} 人，{minutes:d} 分钟"))
def figures(sessions: int, served: int, minutes: int) -> None:
    (row,) = queries.month(dt.date(2026, 11, 1)).sections
    assert (row.section, row.sessions, row.served, row.minutes) == (
        "社会组织管理科",
        sessions,
        served,
        minutes,
    )


@then(parsers.parse("王芳这个月加班 {minutes:d} 分钟"))
def overtime(minutes: int) -> None:
    (row,) = queries.month(dt.date(2026, 11, 1)).staff
    assert (row.name, row.minutes) == ("王芳", minutes)
