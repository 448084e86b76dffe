"""总览: what needs me; today's lamps over everything with a date, by section; trends. Every number is a link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.dashboard_needs import complaints_url, needs_of
from banshi.entrypoints.workbench.dashboard_numbers import board
from banshi.entrypoints.workbench.dashboard_trends import charts, chosen_span, spans
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.lib import clock
from banshi.workflows.dated import OPENS


@needs(OPENS)
@never_cache
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The whole page; `?section=` narrows the kinds to one section, `?span=` chooses weeks or months."""
    actor, language, span = actor_of(request), get_language() or "", chosen_span(request)
    found = board(actor, language, request.GET.get("section", ""))
    context = {
        "board": found,
        "needs": needs_of(actor, found.found),
        "complaints_url": complaints_url(actor),
        "charts": charts(actor, span),
        "spans": spans(span),
        "now": clock.now(),
    }
    return render(request, "workbench/dashboard/overview.html", context)
