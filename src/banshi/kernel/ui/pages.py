"""Error pages that always come, and the style guide (rehearsal only)."""

import sys

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_safe

from banshi.kernel.ui import context, samples, samples_overfull
from banshi.kernel.ui.colours import style
from banshi.kernel.ui.numbered import number
from banshi.kernel.ui.outages import RETRY_AFTER_SECONDS, is_outage


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler400: the request could not be read."""
    return _plain(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler403: no power to see this."""
    return _plain(request, 403)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """CSRF_FAILURE_VIEW: the form was open too long, or came from elsewhere."""
    return _plain(request, 403, template="403_csrf")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """handler404: no such page."""
    return _plain(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: our fault, or 503 where the database or the disk is away for a while."""
    # Django calls this while it handles the exception, and gives it to nobody else.
    if is_outage(sys.exc_info()[1]):
        response = _plain(request, 503)
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response
    return _plain(request, 500)


def _plain(request: HttpRequest, status: int, template: str = "") -> HttpResponse:
    # No context processors: what broke the page (the session, the database) must not break this one.
    text = render_to_string(f"{template or status}.html", context.page(request) | {"number": number()})
    return HttpResponse(text, status=status)


@require_safe
def colours(request: HttpRequest) -> HttpResponse:
    """The bureau's own colours, over those of the house."""
    own = settings.BUREAU
    tokens = {"brand": own["brand_colour"], "focus": own["brand_colour"], "seal": own["seal_colour"]}
    return HttpResponse(style(tokens), content_type="text/css")


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    _rehearsal_only()
    return render(request, "ui/styleguide/index.html", samples.citizen() | samples_overfull.overfull())


@require_safe
def styleguide_workbench(request: HttpRequest) -> HttpResponse:
    """The components as the staff see them: a work list and a case."""
    _rehearsal_only()
    return render(request, "ui/styleguide/workbench.html", samples.staff())


def _rehearsal_only() -> None:
    if not settings.BANSHI_REHEARSAL:
        raise Http404
