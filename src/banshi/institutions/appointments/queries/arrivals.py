"""When people with an appointment come: the agreed times of bookings that were kept or still stand."""

from django.db.models import QuerySet

from banshi.institutions.appointments.models import Booking
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.reports.arrivals import Arrival, Kind
from banshi.kernel.reports.scope import Asked
from banshi.lib.results import gettext_noop

_COMING = sorted(state.value for state in (State.ACCEPTED, State.ARRIVED, State.SERVING, State.SERVED))


def _rows(asked: Asked) -> QuerySet[Booking]:
    rows = Booking.objects.filter(asked.during("starts_at"), asked.within("section_id"), state__in=_COMING)
    return (rows.filter(item_code=asked.item) if asked.item else rows).order_by("-starts_at", "-id")


def _read(booking: Booking) -> Arrival:
    assert booking.starts_at is not None
    return Arrival(
        booking.stream, booking.number, booking.item_name, booking.section_id, None, booking.starts_at
    )


BOOKINGS = Kind("bookings", gettext_noop("预约（按约好的时间）"), _rows, "starts_at", _read)
