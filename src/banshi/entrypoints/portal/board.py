"""The public board: which number goes where. Numbers only; it comes anew every few seconds by itself."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views.decorators.http import require_safe

from banshi.entrypoints.portal.devices import own_screen
from banshi.entrypoints.portal.kiosk import buttons, opening
from banshi.kernel.hall import queries as hall
from banshi.kernel.organisation.hours import opening_text
from banshi.kernel.organisation.recent import recent
from banshi.lib import clock

LINES = 7


@own_screen
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """The board; a script asks for the part that changes every four seconds, without one the page comes anew.

    A wall speaks to everybody: Chinese, whatever language the screen's browser has, with English below. All walls
    of a moment show the same, so it is found and drawn once a second, however many there are.
    """
    with translation.override("zh-hans"):
        if request.headers.get("HX-Request"):
            return HttpResponse(_part())
        return render(request, "portal/hall/board.html", _shown())


@recent
def _part() -> str:
    return render_to_string("portal/hall/board_now.html", _shown())


@recent
def _shown() -> dict[str, object]:
    calls = hall.shown(LINES)
    first = calls[0] if calls and calls[0].fresh else None
    return {
        "first": first,
        "others": calls[1:] if first else calls[: LINES - 1],
        "queues": [button for button in buttons() if button.waiting],
        "opening": opening(),
        "hours": opening_text(),
        "now": clock.now(),
    }
