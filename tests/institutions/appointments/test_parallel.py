"""Many at once on real connections of both databases: one place is one booking, nobody is told wrong.

The long run (200 clients, 50 rounds) is `make bench ARGS=bookings`.
"""

import datetime as dt
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.db.models import Count, F, Q

from banshi.institutions.appointments.actions.booking import book, cancel_booking, move_booking
from banshi.institutions.appointments.models import Booking, Slot
from banshi.institutions.appointments.rules.life import HOLDING
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.ledger.verify import verify
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.tick import tick
from tests.factories.bookings import booked, open_hours, wanted

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = dt.date(2026, 11, 24)


def at_once(jobs: Sequence[Callable[[], object]]) -> list[object]:
    """Run all jobs from one starting gun, each on its own connection; a Refused counts as an answer."""
    gun = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> object:
        try:
            gun.wait()
            return job()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return list(pool.map(run, jobs))


def phone(n: int) -> str:
    return f"1380000{n:04d}"


def wants(n: int, start: dt.time) -> Callable[[], object]:
    return lambda: book(wanted=wanted(phone=phone(n)), day=TUESDAY, start=start, actor=CITIZEN)


def counts_are_right() -> bool:
    """Every slot has exactly as many taken places as bookings that hold one."""
    holding = Count("bookings", filter=Q(bookings__state__in=[state.value for state in HOLDING]))
    return not Slot.objects.annotate(held=holding).exclude(taken=F("held")).exists()


def test_forty_ask_for_six_places_and_six_are_booked_and_nobody_is_told_wrong(cast):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"], places=6)
    answers = at_once([wants(n, dt.time(9, 30)) for n in range(40)])
    won = [answer for answer in answers if isinstance(answer, int)]
    lost = [answer for answer in answers if isinstance(answer, Refused)]
    assert (len(won), len(lost)) == (6, 34)
    assert set(won) == set(Booking.objects.order_by("id").values_list("id", flat=True))
    assert all("约满" in str(refused) and len(refused.instead) == 3 for refused in lost)
    numbers = Booking.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == [f"Y20261123-{n:04d}" for n in range(1, 7)]
    assert counts_are_right()
    assert verify().sound


def test_bookings_moves_and_cancellations_at_once_leave_no_place_lost_or_double(cast):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"], places=4)
    early = [booked("2026-11-24 09:00", phone=phone(100 + n)) for n in range(4)]
    later = [booked("2026-11-24 09:30", phone=phone(200 + n)) for n in range(4)]
    swaps = [
        lambda b=b, start=start: move_booking(
            booking_id=b, version=None, day=TUESDAY, start=start, actor=CITIZEN
        )
        for group, start in ((early[:2], dt.time(9, 30)), (later[:2], dt.time(9)))
        for b in group
    ]
    ends = [
        lambda b=b: cancel_booking(booking_id=b, version=None, actor=CITIZEN) for b in (early[3], later[3])
    ]
    fresh = [wants(n, dt.time(9, 30 * (n % 2))) for n in range(8)]
    at_once([*swaps, *ends, *fresh])
    assert counts_are_right()
    assert all(slot.taken <= slot.places == 4 for slot in Slot.objects.all())
    assert verify().sound


def test_one_confirmation_sent_by_five_clicks_is_one_booking(cast):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    job = lambda: book(  # noqa: E731
        wanted=wanted(), day=TUESDAY, start=dt.time(9, 30), actor=CITIZEN, key="one"
    )
    assert len(set(at_once([job] * 5))) == 1
    assert Slot.objects.get().taken == 1


def test_two_ticks_at_once_give_up_each_booking_once(cast):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"], places=4)
    for n in range(4):
        booked("2026-11-24 09:30", phone=phone(n))
    with clock.frozen("2026-11-24 10:00:01"):
        at_once([tick, tick])
        tick()
    assert set(Booking.objects.values_list("state", flat=True)) == {"given_up"}
    assert Slot.objects.get().taken == 0
    assert verify().sound
