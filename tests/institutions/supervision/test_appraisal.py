"""Sheets of the appraisal: the acts, their pages and files, who sees what."""

import datetime as dt
import io

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from banshi.institutions.conduct.actions import inspecting
from banshi.institutions.conduct.actions.inspecting import Seen
from banshi.institutions.one_time_notice.models import Enquiry
from banshi.institutions.supervision.actions import appraisal as acts
from banshi.institutions.supervision.models.appraisal import AppraisalObjection, AppraisalSheet
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.rules.appraisal import Answer, Period, PeriodKind
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.kernel.notifications.models import Message
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused, Stale
from banshi.workflows.decision import Ruling, decide
from banshi.workflows.intake import assign
from banshi.workflows.tick import tick
from tests.entrypoints.workbench.conftest import Screen, text

pytestmark = [pytest.mark.django_db, pytest.mark.at("2026-11-03T10:00")]

OCTOBER = Period(PeriodKind.MONTH, dt.date(2026, 10, 1))
FINDING = "=1+1 上班时间看手机"


@pytest.fixture
def october(cast, accepted_case, at):
    """In October 李强 decided one case in time and one too late, and something was found about him; then the sheets."""
    with at("2026-08-03"):
        slow = accepted_case("刘桂兰")
    with at("2026-10-12"):
        quick = accepted_case()
        for case in (quick, slow):
            assign(case_id=case, version=None, handler_id=cast.staff_id("李强"), actor=cast.actor("赵敏"))
    with at("2026-10-13"):
        decide(case_id=quick, version=None, ruling=Ruling(granted=True), actor=cast.actor("李强"))
        one = inspecting.start_inspection(
            kind="random", section_id=cast.sections["SHZZ"], actor=cast.actor("蒋廉")
        )
        seen = Seen("09-02-1", cast.staff_id("李强"), FINDING, dt.date(2026, 10, 16))
        inspecting.record_finding(inspection_id=one, seen=seen, actor=cast.actor("蒋廉"))
        Enquiry.objects.create(
            duty="06-04", written=False, channel="phone", staff_id=cast.staff_id("王芳"), at=clock.now()
        )
    with at("2026-10-30T16:00"):
        tick()
        late = Ruling(granted=True, delay_reason="系统停了两天")
        decide(case_id=slow, version=None, ruling=late, actor=cast.actor("李强"))
    with at("2026-11-02T08:00"):
        tick()
    return (quick, slow)


@pytest.fixture
def lis(cast, october):
    """李强's sheet."""
    return sheet_of(cast, "李强")


def sheet_of(cast, name):
    return AppraisalSheet.objects.get(staff_id=cast.staff_id(name), period__first=OCTOBER.first).pk


def sheet_of_section(cast, code):
    return queries.section_sheet(cast.sections[code], OCTOBER).id


def objected(key="decided_late", reason="这一件系统停了两天"):
    return acts.Objected(key, reason)


def test_a_sheet_counts_what_happened(cast, lis):
    card = queries.sheet(lis)
    assert card.facts["decided"] == 2
    assert card.facts["decided_late"] == 1
    assert card.facts["conduct_findings"] == 1
    assert queries.sheet(sheet_of_section(cast, "SHZZ")).facts["decided"] == 2


def test_an_objection_is_answered_by_another_and_leaves_a_correction_line(cast, lis):
    acts.object_to_appraisal(sheet_id=lis, version=1, objected=objected(), actor=cast.actor("李强"))
    made = AppraisalObjection.objects.get()
    with pytest.raises(Refused, match="已经有一条异议"):
        acts.object_to_appraisal(sheet_id=lis, version=None, objected=objected(), actor=cast.actor("李强"))
    with pytest.raises(Refused, match="还没有答复"):
        acts.confirm_appraisal(sheet_id=lis, version=None, actor=cast.actor("李强"))
    with pytest.raises(NotPermitted):
        acts.answer_appraisal_objection(
            objection_id=made.pk, answer=Answer(True, 0, "属实"), actor=cast.actor("赵敏")
        )
    acts.answer_appraisal_objection(
        objection_id=made.pk, answer=Answer(True, 0, "属实"), actor=cast.actor("彭燕")
    )
    card = queries.sheet(lis)
    assert (card.facts["decided_late"], card.changes, card.counts["decided_late"]) == (
        1,
        {"decided_late": -1},
        0,
    )
    with pytest.raises(Refused, match="已经答复"):
        acts.answer_appraisal_objection(
            objection_id=made.pk, answer=Answer(False, None, "再想想"), actor=cast.actor("彭燕")
        )
    acts.confirm_appraisal(sheet_id=lis, version=None, actor=cast.actor("李强"))
    acts.close_appraisal(sheet_id=lis, version=None, actor=cast.actor("赵敏"))
    for late in (acts.confirm_appraisal, acts.close_appraisal):
        with pytest.raises(Refused, match="不能再改"):
            late(
                sheet_id=lis,
                version=None,
                actor=cast.actor("李强" if late is acts.confirm_appraisal else "赵敏"),
            )
    names = [
        "appraisal_drafted",
        "appraisal_objected",
        "appraisal_objection_answered",
        "appraisal_confirmed",
        "appraisal_closed",
    ]
    entries = Entry.objects.filter(stream=f"appraisal:{lis}").order_by("seq")
    assert list(entries.values_list("act", flat=True)) == names
    assert not any("系统停了" in str(one.payload) for one in entries)
    assert verify().sound
    assert Message.objects.filter(
        recipient_staff_id=cast.staff_id("李强"), subject="您的考核异议有了答复"
    ).exists()


def test_nobody_answers_their_own_objection_nor_closes_their_own_sheet(cast, october):
    own = sheet_of(cast, "彭燕")
    acts.object_to_appraisal(sheet_id=own, version=1, objected=objected("told"), actor=cast.actor("彭燕"))
    made = AppraisalObjection.objects.get()
    with pytest.raises(Refused, match="由其他同事答复"):
        acts.answer_appraisal_objection(
            objection_id=made.pk, answer=Answer(True, 3, "属实"), actor=cast.actor("彭燕")
        )
    made.answered_by_id, made.answered_at, made.accepted = made.made_by_id, clock.now(), False
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save()
    with pytest.raises(Refused, match="自己的考核表"):
        acts.close_appraisal(sheet_id=sheet_of(cast, "赵敏"), version=None, actor=cast.actor("赵敏"))
    with pytest.raises(Refused, match="自己的考核表"):
        acts.close_appraisal(sheet_id=sheet_of_section(cast, "SHZZ"), version=None, actor=cast.actor("赵敏"))


def test_the_head_checks_the_sections_sheet_and_the_party_office_closes_it(cast, october):
    section = sheet_of_section(cast, "SHZZ")
    with pytest.raises(NotPermitted):
        acts.confirm_appraisal(sheet_id=section, version=None, actor=cast.actor("李强"))
    acts.confirm_appraisal(sheet_id=section, version=1, actor=cast.actor("赵敏"))
    with pytest.raises(Stale):
        acts.close_appraisal(sheet_id=section, version=1, actor=cast.actor("彭燕"))
    acts.close_appraisal(sheet_id=section, version=2, actor=cast.actor("彭燕"))


def test_time_for_objections_runs_out_and_then_all_that_is_ready_is_closed_at_once(cast, lis, at):
    section = cast.sections["SHZZ"]
    with pytest.raises(Refused, match="没有可以结束"):
        acts.close_appraisals(section_id=section, period=OCTOBER, actor=cast.actor("彭燕"))
    acts.object_to_appraisal(sheet_id=lis, version=1, objected=objected(), actor=cast.actor("李强"))
    with at("2026-11-09T16:59"):
        acts.object_to_appraisal(
            sheet_id=lis, version=None, objected=objected("decided"), actor=cast.actor("李强")
        )
    with at("2026-11-10"):
        with pytest.raises(Refused, match="已经过了"):
            acts.object_to_appraisal(
                sheet_id=lis, version=None, objected=objected("told"), actor=cast.actor("李强")
            )
        with pytest.raises(NotPermitted):
            acts.close_appraisals(section_id=section, period=OCTOBER, actor=cast.actor("冯涛"))
        # 李强's has an objection open; 赵敏's and the section's remain.
        assert acts.close_appraisals(section_id=section, period=OCTOBER, actor=cast.actor("彭燕")) == 2
    assert AppraisalSheet.objects.get(pk=lis).state == "drafted"


SEE_LIS = {"李强": 200, "赵敏": 200, "彭燕": 200, "陈局": 200, "龚书": 200} | {
    "冯涛": 404,
    "何静": 404,
    "王芳": 404,
    "蒋廉": 404,
    "周明": 403,
}


@pytest.mark.once
def test_a_sheet_is_seen_by_its_colleague_the_head_the_party_office_and_leaders(cast, lis):
    pages = ("", "decided/", "file/?as=xlsx", "confirm/", "object/")
    for who, status in SEE_LIS.items():
        screen = Screen(cast, who)
        seen = {screen.client.get(f"/desk/appraisal/{lis}/{page}").status_code for page in pages}
        assert seen == {status}, who
        missing = screen.client.get("/desk/appraisal/999999/").status_code
        assert missing == (404 if status == 200 else status), who


def test_the_whole_way_on_the_screen(cast, lis, october):
    me, office = Screen(cast, "李强"), Screen(cast, "彭燕")
    page = text(me.open("appraisal/"))
    assert "2026-10" in page
    page = text(me.open(f"appraisal/{lis}/"))
    assert "50.0%" in page
    assert "办结的办件 2" in page
    late = me.open(f"appraisal/{lis}/decided_late/")
    assert f"/desk/cases/{october[1]}/" in late.content.decode()
    assert f"/desk/cases/{october[0]}/" not in late.content.decode()
    bad = me.fill(f"appraisal/{lis}/object/", key="decided_late", reason=" ")
    assert bad.status_code == 422
    done = me.fill(f"appraisal/{lis}/object/", key="decided_late", reason="系统停了两天")
    assert done.status_code == 302
    assert "等答复" in text(me.open(f"appraisal/{lis}/"))
    made = AppraisalObjection.objects.get().pk
    assert f"/desk/appraisal/objections/{made}/" in office.open("appraisal/objections/").content.decode()
    assert "系统停了两天" in text(office.open(f"appraisal/objections/{made}/"))
    unsaid = office.fill(f"appraisal/objections/{made}/", accepted="yes", count="", reason="属实")
    assert unsaid.status_code == 422
    assert "更正以后的数字" in text(unsaid)
    office.fill(f"appraisal/objections/{made}/", accepted="yes", count="0", reason="核对属实")
    page = text(me.open(f"appraisal/{lis}/"))
    assert "采纳，更正 -1" in page
    assert "100.0%" in page
    assert me.fill(f"appraisal/{lis}/confirm/").status_code == 302
    assert Screen(cast, "赵敏").fill(f"appraisal/{lis}/close/").status_code == 302
    page = text(me.open(f"appraisal/{lis}/", recount="1"))
    assert "已结束" in page
    assert "与考核表完全一样" in page


def test_a_later_record_shows_as_a_difference_and_changes_nothing(cast, october):
    mine = sheet_of(cast, "王芳")
    with clock.frozen("2026-10-14"):
        Enquiry.objects.create(
            duty="06-04", written=False, channel="phone", staff_id=cast.staff_id("王芳"), at=clock.now()
        )
    screen = Screen(cast, "王芳")
    assert "考核表 1，现在 2" in text(screen.open(f"appraisal/{mine}/", recount="1"))
    assert "考核表记了 1；按现在的事实是 2" in text(screen.open(f"appraisal/{mine}/told/"))
    assert queries.sheet(mine).facts["told"] == 1


def test_a_sections_table_opens_every_number_and_adds_up(cast, october):
    section = cast.sections["SHZZ"]
    head = Screen(cast, "赵敏")
    page = head.open(f"appraisal/sections/{section}/")
    li, whole = cast.staff_id("李强"), sheet_of_section(cast, "SHZZ")
    assert f"/desk/appraisal/{whole}/decided/?staff={li}" in page.content.decode()
    assert "50.0%" in text(page)
    assert head.open(f"appraisal/{whole}/decided/", staff=li).status_code == 200
    assert head.open(f"appraisal/{whole}/decided/", staff="none").status_code == 200
    assert head.open(f"appraisal/sections/{cast.sections['SHJZ']}/").status_code == 404
    assert Screen(cast, "李强").open(f"appraisal/sections/{section}/").status_code == 403
    for asked in ("2026-09", "2026", "nonsense", "2026-13"):
        assert head.open(f"appraisal/sections/{section}/", period=asked).status_code == 200
    assert "这一期没有考核表" in text(head.open(f"appraisal/sections/{section}/", period="2026-09"))


BENT = ("from=-1", "from=x", "from=99999999999", "staff=x", "staff=²", "staff=0&from=5")


def test_a_bent_address_makes_no_error(cast, lis):
    """On both databases: their numbers end at different places."""
    li = Screen(cast, "李强").client
    for query in BENT:
        assert li.get(f"/desk/appraisal/{lis}/decided/?{query}").status_code == 200, query
        assert li.get(f"/desk/appraisal/{lis}/nothing/?{query}").status_code == 404, query


@pytest.mark.once
def test_the_files_are_read_back_with_real_numbers_and_no_formula(cast, lis):
    screen = Screen(cast, "赵敏")
    answer = screen.open(f"appraisal/{lis}/file/", **{"as": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    assert book.sheet_names == ["指标", "明细"]
    rows = book.get_sheet_by_name("指标").to_python()
    line = next(row for row in rows if row[1].startswith("办件按期办结率"))
    assert line[2] == 50.0
    details = book.get_sheet_by_name("明细").to_python()
    assert len([row for row in details if row[0] == "办结的办件"]) == 2
    assert not any("看手机" in str(cell) for row in details for cell in row)
    section = cast.sections["SHZZ"]
    answer = screen.open(f"appraisal/sections/{section}/file/", **{"as": "xlsx"})
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    people = book.get_sheet_by_name("人员").to_python()
    assert people[-1][0] == "全科室"
    assert "李强" in {row[0] for row in people}


@pytest.mark.once
def test_the_papers_have_no_number_and_say_who_and_what(cast, lis):
    screen = Screen(cast, "彭燕")
    acts.object_to_appraisal(sheet_id=lis, version=1, objected=objected(), actor=cast.actor("李强"))
    words = pdf_words(screen.open(f"appraisal/{lis}/file/", **{"as": "pdf"}))
    for said in ("内部使用，不编号", "李强", "50.0%", "系统停了两天", "等答复"):
        assert said in words
    section = cast.sections["SHZZ"]
    words = pdf_words(screen.open(f"appraisal/sections/{section}/file/", **{"as": "pdf"}))
    for said in ("社会组织管理科", "全科室", "首问答复率"):
        assert said in words


def pdf_words(answer):
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    return "".join(
        "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).split()
    )


@pytest.mark.once
def test_pages_ask_few_questions(cast, lis, django_assert_max_num_queries):
    me, head = Screen(cast, "李强"), Screen(cast, "赵敏")
    section = cast.sections["SHZZ"]
    me.open("appraisal/")
    for screen, page, most in (
        (me, "appraisal/", 12),
        (me, f"appraisal/{lis}/", 16),
        (me, f"appraisal/{lis}/decided/", 12),
        (head, f"appraisal/sections/{section}/", 26),
    ):
        with django_assert_max_num_queries(most):
            screen.open(page)


@pytest.mark.once
def test_english_and_the_other_modes(cast, lis):
    screen = Screen(cast, "李强")
    for mode in ("elder", "contrast"):
        screen.open("", mode=mode)
        assert screen.open(f"appraisal/{lis}/").status_code == 200
    page = text(screen.client.get(f"/desk/appraisal/{lis}/", headers={"Accept-Language": "en"}))
    assert "Decided in time" in page
