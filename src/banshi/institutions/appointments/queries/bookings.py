"""Reading bookings: one's own, a section's day, what waits for an answer, the story of each."""

import datetime as dt
from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from banshi.institutions.appointments.models import Booking, EquipmentCheck, Feed, Lateness
from banshi.institutions.appointments.queries.services import Service, service
from banshi.institutions.appointments.rules.booking import CHANNELS, PURPOSES, REASONS, TAKEN_BY
from banshi.institutions.appointments.rules.life import NAMES, OPEN, State
from banshi.kernel.cases.lookups import clean_number, clean_secret, fresh, guarded
from banshi.kernel.catalogue.queries import item_called, spec
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.ledger import queries as ledger
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.queries import SectionCard, called, section
from banshi.kernel.vault.digests import digest
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

SESSION_KEY = "own_bookings"
NOT_FOUND = gettext_noop("没有查到。请核对预约号和手机号码后四位。还是查不到，请拨打 %(phone)s，我们帮您查。")
ASKED_TODAY = gettext_noop("今天 %(time)s 提出，还没有答复")
ASKED_BEFORE = gettext_noop("%(day)s 提出，还没有答复")


@dataclass(frozen=True, slots=True)
class BookingCard:
    """A booking as lists show it: masked, without opening the vault."""

    id: int
    number: str
    section_id: int
    item_code: str
    item_name: str
    item_version_id: int | None
    purpose: str
    reason: str
    channel: str
    taken_by: str
    name_masked: str
    language: str
    day: dt.date
    starts_at: dt.datetime | None
    ends_at: dt.datetime | None
    state: State
    version: int
    made_at: dt.datetime
    declined_because: str
    arrived_at: dt.datetime | None
    serve_by: dt.datetime | None
    served_from: dt.datetime | None
    document_id: int | None
    visit_id: int | None

    @property
    def item_called(self) -> str:
        """The item's name in the language of the page; empty for another service."""
        return item_called(self.item_version_id, self.item_name) if self.item_version_id else self.item_name

    @property
    def state_name(self) -> str:
        """The state in words (a message id)."""
        return NAMES[self.state]

    @property
    def relation(self) -> Relation:
        """What the permission table asks about."""
        return Relation(self.section_id)

    @property
    def stream(self) -> str:
        """Its stream in the ledger."""
        return f"booking:{self.id}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to happen."""
        return self.state in OPEN

    @property
    def time_text(self) -> str:
        """Such as 9:30–10:00; empty without a time."""
        if self.starts_at is None or self.ends_at is None:
            return ""
        first, last = (at.astimezone(clock.BEIJING) for at in (self.starts_at, self.ends_at))
        return f"{first:%-H:%M}–{last:%-H:%M}"

    @property
    def time_key(self) -> str:
        """The start as in addresses and forms, such as 0930; empty without a time."""
        return f"{self.starts_at.astimezone(clock.BEIJING):%H%M}" if self.starts_at else ""

    @property
    def purpose_name(self) -> str:
        """What for (a message id)."""
        return PURPOSES[self.purpose]

    @property
    def reason_name(self) -> str:
        """Which of the three reasons (a message id)."""
        return REASONS[self.reason]

    @property
    def channel_name(self) -> str:
        """How it came in (a message id)."""
        return CHANNELS[self.channel]

    @property
    def taken_by_name(self) -> str:
        """Who took it (a message id)."""
        return TAKEN_BY[self.taken_by]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request that waits for an answer, with its lamp (03-07)."""

    card: BookingCard
    lamp: Lamp
    text: Reason


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of a booking's story."""

    fact: str
    at: dt.datetime
    by: str
    articles: tuple[str, ...]
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Checked:
    """The last check of a day's equipment (03-10)."""

    works: bool
    note: str
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class LateCard:
    """A booking that the bureau was late with (03-08)."""

    card: BookingCard
    serve_by: dt.datetime
    began_at: dt.datetime | None


def card(booking_id: int) -> BookingCard:
    """One booking; raises `Booking.DoesNotExist`."""
    return card_of(Booking.objects.get(pk=booking_id))


def card_of(row: Booking) -> BookingCard:
    """The card of a loaded row."""
    names = (name for name in BookingCard.__slots__ if name not in {"id", "state"})
    return BookingCard(id=row.pk, state=row.now_state, **{name: getattr(row, name) for name in names})


def by_number(number: str) -> BookingCard | None:
    """The booking with this number, or None."""
    row = Booking.objects.filter(number=clean_number(number).upper()).first()
    return card_of(row) if row else None


def find_own(*, number: str, tail: str, network: str) -> BookingCard:
    """The booking of who knows the last four digits of its telephone; few guesses a day. Raises `Refused`."""
    number, secret = clean_number(number).upper(), clean_secret(tail)

    def look() -> BookingCard | None:
        row = Booking.objects.filter(number=number).first()
        return card_of(row) if row and row.tail_digest == tail_digest(row.number, secret) else None

    return guarded(number=number, network=network, look=look, unknown=NOT_FOUND)


def tail_digest(number: str, tail: str) -> str:
    """What proves that somebody knows the telephone of a booking."""
    return digest("booking-tail", number + tail)


def remember(session: MutableMapping[str, Any], booking_id: int) -> None:
    """Keep for half an hour that this browser has made the booking or proved it to be its own."""
    known = {key: at for key, at in session.get(SESSION_KEY, {}).items() if fresh(at)}
    session[SESSION_KEY] = known | {str(booking_id): clock.now().isoformat()}


def proven(session: MutableMapping[str, Any], number: str) -> BookingCard | None:
    """The booking of this number, if this browser has proved within half an hour that it is its own."""
    found = by_number(number)
    at = session.get(SESSION_KEY, {}).get(str(found.id)) if found else None
    return found if found and at and fresh(at) else None


def of_visit(visit_id: int) -> BookingCard | None:
    """The booking of somebody who waits in the hall with a number, or None."""
    row = Booking.objects.filter(visit_id=visit_id).first()
    return card_of(row) if row else None


def service_of(booking: BookingCard) -> Service:
    """What a booking is for, as the catalogue said when it was made."""
    if booking.item_version_id is None:
        return service(section(booking.section_id).code)
    about = spec(booking.item_version_id)
    own = section(booking.section_id)
    return Service(about.code, about.name_zh, about.name_en, own, booking.item_version_id, about)


def of_day(section_id: int, day: dt.date) -> list[BookingCard]:
    """Who comes on a day, in the order of their times; requests and cancellations are elsewhere."""
    rows = Booking.objects.filter(section_id=section_id, day=day, starts_at__isnull=False)
    rows = rows.exclude(state__in=(State.REQUESTED, State.CANCELLED, State.DECLINED, State.DISPLACED))
    return [card_of(row) for row in rows.order_by("starts_at", "id")]


def coming(section_id: int, first: dt.date, last: dt.date) -> list[BookingCard]:
    """The accepted bookings of a section on the days first..last."""
    rows = Booking.objects.filter(section_id=section_id, day__range=(first, last), starts_at__isnull=False)
    rows = rows.exclude(state__in=(State.REQUESTED, State.CANCELLED, State.DECLINED, State.DISPLACED))
    return [card_of(row) for row in rows.order_by("starts_at", "id")]


def unanswered(sections: Iterable[int] | None, limit: int = 100) -> list[Waiting]:
    """Requests without an answer, oldest first; all of them are red, for they should have one by now (03-07)."""
    rows = _of_sections(Booking.objects.filter(state=State.REQUESTED), sections).order_by("id")[:limit]
    return [_waiting(card_of(row)) for row in rows]


def displaced(sections: Iterable[int] | None, limit: int = 100) -> list[BookingCard]:
    """Bookings whose day can no longer be kept and who have no new time yet."""
    rows = _of_sections(Booking.objects.filter(state=State.DISPLACED), sections)
    return [card_of(row) for row in rows.order_by("day", "id")[:limit]]


def late(sections: Iterable[int] | None, limit: int = 100) -> list[LateCard]:
    """What the bureau was late with, newest first (03-08)."""
    rows = Lateness.objects.select_related("booking").order_by("-id")
    if sections is not None:
        rows = rows.filter(booking__section_id__in=list(sections))
    return [LateCard(card_of(row.booking), row.serve_by, row.booking.served_from) for row in rows[:limit]]


def was_late(booking_id: int) -> bool:
    """Whether the bureau was late with this one."""
    return Lateness.objects.filter(booking_id=booking_id).exists()


def told(booking: BookingCard) -> list[Happening]:
    """Everything that happened to a booking, oldest first."""
    entries = ledger.stream(booking.stream)
    ids = {int(entry.actor.partition(":")[2]) for entry in entries if entry.actor.startswith("staff:")}
    names = called(ids)
    return [
        Happening(
            entry.act,
            entry.at,
            names.get(int(entry.actor.partition(":")[2]), "") if entry.actor.startswith("staff:") else "",
            tuple(entry.articles),
            entry.payload,
        )
        for entry in entries
    ]


def equipment(section_id: int, day: dt.date) -> Checked | None:
    """The newest check of a day's equipment, or None."""
    row = (
        EquipmentCheck.objects.filter(section_id=section_id, day=day)
        .select_related("staff")
        .order_by("-id")
        .first()
    )
    return Checked(row.works, row.note, row.staff.called, row.at) if row else None


def section_of_feed(token: str) -> SectionCard | None:
    """The section whose calendar this secret address shows, or None."""
    row = Feed.objects.filter(digest=digest("booking-feed", token), closed_at=None).first()
    return section(row.section_id) if row else None


def feed_opened(section_id: int) -> dt.datetime | None:
    """Since when a section has an open calendar address, or None."""
    return (
        Feed.objects.filter(section_id=section_id, closed_at=None).values_list("opened_at", flat=True).first()
    )


def note_of(booking_id: int) -> str:
    """What was added to a booking, opened from the vault: for who prepares for it."""
    return Booking.objects.only("uid", "note").get(pk=booking_id).note


def _of_sections(rows: QuerySet[Booking], sections: Iterable[int] | None) -> QuerySet[Booking]:
    return rows if sections is None else rows.filter(section_id__in=list(sections))


def _waiting(found: BookingCard) -> Waiting:
    made = found.made_at.astimezone(clock.BEIJING)
    if made.date() == clock.today():
        return Waiting(found, Lamp.RED, Reason(ASKED_TODAY, ("03-07",), params={"time": f"{made:%H:%M}"}))
    return Waiting(found, Lamp.RED, Reason(ASKED_BEFORE, ("03-07",), params={"day": made.date()}))
