"""报到: who has an appointment gets a number of the hall; what happens to it happens to the booking (03-08, 03-09)."""

from banshi.institutions.appointments.actions.booking import cancel_booking
from banshi.institutions.appointments.actions.serving import arrive, finish_booked, serve_booked
from banshi.institutions.appointments.queries.bookings import card, of_visit
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.hall import actions as hall
from banshi.kernel.hall.actions import Arrival
from banshi.kernel.hall.queries import QueueCard, queue_of
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.queries import consultation_desk
from banshi.kernel.regulations.citation import Citation


@act("check_in", "03-08", "03-09", "08-04-2-1", many=True)
def check_in(
    *, booking_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]
) -> int | None:
    """Somebody with an appointment is here: their number waits at the booked time, ahead of who came without one.

    Returns the visit id; None where the section takes no numbers. Raises `Refused` when they are too late, with
    what can be done instead, and then gives no number.
    """
    booking = card(booking_id)
    queue = _queue(booking.section_id)
    visit_id = None
    if queue is not None and queue.open and booking.state is State.ACCEPTED:
        arrival = Arrival(queue.id, appointed_at=booking.starts_at, language=booking.language)
        visit_id = hall.arrive(arrival, actor=actor, cites=cites).pk
    arrive(booking_id=booking_id, version=version, visit_id=visit_id, actor=actor)
    return visit_id


def _queue(section_id: int) -> QueueCard | None:
    """The section's queue; the consultation desk's is the one that belongs to no section."""
    desk = consultation_desk()
    return queue_of(section_id) or (queue_of(None) if desk and desk.id == section_id else None)


def follow(visit_id: int, kind: str, actor: Actor) -> None:
    """Let the booking behind a visit follow it: begun, finished, or gone without being served.

    Who was being served and goes home until another day was served at the booked time.
    """
    booking = of_visit(visit_id)
    if booking is None:
        return
    if kind in {"visit_started", "visit_finished"} and booking.state is State.ARRIVED:
        serve_booked(booking_id=booking.id, version=None, actor=actor)
        booking = card(booking.id)
    if kind in {"visit_finished", "visit_left"} and booking.state is State.SERVING:
        finish_booked(booking_id=booking.id, version=None, actor=actor)
    if kind in {"visit_left", "visit_given_up"} and booking.state is State.ARRIVED:
        cancel_booking(booking_id=booking.id, version=None, actor=actor)
