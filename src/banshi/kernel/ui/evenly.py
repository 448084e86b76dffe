"""A "there is none" to whoever is known leaves on the beat: how long it took does not tell a "you may not" from it."""

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from banshi.lib import clock


class EvenMiddleware:
    """Holds back a 404 until the next `EVEN_SECONDS` are full (0: never).

    Only of colleagues and of systems with a valid key, who could ask often enough to measure it; of others it would
    hold up the server for whoever asks for nonsense.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        began = clock.ticking()
        response = self.get_response(request)
        beat = settings.EVEN_SECONDS
        if beat and response.status_code == 404 and _known(request):
            time.sleep(beat - (clock.ticking() - began) % beat)
        return response


def _known(request: HttpRequest) -> bool:
    return hasattr(request, "actor") or hasattr(request, "caller")
