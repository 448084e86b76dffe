"""报到: somebody with an appointment is at the desk; they get their number for the hall (03-08, 03-09)."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from banshi.institutions.appointments.forms import OnceForm
from banshi.institutions.appointments.queries import bookings
from banshi.institutions.appointments.staff.day import booking_page, stepped
from banshi.institutions.appointments.staff.reach import to_booking, visible
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.hall import queries as hall
from banshi.kernel.organisation.permissions import needs
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows import arrival


@needs("book")
@require_POST
def check_in(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Check in; too late, the page says what can be done instead."""
    card = visible(request, booking_id)
    form = OnceForm(request.POST)
    if not form.is_valid():
        return to_booking(card)
    given = form.cleaned_data
    try:
        visit_id = arrival.check_in(
            booking_id=card.id,
            version=given["version"],
            actor=actor_of(request),
            key=f"check_in:{card.id}:{given['once']}",
        )
    except NotPermitted:
        raise
    except Refused as refused:
        return booking_page(request, bookings.card(booking_id), refused)
    if visit_id is None:
        return stepped(request, card, gettext("已报到。"))
    return stepped(
        request, card, gettext("已报到，%(ticket)s 号。") % {"ticket": hall.visit(visit_id).ticket}
    )
