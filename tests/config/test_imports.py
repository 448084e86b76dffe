"""An administrator loads a calendar year and a catalogue from the command line."""

import datetime as dt

import pytest

from banshi.kernel.cases.queries import timeline
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.formats import export_excel
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.queries import version_in_force
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.workdays import queries as calendar

PAPER = "国务院办公厅关于2027年部分节假日安排的通知（样例）"


@pytest.fixture
def year_2027(tmp_path):
    """A calendar file of 2027 with New Year's Day as its only holiday."""
    day, lines = dt.date(2027, 1, 1), ["date,kind,name"]
    while day.year == 2027:
        kind = (
            "holiday,元旦" if day == dt.date(2027, 1, 1) else "weekend," if day.weekday() >= 5 else "workday,"
        )
        lines.append(f"{day},{kind}")
        day += dt.timedelta(days=1)
    file = tmp_path / "2027.csv"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.fixture
def catalogue_file(tmp_path):
    """An Excel catalogue of one item whose promise became one day shorter."""
    raw = next(row for row in load_bundled() if row["code"] == "MZ-XK-01")
    raw["promised_limit"]["value"] -= 1
    file = tmp_path / "目录.xlsx"
    export_excel([parse_item(raw).spec], file)
    return file


@pytest.mark.at("2026-12-28 10:00")
def test_loading_2027_settles_the_provisional_dates_and_says_what_changed(banshi, accepted_case, year_2027):
    case_id = accepted_case()
    done = banshi("calendar", "import", str(year_2027), "--source", PAPER)
    assert done.exit_code == 0
    assert "2027 年，第 1 版" in done.stdout
    assert "210900-20261228-000001" in done.stdout
    assert "2027-01-26" in done.stdout
    assert "due_recomputed" in [event.fact.kind for event in timeline(case_id)]


def test_a_dry_run_loads_nothing(banshi, cast, year_2027):
    assert "2027 年" in banshi("calendar", "import", str(year_2027), "--source", PAPER, "--dry-run").stdout
    assert 2027 not in calendar.in_force()


def test_one_bad_row_and_nothing_is_loaded(banshi, cast, year_2027):
    year_2027.write_text(
        year_2027.read_text("utf-8").replace("2027-03-03,workday", "2027-03-03,arbeitstag"), "utf-8"
    )
    done = banshi("calendar", "import", str(year_2027), "--source", PAPER)
    assert done.exit_code == 1
    assert "2027-03-03,arbeitstag" in done.stdout
    assert 2027 not in calendar.in_force()


def test_a_calendar_without_its_paper_is_refused(banshi, cast, year_2027):
    done = banshi("calendar", "import", str(year_2027))
    assert done.exit_code == 2
    assert "依据文件" in done.stderr


def test_the_same_calendar_twice_changes_nothing(banshi, cast, year_2027):
    arguments = ("calendar", "import", str(year_2027), "--source", PAPER)
    banshi(*arguments)
    assert "不用导入" in banshi(*arguments).stdout
    assert len([e for e in ledger.stream("calendar") if e.act == "calendar_loaded"]) == 1


def test_the_bundled_years_are_loaded_into_an_empty_database(banshi, empty_bureau):
    assert banshi("calendar", "import", "--bundled").exit_code == 0
    assert list(calendar.in_force()) == [2023, 2024, 2025, 2026]
    assert banshi("calendar", "import", "--bundled").exit_code == 0


def test_only_an_administrator_may_load(banshi, cast, year_2027):
    arguments = ("calendar", "import", str(year_2027), "--source", PAPER, "--as")
    assert banshi(*arguments, "wangfang").exit_code == 2
    assert "没有权限" in banshi(*arguments, "wangfang").stderr or 2027 not in calendar.in_force()
    assert "登录名" in banshi(*arguments, "nobody").stderr
    assert banshi(*arguments, "zhouming").exit_code == 0
    assert ledger.stream("calendar")[-1].actor == f"staff:{cast.staff_id('周明')}"


def test_a_new_version_of_an_item_is_published_from_its_day_on(banshi, cast, catalogue_file):
    dry = banshi("catalogue", "import", str(catalogue_file), "--from", "2026-12-01", "--dry-run")
    assert "变更" in dry.stdout
    assert version_in_force("MZ-XK-01", dt.date(2026, 12, 1)).number == 1
    assert banshi("catalogue", "import", str(catalogue_file), "--from", "2026-12-01").exit_code == 0
    assert version_in_force("MZ-XK-01", dt.date(2026, 12, 1)).number == 2
    assert version_in_force("MZ-XK-01", dt.date(2026, 11, 30)).number == 1


def test_a_version_that_begins_too_early_is_named_and_nothing_is_imported(banshi, cast, catalogue_file):
    done = banshi("catalogue", "import", str(catalogue_file), "--from", "2024-12-01")
    assert done.exit_code == 1
    assert "MZ-XK-01" in done.stdout
    assert "一项也没有导入" in done.stdout
    assert banshi("catalogue", "import", str(catalogue_file), "--from", "soon").exit_code == 2
