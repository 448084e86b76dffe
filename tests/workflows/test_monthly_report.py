"""Last month's report: on the first working day, once, for the bureau and for each section that did something."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction
from python_calamine import CalamineWorkbook

from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.models import Message
from banshi.kernel.reports.models import MonthlyReport
from banshi.kernel.reports.worker import typeset_due
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.monthly_report import make_due_report, make_monthly_report

pytestmark = pytest.mark.django_db
OCTOBER = dt.date(2026, 10, 1)


@pytest.fixture
def october(accepted_case, received_case, at):
    """Two applications to 社会组织 and one to 社会救助 in October."""
    with at("2026-10-13 09:30"):
        accepted_case(), accepted_case(), received_case("刘桂兰", item="MZ-JF-01")


def due():
    return make_due_report(limit=500, actor=SYSTEM)


def test_it_is_made_on_the_first_working_day_and_only_once(october, at, cast):
    with at("2026-11-01 09:00"):  # a Sunday
        assert due() == 0
    with at("2026-11-02 00:05"):
        assert due() == 1
        assert due() == 0
    with at("2026-11-20 09:00"):
        assert due() == 0
    sections = {None, cast.sections["SHZZ"], cast.sections["SHJZ"]}
    assert set(MonthlyReport.objects.values_list("section_id", flat=True)) == sections
    whole = MonthlyReport.objects.get(section=None)
    assert whole.data["figures"][0]["cells"][0][1] == 3
    told = Message.objects.filter(template_key="monthly_report").values_list("recipient_staff_id", flat=True)
    heads = {cast.staff_id(name) for name in ("陈局", "赵敏", "冯涛", "陆平")}
    assert sorted(told) == sorted(heads)
    assert Entry.objects.filter(stream="report:2026-10").count() == 1


def test_after_an_outage_it_is_made_late_and_a_new_bureau_owes_none(october, at):
    with at("2026-10-30 09:00"):
        assert due() == 0  # nothing came in September
    with at("2026-11-25 09:00"):
        assert due() == 1


def test_of_two_workers_one_makes_it(october, at, monkeypatch):
    with at("2026-11-02 09:00"):
        make_monthly_report(month=OCTOBER, actor=SYSTEM)
        # The other one looked before the first had finished.
        monkeypatch.setattr("banshi.kernel.reports.monthly.missing", lambda today: [OCTOBER])
        with pytest.raises(IntegrityError), transaction.atomic():
            make_monthly_report(month=OCTOBER, actor=SYSTEM)
    assert MonthlyReport.objects.filter(section=None).count() == 1


def test_whoever_looked_just_before_another_finished_leaves_it_at_that(october, at, monkeypatch):
    with at("2026-11-02 09:00"):
        make_monthly_report(month=OCTOBER, actor=SYSTEM)
        answers = iter([[OCTOBER], []])
        monkeypatch.setattr("banshi.kernel.reports.monthly.missing", lambda today: next(answers))
        assert due() == 1
    assert Entry.objects.filter(act="monthly_report_made").count() == 1


def test_the_files_are_made_by_the_worker_and_stay(october, at):
    with at("2026-11-02 09:00"):
        due()
        assert typeset_due(500) == 3
        assert typeset_due(500) == 0
    whole = MonthlyReport.objects.get(section=None)
    assert whole.pdf.endswith(".pdf")
    assert whole.excel.endswith(".xlsx")


def test_by_hand_a_leader_makes_what_is_missing(october, at, client, cast):
    with at("2026-12-01 09:00"):
        due()
        leader = client
        leader.force_login(cast.staff("陈局"))
        page = leader.get("/desk/reports/")
        assert page.context["missing"] == [OCTOBER]
        assert leader.post("/desk/reports/monthly/", {"month": "2026-10"}).status_code == 302
        assert (
            "已经有了"
            in leader.post("/desk/reports/monthly/", {"month": "2026-10"}, follow=True).content.decode()
        )
        assert leader.post("/desk/reports/monthly/", {"month": "x"}).status_code == 404
        with pytest.raises(Refused):
            make_monthly_report(month=dt.date(2026, 12, 1), actor=cast.actor("陈局"))
        with pytest.raises(NotPermitted):
            make_monthly_report(month=OCTOBER, actor=cast.actor("赵敏"))


def test_everybody_reads_the_reports_of_what_they_see_wholly(october, at, client, cast):
    with at("2026-11-02 09:00"):
        due()
        typeset_due(500)

        def read(name):
            client.force_login(cast.staff(name))
            return [one.section_id for one, _name in client.get("/desk/reports/").context["kept"]]

        assert read("赵敏") == [cast.sections["SHZZ"]]
        assert read("李强") == []
        assert len(read("陈局")) == 3
        whole, other = (
            MonthlyReport.objects.get(section=None),
            MonthlyReport.objects.get(section__code="SHJZ"),
        )
        book = client.get(f"/desk/reports/monthly/{whole.pk}/xlsx/").content
        rows = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
        assert rows[1][:2] == ["收到申请", 3]
        assert client.get(f"/desk/reports/monthly/{whole.pk}/pdf/").content.startswith(b"%PDF")
        assert client.get(f"/desk/reports/monthly/{whole.pk}/doc/").status_code == 404
        client.force_login(cast.staff("赵敏"))
        assert client.get(f"/desk/reports/monthly/{other.pk}/pdf/").status_code == 404
        assert client.get(f"/desk/reports/monthly/{whole.pk}/pdf/").status_code == 404
        assert client.post("/desk/reports/monthly/", {"month": "2026-09"}).status_code == 403
