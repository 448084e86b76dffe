"""Counters and kiosks at once, on real connections of both databases."""

import pytest

from banshi.kernel.hall.models import Call, Counter, Queue, Visit
from banshi.kernel.ledger.verify import verify
from banshi.kernel.organisation.models import Post, Staff
from banshi.kernel.organisation.people import actor_for
from banshi.lib.results import Refused
from banshi.workflows import hall as acts
from tests.workflows.test_parallel import at_once

pytestmark = pytest.mark.django_db(transaction=True)

THREADS = 16


@pytest.fixture
def counters(hall):
    """Sixteen windows for one queue, each with somebody there."""
    queue, clerk = Queue.objects.get(letter="A"), hall.people.staff("王芳")
    seats = []
    for n in range(THREADS):
        staff = Staff.objects.create(username=f"w{n}", name_zh=f"窗口{n}", section=clerk.section)
        Post.objects.create(staff=staff, role="clerk", section=clerk.section, first="2023-01-29")
        counter = Counter.objects.create(code=f"W{n}", name_zh=f"W{n}", name_en=f"W{n}", seq=20 + n)
        counter.queues.add(queue)
        actor = actor_for(staff)
        acts.open_counter(counter_id=counter.pk, actor=actor)
        seats.append((counter.pk, actor))
    return seats


def test_sixteen_counters_calling_at_once_get_a_number_each_and_never_the_same(hall, counters):
    for _ in range(THREADS):
        hall.take("A")
    called = at_once(
        [lambda seat=seat: acts.call_next(counter_id=seat[0], actor=seat[1]) for seat in counters]
    )
    assert sorted(called) == sorted(Visit.objects.order_by("id").values_list("pk", flat=True))
    assert Call.objects.count() == THREADS
    assert verify().sound


def test_for_five_who_wait_eleven_of_sixteen_counters_are_told_that_nobody_is_left(hall, counters):
    for _ in range(5):
        hall.take("A")
    answers = at_once(
        [lambda seat=seat: acts.call_next(counter_id=seat[0], actor=seat[1]) for seat in counters]
    )
    assert sum(isinstance(answer, Refused) for answer in answers) == THREADS - 5
    assert len({answer for answer in answers if isinstance(answer, int)}) == 5


def test_one_counter_pressing_twice_calls_one_person(hall, counters):
    hall.take("A")
    hall.take("A")
    counter, actor = counters[0]
    answers = at_once([lambda: acts.call_next(counter_id=counter, actor=actor)] * 2)
    assert sorted(isinstance(answer, Refused) for answer in answers) == [False, True]


def test_sixteen_kiosks_give_numbers_without_gap_or_double(hall):
    at_once([lambda: hall.take("A")] * THREADS)
    tickets = sorted(Visit.objects.order_by("id").values_list("ticket", flat=True))
    assert tickets == [f"A{n:03d}" for n in range(1, THREADS + 1)]
