"""Who else has a case open: told, never a lock, and nothing that would tell of a complaint."""

import pytest

from banshi.kernel.cases import presence
from banshi.kernel.cases.models import Onlooker
from banshi.kernel.ledger.models import Entry
from banshi.lib import clock
from tests.entrypoints.workbench.conftest import text


@pytest.fixture
def case_id(accepted_case):
    return accepted_case()


def ask(screen, case_id):
    return screen.send(f"cases/{case_id}/presence/")


def test_two_at_one_case_hear_of_each_other_and_nobody_of_themselves(case_id, at_desk):
    handler, head = at_desk("李强"), at_desk("赵敏")
    assert "正在查看" not in text(ask(handler, case_id))
    assert "李强 正在查看" in text(ask(head, case_id))
    answer = text(ask(handler, case_id))
    assert "赵敏 正在查看" in answer
    assert "李强" not in answer


@pytest.mark.parametrize(("minutes", "told"), [(0, "李强 正在查看"), (2, "李强 正在查看，2 分钟前"), (6, "")])
def test_it_is_told_for_some_minutes_and_then_forgotten(case_id, at_desk, minutes, told):
    with clock.frozen("2026-11-23 10:00"):
        ask(at_desk("李强"), case_id)
    with clock.frozen(f"2026-11-23 10:{minutes:02}"):
        assert text(ask(at_desk("赵敏"), case_id)).strip() == told


def test_who_has_long_left_is_cleared_out_and_nothing_is_written_to_the_ledger(case_id, at_desk):
    before = Entry.objects.count()
    with clock.frozen("2026-11-23 10:00"):
        ask(at_desk("李强"), case_id)
    with clock.frozen("2026-11-23 11:00"):
        ask(at_desk("赵敏"), case_id)
    assert list(Onlooker.objects.order_by("id").values_list("staff__name_zh", flat=True)) == ["赵敏"]
    assert Entry.objects.count() == before


@pytest.mark.parametrize("name", ["蒋廉", "陈局"])
def test_whoever_only_reads_is_not_shown(case_id, at_desk, name):
    ask(at_desk("李强"), case_id)
    assert "李强 正在查看" in text(ask(at_desk(name), case_id))
    assert "正在查看" not in text(ask(at_desk("李强"), case_id))


@pytest.mark.parametrize("name", ["何静", "冯涛"])
def test_whoever_may_not_see_the_case_hears_nothing(case_id, at_desk, name):
    assert ask(at_desk(name), case_id).status_code == 404
    assert ask(at_desk(name), 999_999).status_code == 404
    assert not Onlooker.objects.exists()


def test_asking_again_costs_two_questions(case_id, cast, django_assert_num_queries):
    me = cast.staff_id("李强")
    presence.note(case_id, me)
    with django_assert_num_queries(2):
        presence.note(case_id, me)
        presence.others(case_id, me)


def test_the_page_and_the_forms_of_a_case_ask_and_no_confidential_page_does(case_id, at_desk):
    handler = at_desk("李强")
    for page in ("", "decide/"):
        assert f"/desk/cases/{case_id}/presence/" in handler.open(f"cases/{case_id}/{page}").content.decode()
    for page in ("complaints/", "accountability/"):
        assert "presence" not in handler.open(page).content.decode()
