"""Requests that took too long are told to the log: which route, how long, nothing else."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

SECONDS = 2.0
log = logging.getLogger(__name__)


class SlowMiddleware:
    """Writes a line for each request over `SECONDS`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = time.monotonic()
        response = self.get_response(request)
        took = time.monotonic() - began
        if took > SECONDS:
            more = {
                "request": request,
                "status_code": response.status_code,
                "told": {"seconds": round(took, 1)},
            }
            log.warning("slow", extra=more)
        return response
