"""/api/v1/bookings/{id}/acts/…: one address per act; each takes the version that was shown and may take a key."""

from collections.abc import Callable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import ActEndpoint
from banshi.entrypoints.api.shapes import Day, Flag, Record, Text
from banshi.entrypoints.api.v1.booking_parts import (
    BOOKING,
    BOOKING_ID,
    PROBLEMS,
    TIME,
    VERSION,
    booking_body,
    time_of,
)
from banshi.institutions.appointments.actions.answering import accept_request, decline_request
from banshi.institutions.appointments.actions.booking import cancel_booking, move_booking
from banshi.institutions.appointments.actions.serving import finish_booked, serve_booked
from banshi.institutions.appointments.queries import bookings
from banshi.institutions.appointments.staff.reach import visible_to
from banshi.workflows.arrival import check_in


class BookingAct(ActEndpoint):
    """An act on a booking."""


def described(name: str, summary: str, guard: str) -> Callable[..., type[BookingAct]]:
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


@described("move_booking", "改期", "book")
class Move(BookingAct):
    """Another time; the number stays, the old place is free (03-07)."""

    body = NEW_TIME

    def carry_out(self, booking_id: int, given: dict[str, Any], key: str) -> object:
        """Move it."""
        return move_booking(
            booking_id=booking_id,
            version=given["version"],
            day=given["date"],
            start=time_of(given["time"]),
            actor=self.actor,
            key=key,
        )


@described("accept_request", "受约", "answer_booking")
class Accept(BookingAct):
    """Accept a request at a time, weekends included; `extra` adds a place to a full slot (03-07)."""

    body = Record(name="RequestAcceptance", fields={**NEW_TIME.fields, "extra": Flag(default=False)})

    def carry_out(self, booking_id: int, given: dict[str, Any], key: str) -> object:
        """Accept it."""
        return accept_request(
            booking_id=booking_id,
            version=given["version"],
            day=given["date"],
            start=time_of(given["time"]),
            extra=given["extra"],
            actor=self.actor,
            key=key,
        )


@described("decline_request", "谢绝", "answer_booking")
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
