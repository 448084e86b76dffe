"""Requests that took too long are told to the log: which route, how long, nothing else."""

import logging
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from banshi.lib import clock

SECONDS = 2.0
log = logging.getLogger(__name__)


class SlowMiddleware:
    """Writes a line for each request over `SECONDS`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = clock.ticking()
        response = self.get_response(request)
        took = clock.ticking() - began
        if took > SECONDS:
            more = {
                "request": request,
                "status_code": response.status_code,
                "told": {"seconds": round(took, 1)},
            }
            log.warning("slow", extra=more)
        return response
