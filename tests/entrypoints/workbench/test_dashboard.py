"""总览: nobody counts what they may not see. That each number is the length of its list: `sampled_numbers`."""

import io
import re
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from banshi.entrypoints.workbench.dashboard_numbers import LAMPS
from banshi.institutions.guidance.models import FollowUp, Rating
from banshi.institutions.time_limits.actions.extensions import request_extension
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card
from banshi.kernel.organisation.models import Section
from banshi.lib import clock
from banshi.workflows.decision import Ruling, decide
from tests.entrypoints.workbench.conftest import text
from tests.entrypoints.workbench.sampled_numbers import numbers
from tests.people import CITIZENS

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_sections(accepted_case, received_case, at):
    """社会组织: three under review, one of them late; 社会救助: one just received. By section."""
    with at("2026-10-20"):
        late = accepted_case()
    with at("2026-11-16"):
        own = [late, accepted_case(), accepted_case()]
    return {"SHZZ": own, "SHJZ": [received_case("刘桂兰", item="MZ-JF-01", missing=(1,))]}


def test_sums_are_sums(two_sections, at_desk):
    leader = at_desk("陈局")
    links = dict(numbers(leader.open("dashboard/")))
    by_lamp = {lamp: links.get(f"/desk/dashboard/list/?lamp={lamp}", 0) for lamp in LAMPS}
    assert links["/desk/dashboard/list/"] == sum(by_lamp.values()) == 4
    assert by_lamp["red"] == 1
    mixed = leader.open("dashboard/list/")
    assert text(mixed).count("210900-") == 4


def test_a_head_sees_the_own_section_only(cast, two_sections, at_desk):
    head, other = at_desk("赵敏"), cast.sections["SHJZ"]
    page = text(head.open("dashboard/"))
    assert "社会组织管理科" in page
    assert "社会救助科" not in page
    assert dict(numbers(head.open("dashboard/")))["/desk/dashboard/list/?kind=review"] == 3
    assert head.open("dashboard/", section=other).context["board"].chosen is None
    assert head.open("dashboard/list/", section=other).status_code == 404
    assert head.open("dashboard/list/", section=10**6).status_code == 404
    assert head.open("dashboard/list/", kind="intake").context["total"] == 0
    assert at_desk("冯涛").open("dashboard/list/", kind="intake").context["total"] == 1


@pytest.mark.parametrize("who", ["王芳", "李强", "孙丽", "周明", "吴导"])
@pytest.mark.parametrize("page", ["", "list/", "table/", "wall/", "past/received/"])
def test_others_are_refused(at_desk, who, page):
    assert at_desk(who).open(f"dashboard/{page}").status_code == 403


@pytest.mark.parametrize("who", ["陈局", "龚书", "蒋廉", "沈远", "赵敏"])
def test_everybody_on_the_table_can_open_all_of_it(two_sections, at_desk, who):
    for page in ("", "list/", "table/", "wall/"):
        assert at_desk(who).open(f"dashboard/{page}").status_code == 200
    # The office counts its papers, not the sections' cases.
    assert at_desk(who).open("dashboard/list/", kind="review").status_code == (404 if who == "沈远" else 200)


@pytest.mark.parametrize(
    "address",
    [
        "list/?kind=complaints",
        "list/?kind=nonsense",
        "list/?lamp=pink",
        "list/?section=x",
        "list/?section=99999999999",
        "past/received/?first=x&last=y",
        "past/received/",
        "past/nonsense/?first=2026-11-01&last=2026-11-02",
        "past/received/?first=0001-01-01&last=9999-12-31",
    ],
)
def test_nonsense_is_an_unknown_page(at_desk, address):
    assert at_desk("陈局").open(f"dashboard/{address}").status_code == 404


def test_what_is_beyond_the_end_of_a_list_is_empty(two_sections, at_desk):
    page = at_desk("陈局").open("dashboard/list/?kind=review&skip=5000")
    assert page.status_code == 200
    assert at_desk("陈局").open("dashboard/list/?kind=review&skip=-1").status_code == 200


def test_what_waits_for_the_leader_leads_to_the_act(cast, two_sections, at_desk):
    case_id = two_sections["SHZZ"][1]
    request_extension(
        case_id=case_id, version=None, days=5, reason="需要再核实", actor=cast.actor("李强"), key="k"
    )
    page = at_desk("陈局").open("dashboard/").content.decode()
    assert f'href="/desk/cases/{case_id}/extension/answer/"' in page
    assert "/extension/answer/" not in at_desk("赵敏").open("dashboard/").content.decode()
    assert "没有等您批示的事" in text(at_desk("蒋廉").open("dashboard/"))


def test_nobody_counts_the_follow_up_of_their_own_rating(cast, at_desk):
    rating = Rating.objects.create(
        subject="visit:1",
        section_id=cast.sections["SHZZ"],
        level=5,
        channel="qr",
        rated=[cast.staff_id("陈局")],
        day=clock.today(),
        at=clock.now(),
    )
    FollowUp.objects.create(rating=rating, handler=cast.staff("沈远"), opened_on=clock.today())
    count = {who: at_desk(who).open("dashboard/list/", kind="follow_ups") for who in ("陈局", "蒋廉")}
    assert [page.context["total"] for page in count.values()] == [0, 1]
    assert at_desk("赵敏").open("dashboard/list/", kind="follow_ups").status_code == 404


def questions(screen, page):
    with CaptureQueriesContext(connection) as asked:
        assert screen.open(page).status_code == 200
    return len(asked)


def test_the_number_of_questions_does_not_grow(two_sections, accepted_case, at_desk):
    leader = at_desk("陈局")
    pages = ("dashboard/", "dashboard/wall/", "dashboard/table/", "dashboard/list/?kind=review")
    leader.open("dashboard/")
    before = {page: questions(leader, page) for page in pages}
    for _ in range(4):
        accepted_case()
    assert {page: questions(leader, page) for page in pages} == before
    assert max(before.values()) <= 40, before


def test_the_wall_shows_nobody_and_no_case(two_sections, at_desk):
    leader = at_desk("陈局")
    page = leader.open("dashboard/wall/")
    said = text(page)
    assert "超期" in said
    assert "社会组织管理科" in said
    assert "更新于 10:00" in said
    for case_id in two_sections["SHZZ"] + two_sections["SHJZ"]:
        row = Case.objects.get(pk=case_id)
        assert row.number not in said
        assert row.party_masked not in said
    assert not [name for name in CITIZENS if name in said]
    assert "陈局" not in said
    part = leader.client.get("/desk/dashboard/wall/", headers={"hx-request": "true"}).content.decode()
    assert part.strip() in page.content.decode()
    assert "<html" not in part


def test_the_files_hold_the_same_numbers(cast, two_sections, at_desk):
    Section.objects.filter(code="SHZZ").update(name_zh="=SUM(1)科")
    leader = at_desk("陈局")
    plain = leader.open("dashboard/table/", **{"as": "csv"})
    rows = plain.content.decode("utf-8-sig").splitlines()
    assert "'=SUM(1)科,1,0,2,0,0,3" in rows
    assert any(row.startswith("统计人,陈局") for row in rows)
    assert any("2026-11-23" in row and row.startswith("统计时间") for row in rows)
    book = load_workbook(leader.open("dashboard/table/", **{"as": "xlsx"}).content)
    sheet = book["科室"]
    (own,) = [row for row in sheet if row[0] == "'=SUM(1)科"]
    assert own[1:] == [1, 0, 2, 0, 0, 3]
    assert set(book) == {"科室", "种类", "趋势", "说明"}


def load_workbook(content):
    """The sheets of an Excel file by name, as rows."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_charts_are_sound_drawings_with_a_table_beside(cast, two_sections, at_desk):
    decide(
        case_id=two_sections["SHZZ"][0],
        version=None,
        ruling=Ruling(granted=True, delay_reason="等上级批复"),
        actor=cast.actor("李强"),
    )
    for span in ("weeks", "months"):
        html = at_desk("陈局").open("dashboard/", span=span).content.decode()
        drawn = [
            ElementTree.fromstring(one) for one in re.findall(r"<svg viewBox=\"0 0 360.*?</svg>", html, re.S)
        ]
        assert len(drawn) == 5
        assert all(one.find("title").text and one.find("desc").text for one in drawn)
        assert html.count("<figure") == html.count("看数字") == 5
    page = at_desk("陈局").open("dashboard/past/late/", first="2026-11-23", last="2026-11-29")
    assert card(two_sections["SHZZ"][0]).number in text(page)


def test_it_reads_in_english(two_sections, at_desk):
    leader = at_desk("陈局")
    leader.client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    for page in ("dashboard/", "dashboard/list/", "dashboard/wall/", "dashboard/table/"):
        assert leader.open(page).status_code == 200
    said = text(leader.open("dashboard/"))
    assert "Overdue" in said
    assert "Social organisations section" in said
    assert not [word for word in ("超期", "合计", "走势", "科室") if word in said]


def test_an_empty_bureau_says_what_will_come(cast, at_desk):
    leader = at_desk("陈局")
    assert "现在没有带期限的事" in text(leader.open("dashboard/"))
    assert "没有超期和临近的事" in text(leader.open("dashboard/wall/"))
    assert leader.open("dashboard/table/").status_code == 200


def test_many_sections_with_long_names_stand_on_the_wall_with_the_most_urgent_first(
    cast, two_sections, at_desk
):
    Section.objects.bulk_create(
        Section(code=f"X{n}", name_zh=f"第{n}" + "很长的科室名称" * 7, name_en=f"Section {n}", phone="1")
        for n in range(20)
    )
    page = at_desk("陈局").open("dashboard/wall/")
    assert page.context["lines"][0].label == "社会组织管理科"
    assert "个科室没有超期和临近" in text(page)
    assert at_desk("陈局").open("dashboard/").content.decode().count('scope="row"') > 30


def test_the_worklist_of_leaders_leads_there(cast, at_desk):
    assert 'href="/desk/dashboard/"' in at_desk("陈局").open("").content.decode()
    assert 'href="/desk/dashboard/"' not in at_desk("王芳").open("").content.decode()
    side = at_desk("陈局").open("dashboard/").content.decode()
    assert side.index('href="/desk/dashboard/" aria-current="page"') < side.index('href="/desk/inbox/"')
