"""Which help is being given in this browser: the guide is logged in, the person sits beside them (08-04-2-2)."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from banshi.institutions.guidance.queries import desk
from banshi.institutions.guidance.queries.desk import SESSION_KEY, Assisted


class AssistedMiddleware:
    """Puts the running help on `request.assisted`; asks the database only in the browser where it was begun."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.assisted = SimpleLazyObject(lambda: _running(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _running(request: HttpRequest) -> Assisted | None:
    session_id = request.session.get(SESSION_KEY)
    if session_id is None or not request.user.is_authenticated:
        return None
    found = desk.running(request.user.pk)
    return found if found and found.id == session_id else None
