"""Zero half-imports: one bad cell anywhere and nothing is there afterwards; what the dry run says is what happens."""

import datetime as dt
from io import BytesIO

import pytest
from django.apps import apps
from django.db import DatabaseError

from banshi.kernel.cases.former import CASES, COLUMNS, read_former
from banshi.kernel.cases.models import Case
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.formats import read_file
from banshi.kernel.catalogue.models import ItemVersion
from banshi.kernel.organisation.models import Post
from banshi.kernel.organisation.roster import SECTION_COLUMNS, SECTIONS, STAFF, STAFF_COLUMNS
from banshi.kernel.organisation.roster_files import read_roster_file
from banshi.kernel.workdays.actions import import_calendar
from banshi.kernel.workdays.models import CalendarDay
from banshi.lib.results import Refused
from banshi.lib.sheets import Sheet, write_book
from banshi.workflows.administration import load_calendar, load_catalogue
from banshi.workflows.adoption import load_roster
from banshi.workflows.former import take_over
from tests.hostile.values import IDENTITIES, LONG, NUMBERS, TEXT

pytestmark = [pytest.mark.django_db, pytest.mark.once]

GOOD_POST = ("wujie", "吴杰", "Wu Jie", "SHZZ", "", "", "经办人", "", "", "")
GOOD_CASE = ("旧1", "MZ-XK-01", "公民", "张伟", "", "11010119900307803X", "13812345678")
GOOD_CASE += ("2026-11-09", "已受理", "2026-11-12", "liqiang")
HOSTILE = [v for v in (*TEXT.values(), *NUMBERS.values(), *IDENTITIES.values()) if len(v) < 9000]


def state() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}


def book(name, headers, rows):
    target = BytesIO()
    extra = [Sheet(SECTIONS, [(h, ()) for h in SECTION_COLUMNS.values()])] if name == STAFF else []
    write_book(target, [*extra, Sheet(name, [(h, ()) for h in headers], rows)])
    return target.getvalue()


def typed(value: str) -> str:
    """As a spreadsheet can hold it."""
    return (
        value.encode("utf-8", "replace")
        .decode()
        .replace("\0", "")
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def year(changes: dict[int, str]) -> str:
    days = [dt.date(2027, 1, 1) + dt.timedelta(n) for n in range(365)]
    lines = [f"{day},{'weekend' if day.weekday() > 4 else 'workday'}," for day in days]
    for number, line in changes.items():
        lines[number] = line
    return "\n".join(["date,kind,name", *lines])


@pytest.mark.parametrize(("column", "place"), [(0, 0), (1, 180), (2, 364)])
def test_one_bad_cell_keeps_a_whole_calendar_out(cast, column, place):
    before = state()
    for value in HOSTILE[column::20]:
        cells = [f"{dt.date(2027, 1, 1) + dt.timedelta(place)}", "holiday", "节日"]
        cells[column] = value
        text = year({place: ",".join(cells)})
        if not import_calendar(text=text, source="通知", actor_ref="x", dry_run=True).ok:
            with pytest.raises(Refused):
                load_calendar(text=text, source="通知", actor=cast.actor("周明"))
    assert state() == before


def test_a_calendar_that_is_loaded_is_the_one_that_was_shown(cast):
    text = year({0: "2027-01-01,holiday,元旦"})
    dry = import_calendar(text=text, source="通知", actor_ref="x", dry_run=True)
    done = load_calendar(text=text, source="通知", actor=cast.actor("周明"))
    assert (dry.rows, dry.versions, dry.changes) == (done.rows, done.versions, done.changes)
    assert CalendarDay.objects.filter(date__year=2027).count() == 365


@pytest.mark.parametrize("key", ["code", "conditions", "promised", "materials"])
def test_one_bad_field_keeps_a_whole_catalogue_out(cast, key):
    """The other items of the file are changed ones, which would be stored."""
    before = state()
    rows = [row | {"source_note": "改过的说明"} for row in load_bundled()[:6]]
    for value in (LONG, "\0", "\ud800", None, 7, True, {}, [[]], {"a": 1}, ["x"] * 100, 10**30):
        rows[5][key] = value
        with pytest.raises(Refused):
            load_catalogue(rows=rows, effective_from=dt.date(2026, 12, 1), actor=cast.actor("周明"))
    assert state() == before


@pytest.mark.parametrize("column", range(len(STAFF_COLUMNS)))
def test_one_bad_cell_keeps_all_colleagues_out(cast, column):
    before = state()
    rows = [GOOD_POST]
    for number, value in enumerate(HOSTILE):
        cells = [f"x{number}", *GOOD_POST[1:]]
        cells[column] = typed(value)
        rows.append(tuple(cells))
    roster = read_roster_file(book(STAFF, STAFF_COLUMNS.values(), rows), known=("SHZZ",))
    assert state() == before
    if roster.flaws:
        with pytest.raises(Refused):
            load_roster(roster=roster, actor=cast.actor("严守"))
        assert state() == before


@pytest.mark.parametrize("column", range(len(COLUMNS)))
def test_one_bad_cell_keeps_all_former_cases_out(cast, column):
    before = state()
    rows = [GOOD_CASE]
    for number, value in enumerate(HOSTILE):
        cells = [f"旧{number + 2}", *GOOD_CASE[1:]]
        cells[column] = typed(value)
        rows.append(tuple(cells))
    register = read_former(book(CASES, COLUMNS.values(), rows))
    assert register.flaws
    with pytest.raises(Refused):
        take_over(register=register, actor=cast.actor("周明"))
    assert state() == before


@pytest.mark.parametrize("kind", ["calendar", "catalogue", "staff", "cases"])
def test_a_database_that_fails_in_the_middle_leaves_nothing(cast, kind, monkeypatch):
    """The last row of the file cannot be written: the first ones are gone as well."""

    def fail(self, *args, **given):
        raise DatabaseError("disk full")

    before = state()
    content = read_former(book(CASES, COLUMNS.values(), [GOOD_CASE]))
    roster = read_roster_file(book(STAFF, STAFF_COLUMNS.values(), [GOOD_POST]), known=("SHZZ",))
    model = {"calendar": CalendarDay, "catalogue": ItemVersion, "staff": Post, "cases": Case}[kind]
    monkeypatch.setattr(model, "save", fail)
    monkeypatch.setattr("django.db.models.query.QuerySet.bulk_create", fail)
    changed = [row | {"source_note": "改过的说明"} for row in load_bundled()]
    zhou, since = cast.actor("周明"), dt.date(2026, 12, 1)
    load = {
        "calendar": lambda: load_calendar(text=year({}), source="通知", actor=zhou),
        "catalogue": lambda: load_catalogue(rows=changed, effective_from=since, actor=zhou),
        "staff": lambda: load_roster(roster=roster, actor=cast.actor("严守")),
        "cases": lambda: take_over(register=content, actor=zhou),
    }
    with pytest.raises(DatabaseError):
        load[kind]()
    monkeypatch.undo()
    assert state() == before


@pytest.mark.parametrize(
    "content", [b"a: " + b"9" * 5000, b"a: 0x" + b"f" * 50_000, b"[[]]", b"- 1\n- x\n- null"]
)
def test_strange_yaml_is_refused_or_reported(cast, content):
    try:
        rows = read_file("x.yaml", b"items:\n- " + content.replace(b"\n", b"\n  "))
    except Refused:
        return
    with pytest.raises(Refused):
        load_catalogue(rows=rows, effective_from=dt.date(2026, 12, 1), actor=cast.actor("周明"))
