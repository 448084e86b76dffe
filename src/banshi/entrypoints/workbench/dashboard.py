"""总览: today's lamps over everything with a date, by section; what needs me; trends. Every number is a link."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.dashboard_numbers import board
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.lib import clock
from banshi.workflows.dated import OPENS


@needs(OPENS)
@never_cache
@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """The whole page; `?section=` narrows the kinds to one section."""
    actor, language = actor_of(request), get_language() or ""
    context = {
        "board": board(actor, language, request.GET.get("section", "")),
        "now": clock.now(),
    }
    return render(request, "workbench/dashboard/overview.html", context)
