"""A section's bookings for its own calendar programmes, under a secret address; without names (03-07)."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.institutions.appointments.queries import bookings, calendars
from banshi.institutions.appointments.queries.slots import ahead
from banshi.kernel.organisation.permissions import public
from banshi.lib import clock


@public
@never_cache
@require_safe
def section(request: HttpRequest, token: str) -> HttpResponse:
    """The last week and everything to come; whoever has the address may read it, so it can be replaced."""
    own = bookings.section_of_feed(token)
    if own is None:
        raise Http404
    today = clock.today()
    coming = bookings.coming(own.id, today - dt.timedelta(days=7), today + dt.timedelta(days=ahead(today)))
    return HttpResponse(calendars.of_section(own, coming), content_type="text/calendar; charset=utf-8")
