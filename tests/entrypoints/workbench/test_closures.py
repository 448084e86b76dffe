"""The office closes the hall at its screen; the leader also decides about the promises."""

import pytest

from banshi.kernel.workdays.queries import recent_closures
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
PAGE = "administration/closures/"


def test_the_office_registers_a_closure(at_desk):
    office = at_desk("沈远")
    assert "承诺期限要顺延的，请局领导登记" in text(office.open(PAGE))
    answer = office.fill(PAGE, first="2026-11-24", last="2026-11-25", reason="停电检修")
    assert answer.status_code == 302
    words = text(office.open(PAGE))
    assert "停电检修" in words
    assert "承诺期限照常计算 · 沈远" in words


def test_the_leader_decides_that_promises_move(at_desk):
    leader = at_desk("陈局")
    sent = {"first": "2026-11-24", "last": "2026-11-24", "reason": "停电", "moves_promises": "on"}
    assert leader.fill(PAGE, **sent).status_code == 302
    assert recent_closures(1)[0].moves_promises


def test_a_refusal_stands_at_its_field(at_desk):
    answer = at_desk("沈远").fill(PAGE, first="2026-11-20", last="2026-11-24", reason="停电检修")
    assert answer.status_code == 422
    assert "从今天或者以后" in text(answer)
    assert "停电检修" in answer.content.decode()


def test_the_administrator_reads_and_others_do_not_come_in(at_desk):
    zhou = at_desk("周明")
    assert "登记闭厅" not in text(zhou.open(PAGE))
    assert zhou.send(PAGE, first="2026-11-24").status_code == 403
    assert at_desk("王芳").open(PAGE).status_code == 403


def test_a_closure_to_come_is_withdrawn_by_its_button(at_desk):
    office = at_desk("沈远")
    office.fill(PAGE, first="2026-11-24", last="2026-11-25", reason="停电检修")
    assert "撤回，照常开放" in text(office.open(PAGE))
    assert office.send(PAGE, withdraw=recent_closures(1)[0].id).status_code == 302
    assert recent_closures(1) == []
    again = office.send(PAGE, withdraw="1")
    assert again.status_code == 422
    assert "可能已经撤回" in text(again)
