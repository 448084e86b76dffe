"""Sentences of 限时办结 (annex 7)."""

import calendar
import dataclasses
import datetime as dt

from pytest_bdd import parsers, then, when

from banshi.institutions.time_limits.models import Breach
from banshi.institutions.time_limits.queries.limits import governing
from banshi.kernel.catalogue import search
from banshi.kernel.catalogue.actions import import_catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.clocks.queries import explanation
from banshi.kernel.clocks.words import as_text
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.workflows.administration import load_calendar, recompute_open
from banshi.workflows.closure import Closing, close_hall
from banshi.workflows.decision import Ruling, archive, decide
from tests.scenarios.story import CLOCKS, ITEMS, Story, day

LISTENERS = {"经办人": "李强", "科室负责人": "赵敏", "局领导": "陈局"}
UNITS = {"个工作日": "working_day", "日": "calendar_day"}


@then("以承诺期限为准")
def promise_governs(story: Story) -> None:
    found = governing(story.case_id)
    assert found is not None
    assert found[0] == "promised"


@then(parsers.parse("{name}期限的说明里 {date} 是“{words}”"))
def explained(story: Story, name: str, date: str, words: str) -> None:
    found = explanation(story.case_id, CLOCKS[f"{name}期限"])
    assert found is not None
    lines = [line for line in as_text(found) if line.startswith(date)]
    assert any(words in line for line in lines), lines


@then(parsers.parse("承诺期限是暂定的，到 {date} 之后还差 {count:d} 个工作日"))
def provisional(story: Story, date: str, count: int) -> None:
    found = explanation(story.case_id, "promised")
    assert found is not None
    reckoned = found.reckoned
    assert (reckoned.date, reckoned.after, reckoned.remaining) == (None, day(date), count)


def _load(story: Story, rows: list[str], since: dt.date, label: str) -> None:
    administrator = story.cast.actor("周明")
    text = "\n".join(["date,kind,name", *rows])
    load_calendar(text=text, source="国务院办公厅通知（演练）", actor=administrator)
    recompute_open(label=label, since=since, actor=administrator)


@when("系统管理员周明导入 2027 年日历")
def loads_next_year(story: Story) -> None:
    days = [dt.date(2027, 1, 1) + dt.timedelta(n) for n in range(365)]
    rows = [
        f"{d},{'holiday,元旦' if d.month == d.day == 1 else 'weekend,' if d.weekday() > 4 else 'workday,'}"
        for d in days
    ]
    _load(story, rows, dt.date(2027, 1, 1), "2027")


@when(parsers.parse("系统管理员周明把 {date} 改为上班日"))
def corrects_calendar(story: Story, date: str) -> None:
    changed, days = day(date), table()
    length = 365 + calendar.isleap(changed.year)
    every = [dt.date(changed.year, 1, 1) + dt.timedelta(n) for n in range(length)]
    rows = [
        f"{d},adjusted_workday,调休" if d == changed else f"{d},{days.kind(d)},{days.name(d)}" for d in every
    ]
    _load(story, rows, changed, str(changed.year))


@then(parsers.parse("{who}收到提醒“{words}”"))
def warned(story: Story, who: str, words: str) -> None:
    told = story.told([LISTENERS[who]])
    assert told == [] if words == "没有" else words in told[0]


@then(parsers.parse("“{name}”记了 {count:d} 次超期"))
def breached(story: Story, name: str, count: int) -> None:
    assert Breach.objects.filter(case_id=story.case_id, clock=CLOCKS[name]).count() == count


@when(parsers.parse("李强写明“{reason}”后准予许可"))
def granted_late(story: Story, reason: str) -> None:
    ruling = Ruling(granted=True, delay_reason=reason)
    decide(case_id=story.case_id, version=None, ruling=ruling, actor=story.cast.actor("李强"))


@when("李强把办件归档")
def archived(story: Story) -> None:
    archive(case_id=story.case_id, version=None, actor=story.cast.actor("李强"))


def _limit(text: str) -> dict[str, object]:
    value, unit = text.split(maxsplit=1)
    return {"value": int(value), "unit": UNITS[unit], "start": "acceptance", "note": ""}


@when(parsers.parse("系统管理员周明导入“{item}”，法定 {statutory}，承诺 {promised}"))
def imports_item(story: Story, item: str, statutory: str, promised: str) -> None:
    row = next(row for row in load_bundled() if row["code"] == ITEMS[item])
    row = {**row, "statutory_limit": _limit(statutory), "promised_limit": _limit(promised)}
    story.notes["report"] = import_catalogue(
        rows=[row], effective_from=clock.today(), actor_ref="system", dry_run=True
    )


@then(parsers.parse("导入结果是“{outcome}”"))
def import_is(story: Story, outcome: str) -> None:
    report = story.notes["report"]
    assert dataclasses.is_dataclass(report)
    problems = [reason for row in report.bad for reason in row.problems]
    assert bool(problems) == (outcome == "不能公布")
    assert all("07-04" in reason.articles for reason in problems)


@then(parsers.parse("搜索“{a}”、“{b}”、“{c}”、“{d}”都能先找到“{item}”"))
def found_first(a: str, b: str, c: str, d: str, item: str) -> None:
    for text in (a, b, c, d):
        assert search.search(text, clock.today())[0].name_zh == item, text


@when(
    parsers.re(
        "(?P<name>沈远|陈局)登记大厅 (?P<first>.+) 至 (?P<last>.+) "
        "因为“(?P<reason>.+)”闭厅，承诺期限(?P<kept>不?)顺延"
    )
)
def hall_closed(story: Story, name: str, first: str, last: str, reason: str, kept: str) -> None:
    closing = Closing(day(first), day(last), reason, moves_promises=not kept)
    story.attempt(lambda: close_hall(closing=closing, actor=story.cast.actor(name)))
