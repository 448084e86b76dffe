"""The screen that faces the visitor at a counter: five faces for whoever was just served there (08-04-3)."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from banshi.entrypoints.portal.devices import own_screen
from banshi.institutions.guidance.queries import subjects
from banshi.kernel.hall.life import VisitState
from banshi.kernel.hall.models import Counter, Visit
from banshi.lib import clock

# So long after the end of the service the faces are shown, unless the next visitor was served meanwhile.
FRESH = dt.timedelta(minutes=5)


@own_screen
@require_safe
def tablet(request: HttpRequest, code: str) -> HttpResponse:
    """Lead to the faces for the newest visit served at this counter; without one, wait and ask again."""
    counter = Counter.objects.filter(code=code).first()
    if counter is None:
        raise Http404
    served = Visit.objects.filter(
        day=clock.today(), counter=counter, state=VisitState.SERVED, ended_at__gt=clock.now() - FRESH
    )
    visit = served.order_by("-ended_at", "-id").first()
    if visit is not None and not subjects.is_rated(f"visit:{visit.pk}"):
        return redirect(f"{subjects.address(f'visit:{visit.pk}')}?at=counter&window={counter.code}")
    return render(request, "portal/hall/tablet.html", {"counter": counter})
