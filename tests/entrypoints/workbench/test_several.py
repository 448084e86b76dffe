"""一次办几件: what may be done to several cases at once, each an act of its own (decision 0034)."""

import io
import re

import pytest
from pypdf import PdfReader

from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card, timeline
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.typesetting import CannotTypeset
from banshi.kernel.ledger.models import Entry
from tests.entrypoints.workbench.conftest import hidden, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def waiting(received_case):
    """Three cases of 李强's section that nobody has."""
    return [received_case(), received_case("刘桂兰"), received_case()]


def ticks(page):
    return re.findall(r'name="case" value="([^"]+)"', page.content.decode())


def send(screen, page, **typed):
    return screen.send("several/?desk=section", **(hidden(page) | typed))


def test_a_handler_claims_several_and_each_is_an_act_of_its_own(waiting, at_desk, cast):
    handler = at_desk("李强")
    page = handler.open("several/", desk="section")
    assert "没有人经办" in text(page)
    before = Entry.objects.count()
    answer = send(handler, page, case=ticks(page), do="claim")
    assert answer.status_code == 200
    assert "办了 3 件" in text(answer)
    assert [card(one).handler_id for one in waiting] == [cast.staff_id("李强")] * 3
    assert Entry.objects.count() == before + 3
    again = send(handler, page, case=ticks(page), do="claim")
    assert "办了 3 件" in text(again)
    assert Entry.objects.count() == before + 3


def test_a_head_gives_them_to_a_colleague(waiting, at_desk, cast, hire_second):
    head = at_desk("赵敏")
    page = head.open("several/", desk="section")
    assert "认领勾选的" not in text(page)
    handler = cast.staff_id("李强")
    answer = send(head, page, case=ticks(page)[:2], do="assign", handler=handler)
    assert "办了 2 件" in text(answer)
    assert "交给 李强 了" in text(answer)
    assert sorted(Case.objects.filter(handler_id=handler).values_list("pk", flat=True)) == waiting[:2]
    assert timeline(waiting[0])[-1].fact.kind == "assigned"


def test_what_was_refused_is_named_with_its_reason_and_the_others_are_done(
    waiting, at_desk, cast, hire_second
):
    page = at_desk("赵敏").open("several/", desk="section")
    hire_second.act(waiting[0], "claim")
    at_desk("王芳").act(waiting[1], "accept", do="act")
    answer = send(
        at_desk("赵敏"), page, case=[*ticks(page), "999999.1"], do="assign", handler=cast.staff_id("李强")
    )
    said = text(answer)
    assert "办了 1 件" in said
    assert "没有办的 2 件" in said
    assert "这件已经由郑远经办" in said
    assert "有 1 件没有找到" in said
    assert card(waiting[2]).handler_id == cast.staff_id("李强")
    assert [one.fact.kind for one in timeline(waiting[0])] == ["received", "claimed"]


def test_a_case_that_moved_on_is_not_given_away_unseen(waiting, at_desk, cast):
    page = at_desk("赵敏").open("several/", desk="section")
    at_desk("王芳").act(waiting[0], "materials", **{"paper1": "present", "do": "act"})
    Case.objects.filter(pk=waiting[0]).update(version=card(waiting[0]).version + 1)
    answer = send(at_desk("赵敏"), page, case=ticks(page), do="assign", handler=cast.staff_id("李强"))
    assert "刚刚被别人更新过" in text(answer)
    assert card(waiting[0]).handler_id is None


def test_without_a_tick_or_a_colleague_nothing_happens_and_ticks_stay(waiting, at_desk):
    head = at_desk("赵敏")
    page = head.open("several/", desk="section")
    assert "没有勾选办件" in text(send(head, page, do="assign"))
    answer = send(head, page, case=ticks(page)[:1], do="assign")
    assert answer.status_code == 422
    assert answer.content.decode().count(" checked") == 1
    stranger = send(head, page, case=ticks(page), do="assign", handler=999999)
    assert stranger.status_code == 422
    assert {card(one).handler_id for one in waiting} == {None}


@pytest.mark.parametrize("junk", ["", "x", "1", "1.x", "-1.1", "9" * 30 + ".1", "１.１"])
def test_nonsense_is_left_out(waiting, at_desk, junk):
    handler = at_desk("李强")
    page = handler.open("several/", desk="section")
    assert send(handler, page, case=[junk], do="claim").status_code == 200
    assert card(waiting[0]).handler_id is None


def test_another_section_gets_the_answer_of_what_does_not_exist(waiting, at_desk, cast):
    stranger = at_desk("何静")
    own = stranger.open("several/", desk="section")
    assert not set(ticks(own)) & {f"{one}.1" for one in waiting}
    answer = stranger.send("several/", case=[f"{waiting[0]}.1"], once="o1", do="claim")
    assert "一件也没有办" in text(answer)
    assert "有 1 件没有找到" in text(answer)
    assert card(waiting[0]).number not in text(answer)


@pytest.mark.parametrize(("name", "answer"), [("周明", 403), ("陈局", 200), ("王芳", 200)])
def test_who_comes_in(waiting, at_desk, name, answer):
    assert at_desk(name).open("several/").status_code == answer


def test_a_clerk_may_tick_but_has_no_button_to_claim_and_is_refused(waiting, at_desk):
    clerk = at_desk("王芳")
    page = clerk.open("several/")
    assert "认领勾选的" not in text(page)
    answer = clerk.send("several/", case=ticks(page), once="o2", do="claim")
    assert "没有办的 3 件" in text(answer)
    assert "您的岗位没有办理这一步的权限" in text(answer)


def test_papers_of_several_cases_become_one_file_each_on_a_sheet_of_its_own(waiting, at_desk):
    clerk = at_desk("王芳")
    for one in waiting[:2]:
        clerk.act(one, "accept", do="act")
    page = clerk.open("several/", desk="all")
    answer = clerk.send("several/?desk=all", case=[f"{one}.9" for one in waiting], once="o3", do="papers")
    address = answer["Location"].removeprefix("/desk/")
    page = clerk.client.get(f"/desk/{address}")
    papers = re.findall(r'name="paper" value="(\d+)" checked', page.content.decode())
    assert len(papers) >= 2
    assert "受理通知书" in text(page)
    file = clerk.client.post(f"/desk/{address}", {"paper": papers})
    assert file["Content-Type"] == "application/pdf"
    pages = PdfReader(io.BytesIO(file.content)).pages
    assert len(pages) % 2 == 0
    assert len(pages) >= 2 * len(papers)
    assert "没有勾选文书" in text(clerk.client.post(f"/desk/{address}", {}))


def test_a_paper_that_cannot_be_made_is_named_and_nothing_is_printed(waiting, at_desk, monkeypatch):
    clerk = at_desk("王芳")
    clerk.act(waiting[0], "accept", do="act")

    def fail(_document_id):
        raise CannotTypeset("layout")

    monkeypatch.setattr(documents.actions, "render", fail)
    address = f"/desk/several/papers/?case={waiting[0]}"
    papers = re.findall(r'name="paper" value="(\d+)"', clerk.client.get(address).content.decode())
    answer = clerk.client.post(address, {"paper": papers})
    assert answer.status_code == 422
    assert "没有合成，因为有文书做不出来" in text(answer)


def test_papers_of_cases_one_may_not_see_are_no_papers(waiting, at_desk):
    at_desk("王芳").act(waiting[0], "accept", do="act")
    address = f"/desk/several/papers/?case={waiting[0]}"
    assert at_desk("何静").client.get(address).status_code == 404
    assert at_desk("王芳").client.get("/desk/several/papers/?case=x").status_code == 404


def test_the_page_asks_few_questions(waiting, at_desk, received_case, django_assert_max_num_queries):
    for _ in range(5):
        received_case()
    head = at_desk("赵敏")
    with django_assert_max_num_queries(16):
        assert head.open("several/", desk="section").status_code == 200
