"""周明 loads the calendar of 2027: the provisional dates settle, and what was promised stands."""

import csv
import datetime as dt
from io import StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from banshi.entrypoints.workbench.administration import recomputing
from banshi.kernel.clocks.models import Clock
from banshi.kernel.ledger.models import Entry
from banshi.kernel.workdays.queries import in_force, rows_of, years
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
UPLOAD, CHECK, RECOMPUTE = (f"administration/calendar/{name}" for name in ("", "check/", "recompute/"))
PAPER = "国务院办公厅关于2027年部分节假日安排的通知（样例）"


def as_file(rows, encoding="utf-8"):
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows([("date", "kind", "name"), *rows])
    return SimpleUploadedFile("2027.csv", out.getvalue().encode(encoding))


def year_2027():
    """An invented 2027: New Year's Day off, its Saturday worked instead."""
    day = dt.date(2027, 1, 1)
    rows = []
    while day.year == 2027:
        kind, name = ("weekend" if day.weekday() > 4 else "workday"), ""
        if day == dt.date(2027, 1, 1):
            kind, name = "holiday", "元旦"
        if day == dt.date(2027, 1, 9):
            kind, name = "adjusted_workday", "元旦"
        rows.append((day.isoformat(), kind, name))
        day += dt.timedelta(days=1)
    return rows


def year_2026(**changes):
    """The calendar of 2026 with some days changed: `d2026_12_03="holiday"`."""
    wanted = {name[1:].replace("_", "-"): kind for name, kind in changes.items()}
    rows = [(day.isoformat(), kind, name) for day, kind, name in rows_of([in_force()[2026]])]
    return [(day, wanted.get(day, kind), "停电" if day in wanted else name) for day, kind, name in rows]


@pytest.fixture
def zhou(at_desk):
    return at_desk("周明")


def hand_in(screen, file, source=PAPER):
    answer = screen.send(UPLOAD, file=file, source=source)
    assert answer.status_code == 302, text(answer)
    return screen.open(CHECK)


def confirm(screen):
    assert screen.send(CHECK, do="load")["Location"] == f"/desk/{RECOMPUTE}"
    while "正在重算" in text(page := screen.open(RECOMPUTE)):
        assert screen.send(RECOMPUTE)["Location"] == f"/desk/{RECOMPUTE}"
    return page


def test_the_dry_run_shows_the_breaks_and_how_many_cases_wait(zhou, accepted_case, at):
    with at("2026-12-28"):
        accepted_case()
        words = text(hand_in(zhou, as_file(year_2027())))
    assert "文件没有错，请确认" in words
    assert PAPER in words
    assert "2027-01-01（周五）" in words
    assert "2027-01-09（周六）" in words
    assert "2027 年，第 1 版" in words
    assert "要重算 1 件未办结的办件" in words
    assert 2027 not in in_force()


def test_loading_the_year_settles_the_provisional_dates_and_lists_them(zhou, accepted_case, at):
    with at("2026-12-28"):
        accepted_case()
        waiting = Clock.objects.get(kind="promised")
        assert waiting.provisional
        hand_in(zhou, as_file(year_2027()))
        page = confirm(zhou)
        words = text(page)
    settled = Clock.objects.get(kind="promised")
    assert not settled.provisional
    assert "重算完了" in words
    assert "已经重算 1 件，一共 1 件" in words
    assert waiting.case.number in words
    assert f"{settled.due:%Y-%m-%d}" in words
    assert years()[-1].source == PAPER
    assert Entry.objects.filter(stream="calendar", act="calendar_loaded").count() == 1


def test_a_date_that_would_come_earlier_stands_and_is_flagged(zhou, accepted_case):
    accepted_case()
    before = Clock.objects.get(kind="promised").due
    words = text(hand_in(zhou, as_file(year_2026(d2026_11_28="adjusted_workday")), source="调休通知（样例）"))
    assert "2026 年，第 2 版" in words
    assert "会影响到期日" in words
    words = text(confirm(zhou))
    assert "会提前，原来的日期继续有效" in words
    assert Clock.objects.get(kind="promised").due == before


def test_a_long_recomputation_goes_batch_by_batch_and_can_be_left_and_resumed(
    zhou, accepted_case, at, monkeypatch
):
    monkeypatch.setattr(recomputing, "BATCH", 1)
    with at("2026-12-28"):
        for who in ("张伟", "刘桂兰", "阜新市书法协会筹备组"):
            accepted_case(who)
        hand_in(zhou, as_file(year_2027()))
        zhou.send(CHECK, do="load")
        zhou.send(RECOMPUTE)
        assert "已经重算 1 件，一共 3 件" in text(zhou.open(RECOMPUTE))
        assert "上次导入日历后的重算还没有做完" in text(zhou.open("administration/"))
        page = zhou.client.post(f"/desk/{RECOMPUTE}", headers={"hx-request": "true"})
        assert "已经重算 2 件，一共 3 件" in text(page)
        for _batch in range(2):
            zhou.send(RECOMPUTE)
        assert "重算完了" in text(zhou.open(RECOMPUTE))
        assert "还没有做完" not in text(zhou.open("administration/"))
    assert not Clock.objects.filter(provisional=True, stopped_at=None).exists()


def test_counting_again_changes_nothing(zhou, accepted_case):
    accepted_case()
    written = Entry.objects.count()
    assert zhou.send("administration/calendar/recompute/again/")["Location"] == f"/desk/{RECOMPUTE}"
    zhou.send(RECOMPUTE)
    assert "没有到期日改变" in text(zhou.open(RECOMPUTE))
    assert Entry.objects.count() == written


def test_a_calendar_with_a_gap_is_named_and_nothing_loaded(zhou):
    rows = [row for row in year_2027() if not row[0].startswith("2027-03-1")]
    words = text(hand_in(zhou, as_file(rows)))
    assert "什么也没有导入" in words
    assert "缺少 2027-03-10（周三） 至 2027-03-19（周五）" in words
    assert "确认导入" not in words
    assert zhou.send(CHECK, do="load").status_code == 422
    assert 2027 not in in_force()


def test_a_file_of_an_office_program_in_its_own_encoding_is_read(zhou):
    assert "元旦" in text(hand_in(zhou, as_file(year_2027(), "gb18030")))


@pytest.mark.parametrize(
    ("name", "content", "source", "sentence"),
    [
        ("2027.csv", b"", PAPER, "您上传的文件是空的"),
        ("2027.xlsx", b"PK", PAPER, "不是这里能导入的文件"),
        ("2027.csv", b"date\0", PAPER, "这不是能读出来的 CSV 文件"),
        ("2027.csv", b"x" * (1024 * 1024 + 1), PAPER, "超过了 1 MB"),
        ("2027.csv", b"date,kind,name\n", "", "请填写依据文件"),
    ],
)
def test_a_wrong_file_gets_a_sentence_and_never_a_fault(name, content, source, sentence, zhou):
    answer = zhou.send(UPLOAD, file=SimpleUploadedFile(name, content), source=source)
    assert answer.status_code == 422
    assert sentence in text(answer)


def test_a_file_that_is_something_else_names_its_first_line(zhou):
    words = text(hand_in(zhou, SimpleUploadedFile("2027.csv", "日期,类型\n2027-01-01,放假\n".encode())))
    assert "第一行应为 date,kind,name" in words


def test_without_a_file_at_hand_the_pages_lead_back(zhou):
    assert zhou.open(CHECK)["Location"] == f"/desk/{UPLOAD}"
    assert zhou.open(RECOMPUTE)["Location"] == "/desk/administration/"
