"""Sentences of the leaders' dashboard."""

import html
import re

from django.test import Client
from pytest_bdd import parsers, then, when

from banshi.entrypoints.workbench.dashboard_numbers import LAMPS, WORDS, Board, board
from banshi.kernel.clocks import trends
from banshi.kernel.notifications.queries import inbox
from banshi.kernel.reports.figure import Figure
from banshi.kernel.workdays.periods import weeks
from banshi.lib import clock
from banshi.workflows import dated
from banshi.workflows.tick import duties
from tests.scenarios.story import Story

LEADER = "陈局"
SHADES = {WORDS[lamp]: lamp for lamp in LAMPS}


def _board(story: Story, who: str) -> Board:
    return board(story.cast.actor(who), "zh-hans")


@then(parsers.re(r"局领导的总览上，(?P<section>.+)(?P<word>正常|临近|超期) (?P<number>\d+) 件"))
def lamps_of_section(story: Story, section: str, word: str, number: str) -> None:
    line = next(one for one in _board(story, LEADER).sections if one.label == section)
    assert {cell.lamp: cell.number for cell in line.cells if cell.number} == {SHADES[word]: int(number)}


@then(parsers.parse("点开{section}的{word}数，看到这一件"))
def list_behind(story: Story, section: str, word: str) -> None:
    found = dated.lines(story.cast.actor(LEADER), "review", lamp=SHADES[word])
    assert [line.stream for line in found] == [f"case:{story.case_id}"]
    assert section in {one.label for one in _board(story, LEADER).sections}


@then(parsers.re(r"科室负责人(?P<who>..)的总览上(?P<shown>有|没有)(?P<section>.+)"))
def sections_of_head(story: Story, who: str, shown: str, section: str) -> None:
    labels = [line.label for line in _board(story, who).sections]
    assert (section in labels) == (shown == "有")
    assert len(labels) == 1


@then(parsers.parse("局领导的走势里，这一周决定 {decided:d} 件，超期 {late:d} 件"))
def course_of_the_week(decided: int, late: int) -> None:
    found = trends.course(weeks(clock.today(), 1), None)
    assert (found.decided, found.late) == ((decided,), (late,))


NUMBER = re.compile(r'<a class="num" href="(/desk/reports/list/[^"]+)">([^<]+)</a>')
HEADING = re.compile(r"<h1>.*?(\d+) 件", re.DOTALL)


def _at_desk(story: Story, who: str) -> Client:
    desk = Client()
    desk.force_login(story.cast.staff(who))
    return desk


def _figure(story: Story, who: str, title: str) -> Figure:
    page = _at_desk(story, who).get("/desk/reports/", {"period": "2026-11"})
    return next(one for one in page.context["paper"].figures if one.title == title)


@then(parsers.parse("{who}的报表“{title}”里，{step} {number:d} 件，占比 {share}"))
def step_of_report(story: Story, who: str, title: str, step: str, number: int, share: str) -> None:
    row = next(row for row in _figure(story, who, title).rows if row.label == step)
    assert (row.numbers[0].value, row.numbers[1].text) == (number, share)
    assert row.numbers[0].url == row.numbers[1].url != ""


@then(parsers.parse("{who}的报表“{title}”里，一半等我们 {us:d} 天，特别程序 {stopped:d} 天"))
def time_of_report(story: Story, who: str, title: str, us: int, stopped: int) -> None:
    (row,) = _figure(story, who, title).rows
    assert (row.numbers[2].value, row.numbers[4].value) == (us, stopped)


@then(parsers.parse("{who}点开其中的每个数，看到的正好是这些件"))
def behind_each_number(story: Story, who: str) -> None:
    desk = _at_desk(story, who)
    found = NUMBER.findall(desk.get("/desk/reports/", {"period": "2026-11"}).content.decode())
    assert found
    first = dict(reversed(found))
    for url, number in first.items():
        assert HEADING.search(desk.get(html.unescape(url)).content.decode())[1] == number


@then(parsers.parse("{names}的报表里收到申请 {number:d} 件"))
def received_in_report(story: Story, names: str, number: int) -> None:
    for who in names.split("、"):
        row = _figure(story, who, "申请走到了哪一步").rows[0]
        assert (row.numbers[0].value or 0) == number, who


@when("系统到点办事")
def on_time() -> None:
    duties()


@then(parsers.parse("{who}的报表里有 {month} 的月报"))
def monthly_is_there(story: Story, who: str, month: str) -> None:
    assert month in _at_desk(story, who).get("/desk/reports/").content.decode().partition("每月的报表")[2]


@then(parsers.parse("{who}的消息里说月报好了"))
def monthly_was_announced(story: Story, who: str) -> None:
    assert "2026-11" in " ".join(f"{one.subject}{one.body}" for one in inbox(story.cast.staff_id(who)))
