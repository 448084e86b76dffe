"""A clock explains itself: every day with its reason, and sentences anyone can follow."""

import datetime as dt

import pytest

from banshi.kernel.clocks.explanation import Explanation, Status, explain, explain_wait
from banshi.kernel.clocks.reckoning import Limit, Pause, due, earliest
from banshi.kernel.clocks.words import as_json, as_text
from banshi.kernel.workdays import bundled
from banshi.kernel.workdays.days import Kind

pytestmark = pytest.mark.pure
DAYS = bundled.table()
D = dt.date


def explained(start: str, limit: str, *pauses: Pause, extend: str | None = None) -> Explanation:
    extension = Limit.parse(extend) if extend else None
    return explain(due(D.fromisoformat(start), Limit.parse(limit), DAYS, pauses, extension), DAYS)


def sentences(explanation: Explanation) -> list[str]:
    return [str(reason) for reason in explanation.summary]


def test_five_working_days_over_national_day():
    explanation = explained("2026-09-28", "5wd")
    assert sentences(explanation) == [
        "从 2026-09-28 的次日起算，当天不计。",
        "期限为 5 个工作日。",
        "2026-10-01 至 2026-10-07 国庆节放假，不计。",
        "2026-10-10 是调休上班日（国庆节），计入工作日。",
        "到期日是 2026-10-10，当天办结不算超期。",
    ]
    assert [(str(line.date)[5:], line.status.value, line.number) for line in explanation.lines] == [
        ("09-28", "start", None),
        ("09-29", "counted", 1),
        ("09-30", "counted", 2),
        *((f"10-0{day}", "holiday", None) for day in range(1, 8)),
        ("10-08", "counted", 3),
        ("10-09", "counted", 4),
        ("10-10", "adjusted", 5),
    ]
    last = explanation.lines[-1]
    assert (last.is_due, last.name, last.kind) == (True, "国庆节", Kind.ADJUSTED_WORKDAY)


def test_a_pause_is_named_on_each_of_its_days_weekends_included():
    hearing, review = (
        Pause(D(2026, 3, 5), D(2026, 3, 9), "听证"),
        Pause(D(2026, 3, 9), D(2026, 3, 9), "专家评审"),
    )
    explanation = explained("2026-03-02", "5wd", hearing, review, Pause(D(2026, 5, 6), D(2026, 5, 7), "检测"))
    assert [line.name for line in explanation.lines if line.status is Status.PAUSED] == ["听证"] * 4 + [
        "听证、专家评审"
    ]
    assert sentences(explanation)[2:] == [
        "2026-03-05 至 2026-03-09 停止计算（听证），首尾两天也不计。",
        "2026-03-09 停止计算一天（专家评审）。",
        "到期日是 2026-03-12，当天办结不算超期。",
    ]


def test_an_end_that_moves_off_a_rest_day_says_from_where():
    explanation = explained("2025-09-03", "30cd")
    assert "最后一日 2025-10-03 不是工作日，顺延到之后的第一个工作日 2025-10-09。" in sentences(explanation)
    assert not any("放假" in sentence for sentence in sentences(explanation))
    assert [line.status for line in explanation.lines[-7:]] == [Status.COUNTED] + [Status.HOLIDAY] * 5 + [
        Status.ROLLED
    ]
    assert explanation.lines[-7].number == 30


def test_a_working_period_that_ends_the_day_after_a_festival_is_not_called_rolled():
    assert sentences(explained("2026-09-30", "1wd"))[2] == "2026-10-01 至 2026-10-07 国庆节放假，不计。"


def test_days_that_count_only_because_of_the_extension_are_marked():
    same_unit = explained("2026-03-02", "3wd", extend="2wd")
    assert [line.extended for line in same_unit.lines if line.number] == [False] * 3 + [True] * 2
    assert "经批准延长 2 个工作日。" in sentences(same_unit)
    other_unit = explained("2026-03-02", "3wd", extend="2cd")
    assert [(line.number, line.extended) for line in other_unit.lines if line.number] == [
        (1, False),
        (2, False),
        (3, False),
        (1, True),
        (2, True),
    ]
    assert other_unit.lines[-1].status is Status.ROLLED


def test_at_once_on_a_working_day_is_due_the_same_day():
    explanation = explained("2026-09-30", "immediate")
    assert [(line.status, line.is_due) for line in explanation.lines] == [(Status.START, True)]
    assert sentences(explanation)[0] == "应当场办理。"


def test_at_once_on_a_rest_day_moves_on():
    assert "2026-10-03 不是工作日，顺延到之后的第一个工作日 2026-10-08。" in sentences(
        explained("2026-10-03", "immediate")
    )


def test_without_a_limit_there_is_one_sentence():
    assert sentences(explained("2026-09-30", "none")) == ["没有规定期限。"]


def test_where_the_calendar_is_missing_it_says_so_and_how_many_days_are_left():
    explanation = explained("2026-12-20", "20wd")
    assert sentences(explanation)[-1] == (
        "2027 年工作日安排尚未公布。到 2026-12-31 为止还差 11 个工作日，公布后再确定到期日。"
    )
    assert (explanation.lines[-1].date, explanation.lines[-1].status) == (D(2027, 1, 1), Status.UNKNOWN)
    later = explained("2027-03-01", "5wd")
    assert sentences(later)[-1] == "2027 年工作日安排尚未公布。还差 5 个工作日，公布后再确定到期日。"
    assert [line.date for line in later.lines] == [D(2027, 3, 1), D(2027, 3, 2)]


def test_a_tentative_calendar_date_numbers_unpublished_days_and_says_so():
    explanation = explained("2026-12-20", "20cd")
    assert sentences(explanation)[-1] == (
        "2027 年工作日安排尚未公布，暂定 2027-01-09；如果当天放假，公布后顺延。"
    )
    last = explanation.lines[-1]
    assert (last.status, last.number, last.kind, last.is_due) == (Status.UNKNOWN, 20, None, True)


def test_a_minimum_wait_says_from_when_one_may_act():
    explanation = explain_wait(earliest(D(2026, 3, 2), Limit.parse("30cd"), DAYS), DAYS)
    assert sentences(explanation)[-1] == "等待期到 2026-04-01 为止，从 2026-04-02 起可以办理。"
    assert not any("到期日" in sentence for sentence in sentences(explanation))


def test_a_minimum_wait_past_the_calendar_promises_nothing():
    explanation = explain_wait(earliest(D(2026, 12, 20), Limit.parse("30cd"), DAYS), DAYS)
    assert "尚未公布" in sentences(explanation)[-1]


@pytest.mark.parametrize("limit", ["5wd", "30cd", "6m", "1y"])
@pytest.mark.parametrize("extend", [None, "3wd", "10cd", "1m", "1y"])
def test_every_unit_has_its_words(limit: str, extend: str | None):
    said = sentences(explained("2025-03-03", limit, Pause(D(2025, 3, 5), D(2025, 3, 5)), extend=extend))
    assert "2025-03-05 停止计算一天。" in said
    assert any(sentence.startswith("期限为") for sentence in said)
    assert any(sentence.startswith("经批准延长") for sentence in said) == bool(extend)
    assert not any("%(" in sentence for sentence in said)


def test_as_text_a_line_a_day():
    text = as_text(explained("2026-10-08", "2wd", extend="1wd"))
    assert text[-5:] == [
        "2026-10-08  周四  起算日，不计",
        "2026-10-09  周五  第 1 日",
        "2026-10-10  周六  第 2 日（调休上班）  国庆节",
        "2026-10-11  周日  周末，不计",
        "2026-10-12  周一  第 3 日  延长  到期日",
    ]
    assert as_text(explained("2026-12-31", "1cd"))[-1].endswith("第 1 日（工作日安排尚未公布）  暂定到期日")


def test_as_json_for_other_programs():
    assert as_json(explained("2026-10-08", "2wd")) == {
        "due": "2026-10-10",
        "provisional": False,
        "after": None,
        "remaining": 0,
        "counted_days": [
            {"date": "2026-10-09", "number": 1, "kind": "workday", "name": ""},
            {"date": "2026-10-10", "number": 2, "kind": "adjusted_workday", "name": "国庆节"},
        ],
    }
    provisional = as_json(explained("2026-12-30", "3wd"))
    assert (provisional["due"], provisional["provisional"]) == (None, True)
    assert (provisional["after"], provisional["remaining"]) == ("2026-12-31", 2)
