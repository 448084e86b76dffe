"""An administrator loads a calendar year: all or nothing, row by row, in versions."""

import datetime as dt

import pytest
from django.db import IntegrityError

from banshi.kernel.workdays import actions, bundled, queries
from banshi.kernel.workdays.actions import ImportReport
from banshi.kernel.workdays.days import Kind
from banshi.kernel.workdays.models import CalendarDay, CalendarYear
from banshi.lib import clock
from banshi.lib.results import Refused, Stale

pytestmark = pytest.mark.django_db
D = dt.date
PAPER = "国务院办公厅关于2027年部分节假日安排的通知"
YEAR_2026 = bundled.years()[-1].text


def load(text: str, *, dry_run: bool = False) -> ImportReport:
    return actions.import_calendar(text=text, source=PAPER, actor_ref="staff:admin", dry_run=dry_run)


def year(number: int) -> str:
    """A plausible year: weekends and New Year's Day off."""
    lines, day = ["date,kind,name"], D(number, 1, 1)
    while day.year == number:
        kind = "weekend" if day.weekday() > 4 else "workday"
        lines.append(f"{day},holiday,元旦" if day == D(number, 1, 1) else f"{day},{kind},")
        day += dt.timedelta(days=1)
    return "\n".join(lines) + "\n"


def swap(text: str, before: str, after: str) -> str:
    assert before in text
    return text.replace(before, after)


def test_the_bundled_years_are_loaded_once_and_are_the_calendar_in_force():
    assert [report.imported for report in actions.load_bundled(actor_ref="system")] == [True] * 4
    assert actions.load_bundled(actor_ref="system") == []
    days, packed = queries.table(), bundled.table()
    assert (days.first_day, days.last_day) == (D(2023, 1, 1), D(2026, 12, 31))
    assert days.workdays == packed.workdays
    assert days.name(D(2026, 2, 14)) == "春节"


def test_the_bundled_years_fill_up_around_a_year_that_is_already_there():
    load(YEAR_2026)
    assert all(report.imported for report in actions.load_bundled(actor_ref="system"))
    assert [row.year for row in queries.years()] == [2023, 2024, 2025, 2026]
    assert [row.source == PAPER for row in queries.years()] == [False, False, False, True]


def test_a_year_is_loaded_with_its_paper_and_listed_for_the_administrator():
    report = load(YEAR_2026)
    assert (report.ok, report.imported, report.years, report.versions) == (True, True, (2026,), ((2026, 1),))
    assert len(report.rows) == 365
    [row] = queries.years()
    assert (row.year, row.version, row.source, row.loaded_by) == (2026, 1, PAPER, "staff:admin")
    assert (row.workdays, row.adjusted, row.holidays) == (248, 6, 33)
    assert row.loaded_at == clock.now()


def test_a_dry_run_tells_everything_and_writes_nothing():
    report = load(YEAR_2026, dry_run=True)
    assert (report.ok, report.imported, report.versions) == (True, False, ((2026, 1),))
    assert not CalendarYear.objects.exists()


def test_a_file_saved_by_a_spreadsheet_is_read_too():
    assert load("\ufeff" + YEAR_2026.replace("\n", "\r\n") + ",,\r\n").imported


@pytest.mark.parametrize(
    ("before", "after", "line", "sentence"),
    [
        ("2026-03-04,workday,\n", "", 64, "缺少 2026-03-04 至 2026-03-04"),
        ("2026-12-30,workday,\n2026-12-31,workday,\n", "", 364, "之后缺少 2026-12-30 至 2026-12-31"),
        ("2026-03-04,workday", "2026-03-03,workday", 64, "2026-03-03 重复，第 63 行已经有这一天"),
        ("2026-03-04,workday", "2026-03-04,workdya", 64, "“workdya”不是有效的类型"),
        ("2026-03-04,workday", "2026-02-30,workday", 64, "“2026-02-30”不是有效的日期"),
        ("2026-03-04,workday", "2026-W10-3,workday", 64, "不是有效的日期"),
        ("2026-03-04,workday,", "2026-03-04,workday", 64, "本行有 2 列"),
        ("2026-03-07,weekend", "2026-03-07,workday", 67, "2026-03-07 是周末，不能写 workday"),
        ("2026-03-04,workday", "2026-03-04,weekend", 64, "2026-03-04 不是周末，不能写 weekend"),
        ("2026-03-04,workday", "2026-03-04,adjusted_workday", 64, "不能写 adjusted_workday"),
        ("2026-10-10,adjusted_workday,国庆节", "2026-10-10,adjusted_workday,", 284, "要写明节日名称"),
        ("2026-10-10,adjusted_workday,国庆节", "2026-10-10,adjusted_workday," + "节" * 41, 284, "40 个字"),
    ],
)
def test_one_bad_row_is_named_and_nothing_is_imported(before: str, after: str, line: int, sentence: str):
    report = load(swap(YEAR_2026, before, after))
    assert not report.imported
    assert not report.ok
    said = {row.line: "".join(map(str, row.reasons)) for row in report.bad}
    assert sentence in said[line]
    assert not CalendarYear.objects.exists()
    assert not CalendarDay.objects.exists()


@pytest.mark.parametrize(
    "text", ["", "\n\n", "date,kind,name\n", "日期,类型\n2026-01-01,holiday", "\0" * 50, '"' * 200_000]
)
def test_what_is_no_calendar_file_is_refused_in_words(text: str):
    report = load(text)
    assert report.bad
    assert not report.imported


def test_half_a_year_is_refused():
    half = "".join(YEAR_2026.splitlines(keepends=True)[:182])
    [bad] = load(half).bad
    assert (bad.line, str(bad.reasons[0])) == (
        182,
        "2026 年的日历不完整，这一行之后缺少 2026-07-01 至 2026-12-31。",
    )


def test_several_years_in_one_file_are_one_import():
    assert load(YEAR_2026 + "".join(year(2027).splitlines(keepends=True)[1:])).versions == (
        (2026, 1),
        (2027, 1),
    )


def test_a_year_that_would_leave_a_hole_is_refused():
    load(YEAR_2026)
    [bad] = load(year(2028)).bad
    assert (bad.line, str(bad.reasons[0])) == (2, "2027 年的日历还没有导入。年份要连续，请先导入 2027 年。")
    [bad] = load(year(2023)).bad
    assert "请先导入 2024 年" in str(bad.reasons[0])
    assert queries.table().years == range(2026, 2027)


def test_a_new_version_of_a_year_lists_its_changes_and_the_old_version_is_kept():
    load(YEAR_2026)
    amended = swap(YEAR_2026, "2026-09-28,workday,", "2026-09-28,holiday,中秋节")
    amended = swap(
        amended, "2026-10-10,adjusted_workday,国庆节", "2026-10-10,adjusted_workday,中秋节、国庆节"
    )
    report = load(amended)
    assert report.versions == ((2026, 2),)
    assert [(c.date, c.before.kind, c.after.kind, c.moves_dates) for c in report.changes] == [
        (D(2026, 9, 28), Kind.WORKDAY, Kind.HOLIDAY, True),
        (D(2026, 10, 10), Kind.ADJUSTED_WORKDAY, Kind.ADJUSTED_WORKDAY, False),
    ]
    assert queries.table().add(D(2026, 9, 24), 1) == D(2026, 9, 29)
    assert list(CalendarYear.objects.values_list("year", "version")) == [(2026, 1), (2026, 2)]
    assert [row.version for row in queries.years()] == [2]


def test_the_same_year_again_is_no_new_version():
    load(YEAR_2026)
    report = load(YEAR_2026)
    assert (report.ok, report.imported, report.versions, report.changes) == (True, False, (), ())


@pytest.mark.parametrize(
    ("source", "sentence"), [("  ", "请写明日历的依据文件"), ("长" * 201, "不要超过 200 个字")]
)
def test_a_calendar_needs_its_paper(source: str, sentence: str):
    with pytest.raises(Refused, match=sentence):
        actions.import_calendar(text=YEAR_2026, source=source, actor_ref="staff:admin")


def test_two_people_who_load_the_same_year_at_once_are_told(monkeypatch: pytest.MonkeyPatch):
    load(YEAR_2026)
    monkeypatch.setattr(actions, "_next_version", lambda year: 1)
    with pytest.raises(Stale, match="同时有人导入"):
        load(swap(YEAR_2026, "2026-09-28,workday,", "2026-09-28,holiday,中秋节"))
    assert CalendarYear.objects.count() == 1


def test_without_a_calendar_the_sentence_says_what_to_do():
    with pytest.raises(Refused, match="还没有工作日历，请管理员先导入"):
        queries.table()


def test_the_kept_calendar_costs_no_query_within_a_second_and_one_after(at, django_assert_num_queries):
    load(YEAR_2026)
    with at("2026-11-23T10:00:00"):
        first = queries.table()
        with django_assert_num_queries(0):
            assert queries.table() is first
    with at("2026-11-23T10:00:02"), django_assert_num_queries(1):
        assert queries.table() is first


def test_another_process_notices_a_new_version_within_a_second(at):
    load(YEAR_2026)
    with at("2026-11-23T10:00:00"):
        before = queries.table()
    with at("2026-11-23T10:00:05"):
        calendar = CalendarYear.objects.create(
            year=2026, version=2, source=PAPER, loaded_at=clock.now(), loaded_by="staff:other"
        )
        rows = [
            (*row[:2], "改名" if row[1] == Kind.HOLIDAY else "") for row in queries.rows_of([calendar.pk - 1])
        ]
        CalendarDay.objects.bulk_create(
            CalendarDay(calendar=calendar, date=date, kind=kind, name=name) for date, kind, name in rows
        )
        assert queries.table() is not before
        assert queries.table().name(D(2026, 10, 1)) == "改名"


def test_the_hall_is_closed_by_a_dated_and_reasoned_decision():
    actions.close_hall(
        first=D(2026, 12, 7),
        last=D(2026, 12, 8),
        reason="停电检修",
        moves_promises=True,
        decided_by="staff:leader",
    )
    [closure] = queries.closures(D(2026, 12, 8), D(2026, 12, 31))
    assert (closure.first, closure.last, closure.moves_promises) == (D(2026, 12, 7), D(2026, 12, 8), True)
    assert queries.closures(D(2026, 12, 9), D(2026, 12, 31)) == []


@pytest.mark.parametrize(
    ("last", "reason", "sentence"), [(6, "停电", "不能早于第一天"), (8, " ", "请写明闭厅的原因")]
)
def test_a_closure_without_order_or_reason_is_refused(last: int, reason: str, sentence: str):
    with pytest.raises(Refused, match=sentence):
        actions.close_hall(
            first=D(2026, 12, 7), last=D(2026, 12, last), reason=reason, moves_promises=False, decided_by="x"
        )


def test_the_database_refuses_a_second_version_of_the_same_number():
    load(YEAR_2026)
    with pytest.raises(IntegrityError):
        CalendarYear.objects.create(year=2026, version=1, source=PAPER, loaded_at=clock.now(), loaded_by="x")
