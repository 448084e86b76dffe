"""认领: whoever is free takes a case that waits for the section, and gives it back while nothing was done on it."""

import pytest

from banshi.kernel.cases.queries import card, timeline
from tests.entrypoints.workbench.conftest import hidden, text


@pytest.fixture
def waiting(received_case):
    """A case of 李强's section that nobody has."""
    return received_case()


def kinds(case_id):
    return [event.fact.kind for event in timeline(case_id)]


def test_a_handler_takes_it_from_the_list_with_one_button(waiting, at_desk, cast):
    handler = at_desk("李强")
    page = handler.open("", desk="section")
    assert "认领，由我经办" in text(page)
    sent = hidden(page)
    answer = handler.send(f"cases/{waiting}/claim/", version=sent["version"], once=sent["once"])
    assert answer["Location"] == f"/desk/cases/{waiting}/"
    assert card(waiting).handler_id == cast.staff_id("李强")
    event = timeline(waiting)[-1]
    assert (event.fact.kind, event.actor) == ("claimed", f"staff:{cast.staff_id('李强')}")
    assert event.articles == ("07-03", "12-04")
    assert "认领，由我经办" not in text(handler.open("", desk="section"))


def test_it_is_taken_on_its_page_and_the_page_says_until_when_it_can_be_given_back(waiting, at_desk):
    handler = at_desk("李强")
    handler.act(waiting, "claim")
    page = handler.open(f"cases/{waiting}/")
    assert "在办理以前都可以撤销" in text(page)
    assert f"/desk/cases/{waiting}/claim/undo/" in page.content.decode()
    assert handler.fill(f"cases/{waiting}/claim/undo/").status_code == 302
    assert card(waiting).handler_id is None
    assert kinds(waiting) == ["received", "claimed", "claim_undone"]
    assert "还没有办理，退回本科室" in text(handler.open(f"cases/{waiting}/"))


def test_once_something_was_done_it_is_not_given_back(waiting, at_desk):
    handler = at_desk("李强")
    handler.act(waiting, "claim")
    opened = hidden(handler.open(f"cases/{waiting}/claim/undo/"))
    handler.act(waiting, "accept", do="act")
    answer = handler.send(f"cases/{waiting}/claim/undo/", **opened)
    assert answer.status_code == 409
    again = handler.send(f"cases/{waiting}/claim/undo/", **hidden(answer))
    assert again.status_code == 422
    assert "认领以后已经办理过，不能再退回" in text(again)
    assert "撤销认领" not in text(handler.open(f"cases/{waiting}/"))


def test_of_two_at_once_one_has_it_and_the_other_is_told_who(waiting, at_desk, cast, hire_second):
    first, second = at_desk("李强"), hire_second
    typed = hidden(second.open(f"cases/{waiting}/claim/"))
    first.act(waiting, "claim")
    answer = second.send(f"cases/{waiting}/claim/", **typed)
    assert answer.status_code == 422
    assert "这件已经由李强经办" in text(answer)
    assert card(waiting).handler_id == cast.staff_id("李强")
    assert kinds(waiting) == ["received", "claimed"]
    undoing = second.fill(f"cases/{waiting}/claim/undo/")
    assert "只能退回自己认领的办件" in text(undoing)


@pytest.mark.parametrize(("name", "answer"), [("王芳", 403), ("赵敏", 403), ("何静", 404), ("陈局", 403)])
def test_only_a_handler_of_the_section_claims(waiting, at_desk, name, answer):
    screen = at_desk(name)
    assert screen.open(f"cases/{waiting}/claim/").status_code == answer
    assert screen.send(f"cases/{waiting}/claim/", version=1, once="x").status_code == answer
    assert kinds(waiting) == ["received"]


def test_what_was_claimed_stays_with_the_claimer_when_it_is_accepted(waiting, at_desk, hire_second, cast):
    at_desk("李强").act(waiting, "claim")
    at_desk("王芳").act(waiting, "accept", do="act")
    assert card(waiting).handler_id == cast.staff_id("李强")
