"""A day in the hall, act by act."""

import pytest
from django.db import IntegrityError, transaction

from banshi.kernel.hall import queries
from banshi.kernel.hall.models import Visit
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.ledger.acts import CITIZEN, SYSTEM
from banshi.kernel.ledger.verify import verify
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows import hall as acts

pytestmark = pytest.mark.django_db


def test_numbers_of_a_letter_have_no_gaps_and_each_letter_has_its_own(hall):
    taken = [hall.ticket(hall.take(letter)) for letter in "AABAB"]
    assert taken == ["A001", "A002", "B001", "A003", "B002"]


def test_a_number_that_was_refused_leaves_no_gap(hall, at):
    with at("2026-11-23T17:00:00"), pytest.raises(Refused):
        hall.take("A")
    assert hall.ticket(hall.take("A")) == "A001"


def test_tomorrow_begins_with_one_again(hall, at):
    hall.take("A")
    with at("2026-11-24T09:00"):
        assert hall.ticket(hall.take("A")) == "A001"


def test_a_visit_from_the_kiosk_to_the_door(hall, at):
    hall.sit("王芳", "1")
    visit = hall.take("A")
    with at("2026-11-23T10:05"):
        assert hall.call("王芳") == "A001"
    with at("2026-11-23T10:06"):
        hall.do(acts.start_serving, "王芳")
    with at("2026-11-23T10:20"):
        hall.do(acts.finish_visit, "王芳")
    card = queries.visit(visit)
    moments = (card.arrived_at, card.called_at, card.started_at, card.ended_at)
    assert [f"{moment.astimezone():%M}" for moment in moments] == ["00", "05", "06", "20"]
    entries = [entry.act for entry in ledger.stream(f"visit:{visit}")]
    assert entries == ["visit_arrived", "visit_called", "visit_started", "visit_finished"]
    assert verify().sound


def test_who_does_not_come_is_parked_and_comes_back_at_the_turn_they_had(hall):
    hall.sit("王芳", "1")
    first, _second = hall.take("A"), hall.take("A")
    assert hall.call("王芳") == "A001"
    hall.do(acts.recall, "王芳")
    hall.do(acts.park_visit, "王芳")
    assert hall.call("王芳") == "A002"
    hall.do(acts.finish_visit, "王芳")
    hall.take("A")
    acts.resume_visit(visit_id=first, actor=hall.people.actor("吴导"))
    assert hall.call("王芳") == "A001"


def test_who_is_passed_on_keeps_number_and_turn(hall):
    hall.sit("王芳", "1")
    hall.sit("何静", "3")
    hall.take("A")
    hall.take("B")
    hall.call("王芳")
    hall.do(acts.pass_on, "王芳", queue_id=hall.queue("B"))
    assert hall.call("何静") == "A001"


def test_a_busy_counter_calls_nobody_else_and_says_whom_it_serves(hall):
    hall.sit("王芳", "1")
    hall.take("A")
    hall.take("A")
    hall.call("王芳")
    with pytest.raises(Refused, match="A001"):
        hall.call("王芳")


def test_an_empty_hall_is_told_plainly(hall):
    hall.sit("王芳", "1")
    with pytest.raises(Refused, match="没有人"):
        hall.call("王芳")


def test_a_counter_belongs_to_who_sits_there(hall):
    hall.sit("王芳", "1")
    with pytest.raises(Refused, match="王芳"):
        hall.sit("孙丽", "1")
    with pytest.raises(Refused, match="1号窗口"):
        hall.sit("王芳", "2")
    hall.take("A")
    hall.call("王芳")
    with pytest.raises(NotPermitted):
        acts.finish_visit(visit_id=hall.now_at("王芳"), actor=hall.people.actor("孙丽"))
    with pytest.raises(Refused, match="A001"):
        acts.close_counter(counter_id=hall.seats["王芳"], actor=hall.people.actor("王芳"))
    hall.do(acts.finish_visit, "王芳")
    acts.close_counter(counter_id=hall.seats["王芳"], actor=hall.people.actor("王芳"))
    hall.sit("孙丽", "1")


def test_old_people_go_first_only_where_the_bureau_says_so(hall, settings):
    hall.sit("王芳", "1")
    hall.take("A")
    settings.HALL_PRIORITY = False
    hall.take("A", priority=True)
    settings.HALL_PRIORITY = True
    hall.take("A", priority=True)
    assert [hall.serve("王芳") for _ in range(3)] == ["A003", "A001", "A002"]


def test_a_visitor_may_leave_the_place_to_others(hall):
    hall.sit("王芳", "1")
    first = hall.take("A")
    hall.take("A")
    acts.leave(visit_id=first, actor=CITIZEN)
    assert hall.call("王芳") == "A002"
    with pytest.raises(Refused):
        acts.leave(visit_id=first, actor=CITIZEN)


def test_a_leader_takes_no_numbers_and_an_outsider_opens_no_counter(hall):
    with pytest.raises(NotPermitted):
        hall.take("A", actor=hall.people.actor("陈局"))
    with pytest.raises(NotPermitted):
        acts.open_counter(counter_id=hall.counter("1"), actor=CITIZEN)


def test_what_nobody_ended_is_ended_the_next_day_by_itself(hall, at):
    hall.sit("王芳", "1")
    served, waiting = hall.take("A"), hall.take("A")
    hall.call("王芳")
    hall.do(acts.start_serving, "王芳")
    assert acts.end_visits(limit=10, actor=SYSTEM) == 0
    with at("2026-11-24T00:00:00"):
        assert acts.end_visits(limit=10, actor=SYSTEM) == 2
        assert acts.end_visits(limit=10, actor=SYSTEM) == 0
    assert (hall.state(served), hall.state(waiting)) == ("served", "given_up")
    assert queries.counters()[hall.counter("1")].staff_id is None


def test_a_case_taken_in_is_tied_to_the_visit(hall, accepted_case):
    hall.sit("王芳", "1")
    visit = hall.take("A")
    hall.call("王芳")
    case_id = accepted_case()
    hall.do(acts.link_case, "王芳", case_id=case_id)
    assert queries.cases_of([visit]) == {visit: (case_id,)}


def test_the_database_refuses_two_people_at_one_counter_and_a_double_number(hall):
    hall.sit("王芳", "1")
    first, second = hall.take("A"), hall.take("A")
    hall.call("王芳")
    for column in (
        {"state": "called", "counter_id": hall.counter("1")},
        {"ticket": "A001"},
        {"state": "called", "counter_id": None},
        {"state": "served"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.filter(pk=second).update(**column)
    assert hall.state(first) == "called"
