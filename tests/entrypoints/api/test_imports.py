"""An administrator's system loads a calendar year and a catalogue, after a dry run."""

import datetime as dt

import pytest

from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.models import ItemVersion
from banshi.kernel.workdays.models import CalendarYear

pytestmark = pytest.mark.django_db
SOURCE = "国务院办公厅关于2027年部分节假日安排的通知（样例）"


def year_2027(**changes):
    """A plain year: New Year's Day off, every weekend off; `changes` such as d0104="…" replace a line."""
    lines = ["date,kind,name"]
    for number in range(365):
        day = dt.date(2027, 1, 1) + dt.timedelta(days=number)
        plain = "weekend," if day.weekday() >= 5 else "holiday,元旦" if number == 0 else "workday,"
        lines.append(changes.get(f"d{day:%m%d}", f"{day},{plain}"))
    return "\n".join(lines)


def test_a_dry_run_loads_nothing(system):
    report = system("周明").post("/calendar", {"source": SOURCE, "csv": year_2027(), "dry_run": True}).json()

    assert (report["imported"], report["rows"], report["bad"]) == (False, 365, [])
    assert report["versions"] == [{"year": 2027, "version": 1}]
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.at("2026-12-21")
def test_loading_a_year_settles_the_provisional_dates(system, accepted_case):
    case_id, handler = accepted_case(), system("李强")
    assert handler.get(f"/cases/{case_id}/clocks/promised").json()["provisional"] is True

    report = system("周明").post("/calendar", {"source": SOURCE, "csv": year_2027()}).json()

    assert report["imported"] is True
    (moved,) = [change for change in report["dates"] if change["clock"] == "promised"]
    assert (moved["case"], moved["before"], moved["after"]) == (case_id, None, "2027-01-19")
    assert handler.get(f"/cases/{case_id}").json()["due"] == "2027-01-19"


def test_one_bad_line_and_nothing_is_loaded(system):
    answer = system("周明").post(
        "/calendar", {"source": SOURCE, "csv": year_2027(d0104="2027-01-04,fiesta,")}
    )

    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "csv[5]")
    assert not CalendarYear.objects.filter(year=2027).exists()


def test_loading_the_same_again_changes_nothing(system):
    administrator = system("周明")
    for _ in range(2):
        answer = administrator.post("/calendar", {"source": SOURCE, "csv": year_2027()})

    assert (answer.status_code, answer.json()["imported"], answer.json()["versions"]) == (200, False, [])


@pytest.mark.parametrize("path", ["/calendar", "/catalogue"])
def test_only_the_administrator_imports(system, path):
    assert system("王芳").post(path, {}).status_code == 403


def test_a_catalogue_is_checked_row_by_row(system):
    rows = load_bundled()[:3]
    rows[1] = rows[1] | {"legal_basis": []}

    body = {"effective_from": "2026-12-01", "items": rows}
    report = system("周明").post("/catalogue", body | {"dry_run": True}).json()

    assert [row["status"] for row in report["rows"]] == ["unchanged", "bad", "unchanged"]
    assert report["rows"][1]["problems"]
    refused = system("周明").post("/catalogue", body)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "items[2].legal_basis")


def test_a_changed_item_gets_a_new_version(system):
    row = load_bundled()[0] | {"consult_phone": "000-0000-0123"}

    report = system("周明").post("/catalogue", {"effective_from": "2026-12-01", "items": [row]}).json()

    assert (report["imported"], report["rows"][0]["status"]) == (True, "changed")
    assert ItemVersion.objects.filter(item__code=row["code"]).count() == 2
    assert system().get(f"/items/{row['code']}", on="2026-12-02").json()["version"] == 2
