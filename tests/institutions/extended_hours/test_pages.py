"""The staff's pages of 延时服务."""

import io

import pytest
from python_calamine import CalamineWorkbook

from banshi.institutions.extended_hours.models import ClosingLine, Session
from banshi.institutions.extended_hours.rules import EQUIPMENT
from banshi.kernel.documents.actions import render
from tests.entrypoints.workbench.conftest import Screen, text

pytestmark = pytest.mark.django_db
SIX = "2026-11-23T18:00:00"


@pytest.fixture
def clerk(cast):
    return Screen(cast, "王芳")


def test_a_clerk_goes_through_the_closing_list_opens_and_ends_a_session(cast, hall, clerk, at):
    with at("2026-11-23T15:59:59"):
        visit, other = hall.take("A"), hall.take("A")
        hall.sit("王芳", "1")
        page = text(clerk.open("extended/"))
        assert "A001" in page
        assert "从 16:00 开始逐行处理" in page
    with at("2026-11-23T16:40:00"):
        clerk.fill("extended/", line=f"visit-{visit}", decision="serve_on")
        bad = clerk.fill("extended/", line=f"visit-{other}", decision="appointment", reason="要回家")
        assert bad.status_code == 422
        assert "要回家" in bad.content.decode()
        assert "本人同意" in text(bad)
        clerk.fill("extended/", line=f"visit-{other}", decision="appointment", reason="要回家", agreed="on")
        assert hall.state(other) == "left"
    section = cast.sections["SHZZ"]
    with at(SIX):
        refused = clerk.fill(f"extended/sections/{section}/open/", in_order=["computers"])
        assert refused.status_code == 422
        answer = clerk.fill(
            f"extended/sections/{section}/open/", staff=[cast.staff_id("王芳")], in_order=EQUIPMENT
        )
        page = answer.headers["Location"].removeprefix("/desk/")
        assert "最晚到" in text(clerk.open(page))
        clerk.fill("hall/window/", do="next")
        clerk.fill("hall/window/", do="start")
        clerk.fill("hall/window/", do="finish")
        clerk.fill(page, do="close")
    session = Session.objects.get()
    assert (session.served, session.fee) == (1, 0)
    render(session.document_id)
    assert clerk.open(f"{page}record/").headers["Content-Type"] == "application/pdf"


def test_a_head_lets_it_go_on_and_a_clerk_sees_no_such_button(cast, clerk, at):
    head, section = Screen(cast, "赵敏"), cast.sections["SHZZ"]
    with at(SIX):
        answer = clerk.fill(
            f"extended/sections/{section}/open/", staff=[cast.staff_id("王芳")], in_order=EQUIPMENT
        )
        page = answer.headers["Location"].removeprefix("/desk/")
        assert "科室负责人同意延长" not in text(clerk.open(page))
        lacking = head.fill(page, do="later", until="20:30", reason="")
        assert lacking.status_code == 422
        assert 'value="20:30"' in lacking.content.decode()
        head.fill(page, do="later", until="20:30", reason="还有三位老人")
        assert "还有三位老人" in text(head.open(page))
        head.fill(page, do="join", staff=cast.staff_id("李强"))
        head.fill(page, do="leave", staff=cast.staff_id("李强"))
        assert clerk.send(page, do="later", until="21:00", reason="x", once="1").status_code == 403


@pytest.mark.parametrize("do", ["", "nonsense", "join", "leave", "later", "close"])
def test_a_bent_form_makes_no_error_page(cast, clerk, at, do):
    with at(SIX):
        section = cast.sections["SHZZ"]
        answer = clerk.fill(
            f"extended/sections/{section}/open/", staff=[cast.staff_id("王芳")], in_order=EQUIPMENT
        )
        page = answer.headers["Location"].removeprefix("/desk/")
        for typed in ({}, {"staff": "x", "until": "25:00"}, {"staff": "999999", "once": "1"}):
            assert clerk.send(page, do=do, **typed).status_code < 500
        assert clerk.send("extended/", line="visit-x").status_code == 422
        assert clerk.send("extended/", line="visit-999", decision="serve_on", once="2").status_code == 422
        assert clerk.open("extended/sessions/999999/").status_code == 404
        assert clerk.open("extended/sections/999999/open/").status_code == 404


def test_the_month_is_a_page_a_csv_and_an_excel_file(cast, hall, clerk, at):
    assert "这个月没有延时服务" in text(clerk.open("extended/report/"))
    with at(SIX):
        section = cast.sections["SHZZ"]
        answer = clerk.fill(
            f"extended/sections/{section}/open/", staff=[cast.staff_id("王芳")], in_order=EQUIPMENT
        )
        page = answer.headers["Location"].removeprefix("/desk/")
    with at("2026-11-23T18:45:00"):
        clerk.fill(page, do="close")
    leader = Screen(cast, "陈局")
    assert "社会组织管理科" in text(leader.open("extended/report/", month="2026-11"))
    assert "这个月没有延时服务" in text(leader.open("extended/report/", month="2026-10"))
    assert leader.open("extended/report/", month="nonsense").status_code == 200
    table = leader.open("extended/report/", month="2026-11", **{"as": "csv"}).content.decode("utf-8-sig")
    assert "2026-11-23,社会组织管理科,18:00,18:45,45,0,王芳" in table
    book = leader.open("extended/report/", month="2026-11", **{"as": "xlsx"}).content
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book))
    assert sheets.sheet_names == ["按科室", "按人员", "逐次"]
    assert sheets.get_sheet_by_name("按人员").to_python()[1] == ["王芳", "社会组织管理科", 1.0, 45.0]


def test_a_handler_decides_for_the_own_section_only(cast, hall, at):
    with at("2026-11-23T16:30:00"):
        hall.take("A")
        hall.take("B")
        page = text(Screen(cast, "李强").open("extended/"))
    assert "A001" in page
    assert "B001" not in page


def test_one_press_serves_everybody_of_a_section_on(cast, hall, clerk, at):
    with at("2026-11-23T15:00:00"):
        hall.take("A")
    with at("2026-11-23T16:30:00"):
        for letter in "AAB":
            hall.take(letter)
        clerk.send("extended/", everybody=cast.sections["SHZZ"])
        lines = ClosingLine.objects.order_by("id")
        assert [(line.visit.ticket, line.decision) for line in lines] == [
            (ticket, "serve_on") for ticket in ("A001", "A002", "A003")
        ]
        assert clerk.send("extended/", everybody="nonsense").status_code == 302
    with at("2026-11-23T15:59:59"):
        hall.take("B")
        assert clerk.send("extended/", everybody=cast.sections["SHJZ"]).status_code == 422
