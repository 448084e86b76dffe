"""Too much at once is answered with a page that says when to go on, and what other way there is."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from banshi.kernel.organisation.network import address_of
from banshi.kernel.rates.counting import must_wait
from banshi.kernel.rates.table import Per, Rate, rate_of
from banshi.kernel.ui import context


class RateMiddleware:
    """Counts what is costly before a view reads anything of it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """The page 429, or None to go on."""
        route = request.resolver_match.route if request.resolver_match else ""
        rate = rate_of(request.method or "", route) if settings.RATE_LIMITS else None
        wait = _wait(rate, request) if rate else 0
        return too_many(request, wait) if wait else None


def too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """The page: in how many minutes, and the telephone as another way."""
    given = context.page(request) | {"minutes": -(-wait // 60)}
    response = HttpResponse(render_to_string("ui/429.html", given), status=429)
    response["Retry-After"] = str(wait)
    response["Cache-Control"] = "no-store"
    return response


def _wait(rate: Rate, request: HttpRequest) -> int:
    who = address_of(request.META)
    if rate.per is Per.CALLER:
        # Only an account that is signed in has a share of its own.
        who = str(request.session.get("_auth_user_id") or who)
    try:
        return must_wait(rate, who)
    except DatabaseError:
        # A database that cannot count is told by the page itself; nobody is kept out by the counter.
        return 0
