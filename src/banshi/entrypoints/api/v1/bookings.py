"""/api/v1/appointments, /api/v1/bookings: free times for everybody; bookings for staff."""

from collections.abc import Callable

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import PUBLIC, Endpoint
from banshi.entrypoints.api.v1.booking_parts import (
    BOOKING,
    BOOKING_ID,
    CODE,
    DAYS,
    NO_QUESTION,
    PROBLEMS,
    WANTED,
    booking_body,
    day_body,
    time_of,
)
from banshi.institutions.appointments.actions.booking import Wanted, book, request_booking
from banshi.institutions.appointments.queries import bookings, slots
from banshi.institutions.appointments.queries.services import service
from banshi.institutions.appointments.staff.reach import visible_to
from banshi.lib.results import Refused


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
        days = [day_body(day) for day in slots.bookable_days(about.section.id)]
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
        start = time_of(given["time"]) if given["time"] or not given["request"] else None
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
    )
    def get(self, request: Request, booking_id: int) -> Response:
        """Read a booking."""
        return Response(booking_body(visible_to(self.actor, booking_id)))
