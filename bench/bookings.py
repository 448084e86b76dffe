"""200 clients against 20 places in the same moment, many rounds; then with moves and cancellations mixed in.

Not only a measurement: a place given twice, an answer that is not in the tables, a client left without an answer
fails the part.
"""

import datetime as dt
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from time import perf_counter

from django.db import connection, connections
from django.db.models import Count, F, Q

from banshi.institutions.appointments.actions.booking import Wanted, book, cancel_booking, move_booking
from banshi.institutions.appointments.actions.keeping import set_bookable_hours
from banshi.institutions.appointments.models import Booking, Slot
from banshi.institutions.appointments.queries.slots import SlotCard, bookable_days
from banshi.institutions.appointments.rules.days import Hours
from banshi.institutions.appointments.rules.life import HOLDING
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.queries import section_by_code
from banshi.lib import clock
from banshi.lib.results import Refused
from bench import bureau
from bench.report import Table, progress, run
from bench.timing import percentile, shown

CLIENTS, PLACES = 200, 20
LEAVING, MOVING = 10, 10
ITEM, SECTION, HEAD = "MZ-XK-01", "SHZZ", "kezhang"


@dataclass(frozen=True, slots=True)
class Answered:
    """What one client was told, and after how long."""

    answer: object
    seconds: float


class Clients:
    """Threads with a connection of their own, kept from round to round."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(CLIENTS)
        self._next = 0

    def at_once(self, jobs: Sequence[Callable[[], object]]) -> list[Answered]:
        """Run all from one starting gun; a refusal is an answer, anything else that is raised is one too."""
        gun = threading.Barrier(len(jobs))

        def one(job: Callable[[], object]) -> Answered:
            connections["default"].ensure_connection()
            gun.wait()
            start = perf_counter()
            try:
                return Answered(job(), perf_counter() - start)
            except Exception as error:  # a client that got no proper answer is counted, not hidden
                return Answered(error, perf_counter() - start)

        return list(self._pool.map(one, jobs))

    def close(self) -> None:
        """Close every connection and end the threads."""
        gun = threading.Barrier(CLIENTS)
        list(self._pool.map(lambda _n: (gun.wait(), connections.close_all()), range(CLIENTS)))
        self._pool.shutdown()

    def wants(self, slot: SlotCard) -> Callable[[], object]:
        """A client never seen before, who wants this slot."""
        self._next += 1
        phone = f"138{self._next:08d}"
        wanted = Wanted(
            service=ITEM, purpose="intake", reason="YY-1", channel="online", name="某某", phone=phone
        )
        return lambda: book(wanted=wanted, day=slot.day, start=slot.start, actor=CITIZEN)


def measure(quick: bool) -> Iterator[Table]:
    """First only bookings, then bookings, moves and cancellations together."""
    bureau.found()
    head = Staff.objects.get(username=HEAD)
    section = section_by_code(SECTION).id
    week = tuple(
        Hours(day, dt.time(hour), dt.time(hour + 3), 30, PLACES) for day in range(5) for hour in (9, 13)
    )
    set_bookable_hours(section_id=section, effective_from=clock.today(), week=week, actor=actor_for(head))
    slots = [slot for day in bookable_days(section)[1:] for slot in day.slots if day.open]
    rounds = 5 if quick else 50
    clients = Clients()
    rows = [_rounds("bookings only", clients, slots[:rounds], _bookings_only)]
    rows.append(_rounds("with moves and cancellations", clients, slots[rounds : 3 * rounds], _mixed))
    clients.close()
    columns = ("clients", "rounds", "booked", "refused", "no answer", "wrong", "p50 s", "p95 s", "worst s")
    aim = "20 booked in every round, nobody told wrong, no deadlock"
    title = f"bookings: {CLIENTS} clients, {PLACES} places, {connection.vendor}"
    yield Table(title, columns, rows, aim)
    if any(row[4] or row[5] for row in rows):
        raise SystemExit("a client got no answer, or a wrong one")


def _rounds(
    name: str,
    clients: Clients,
    slots: Sequence[SlotCard],
    play: Callable[[Clients, Sequence[SlotCard]], list[Answered]],
) -> tuple[str | int, ...]:
    each = 1 if play is _bookings_only else 2
    answers: list[Answered] = []
    wrong = 0
    for at in range(0, len(slots), each):
        progress(f"{name}: round {at // each + 1} of {len(slots) // each}")
        told = play(clients, slots[at : at + each])
        wrong += _wrong(told, slots[at : at + each], exact=each == 1)
        answers += told
    booked = sum(isinstance(one.answer, int) for one in answers)
    refused = sum(isinstance(one.answer, Refused) for one in answers)
    times = [one.seconds for one in answers]
    spread = (shown(percentile(times, 0.5)), shown(percentile(times, 0.95)), shown(max(times)))
    return name, len(slots) // each, booked, refused, len(answers) - booked - refused, wrong, *spread


def _bookings_only(clients: Clients, slots: Sequence[SlotCard]) -> list[Answered]:
    return clients.at_once([clients.wants(slots[0]) for _ in range(CLIENTS)])


def _mixed(clients: Clients, slots: Sequence[SlotCard]) -> list[Answered]:
    """Two full slots: some of each leave, some change to the other, everybody else wants in."""
    first, second = slots
    held = {slot: [clients.wants(slot)() for _ in range(PLACES)] for slot in slots}
    leaving = [
        lambda b=b: cancel_booking(booking_id=b, version=None, actor=CITIZEN)
        for slot in slots
        for b in held[slot][: LEAVING // 2]
    ]
    moving = [
        lambda b=b, to=to: move_booking(booking_id=b, version=None, day=to.day, start=to.start, actor=CITIZEN)
        for slot, to in ((first, second), (second, first))
        for b in held[slot][LEAVING // 2 : LEAVING // 2 + MOVING // 2]
    ]
    number = CLIENTS - len(leaving) - len(moving)
    return clients.at_once([*leaving, *moving, *(clients.wants(slots[n % 2]) for n in range(number))])


def _wrong(answers: Sequence[Answered], slots: Sequence[SlotCard], *, exact: bool) -> int:
    """How often the tables say something else than the clients were told."""
    holding = Count("bookings", filter=Q(bookings__state__in=[state.value for state in HOLDING]))
    rows = Slot.objects.annotate(held=holding).filter(day__in=[slot.day for slot in slots])
    wrong = rows.exclude(taken=F("held")).count() + rows.filter(taken__gt=F("places")).count()
    if exact:
        told = {one.answer for one in answers if isinstance(one.answer, int)}
        there = set(
            Booking.objects.filter(
                day=slots[0].day, starts_at=slots[0].starts_at, state="accepted"
            ).values_list("id", flat=True)
        )
        wrong += len(told ^ there) + abs(len(there) - PLACES)
    return wrong


if __name__ == "__main__":
    run(measure)
