"""What a staff page could not do is said on a page; who works stays logged in."""

import datetime as dt
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from banshi.kernel.organisation import signed_in
from banshi.kernel.organisation.accounts import sessions
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused, Stale


class StaffRefusalMiddleware:
    """Answers a refusal that a view of the staff did not show itself: 403, 409 or 422, with its reasons."""

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
        context = {"refused": exception, "forbidden": forbidden}
        return render(request, "workbench/refused.html", context, status=status)


class SeenMiddleware:
    """Whoever works stays in: once a minute at most, the session of a staff page is prolonged and noted as seen."""

    MOST = 5000

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self._noted: dict[int, dt.datetime] = {}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if hasattr(request, "actor") and (row := request.session.get(signed_in.KEY, {}).get("row")):
            self._note(request, row)
        return response

    def _note(self, request: HttpRequest, row: int) -> None:
        now, last = clock.now(), self._noted.get(row)
        if last is not None and dt.timedelta(0) <= now - last < sessions.SEEN_EVERY:
            return
        if len(self._noted) > self.MOST:
            self._noted.clear()
        self._noted[row] = now
        sessions.seen(row)
        request.session.modified = True
