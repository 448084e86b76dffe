"""报到和办理: who comes checks in; served within the booked time, or the bureau is late (03-08, 03-09)."""

from banshi.institutions.appointments.actions.change import Change
from banshi.institutions.appointments.models import Lateness
from banshi.institutions.appointments.queries.slots import no_show_minutes
from banshi.institutions.appointments.rules import waiting
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation, cite
from banshi.lib import clock
from banshi.lib.results import require


@act("arrive", "03-08", "03-09")
def arrive(
    *,
    booking_id: int,
    version: int | None,
    visit_id: int | None = None,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Check in: exactly 30 minutes late is in time; later a walk-in number or a new booking is offered.

    From here on the visitor is never given up, however long the bureau takes. `visit_id`: the number they wait
    with in the hall. Returns the booking's id.
    """
    change = Change.of(booking_id, version, "arrived", actor, cites)
    booking, now = change.booking, clock.now()
    assert booking.starts_at is not None
    assert booking.ends_at is not None
    starts = booking.starts_at.astimezone(clock.BEIJING)
    require(waiting.arrival(starts=starts, now=now, minutes=no_show_minutes(booking.day)))
    booking.arrived_at = now
    booking.serve_by = waiting.serve_by(starts=booking.starts_at, ends=booking.ends_at, arrived=now)
    booking.visit_id = visit_id
    change.record("arrived", serve_by=booking.serve_by.isoformat(), visit=visit_id)
    return booking.pk


@act("serve_booked", "03-08", many=True)
def serve_booked(*, booking_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Begin; when the booked time is over, the bureau's lateness is recorded with it. Returns the booking's id."""
    change = Change.of(booking_id, version, "serving", actor, cites, power="serve_booking")
    booking, now = change.booking, clock.now()
    assert booking.serve_by is not None
    if waiting.bureau_late(by=booking.serve_by, now=now) and not hasattr(booking, "lateness"):
        seq = change.record("bureau_late", cite("03-08"), serve_by=booking.serve_by.isoformat())
        Lateness.objects.create(
            booking=booking,
            serve_by=booking.serve_by,
            found_at=now,
            handler_id=actor.staff_id,
            entry_seq=seq,
        )
    booking.served_from = now
    change.record("serving")
    return booking.pk


@act("finish_booked", "03-08")
def finish_booked(*, booking_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Done. Returns the booking's id."""
    change = Change.of(booking_id, version, "served", actor, cites, power="serve_booking")
    change.booking.ended_at = clock.now()
    change.record("served")
    return change.booking.pk
