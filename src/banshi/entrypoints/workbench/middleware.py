"""What a staff page could not do is said on a page, never as a fault of ours."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

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
