"""What a staff page could not do is said on a page; an old page does not overwrite; who works stays logged in."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from banshi.entrypoints.workbench.addressed import shown_by, stamp_for
from banshi.kernel.ledger.shown import note_shown, nothing_shown
from banshi.kernel.organisation import signed_in
from banshi.kernel.organisation.accounts import sessions, turned_away
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused, Stale

TECHNICAL = frozenset({"csrfmiddlewaretoken", "page_made", "version", "once", "key", "do"})


class StaffRefusalMiddleware:
    """Answers a refusal that a view of the staff did not show itself: 403, 409 or 422, with its reasons.

    That somebody was not permitted is kept for the audit administrator.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal; None leaves anything else, and the pages of citizens, alone."""
        if not isinstance(exception, Refused) or not hasattr(request, "actor"):
            return None
        forbidden, stale = isinstance(exception, NotPermitted), isinstance(exception, Stale)
        status = 403 if forbidden else 409 if stale else 422
        if forbidden:
            route = request.resolver_match.route if request.resolver_match else "?"
            turned_away.note(request.actor, request.method or "", route)
        context = {
            "refused": exception,
            "forbidden": forbidden,
            "typed": () if forbidden else _typed(request),
            "present": _page_before(request) if stale else "",
        }
        return render(request, "workbench/refused.html", context, status=status)


class ShownMiddleware:
    """Tells the acts what the sender of a form had seen of its matter, and the pages how to stamp their forms."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Taken before anything is read: what is written while the page is made counts as not seen.
        began = clock.now()
        request.began, request.stamp = began, lambda: stamp_for(request)  # type: ignore[attr-defined]
        with nothing_shown():
            return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> None:
        """Note what was shown, for all acts of this request."""
        request.shown = shown_by(request)  # type: ignore[attr-defined]
        note_shown(request.shown)  # type: ignore[attr-defined]


class SeenMiddleware:
    """Whoever works stays in: once a minute at most, the session of a staff page is prolonged and noted as seen.

    A page that asks for news by itself is nobody at work, but for the wall, which is there to be left alone.
    """

    MOST = 5000
    WALL = "workbench:dashboard_wall"

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._noted: dict[int, dt.datetime] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        row = request.session.get(signed_in.KEY, {}).get("row") if hasattr(request, "actor") else None
        if row and not self._by_itself(request):
            self._note(request, row)
        return response

    def _by_itself(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return "HX-Request" in request.headers and (match is None or match.view_name != self.WALL)

    def _note(self, request: HttpRequest, row: int) -> None:
        now, last = clock.now(), self._noted.get(row)
        if last is not None and dt.timedelta(0) <= now - last < sessions.SEEN_EVERY:
            return
        if len(self._noted) > self.MOST:
            self._noted.clear()
        self._noted[row] = now
        sessions.seen(row)
        request.session.modified = True


def _typed(request: HttpRequest) -> list[str]:
    """What was typed, to be copied: nothing is lost."""
    values = (one for name, many in request.POST.lists() if name not in TECHNICAL for one in many)
    return [one for one in values if one.strip()]


def _page_before(request: HttpRequest) -> str:
    """The page the form stood on, shown as it is now."""
    address = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if ours else ""
