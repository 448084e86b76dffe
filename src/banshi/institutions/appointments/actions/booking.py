"""预约: making, moving and cancelling a booking (03-02 to 03-07)."""

import datetime as dt
from dataclasses import dataclass, field

from django.db import connection

from banshi.institutions.appointments.actions.change import Change
from banshi.institutions.appointments.actions.place import Place
from banshi.institutions.appointments.models import Booking, Slot
from banshi.institutions.appointments.queries.bookings import tail_digest
from banshi.institutions.appointments.queries.services import Service, service
from banshi.institutions.appointments.queries.slots import day as day_of
from banshi.institutions.appointments.rules.booking import (
    CHANNEL_ARTICLES,
    REASON_ARTICLES,
    Stated,
    stated,
    taken_by,
)
from banshi.institutions.appointments.rules.days import Opening
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.vault.digests import digest
from banshi.kernel.vault.masks import mask_name
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop, require

# One statement that both databases know: the row lock lasts to the end of the act.
_NEXT = (
    "INSERT INTO appointments_dayseries (day, last) VALUES (%s, 1) "
    "ON CONFLICT (day) DO UPDATE SET last = appointments_dayseries.last + 1 RETURNING last"
)
SAME_TIME = gettext_noop("这就是原来的时间，请选另一个时间。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What somebody wants an appointment for. `service` is an item's code, or a section's for its other services."""

    service: str
    purpose: str
    reason: str
    channel: str
    name: str = field(repr=False)
    phone: str = field(repr=False)
    note: str = field(default="", repr=False)
    language: str = "zh-hans"


@act("book", "03-02", "03-03", "03-04", "03-05", "03-06", "03-07")
def book(*, wanted: Wanted, day: dt.date, start: dt.time, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Book a free time at once, with the slip W28. Returns the booking's id.

    Raises `Refused` with the nearest free times when the place has just gone, on holidays and closed days.
    """
    about, phone = _checked(wanted, actor)
    slot = Place(about.section.id, day, start, by_staff=not actor.for_citizen).take()
    change = _made(wanted, about, phone, day, Change(Booking(), actor, cites))
    change.put_in(slot)
    change.booking.state = State.ACCEPTED
    _insert(change)
    change.slip()
    change.record("booked", _under(wanted, cites), **_payload(change))
    send_many([change.told("booking_accepted")])
    return change.booking.pk


@act("request_booking", "03-02", "03-03", "03-04", "03-05", "03-06", "03-07")
def request_booking(
    *, wanted: Wanted, day: dt.date, start: dt.time | None, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Ask for a weekend, or for a day that is full: somebody of the section answers. Returns the booking's id.

    `start` is the time wished for, if there is one; no place is taken.
    """
    about, phone = _checked(wanted, actor)
    found = day_of(about.section.id, day)
    if found.opening is Opening.SHUT:
        assert found.reason is not None
        raise Refused(found.reason)
    change = _made(wanted, about, phone, day, Change(Booking(), actor, cites))
    card = found.slot(start) if start else None
    if card is not None:
        change.booking.starts_at, change.booking.ends_at = card.starts_at, card.ends_at
    change.booking.state = State.REQUESTED
    _insert(change)
    change.record("requested", _under(wanted, cites), **_payload(change))
    listeners = [*holders("handler", about.section.id), *holders("head", about.section.id)]
    asked = change.colleagues("booking_requested", listeners)
    send_many([change.told("booking_request_received", day=day), *asked])
    return change.booking.pk


@act("move_booking", "03-04", "03-07")
def move_booking(
    *,
    booking_id: int,
    version: int | None,
    day: dt.date,
    start: dt.time,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Another time, with a new slip; the old place is free again. Returns the booking's id."""
    change = Change.of(booking_id, version, "moved", actor, cites)
    booking = change.booking
    if booking.slot is not None and (booking.slot.day, booking.slot.start) == (day, start):
        raise Refused(Reason(SAME_TIME, ("03-04",), "time"))
    wanted = Place(booking.section_id, day, start, by_staff=not actor.for_citizen)
    new = wanted.ready()
    # Both rows in one order, so that two who swap their times never wait for each other.
    both = [new.pk, *([booking.slot_id] if booking.slot_id else [])]
    list(Slot.objects.select_for_update().filter(pk__in=both).order_by("id"))
    taken = wanted.take()
    before = booking.starts_at.isoformat() if booking.starts_at else ""
    change.free_place()
    change.put_in(taken)
    change.slip()
    change.record("moved", cites, before=before, **_time(change))
    send_many([change.told("booking_moved")])
    return booking.pk


@act("cancel_booking", "03-07")
def cancel_booking(*, booking_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Cancel: the place is free for somebody else. Returns the booking's id."""
    change = Change.of(booking_id, version, "cancelled", actor, cites)
    change.free_place()
    change.booking.ended_at = clock.now()
    change.record("cancelled")
    send_many([change.told("booking_cancelled")])
    return change.booking.pk


def _checked(wanted: Wanted, actor: Actor) -> tuple[Service, str]:
    """The service and the telephone as it is written; raises `Refused`."""
    about = service(wanted.service)
    if not actor.for_citizen:
        permit(actor, "book", Relation(about.section.id))
    said = Stated(
        wanted.purpose, wanted.reason, wanted.channel, wanted.name, about.spec is not None, wanted.note
    )
    require(stated(said, reasons=parameter("03-05", "reasons", clock.today())))
    return about, parse_phone(wanted.phone)


def _made(wanted: Wanted, about: Service, phone: str, day: dt.date, change: Change) -> Change:
    booking, now, actor = change.booking, clock.now(), change.actor
    booking.section_id, booking.day, booking.made_at = about.section.id, day, now
    booking.item_version_id, booking.item_name = about.item_version_id, about.name_zh
    booking.item_code = about.code if about.spec else ""
    booking.purpose, booking.reason, booking.note = wanted.purpose, wanted.reason, wanted.note.strip()
    booking.channel, booking.language = wanted.channel, wanted.language
    booking.taken_by = taken_by({role for role, _ in actor.posts}, staff=not actor.for_citizen)
    booking.taken_by_staff_id = actor.staff_id
    name = wanted.name.strip()
    booking.name, booking.name_masked, booking.phone = name, mask_name(name), phone
    booking.phone_digest = digest("phone", phone)
    return change


def _insert(change: Change) -> None:
    """Number and insert."""
    booking = change.booking
    today = clock.today()
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [today.isoformat()])
        (last,) = cursor.fetchone()
    booking.number = f"Y{today:%Y%m%d}-{last:04d}"
    booking.tail_digest = tail_digest(booking.number, booking.phone[-4:])
    change.save(new=True)


def _under(wanted: Wanted, cites: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """The articles of this booking: the general ones, its reason's, its channel's."""
    own = (*REASON_ARTICLES[wanted.reason], *CHANNEL_ARTICLES[wanted.channel])
    return tuple(dict.fromkeys((*cites, *own)))  # type: ignore[arg-type]


def _payload(change: Change) -> dict[str, object]:
    booking = change.booking
    told = {
        "section": booking.section_id,
        "item_version": booking.item_version_id,
        "purpose": booking.purpose,
        "reason": booking.reason,
        "channel": booking.channel,
        "taken_by": booking.taken_by,
        "day": booking.day,
    }
    return told | _time(change)


def _time(change: Change) -> dict[str, object]:
    booking = change.booking
    return {
        "starts": booking.starts_at.isoformat() if booking.starts_at else "",
        "slot": booking.slot_id,
        "document": booking.document_id,
    }
