"""严守 takes colleagues over from Excel, 周明 open cases: report first, all or nothing, and nothing twice."""

import datetime as dt
import re
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from banshi.entrypoints.workbench.administration import adopting
from banshi.kernel.cases.former import CASES, COLUMNS
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import timeline
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.sentences import sentence
from banshi.kernel.ledger import verify
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.models import Deputy, Post, Role, Section, Staff
from banshi.kernel.organisation.roster import ROLES, SECTION_COLUMNS, SECTIONS, STAFF, STAFF_COLUMNS, role_of
from banshi.kernel.ui.wording import say
from banshi.lib.sheets import Sheet, read_sheets, write_book
from banshi.workflows import tick
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
PERSON = ("公民", "张伟", "", "11010119900307803X", "13812345678")


def book(**sheets):
    target, wanted = BytesIO(), {SECTIONS: SECTION_COLUMNS, STAFF: STAFF_COLUMNS, CASES: COLUMNS}
    names = {"sections": SECTIONS, "staff": STAFF, "cases": CASES}
    write_book(
        target,
        [Sheet(names[n], [(h, ()) for h in wanted[names[n]].values()], rows) for n, rows in sheets.items()],
    )
    return target.getvalue()


def colleagues(*posts, sections=(("XXZX", "信息中心", "Information", "信息系统", "501", "0418-2345699"),)):
    return book(sections=sections, staff=posts)


def open_cases(*rows):
    return book(cases=rows)


def old(number="旧〔2026〕1号", *, item="MZ-XK-01", person=PERSON, handler="liqiang", **days):
    accepted = days.get("accepted", "2026-11-12")
    state = "已受理" if accepted else "已收件"
    return (number, item, *person, days.get("received", "2026-11-09"), state, accepted, handler)


@pytest.fixture
def zhou(at_desk):
    return at_desk("周明")


@pytest.fixture
def yan(at_desk):
    return at_desk("严守")


@pytest.fixture
def keeper(kind, at_desk):
    """Who may import this: posts the security administrator, cases the system administrator."""
    return at_desk("严守" if kind == "staff" else "周明")


def hand_in(screen, kind, content):
    file = SimpleUploadedFile("表.xlsx", content)
    answer = screen.send(f"administration/{kind}/", file=file)
    return screen.open(f"administration/{kind}/check/") if answer.status_code == 302 else answer


def confirm(screen, kind):
    return screen.send(f"administration/{kind}/check/", do="load")


NEW_POST = ("wujie", "吴杰", "Wu Jie", "XXZX", "", "", "系统管理员", "", "", "")
THREE = "不能同时担任系统管理员、安全管理员、审计管理员中的两个"


def test_new_colleagues_are_shown_entered_and_given_a_password_once(yan):
    words = text(hand_in(yan, "staff", colleagues(NEW_POST)))
    assert "文件没有错，请确认" in words
    assert not Staff.objects.filter(username="wujie").exists()
    page = confirm(yan, "staff")
    wu = Staff.objects.get(username="wujie")
    secret = re.search(r"<b>([A-Z0-9]{14})</b>", page.content.decode())[1]
    assert (wu.check_password(secret), wu.initial_password, wu.section.code) == (True, True, "XXZX")
    entry = Entry.objects.get(stream="organisation")
    assert (entry.actor.split(":")[0], entry.act, entry.articles) == (
        "staff",
        "roster_loaded",
        ["05-04-2", "05-04-3"],
    )
    assert "吴杰" not in str(entry.payload)
    assert confirm(yan, "staff").status_code == 302  # a second click finds the file gone
    assert "和现在的一样，不用导入" in text(hand_in(yan, "staff", colleagues(NEW_POST)))
    assert Staff.objects.filter(username="wujie").count() == Post.objects.filter(staff=wu).count() == 1


def test_who_changes_is_changed_who_leaves_gets_a_last_day_and_nobody_else_is_touched(yan, cast):
    li = Staff.objects.get(username="liqiang")
    row = ("liqiang", "李强", "Li Qiang", "SHZZ", "303", "", "经办人", "", "", "2026-12-31")
    words = text(hand_in(yan, "staff", colleagues(row, sections=())))
    assert "变更" in words
    before = Staff.objects.count()
    confirm(yan, "staff")
    li.refresh_from_db()
    assert (li.room, li.posts.get().last, li.initial_password) == ("303", dt.date(2026, 12, 31), False)
    assert Staff.objects.count() == before


@pytest.mark.parametrize(
    ("row", "column", "why", "right"),
    [
        (("王 芳", "王芳", "", "SPK", "", "", "经办人", "", "", ""), "工号", "工号读不出来", "zhangsan"),
        (("x1", "", "", "SPK", "", "", "经办人", "", "", ""), "姓名", "不能空着", "一行普通的文字"),
        (
            ("x1", "张三", "", "ABC", "", "", "经办人", "", "", ""),
            "所在科室编码",
            "没有“ABC”这个科室",
            "SHZZ",
        ),
        (("x1", "张三", "", "SPK", "", "", "主任", "", "", ""), "岗位", "没有“主任”这个岗位", "经办人"),
        (
            ("x1", "张三", "", "SPK", "", "", "经办人", "", "明天", ""),
            "起始日期",
            "日期读不出来",
            "2026-09-01",
        ),
        (
            ("x1", "张三", "", "SPK", "", "", "经办人", "", "2026-9-1", "2026-8-1"),
            "终止日期",
            "早于起始日期",
            "空着",
        ),
        (
            ("x1", "张三", "", "SPK", "", "一二三", "经办人", "", "", ""),
            "电话",
            "电话读不出来",
            "0418-2345678",
        ),
    ],
)
def test_every_flaw_names_row_column_reason_and_what_would_be_right(yan, row, column, why, right):
    before = [model.objects.count() for model in (Staff, Section, Post, Entry)]
    words = text(hand_in(yan, "staff", colleagues(NEW_POST, row)))
    assert "什么也没有导入" in words
    place = words.index(f"{STAFF} 3 {column}") if f"{STAFF} 3 {column}" in words else words.index(column)
    assert why in words[place:]
    assert right in words[place:]
    confirm(yan, "staff")
    assert [model.objects.count() for model in (Staff, Section, Post, Entry)] == before


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("wujie", "吴杰", "Wu Jie", "XXZX", "", "", role, "", "", "")
            for role in ("安全管理员", "审计管理员")
        ],
        [("zhouming", "周明", "Zhou Ming", "BGS", "", "", "安全管理员", "", "", "")],
        [("suming", "苏鸣", "Su Ming", "BGS", "", "", "安全管理员", "", "2027-01-01", "2027-06-30")],
    ],
)
def test_nobody_is_given_two_of_the_three_administrators_posts(rows, yan):
    words = text(hand_in(yan, "staff", colleagues(*rows)))
    assert THREE in words + text(confirm(yan, "staff"))
    three = Post.objects.filter(role__in=["administrator", "security", "audit"])
    assert three.values("staff").distinct().count() == three.count() == 3


def test_a_post_of_the_three_passes_to_another_person_day_by_day(yan):
    leaving = ("zhouming", "周明", "Zhou Ming", "BGS", "", "", "系统管理员", "", "", "2026-12-31")
    coming = ("zhouming", "周明", "Zhou Ming", "BGS", "", "", "审计管理员", "", "2027-01-01", "")
    hand_in(yan, "staff", colleagues(leaving, coming, sections=()))
    confirm(yan, "staff")
    roles = Post.objects.filter(staff__username="zhouming").order_by("role").values_list("role", flat=True)
    assert list(roles) == ["administrator", "audit"]


def test_the_database_refuses_two_of_the_three(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.create(
            staff=cast.staff("周明"), role="audit", section_id=cast.sections["BGS"], first=dt.date(2026, 1, 1)
        )


def test_a_deputy_is_not_lent_a_second_post_of_the_three(cast):
    day = dt.date(2026, 11, 23)
    for absent in ("苏鸣", "李强"):
        Deputy.objects.create(
            absent=cast.staff(absent), deputy=cast.staff("周明"), first=day, last=day, reason="年休假"
        )
    assert {role for role, _section in cast.actor("周明").posts} == {"administrator", "handler"}


def test_an_open_case_keeps_its_dates_and_its_limits_and_says_where_it_comes_from(zhou):
    words = text(hand_in(zhou, "cases", open_cases(old(), old("旧2", accepted="", received="2026-11-20"))))
    assert "文件没有错，请确认" in words
    assert not Case.objects.exists()
    assert "旧〔2026〕1号" in text(confirm(zhou, "cases"))
    case, waiting = Case.objects.order_by("id")
    assert (case.state, case.accepted_on, case.handler.username) == (
        "review",
        dt.date(2026, 11, 12),
        "liqiang",
    )
    clocks = dict(Clock.objects.filter(case=case).order_by("kind").values_list("kind", "start"))
    assert clocks == dict.fromkeys(("promised", "statutory"), dt.date(2026, 11, 12))
    assert list(waiting.clocks.order_by("kind").values_list("kind", "due")) == [
        ("intake", dt.date(2026, 11, 27))
    ]
    title, detail = sentence(timeline(case.pk)[0].fact, {})
    assert "从原来的登记转入" in say(title)
    assert "旧〔2026〕1号" in say(detail)
    assert "张" not in str(list(Entry.objects.order_by("id").values_list("payload", flat=True)))
    assert verify.verify().sound


def test_the_same_file_again_takes_nothing_over_twice(zhou):
    for _time in range(2):
        hand_in(zhou, "cases", open_cases(old()))
        confirm(zhou, "cases")
    assert Case.objects.count() == 1
    assert "已经导入过" in text(hand_in(zhou, "cases", open_cases(old())))


def test_a_case_that_is_late_already_is_announced_and_becomes_a_breach(zhou):
    content = open_cases(old(received="2026-03-02", accepted="2026-03-03"))
    assert "新增，已经超期" in text(hand_in(zhou, "cases", content))
    confirm(zhou, "cases")
    tick.tick()
    kinds = [event.fact.kind for event in timeline(Case.objects.get().pk)]
    assert kinds[0] == "taken_over"
    assert "breached" in kinds


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (old(number=""), "原编号", "不能空着"),
        (old(item="MZ-XX"), "事项编码", "没有生效的事项"),
        (old(received="2024-11-09"), "事项编码", "没有生效的事项"),
        (old(person=("公民", "张伟", "", "110101199003078031", "13812345678")), "证件号码", "对不上"),
        (old(person=("法人", "某学会", "", "91350100M000100Y42", "13812345678")), "证件号码", "对不上"),
        (old(person=("公司", "张伟", "", "", "1")), "申请人类型", "没有“公司”这一项"),
        (old(person=("公民", "张伟", "", "11010119900307803X", "123")), "联系电话", "电话"),
        (old(accepted="2026-11-01"), "受理日期", "早于收件日期"),
        (old(accepted="2026-12-01"), "受理日期", "还没有到"),
        (old(handler="hejing"), "经办人工号", "不是承办科室"),
        (old(handler=""), "经办人工号", "不能空着"),
    ],
)
def test_a_flaw_in_one_case_keeps_all_of_them_out(zhou, row, column, why):
    words = text(hand_in(zhou, "cases", open_cases(old("旧9"), row)))
    assert "什么也没有导入" in words
    assert column in words
    assert why in words
    assert confirm(zhou, "cases").status_code == 422
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "content", [b"", b"no excel", b"PK\x03\x04broken", book(staff=(), sections=()), book(cases=())]
)
@pytest.mark.parametrize("kind", ["staff", "cases"])
def test_what_is_no_such_file_is_refused_with_a_sentence(keeper, kind, content):
    answer = hand_in(keeper, kind, content)
    assert answer.status_code == 422, text(answer)


@pytest.mark.parametrize("kind", ["staff", "cases"])
def test_the_template_reads_back_and_a_formula_stays_text(keeper, kind):
    content = keeper.open(f"administration/{kind}/template/").content
    names = (SECTIONS, STAFF) if kind == "staff" else (CASES,)
    assert all(len(grid) == 1 for grid in read_sheets(content, *names))
    row = ("=1+1", "=HYPERLINK(1)", "", "SPK", "", "", "经办人", "", "", "")
    (grid,) = read_sheets(colleagues(row), STAFF)
    assert grid[1][1] == "=HYPERLINK(1)"


def test_two_who_import_the_same_in_one_moment_are_told_and_nothing_comes_twice(zhou, monkeypatch):
    hand_in(zhou, "cases", open_cases(old()))
    same = adopting.read_former(open_cases(old()))
    confirm(zhou, "cases")
    hand_in(zhou, "cases", open_cases(old()))
    monkeypatch.setattr(adopting, "read_former", lambda content: same)
    answer = confirm(zhou, "cases")
    assert (answer.status_code, "同时有人导入" in text(answer)) == (422, True)
    assert Case.objects.count() == 1


@pytest.mark.parametrize("name", ["王芳", "李强", "陈局", "赵敏"])
def test_others_do_not_come_in(name, at_desk):
    screen = at_desk(name)
    for page in ("staff/", "staff/check/", "staff/template/", "cases/", "cases/check/", "cases/template/"):
        assert screen.open(f"administration/{page}").status_code == 403


def test_the_roles_of_a_file_are_the_roles_of_the_house():
    assert dict(ROLES) == {role.value: str(role.label) for role in Role}
    assert role_of("经办人") == role_of("handler") == "handler"
