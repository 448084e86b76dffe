"""Bookable hours and bookings for tests, made by the same acts as real ones."""

import datetime as dt

from banshi.institutions.appointments.actions.booking import Wanted, book, request_booking
from banshi.institutions.appointments.actions.keeping import set_bookable_hours
from banshi.institutions.appointments.rules.days import Hours
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.lib import clock
from tests.factories.citizens import CITIZENS

ITEM = "MZ-XK-01"
MORNING, AFTERNOON = (dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17))


def week(*, minutes: int = 30, places: int = 2, weekend: bool = True) -> tuple[Hours, ...]:
    """Monday to Friday morning and afternoon, Saturday morning on request."""
    days = [
        Hours(day, opens, closes, minutes, places)
        for day in range(5)
        for opens, closes in (MORNING, AFTERNOON)
    ]
    saturday = [Hours(5, *MORNING, minutes, places)] if weekend else []
    return (*days, *saturday)


def open_hours(actor: Actor, section_id: int, **shape: object) -> int:
    """Put such a week in force from today on."""
    return set_bookable_hours(
        section_id=section_id, effective_from=clock.today(), week=week(**shape), actor=actor
    )


def wanted(who: str = "张伟", **changes: object) -> Wanted:
    """What somebody wants: to hand in papers, because office hours do not suit, online."""
    person = CITIZENS[who]
    usual = {
        "service": ITEM,
        "purpose": "intake",
        "reason": "YY-1",
        "channel": "online",
        "name": person.name,
        "phone": person.phone,
    }
    return Wanted(**(usual | changes))


def booked(when: str, who: str = "张伟", actor: Actor = CITIZEN, **changes: object) -> int:
    """Book a time such as "2026-11-24 09:30"."""
    moment = clock.parse(when)
    return book(wanted=wanted(who, **changes), day=moment.date(), start=moment.time(), actor=actor)


def requested(day: str, who: str = "张伟", start: dt.time | None = None, **changes: object) -> int:
    """Ask for a day that cannot be booked at once."""
    return request_booking(
        wanted=wanted(who, **changes), day=dt.date.fromisoformat(day), start=start, actor=CITIZEN
    )
