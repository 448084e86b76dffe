"""What this installation writes to its log: one JSON line for each event, and nothing of anybody.

A line names the route as the URL table writes it, never the address that was asked for; a fault by its kind and by the
places in the code, never by its message or by values: those are where names, numbers and receipts stand. All lines
about one request carry its number, which its answer carries too.
"""

import json
import logging
import re
import traceback
from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from banshi.kernel.ui.numbered import number
from banshi.lib import clock

# Sentences of this house name kinds and numbers of rows; of the server's only the pattern is taken.
OURS, SERVER = "banshi.", "gunicorn."
MOST_PLACES = 30
# What JSON leaves as it is, and a reader or a terminal takes for the end of a line or for a command.
ACTING = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class PlainFormatter(logging.Formatter):
    """A record as one line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told: dict[str, Any] = {
            "at": clock.now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
        }
        if numbered := number():
            told["request"] = numbered
        request = getattr(record, "request", None)
        if isinstance(request, HttpRequest):
            told |= {"method": _method(request), "route": route_of(request)}
        if status := getattr(record, "status_code", None):
            told["status"] = status
        if record.exc_info and record.exc_info[0]:
            kind, _error, frames = record.exc_info
            told |= {"fault": kind.__qualname__, "places": _places(frames)}
        elif record.name.startswith(OURS):
            told["event"] = record.getMessage()[:200]
        elif record.name.startswith(SERVER):
            told["event"] = str(record.msg)[:200]
        line = json.dumps(told | getattr(record, "told", {}), ensure_ascii=False)
        return ACTING.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def route_of(request: HttpRequest) -> str:
    """The route of a request as the URL table writes it; "?" for an address that is none of ours."""
    match = request.resolver_match
    if match is None:
        try:
            match = resolve(request.path_info)
        except (Resolver404, ValueError):
            return "?"
    return match.route


def _method(request: HttpRequest) -> str:
    return request.method if request.method in {"GET", "HEAD", "POST", "OPTIONS"} else "?"


def _places(frames: Any) -> list[str]:
    return [
        f"{frame.filename.rpartition('/site-packages/')[2]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(frames)[-MOST_PLACES:]
    ]
