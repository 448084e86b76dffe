"""A number for each request: it stands in every line of the log about it, in its answer, and on the page of a fault."""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from banshi.lib import ids

HEADER = "X-Request-ID"
_number: ContextVar[str] = ContextVar("request_number", default="")


def number() -> str:
    """The number of the request that is answered now; "" outside of one."""
    return _number.get()


class NumberedMiddleware:
    """Draws the number. What a caller sends as one is not taken: it would stand in our log."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        mark = _number.set(ids.code())
        try:
            response = self.get_response(request)
            response[HEADER] = _number.get()
            return response
        finally:
            _number.reset(mark)
