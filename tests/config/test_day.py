"""A seeded day in the hall, played by the real acts: what must hold whatever happens in between."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

import pytest

from banshi.config.demo.day import Day
from banshi.config.demo.dice import Dice
from banshi.institutions.extended_hours.models import ClosingLine, Session, Stay
from banshi.kernel.hall import queries
from banshi.kernel.hall.life import ENDED
from banshi.kernel.hall.models import Call, Visit, VisitCase
from banshi.kernel.hall.order import in_order
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.lib import clock
from tests.factories.cases import accepted_case

pytestmark = pytest.mark.django_db
SEATS = {"0": "吴导", "1": "王芳", "2": "孙丽", "3": "何静", "6": "李强"}
VISITORS = 150
CLOSE, LATEST = clock.parse("2026-11-23T17:00"), clock.parse("2026-11-23T20:00")


@dataclass
class Stand:
    """Who waits where while the day is told again from the ledger."""

    queue: int
    waiting: bool


@pytest.fixture
def day(cast, hall):
    """The day, played to its end."""

    def take_in(actor, section_id):
        return accepted_case(actor) if section_id == cast.sections["SHZZ"] else None

    seats = {code: cast.actor(name) for code, name in SEATS.items()}
    return Day(Dice("a day"), dt.date(2026, 11, 23), seats, VISITORS, take_in)


def moves():
    """The entries of all visits, in the order of time."""
    return Entry.objects.filter(stream__startswith="visit:").order_by("id")


def visit_of(entry):
    return int(entry.stream.partition(":")[2])


@pytest.fixture
def played(day):
    return day.run()


# One act after another; what happens at once is asked of both databases by `tests/workflows/test_hall_parallel.py`.
@pytest.mark.once
def test_the_whole_day_keeps_its_invariants(played):
    everybody_is_accounted_for(played)
    numbers_have_no_gap()
    nobody_of_equal_standing_was_overtaken()
    no_counter_served_two_at_once()
    after_hours_only_sessions_serve_and_nobody_past_eight(played)
    assert VisitCase.objects.exists()
    assert verify().sound


def everybody_is_accounted_for(played):
    visits = Visit.objects.order_by("id")
    assert played.came == visits.count() == VISITORS
    assert {visit.state for visit in visits} <= {state.value for state in ENDED}
    assert played.served == sum(visit.state == "served" for visit in visits) > VISITORS * 0.7
    assert len({visit.state for visit in visits}) == 3
    for visit in visits:
        times = (visit.arrived_at, visit.called_at, visit.started_at, visit.ended_at)
        known = [time for time in times if time is not None]
        assert known == sorted(known)


def numbers_have_no_gap():
    by_letter = defaultdict(list)
    for ticket in Visit.objects.order_by("id").values_list("ticket", flat=True):
        by_letter[ticket[0]].append(int(ticket[1:]))
    for numbers in by_letter.values():
        assert numbers == list(range(1, len(numbers) + 1))


def nobody_of_equal_standing_was_overtaken():
    cards = {
        visit.pk: queries.card_of(visit) for visit in Visit.objects.select_related("queue").order_by("id")
    }
    counters, stands, calls = queries.counters(), {}, 0
    for entry in moves():
        visit_id, kind = visit_of(entry), entry.act
        if kind == "visit_arrived":
            stands[visit_id] = Stand(entry.payload["queue"], waiting=True)
        elif kind == "visit_called":
            served = counters[entry.payload["counter"]].queue_ids
            line = [cards[one].as_waiting for one, s in stands.items() if s.waiting and s.queue in served]
            assert in_order(line, entry.at)[0].id == visit_id
            stands[visit_id].waiting = False
            calls += 1
        elif kind in {"visit_resumed", "visit_passed_on"}:
            stands[visit_id].waiting = True
            stands[visit_id].queue = entry.payload.get("to", stands[visit_id].queue)
        elif kind in {"visit_left", "visit_given_up"}:
            stands[visit_id].waiting = False
    assert calls == Call.objects.filter(again=False).count() >= VISITORS * 0.7


def no_counter_served_two_at_once():
    at_counter = {}
    for entry in moves():
        visit_id = visit_of(entry)
        if entry.act == "visit_called":
            assert entry.payload["counter"] not in at_counter.values()
            at_counter[visit_id] = entry.payload["counter"]
        elif entry.act in {"visit_parked", "visit_passed_on", "visit_finished", "visit_left"}:
            at_counter.pop(visit_id, None)
    assert not at_counter


def after_hours_only_sessions_serve_and_nobody_past_eight(played):
    sessions = list(Session.objects.order_by("id"))
    assert sessions
    assert all(s.closed_at is not None and s.closed_at <= LATEST and s.fee == 0 for s in sessions)
    late = Call.objects.filter(at__gte=CLOSE, again=False).order_by("id")
    assert late.exists()
    for call in late:
        assert Stay.objects.filter(staff_id=call.staff_id, since__lte=call.at, until__gte=call.at).exists()
    assert not Call.objects.filter(at__gte=LATEST).exists()
    assert sum(session.served for session in sessions) == played.after_hours > 0
    assert ClosingLine.objects.filter(decision="serve_on", visit__state="served").exists()


def test_the_same_seed_tells_the_same_day(cast, hall):
    days = [Day(Dice("x"), dt.date(2026, 11, 23), {}, 20)._arrival() for _ in range(2)]
    assert days[0] == days[1]
