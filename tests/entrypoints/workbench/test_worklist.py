"""轮到我: everybody's own list, the most urgent first, with few questions to the database."""

import datetime as dt
import re

import pytest

from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card
from banshi.kernel.catalogue.queries import spec
from banshi.kernel.clocks import worklist
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.worklist import Place, Scope, likely_numbers
from banshi.workflows.intake import assign
from banshi.workflows.tick import tick
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def many(accepted_case, received_case, at):
    """Three under review taken in on different days, one just received."""
    days = ("2026-11-09", "2026-11-16", "2026-10-20")
    ids = []
    for day in days:
        with at(day):
            ids.append(accepted_case())
    return [*ids, received_case("刘桂兰", missing=(1,))]


def numbers(page):
    content = text(page)
    found = {one.number: content.find(one.number) for one in Case.objects.order_by("id")}
    return [number for number, place in sorted(found.items(), key=lambda pair: pair[1]) if place >= 0]


def test_the_handler_sees_the_own_cases_the_most_urgent_first(many, at_desk):
    expected = [card(many[n]).number for n in (2, 0, 1)]
    page = at_desk("李强").open("")
    assert numbers(page) == expected
    assert "3 件" in text(page)
    assert "作出决定，说明超期原因" in text(page)
    assert "超期 1" in text(page)


def test_the_list_is_divided_by_day_with_counts(cast, many, at_desk, monkeypatch):
    head = at_desk("赵敏")
    page = text(head.open(""))
    places = [page.find(name) for name in ("已超期 1 件", "以后 3 件")]
    assert places == sorted(places)
    assert min(places) > 0
    assert "等别人" not in page
    assert "已超期 1 件" in text(head.open("", lamp="red"))
    assert "以后" not in text(head.open("", lamp="red"))
    monkeypatch.setattr(worklist, "PAGE", 1)
    assert "已超期 1 件" in text(head.open(""))
    assert "以后" not in text(head.open(""))


def test_clerks_heads_and_leaders_have_lists_of_their_own(cast, many, at_desk):
    assert numbers(at_desk("王芳").open("")) == [card(many[3]).number]
    assert len(numbers(at_desk("赵敏").open(""))) == 4
    assert numbers(at_desk("陈局").open("")) == [card(many[2]).number]
    assert len(numbers(at_desk("陈局").open("", desk="all"))) == 4
    assert numbers(at_desk("何静").open("")) == []
    assert "没有等着您的办件" in text(at_desk("何静").open(""))
    page = at_desk("周明").open("")
    assert "您的岗位不经手办件" in text(page)
    assert "/desk/administration/" in page.content.decode()


def test_filters_are_links_and_nonsense_is_left_out(many, at_desk):
    head = at_desk("赵敏")
    assert len(numbers(head.open("", state="received"))) == 1
    assert len(numbers(head.open("", lamp="red"))) == 1
    page = head.open("", desk="nobody", lamp="pink", state="lost", after="yesterday")
    assert len(numbers(page)) == 4
    assert len(numbers(head.open("", desk="all"))) == 4


def test_pages_follow_one_another_without_gaps_or_doubles(monkeypatch, many):
    monkeypatch.setattr(worklist, "PAGE", 1)
    Case.objects.filter(pk=many[1]).update(due=None)
    for shape in (None, Lamp.GREEN):
        seen, after = [], None
        while True:
            found = worklist.page(Scope(), shape=shape, after=after)
            seen += [row.id for row in found.rows]
            after = found.next and Place.parse(str(found.next))
            if after is None:
                break
        assert seen == (
            [many[2], many[3], many[0], many[1]] if shape is None else [many[3], many[0], many[1]]
        )


def test_tallies_stop_at_a_limit_and_say_so(monkeypatch, many, at_desk):
    monkeypatch.setattr(worklist, "COUNTED", 2)
    page = text(at_desk("赵敏").open(""))
    assert "2 件+" in page
    assert "超期 1+" in page


def test_a_paused_clock_says_for_what(cast, many, at_desk):
    at_desk("李强").act(
        many[1],
        "procedure",
        kind="expert_review",
        place="三楼",
        time="9:00",
        first="2026-11-23",
        last="2026-11-27",
        do="act",
    )
    page = text(at_desk("李强").open(""))
    assert "等别人 1 件" in page
    assert "停表：专家评审" in page
    assert "等特别程序结束，最后一天是 2026-11-27" in page


def test_a_page_of_many_cases_asks_few_questions(many, at_desk, django_assert_max_num_queries, accepted_case):
    for _ in range(5):
        accepted_case()
    for name in ("李强", "王芳", "陈局"):
        screen = at_desk(name)
        with django_assert_max_num_queries(14):
            assert screen.open("").status_code == 200


def test_breaches_are_listed_for_the_own_section(cast, many, at_desk):
    tick()
    number = card(many[2]).number
    assert number in text(at_desk("赵敏").open("breaches/"))
    assert number in text(at_desk("陈局").open("breaches/"))
    assert "没有超期" in text(at_desk("冯涛").open("breaches/"))
    assert at_desk("李强").open("breaches/").status_code == 403


def messages_of(page):
    return re.findall(r'name="shown" value="(\d+)"', page.content.decode())


def test_messages_are_read_one_by_one_or_several_at_once_and_only_ones_own(many, at_desk):
    tick()
    handler, stranger = at_desk("李强"), at_desk("何静")
    page = handler.open("inbox/")
    assert "办件已超期" in text(page)
    first, *others = messages_of(page)
    stranger.send("inbox/read/", only=first)
    stranger.send("inbox/read/", all="yes", shown=[first, *others])
    assert messages_of(handler.open("inbox/")) == [first, *others]
    handler.send("inbox/read/", only=first)
    assert "已读" in text(handler.open("inbox/"))
    assert messages_of(handler.open("inbox/")) == others
    handler.send("inbox/read/", message=["x", "9" * 40])
    assert "没有勾选消息" in text(handler.open("inbox/"))
    handler.send("inbox/read/", message=others[:1])
    assert messages_of(handler.open("inbox/")) == others[1:]
    handler.send("inbox/read/", all="yes", shown=others)
    assert messages_of(handler.open("inbox/")) == []


def test_a_case_given_to_a_colleague_leaves_the_list(cast, many, at_desk):
    hired = cast.staff("何静")
    hired.posts.create(role="handler", section_id=cast.sections["SHZZ"], first=dt.date(2026, 1, 1))
    assign(case_id=many[0], version=None, handler_id=hired.pk, actor=cast.actor("赵敏"))
    assert card(many[0]).number not in numbers(at_desk("李强").open(""))
    assert card(many[0]).number in numbers(at_desk("何静").open(""))


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("210900-20261029-000035", ["210900-20261029-000035"]),
        ("２１０９００ 20261029 000035", ["210900-20261029-000035"]),
        ("20261029-35", ["210900-20261029-000035"]),
        ("1029-35", ["210900-20261029-000035", "210900-20251029-000035"]),
        ("张伟", []),
        ("210111198506171233", []),
    ],
)
def test_what_a_typed_number_may_stand_for(asked, found):
    assert likely_numbers(asked, dt.date(2026, 11, 23), "210900") == found


def test_in_english_items_and_colleagues_have_their_english_names(many, at_desk):
    desk = at_desk("赵敏")
    desk.client.cookies["django_language"] = "en"
    page, case = text(desk.open("")), card(many[0])
    assert case.item_name not in page
    assert spec(case.item_version_id).name_en in page
    assert spec(case.item_version_id).name_en in text(desk.open(f"cases/{case.id}/"))
