"""One booking under way through an act: locked, moved by a fact, put on paper, told to who made it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import translation
from django.utils.translation import gettext

from banshi.institutions.appointments.models import Booking, Slot
from banshi.institutions.appointments.queries.bookings import card_of, service_of
from banshi.institutions.appointments.queries.services import place
from banshi.institutions.appointments.queries.slots import nearest, no_show_minutes
from banshi.institutions.appointments.rules import life
from banshi.kernel.documents.actions import issue
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, Actor
from banshi.kernel.notifications.actions import Notice
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.organisation.queries import officer_name, section
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, Stale, gettext_noop, require

BOOK = "book"
TWICE = gettext_noop("这个手机号码在 %(day)s 已经有一个预约了。需要换时间的，请凭预约号改期。")
STALE = gettext_noop("这个预约刚刚有变化。您填写的内容还在，请先看一下新的情况，再决定是否继续。")


@dataclass(frozen=True, slots=True)
class Change:
    """A booking, and who changes it under which articles."""

    booking: Booking
    actor: Actor
    cites: tuple[Citation, ...]

    @classmethod
    def of(
        cls,
        booking_id: int,
        version: int | None,
        fact: str,
        actor: Actor,
        cites: tuple[Citation, ...],
        power: str = BOOK,
    ) -> "Change":
        """Lock the booking for a fact. Raises `Stale` when it has moved on since `version`, `NotPermitted` when
        staff lack `power`, `Refused` when the fact may not happen now."""
        booking = Booking.objects.select_for_update(of=("self",)).get(pk=booking_id)
        # Citizens book, move, cancel and check in what they have proved to be theirs.
        if not actor.for_citizen or (power != BOOK and actor != SYSTEM):
            permit(actor, power, Relation(booking.section_id))
        if version is not None and version != booking.version:
            raise Stale(Reason(STALE, ("03-07",)))
        require(life.open_to(booking.now_state, fact))
        return cls(booking, actor, cites)

    def entry(self, fact: str, cites: tuple[Citation, ...] = (), **payload: object) -> NewEntry:
        """The ledger entry of a fact, without writing it; moves the state."""
        moved = life.after(None if fact in life.BEGINNINGS else self.booking.now_state, fact)
        assert moved is not None
        self.booking.state = moved.value
        if fact not in life.BEGINNINGS:
            self.booking.version += 1
        return NewEntry(self.booking.stream, fact, cites or self.cites, _plain(payload))

    def record(self, fact: str, cites: tuple[Citation, ...] = (), **payload: object) -> int:
        """Write one fact to the booking's stream and save its row. Returns the entry's number."""
        new = self.entry(fact, cites, **payload)
        begins = fact in life.BEGINNINGS
        entries = append([new], actor=self.actor, begins=begins)
        self.save()
        return entries[0].seq

    def save(self, *, new: bool = False) -> None:
        """Write the row; a second open booking from outside of one telephone for one day is refused (03-02)."""
        try:
            with transaction.atomic():
                self.booking.save(force_insert=new)
        except IntegrityError as error:
            if "phone_digest" not in str(error):
                raise
            raise Refused(Reason(TWICE, ("03-02",), "phone", {"day": self.booking.day})) from None

    def put_in(self, slot: Slot) -> None:
        """Let the booking have the place that was taken in a slot."""
        booking = self.booking
        booking.slot, booking.day = slot, slot.day
        booking.starts_at = dt.datetime.combine(slot.day, slot.start, clock.BEIJING)
        booking.ends_at = dt.datetime.combine(slot.day, slot.end, clock.BEIJING)

    def free_place(self) -> None:
        """Give the place back, if it holds one."""
        if self.booking.slot_id is not None and self.booking.now_state in life.HOLDING:
            Slot.objects.give_back(self.booking.slot_id)

    def slip(self) -> None:
        """The slip W28 with number, time, place, what to bring and the 30-minute rule (03-07, 03-09)."""
        booking = self.booking
        assert booking.starts_at is not None
        with translation.override(booking.language):
            bring = [gettext(each) for each in service_of(card_of(booking)).bring(booking.purpose)]
        data = {
            "when": booking.starts_at,
            "until": booking.ends_at,
            "bring": bring,
            "late_minutes": no_show_minutes(booking.day),
            "qr_url": f"{settings.BUREAU['public_url']}/bookings/?number={booking.number}",
        }
        self._issue("W28", data)

    def decline_paper(self) -> None:
        """The paper W28 that says why not, and the nearest free times (03-07)."""
        free = [f"{slot.day.isoformat()} {slot.text}" for slot in nearest(self.booking.section_id)]
        title = {"zh": "谢绝预约告知书", "en": "Appointment declined"}
        declined = {"reason": self.booking.declined_because, "nearest": free, "wished": self.booking.day}
        self._issue("W28", {"declined": declined, "title": title})

    def lapse_paper(self) -> None:
        """The paper W29: nobody came within the time, and how to book again (03-09)."""
        booking = self.booking
        assert booking.starts_at is not None
        minutes = no_show_minutes(booking.day)
        self._issue("W29", {"when": booking.starts_at, "late_minutes": minutes})

    def told(self, key: str, **params: object) -> Notice:
        """A text message to the telephone of the booking."""
        booking = self.booking
        own = section(booking.section_id)
        when = booking.starts_at.astimezone(clock.BEIJING) if booking.starts_at else None
        common = {
            "booking": booking.number,
            "when": f"{when:%Y-%m-%d} {when:%-H:%M}" if when else booking.day,
            "place": place(own, booking.language),
            "phone": own.phone,
        }
        return Notice(
            channel="sms",
            to=booking.phone,
            template_key=key,
            params=common | params,
            stream=booking.stream,
            language=booking.language,
        )

    def colleagues(self, key: str, staff_ids: Sequence[int], **params: object) -> list[Notice]:
        """In-app messages to colleagues, each once."""
        own = section(self.booking.section_id)
        common = {"booking": self.booking.number, "section": own.name_zh, "day": self.booking.day}
        return [
            Notice(
                channel="inapp", to=one, template_key=key, params=common | params, stream=self.booking.stream
            )
            for one in dict.fromkeys(staff_ids)
        ]

    def _issue(self, kind: str, data: Mapping[str, Any]) -> None:
        booking, bureau = self.booking, settings.BUREAU
        own = section(booking.section_id)
        service = service_of(card_of(booking))
        common: dict[str, Any] = {
            "applicant": booking.name,
            "booking_number": booking.number,
            "item_name": service.name_zh or f"{own.name_zh}的其他服务",
            "item_name_en": service.name_en or f"another service of the {own.name_en}",
            "purpose": booking.purpose,
            "officer": officer_name(self.actor),
            "section": own.name_zh,
            "section_en": own.name_en,
            "phone": own.phone,
            "address": place(own, "zh-hans"),
            "address_en": place(own, "en"),
            "public_page": f"{bureau['public_url'].rstrip('/').partition('://')[2]}/appointments/",
            "hours": opening_text(),
        }
        booking.document = issue(
            kind=kind,
            stream=booking.stream,
            addressee_masked=booking.name_masked,
            data={**common, **data},
            issued_by=self.actor.ref,
            language=booking.language,
        )


def _plain(payload: Mapping[str, object]) -> dict[str, object]:
    return {
        name: str(value) if isinstance(value, dt.date | dt.time) else value for name, value in payload.items()
    }
