"""/api/v1/appointments, /api/v1/bookings: free times for everybody; bookings and what happens to them for staff."""

import datetime as dt
from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import PUBLIC, Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ARTICLES, ID, moment
from banshi.institutions.appointments.actions.answering import accept_request, decline_request
from banshi.institutions.appointments.actions.booking import (
    Wanted,
    book,
    cancel_booking,
    move_booking,
    request_booking,
)
from banshi.institutions.appointments.actions.serving import finish_booked, serve_booked
from banshi.institutions.appointments.queries import bookings, slots
from banshi.institutions.appointments.queries.bookings import BookingCard
from banshi.institutions.appointments.queries.services import service
from banshi.institutions.appointments.queries.slots import DayCard
from banshi.institutions.appointments.rules.booking import CHANNELS, ONLINE, PURPOSES, REASONS
from banshi.institutions.appointments.rules.life import NAMES
from banshi.institutions.appointments.staff.reach import visible_to
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.ui.wording import say
from banshi.lib.results import Reason, Refused, gettext_noop
from banshi.workflows.arrival import check_in

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
EXAMPLE = {
    "service": "MZ-XK-01",
    "date": "2026-11-24",
    "time": "09:30",
    "purpose": "intake",
    "reason": "YY-1",
    "name": "张伟",
    "phone": "13800000000",
}
SHOWN = {
    "id": 12,
    "number": "Y20261123-0007",
    "section": "SHZZ",
    "item": "MZ-XK-01",
    "purpose": "intake",
    "reason": "YY-1",
    "channel": "phone",
    "name": "张*",
    "date": "2026-11-24",
    "starts": "2026-11-24T09:30:00+08:00",
    "ends": "2026-11-24T10:00:00+08:00",
    "state": "accepted",
    "state_name": "已约好",
    "version": 1,
    "late": False,
    "document": 31,
}
PROBLEMS = (400, 401, 403, 404, 409, 413, 415, 422)


class BookableTimes(Endpoint):
    """When one can come."""

    guard = PUBLIC

    @operation(
        "list_bookable_days",
        "可以预约的日子和时间",
        tag="appointments",
        path={"code": CODE},
        answer=DAYS,
        problems=(404, 422),
    )
    def get(self, request: Request, code: str) -> Response:
        """List the days from today that can be booked, with their free times, and why the others cannot (03-04)."""
        self.asked(NO_QUESTION)
        try:
            about = service(code)
        except Refused:
            raise Http404 from None
        days = [_day(day) for day in slots.bookable_days(about.section.id)]
        return Response({"service": about.code, "section": about.section.code, "days": days})


class Bookings(Endpoint):
    """The door for callers and for who stands at the desk."""

    guard = "book"

    @operation(
        "book",
        "预约",
        tag="appointments",
        body=WANTED,
        answer=BOOKING,
        status=201,
        problems=PROBLEMS,
        example=EXAMPLE,
        shows=SHOWN,
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Book a free time at once, or ask for one that needs an answer (03-02 to 03-07)."""
        given = self.given(WANTED)
        wanted = Wanted(
            service=given["service"],
            purpose=given["purpose"],
            reason=given["reason"],
            channel=given["channel"],
            name=given["name"],
            phone=given["phone"],
            note=given["note"],
        )
        start = _time(given["time"]) if given["time"] or not given["request"] else None
        act: Callable[..., int] = request_booking if given["request"] else book
        made = act(wanted=wanted, day=given["date"], start=start, actor=self.actor, key=self.once())
        return Response(booking_body(bookings.card(made)), status=201)


class BookingDetail(Endpoint):
    """One booking."""

    guard = "see_bookings"

    @operation(
        "read_booking",
        "一个预约",
        tag="appointments",
        path={"booking_id": BOOKING_ID},
        answer=BOOKING,
        problems=(401, 403, 404),
        shows=SHOWN,
    )
    def get(self, request: Request, booking_id: int) -> Response:
        """Read a booking."""
        return Response(booking_body(visible_to(self.actor, booking_id)))


class BookingAct(Endpoint):
    """An act on a booking."""

    body: ClassVar[Record]

    def carry_out(self, booking_id: int, given: dict[str, Any], key: str) -> object:
        """Do it."""
        raise NotImplementedError


def described(name: str, summary: str, guard: str, /, **example: Any) -> Callable[..., type[BookingAct]]:
    """Give an act its guard and its `post`, described by the class's own docstring."""

    def decorate(view: type[BookingAct]) -> type[BookingAct]:
        def post(self: BookingAct, request: Request, booking_id: int) -> Response:
            visible_to(self.actor, booking_id)
            self.carry_out(booking_id, self.given(self.body), self.once())
            return Response(booking_body(bookings.card(booking_id)))

        post.__doc__ = view.__doc__
        view.guard = view.__guard__ = guard  # type: ignore[attr-defined]
        view.post = operation(  # type: ignore[attr-defined]
            name,
            summary,
            tag="appointments",
            body=view.body,
            path={"booking_id": BOOKING_ID},
            answer=BOOKING,
            problems=PROBLEMS,
            example={"version": 1} | example,
            once=True,
        )(post)
        return view

    return decorate


def _simple(act: Callable[..., object]) -> Callable[..., object]:
    def carry_out(self: BookingAct, booking_id: int, given: dict[str, Any], key: str) -> object:
        return act(booking_id=booking_id, version=given["version"], actor=self.actor, key=key)

    return carry_out


ONLY_VERSION = Record(name="BookingSeen", fields={"version": VERSION})
NEW_TIME = Record(name="BookingTime", fields={"version": VERSION, "date": Day(), "time": TIME})


@described("cancel_booking", "取消预约", "book")
class Cancel(BookingAct):
    """Cancel; the place is free for somebody else (03-07)."""

    body = ONLY_VERSION
    carry_out = _simple(cancel_booking)


@described("check_in", "报到", "book")
class CheckIn(BookingAct):
    """Check in, in time: exactly 30 minutes late is (03-09); in the hall a number is given at the booked time."""

    body = ONLY_VERSION
    carry_out = _simple(check_in)


@described("serve_booking", "开始办理", "serve_booking")
class Serve(BookingAct):
    """Begin serving; after the booked time the bureau's lateness is recorded (03-08)."""

    body = ONLY_VERSION
    carry_out = _simple(serve_booked)


@described("finish_booking", "办理完毕", "serve_booking")
class Finish(BookingAct):
    """Done (03-08)."""

    body = ONLY_VERSION
    carry_out = _simple(finish_booked)


@described("move_booking", "改期", "book", date="2026-11-25", time="10:00")
class Move(BookingAct):
    """Another time; the number stays, the old place is free (03-07)."""

    body = NEW_TIME

    def carry_out(self, booking_id: int, given: dict[str, Any], key: str) -> object:
        """Move it."""
        return move_booking(
            booking_id=booking_id,
            version=given["version"],
            day=given["date"],
            start=_time(given["time"]),
            actor=self.actor,
            key=key,
        )


@described("accept_request", "受约", "answer_booking", date="2026-11-28", time="09:30")
class Accept(BookingAct):
    """Accept a request at a time, weekends included; `extra` adds a place to a full slot (03-07)."""

    body = Record(name="RequestAcceptance", fields={**NEW_TIME.fields, "extra": Flag(default=False)})

    def carry_out(self, booking_id: int, given: dict[str, Any], key: str) -> object:
        """Accept it."""
        return accept_request(
            booking_id=booking_id,
            version=given["version"],
            day=given["date"],
            start=_time(given["time"]),
            extra=given["extra"],
            actor=self.actor,
            key=key,
        )


@described("decline_request", "谢绝", "answer_booking", reason="周六检修供电")
class Decline(BookingAct):
    """Decline a request with the reason; the nearest free times are told with it (03-07)."""

    body = Record(name="RequestDecline", fields={"version": VERSION, "reason": Text(longest=300)})

    def carry_out(self, booking_id: int, given: dict[str, Any], key: str) -> object:
        """Decline it."""
        return decline_request(booking_id=booking_id, **given, actor=self.actor, key=key)


ACTS: dict[str, type[BookingAct]] = {
    "cancel": Cancel,
    "check-in": CheckIn,
    "serve": Serve,
    "finish": Finish,
    "move": Move,
    "accept": Accept,
    "decline": Decline,
}


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


def _day(card: DayCard) -> dict[str, Any]:
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


def _time(text: str) -> dt.time:
    """The time behind 09:30; raises `Refused`."""
    try:
        if len(text) == len("09:30"):
            return dt.time.fromisoformat(text)
    except ValueError:
        pass
    raise Refused(Reason(BAD_TIME, ("03-04",), "time", {"field": "time"}))
