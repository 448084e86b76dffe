"""答复: a request is accepted at a time, or declined with the reason and the nearest free times (03-07)."""

import datetime as dt

from banshi.institutions.appointments.actions.change import Change
from banshi.institutions.appointments.actions.place import Place
from banshi.institutions.appointments.queries.slots import nearest
from banshi.institutions.appointments.rules.booking import decline
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import require


@act("accept_request", "03-04", "03-07")
def accept_request(
    *,
    booking_id: int,
    version: int | None,
    day: dt.date,
    start: dt.time,
    extra: bool,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Give the request a time, weekends included, with the slip W28; `extra` adds a place to a full slot.

    Returns the id of the paper.
    """
    change = Change.of(booking_id, version, "accepted", actor, cites, power="answer_booking")
    booking = change.booking
    slot = Place(booking.section_id, day, start, by_staff=True, extra=extra).take()
    change.put_in(slot)
    booking.answered_at, booking.answered_by_id = clock.now(), actor.officer
    change.slip()
    starts = booking.starts_at.isoformat() if booking.starts_at else ""
    change.record("accepted", slot=slot.pk, starts=starts, extra=extra, document=booking.document_id)
    send_many([change.told("booking_accepted")])
    return booking.document_id or 0


@act("decline_request", "03-07")
def decline_request(
    *, booking_id: int, version: int | None, reason: str, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Decline with the reason; the paper W28 names the nearest free times. Returns the id of the paper."""
    change = Change.of(booking_id, version, "declined", actor, cites, power="answer_booking")
    booking = change.booking
    free = nearest(booking.section_id)
    require(decline(reason=reason, nearest=free))
    booking.declined_because = reason.strip()
    booking.answered_at, booking.answered_by_id, booking.ended_at = clock.now(), actor.officer, clock.now()
    change.decline_paper()
    change.record("declined", document=booking.document_id)
    times = "；".join(f"{slot.day} {slot.text}" for slot in free) or "—"
    send_many([change.told("booking_declined", reason=reason.strip(), nearest=times, day=booking.day)])
    return booking.document_id or 0
