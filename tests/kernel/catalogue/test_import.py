"""Importing a catalogue: row by row, all or nothing, and a version is never changed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from banshi.kernel.catalogue.actions import ImportReport, import_catalogue, retire
from banshi.kernel.catalogue.bundled import bundled_sections
from banshi.kernel.catalogue.models import Item, ItemVersion, Revision
from banshi.kernel.catalogue.queries import NotInForce, published, revision, spec, version_in_force
from banshi.kernel.workdays import actions as calendar
from banshi.kernel.workdays import queries as in_calendar

pytestmark = pytest.mark.django_db

JANUARY, JULY = dt.date(2026, 1, 1), dt.date(2026, 7, 1)
Import = Callable[..., ImportReport]


@pytest.fixture
def load(longest: Callable[[int], int]) -> Import:
    def load(rows: Any, on: dt.date = JANUARY, **more: Any) -> ImportReport:
        return import_catalogue(rows=rows, effective_from=on, actor_ref="staff:1", worst_span=longest, **more)

    return load


def test_the_sample_is_imported_whole(load: Import, rows: list[dict[str, Any]]) -> None:
    report = load(rows, sections={section.code for section in bundled_sections()})
    assert report.imported
    assert report.counts == {"new": 32}
    assert (Item.objects.count(), ItemVersion.objects.count()) == (32, 32)
    card = version_in_force("MZ-XK-01", JANUARY)
    assert (card.number, card.effective_from, card.spec.name_zh) == (1, JANUARY, "社会团体成立登记")
    assert spec(card.id) == card.spec
    assert [card.spec.code for card in published(JANUARY)] == sorted(row["code"] for row in rows)


def test_one_bad_row_keeps_the_whole_file_out(load: Import, rows: list[dict[str, Any]]) -> None:
    rows[11]["promised_limit"] = {"value": 3, "unit": "working_day", "start": "acceptance"}
    report = load(rows)
    assert not report.imported
    assert Item.objects.count() == 0
    (bad,) = report.bad
    assert (bad.row, bad.code, bad.name) == (12, "MZ-QR-02", "内地居民结婚登记")
    assert [problem.articles for problem in bad.problems] == [("07-04",)]
    assert report.counts == {"new": 31, "bad": 1}


@pytest.mark.parametrize("junk", [None, 5, [], {}, {"code": 7}, {"code": "\ud800"}])
def test_a_row_that_is_no_item_is_named(junk: object, load: Import, rows: list[dict[str, Any]]) -> None:
    report = load([rows[0], junk])
    assert [row.row for row in report.bad] == [2]
    assert ItemVersion.objects.count() == 0


def test_a_code_twice_and_an_unknown_section_are_bad(load: Import, rows: list[dict[str, Any]]) -> None:
    report = load([rows[0], rows[1], rows[0]], sections={"SHZZ"})
    assert [row.row for row in report.bad] == [1, 2, 3]
    assert "没有代码为“SPK”的科室" in str(report.bad[0].problems[0])
    assert "不止一次" in str(report.bad[2].problems[0])


def test_a_dry_run_reports_and_writes_nothing(load: Import, rows: list[dict[str, Any]]) -> None:
    report = load(rows, dry_run=True)
    assert (report.imported, report.bad, report.counts) == (False, (), {"new": 32})
    assert (ItemVersion.objects.count(), Revision.objects.count()) == (0, 0)


def test_only_what_changed_gets_a_new_version(load: Import, rows: list[dict[str, Any]]) -> None:
    """A case that keeps the old version still reads what it was promised."""
    load(rows)
    old = version_in_force("MZ-XK-01", JANUARY)
    rows[0]["promised_limit"]["value"] = 15
    report = load(rows, JULY)
    assert report.counts == {"changed": 1, "unchanged": 31}
    assert version_in_force("MZ-XK-01", JULY - dt.timedelta(days=1)) == old
    new = version_in_force("MZ-XK-01", JULY)
    assert (new.number, new.spec.promised_limit.value) == (2, 15)
    assert spec(old.id).promised_limit.value == 20


def test_an_import_that_changes_nothing_leaves_no_revision(load: Import, rows: list[dict[str, Any]]) -> None:
    load(rows)
    before = revision()
    assert load(rows, JULY).counts == {"unchanged": 32}
    assert revision() == before


def test_a_version_cannot_start_before_its_predecessor(load: Import, rows: list[dict[str, Any]]) -> None:
    load(rows, JULY)
    rows[0]["promised_limit"]["value"] = 15
    for day in (JANUARY, JULY):
        report = load(rows, day)
        assert [row.code for row in report.bad] == ["MZ-XK-01"]
        assert "2026-07-01" in str(report.bad[0].problems[0])


def test_nothing_is_in_force_before_its_day(load: Import, rows: list[dict[str, Any]]) -> None:
    load(rows, JULY)
    assert published(JANUARY) == ()
    with pytest.raises(NotInForce, match="MZ-XK-01"):
        version_in_force("MZ-XK-01", JANUARY)
    with pytest.raises(NotInForce):
        version_in_force("'; DROP TABLE", JULY)


def test_a_version_with_an_end_lapses(load: Import, rows: list[dict[str, Any]]) -> None:
    load(rows)
    ItemVersion.objects.filter(item__code="MZ-XK-01").update(effective_to=JULY)
    assert version_in_force("MZ-XK-01", JULY)
    with pytest.raises(NotInForce):
        version_in_force("MZ-XK-01", JULY + dt.timedelta(days=1))


def test_a_retired_item_is_gone_at_once_and_stays_gone(load: Import, rows: list[dict[str, Any]]) -> None:
    load(rows)
    kept = version_in_force("MZ-QT-06", JANUARY)
    retire(code="MZ-QT-06")
    assert len(published(JANUARY)) == 31
    assert spec(kept.id).code == "MZ-QT-06"
    assert [row.code for row in load(rows, JULY).bad] == ["MZ-QT-06"]
    with pytest.raises(NotInForce):
        retire(code="MZ-QT-06")


def test_without_a_calendar_some_limits_cannot_be_judged(rows: list[dict[str, Any]]) -> None:
    """Those in calendar days by law and working days by promise; with the calendar loaded all is well."""
    in_calendar.forget()
    terms = {"rows": rows, "effective_from": JANUARY, "actor_ref": "system"}
    assert {row.code for row in import_catalogue(**terms).bad} == {
        "MZ-XK-01",
        "MZ-XK-04",
        "MZ-QR-05",
        "MZ-QR-06",
    }
    calendar.load_bundled(actor_ref="system")
    in_calendar.forget()
    assert import_catalogue(**terms).imported
    in_calendar.forget()


@pytest.mark.parametrize(
    "clash",
    [
        {"number": 1, "effective_from": JULY},
        {"number": 2, "effective_from": JANUARY},
        {"number": 2, "effective_from": JULY, "effective_to": JANUARY},
        {"number": 2, "effective_from": JULY, "promised_span": 60},
    ],
)
def test_the_database_itself_refuses(clash: dict[str, Any], load: Import, rows: list[dict[str, Any]]) -> None:
    """A number twice, a day twice, an end before the start, a promise as long as the law's limit."""
    load(rows)
    row = ItemVersion.objects.get(item__code="MZ-XK-01")
    assert (row.promised_span, row.statutory_span) == (36, 60)
    row.pk = None
    for field, value in clash.items():
        setattr(row, field, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_comparable_limits_are_stored_and_hold(load: Import, rows: list[dict[str, Any]]) -> None:
    load(rows)
    strict = ItemVersion.objects.filter(promised_span__lt=F("statutory_span")).count()
    unlimited = ItemVersion.objects.filter(statutory_span=None).count()
    at_once = ItemVersion.objects.filter(promised_span=0, statutory_span=0).count()
    assert (strict, unlimited, at_once) == (17, 9, 6)
