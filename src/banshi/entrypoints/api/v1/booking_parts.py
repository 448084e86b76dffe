"""The parts of the answers about appointments, each beside the function that fills it. All masked."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext

from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ARTICLES, ID, moment
from banshi.institutions.appointments.queries import bookings
from banshi.institutions.appointments.queries.bookings import BookingCard
from banshi.institutions.appointments.queries.slots import DayCard
from banshi.institutions.appointments.rules.booking import CHANNELS, ONLINE, PURPOSES, REASONS
from banshi.institutions.appointments.rules.life import NAMES
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.ui.wording import say
from banshi.lib.results import Reason, Refused, gettext_noop

BAD_TIME = gettext_noop("%(field)s 应当是有效的钟点，请写成 09:30 的样式。")
CODE = Text(longest=31, about="An item's code, or a section's for its other services.", example="MZ-XK-01")
TIME = Text(longest=5, about="The start of a slot.", example="09:30")
BOOKING_ID = Whole(about="The booking's id.", example=12)
VERSION = Whole(about="The booking's `version` as it was shown; 409 when it has moved on.", example=1)
PURPOSE = Choice(name="BookingPurpose", options=dict(PURPOSES))
REASON = Choice(name="BookingReason", options=dict(REASONS))
OPENING = Choice(
    name="BookableDay",
    options={"open": "can be booked", "on_request": "asked for, then answered", "shut": "not at all"},
)
DAYS = Record(
    name="BookableDays",
    fields={
        "service": CODE,
        "section": Text(about="The section's code."),
        "days": Many(
            of=Record(
                name="BookableDayTimes",
                fields={
                    "date": Day(),
                    "opening": OPENING,
                    "reason": Text(about="Why it is not simply open; else empty."),
                    "articles": ARTICLES,
                    "slots": Many(
                        of=Record(
                            name="BookableSlot",
                            fields={"start": TIME, "end": TIME, "free": Whole(low=0)},
                        )
                    ),
                },
            )
        ),
    },
)
NO_QUESTION = Record(name="NoQuestion")
BOOKING = Record(
    name="Booking",
    about="A booking; who comes is masked.",
    fields={
        "id": ID,
        "number": Text(example="Y20261123-0007"),
        "section": Text(about="The section's code."),
        "item": Text(about="The item's code; empty for other services."),
        "purpose": PURPOSE,
        "reason": REASON,
        "channel": Choice(name="BookingChannel", options=dict(CHANNELS)),
        "name": Text(about="Masked.", example="张*"),
        "date": Day(),
        "starts": Moment(nullable=True),
        "ends": Moment(nullable=True),
        "state": Choice(name="BookingState", options={state.value: name for state, name in NAMES.items()}),
        "state_name": Text(),
        "version": Whole(about="To be sent back with the next act on the booking."),
        "late": Flag(about="The bureau did not serve within the booked time (03-08)."),
        "document": Whole(nullable=True, about="The newest paper: slip, decline or lapse."),
    },
)
WANTED = Record(
    name="BookingWanted",
    fields={
        "service": CODE,
        "date": Day(),
        "time": Text(default="", longest=5, about="The start of a slot; may be left out of a request."),
        "request": Flag(default=False, about="Ask for a weekend or a full day; the section answers."),
        "purpose": PURPOSE,
        "reason": REASON,
        "channel": Choice(
            name="StaffBookingChannel",
            default="phone",
            options={code: text for code, text in CHANNELS.items() if code != ONLINE},
        ),
        "name": Text(longest=40),
        "phone": Text(longest=40),
        "note": Text(default=""),
    },
)
PROBLEMS = (400, 401, 403, 404, 409, 413, 415, 422)


def booking_body(card: BookingCard) -> dict[str, Any]:
    """A booking card."""
    return {
        "id": card.id,
        "number": card.number,
        "section": organisation.section(card.section_id).code,
        "item": card.item_code,
        "purpose": card.purpose,
        "reason": card.reason,
        "channel": card.channel,
        "name": card.name_masked,
        "date": card.day,
        "starts": moment(card.starts_at) if card.starts_at else None,
        "ends": moment(card.ends_at) if card.ends_at else None,
        "state": card.state.value,
        "state_name": gettext(card.state_name),
        "version": card.version,
        "late": bookings.was_late(card.id),
        "document": card.document_id,
    }


def day_body(card: DayCard) -> dict[str, Any]:
    """A day with its free times."""
    return {
        "date": card.day,
        "opening": card.opening.value,
        "reason": say(card.reason),
        "articles": list(card.reason.articles) if card.reason else [],
        "slots": [
            {"start": f"{slot.start:%H:%M}", "end": f"{slot.end:%H:%M}", "free": slot.free}
            for slot in card.slots
            if not slot.begun
        ],
    }


def time_of(text: str) -> dt.time:
    """The time behind 09:30; raises `Refused`."""
    try:
        if len(text) == len("09:30"):
            return dt.time.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(Reason(BAD_TIME, ("03-04",), "time", {"field": "time"}))
