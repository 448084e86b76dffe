"""What is counted of appointments: people served by appointment, and our own lateness (03-08)."""

from banshi.institutions.appointments.models import Booking, Lateness
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.organisation.figures import Counted, Instance, Rows, Span, day
from banshi.kernel.organisation.permissions import Relation
from banshi.lib.results import Reason, gettext_noop

BOOKED = gettext_noop("预约 %(number)s")


def _served(span: Span) -> Rows:
    return Booking.objects.filter(span.within("ended_at"), state=State.SERVED.value)


def _late(span: Span) -> Rows:
    return Lateness.objects.filter(span.within("found_at"))


def _booking(row: Booking) -> Instance:
    assert row.ended_at is not None
    label, relation = Reason(BOOKED, params={"number": row.number}), Relation(row.section_id)
    return Instance(day(row.ended_at), label, "workbench:booking", (row.pk,), "see_bookings", relation)


def _lateness(row: Lateness) -> Instance:
    label, relation = Reason(BOOKED, params={"number": row.booking.number}), Relation(row.booking.section_id)
    address = ("workbench:booking", (row.booking_id,), "see_bookings", relation)
    return Instance(day(row.found_at), label, *address)


FIGURES = (
    Counted("bookings", _served, _booking, "ended_at", section="section"),
    Counted("bookings_late", _late, _lateness, "found_at", "handler", "booking__section", ("booking",)),
)
