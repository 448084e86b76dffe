"""Sentences of the leaders' dashboard."""

from pytest_bdd import parsers, then

from banshi.entrypoints.workbench.dashboard_numbers import LAMPS, WORDS, Board, board
from banshi.kernel.clocks import trends
from banshi.kernel.workdays.periods import weeks
from banshi.lib import clock
from banshi.workflows import dated
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
