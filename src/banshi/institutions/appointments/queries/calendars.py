"""Appointments as calendar files (RFC 5545): one's own, and a section's without names."""

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext
from icalendar import Calendar, Event

from banshi.institutions.appointments.queries.bookings import BookingCard
from banshi.institutions.appointments.queries.services import place
from banshi.kernel.organisation.queries import SectionCard

PRODUCER = "-//Banshi//appointments//ZH"


def own(booking: BookingCard, section: SectionCard, bring: Iterable[str], language: str) -> bytes:
    """One's own appointment, to be kept in a telephone: no name, no telephone number."""
    calendar = _empty()
    event = _event(booking, place(section, language))
    event.add("summary", gettext("到%(section)s办事") % {"section": section.name(language)})
    lines = [gettext("预约号：%(number)s") % {"number": booking.number}, gettext("请带上：")]
    event.add("description", "\n".join([*lines, *(f"· {each}" for each in bring)]))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def of_section(section: SectionCard, bookings: Iterable[BookingCard]) -> bytes:
    """Who comes to a section: number, matter and state, without names."""
    calendar = _empty()
    calendar.add("x-wr-calname", section.name_zh)
    for booking in bookings:
        event = _event(booking, place(section, "zh-hans"))
        event.add("summary", f"{booking.item_name or gettext('其他服务')} {booking.number}")
        event.add("description", f"{gettext(booking.purpose_name)} · {gettext(booking.state_name)}")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _empty() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    return calendar


def _event(booking: BookingCard, where: str) -> Event:
    event = Event()
    event.add("uid", f"{booking.number}@banshi")
    event.add("dtstamp", booking.made_at.astimezone(dt.UTC))
    event.add("sequence", booking.version)
    if booking.starts_at and booking.ends_at:
        event.add("dtstart", booking.starts_at.astimezone(dt.UTC))
        event.add("dtend", booking.ends_at.astimezone(dt.UTC))
    event.add("location", where)
    return event
