"""The public board: which number goes where. Numbers only; it comes anew every few seconds by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_safe

from banshi.entrypoints.portal.devices import own_screen
from banshi.entrypoints.portal.kiosk import buttons, opening
from banshi.kernel.hall import queries as hall
from banshi.kernel.organisation.hours import opening_text
from banshi.lib import clock

LINES = 7


@own_screen
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board; a script asks for the part that changes every four seconds, without one the page comes anew.

    A wall speaks to everybody: Chinese, whatever language the screen's browser has, with English below.
    """
    whole = not request.headers.get("HX-Request")
    template = "portal/hall/board.html" if whole else "portal/hall/board_now.html"
    with translation.override("zh-hans"):
        calls = hall.shown(LINES)
        first = calls[0] if calls and calls[0].fresh else None
        context = {
            "first": first,
            "others": calls[1:] if first else calls[: LINES - 1],
            "queues": [button for button in buttons() if button.waiting],
            "opening": opening(),
            "hours": opening_text(),
            "now": clock.now(),
        }
        return render(request, template, context)
