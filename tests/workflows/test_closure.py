"""The hall is closed for days: who may decide it, what it does to promises, and that it does so once."""

import datetime as dt

import pytest

from banshi.kernel.cases.queries import timeline
from banshi.kernel.clocks.models import Clock, ClosureEffect
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.models import Message
from banshi.kernel.workdays.queries import recent_closures
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.closure import Closing, close_hall, suspend_promises, withdraw_closure

pytestmark = pytest.mark.django_db
MONDAY = dt.date(2026, 11, 23)


def days(first, last, **more):
    return Closing(MONDAY + dt.timedelta(first), MONDAY + dt.timedelta(last), "停电检修", **more)


def due(case_id, kind):
    return Clock.objects.get(case_id=case_id, kind=kind).due


def test_a_promise_moves_once_however_often_the_duty_runs(cast, accepted_case):
    case_id = accepted_case()
    promise, law = due(case_id, "promised"), due(case_id, "statutory")
    closure = close_hall(closing=days(2, 3, moves_promises=True), actor=cast.actor("陈局"))
    assert suspend_promises(limit=50, actor=SYSTEM) == 1
    assert suspend_promises(limit=50, actor=SYSTEM) == 0
    assert due(case_id, "promised") > promise
    assert due(case_id, "statutory") == law
    assert [e.fact.kind for e in timeline(case_id)].count("promise_suspended") == 1
    assert Message.objects.filter(template_key="promise_suspended").count() == 1
    assert [entry.act for entry in ledger.stream(f"closure:{closure}")] == ["hall_closed"]


def test_a_case_accepted_later_and_touched_by_the_closed_days_follows(cast, accepted_case, at):
    close_hall(closing=days(2, 3, moves_promises=True), actor=cast.actor("陈局"))
    assert suspend_promises(limit=50, actor=SYSTEM) == 0
    with at("2026-11-24T10:00"):
        accepted_case()
        assert suspend_promises(limit=50, actor=SYSTEM) == 1


def test_a_promise_that_would_pass_the_law_stays(cast, accepted_case):
    case_id = accepted_case()
    promise, law = due(case_id, "promised"), due(case_id, "statutory")
    for week in range(3):
        first = 1 + 14 * week
        close_hall(closing=days(first, first + 13, moves_promises=True), actor=cast.actor("陈局"))
        suspend_promises(limit=50, actor=SYSTEM)
        assert promise <= due(case_id, "promised") <= law
    assert sorted(ClosureEffect.objects.values_list("moved", flat=True)) == [False, False, True]


@pytest.mark.parametrize(
    ("closing", "sentence"),
    [
        (days(-1, 0), "从今天或者以后"),
        (days(2, 1), "最后一天不能早于第一天"),
        (days(0, 31), "最多登记 31 天"),
        (Closing(MONDAY, MONDAY, " "), "原因"),
    ],
)
def test_days_that_cannot_be_are_refused(cast, closing, sentence):
    with pytest.raises(Refused, match=sentence):
        close_hall(closing=closing, actor=cast.actor("陈局"))


def test_days_are_closed_once(cast):
    close_hall(closing=days(2, 3), actor=cast.actor("沈远"))
    with pytest.raises(Refused, match="已经登记过闭厅"):
        close_hall(closing=days(3, 4), actor=cast.actor("沈远"))


def test_the_office_closes_but_does_not_move_promises_and_others_do_neither(cast):
    with pytest.raises(Refused, match="只有局领导"):
        close_hall(closing=days(0, 0, moves_promises=True), actor=cast.actor("沈远"))
    with pytest.raises(NotPermitted):
        close_hall(closing=days(0, 0), actor=cast.actor("王芳"))


def test_a_mistaken_closure_is_withdrawn_before_it_begins(cast):
    office = cast.actor("沈远")
    closure = close_hall(closing=days(2, 3), actor=office)
    withdraw_closure(closure_id=closure, actor=office)
    assert recent_closures(5) == []
    assert [entry.act for entry in ledger.stream(f"closure:{closure}")] == [
        "hall_closed",
        "closure_withdrawn",
    ]
    with pytest.raises(Refused, match="可能已经撤回"):
        withdraw_closure(closure_id=closure, actor=office)


@pytest.mark.parametrize(
    ("closing", "sentence"),
    [(days(0, 1), "已经开始"), (days(2, 3, moves_promises=True), "承诺期限顺延")],
)
def test_a_closure_that_had_its_effect_stays(cast, accepted_case, closing, sentence):
    leader = cast.actor("陈局")
    accepted_case()
    closure = close_hall(closing=closing, actor=leader)
    suspend_promises(limit=50, actor=SYSTEM)
    with pytest.raises(Refused, match=sentence):
        withdraw_closure(closure_id=closure, actor=leader)
    assert [one.id for one in recent_closures(5)] == [closure]
