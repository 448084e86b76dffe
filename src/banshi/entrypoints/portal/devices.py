"""The bureau's own screens: the kiosk and the board open only on a device that was let in once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.kernel.organisation.permissions import public
from banshi.kernel.vault.digests import digest

View = Callable[..., HttpResponseBase]
COOKIE = "banshi_screen"
A_YEAR = 365 * 24 * 3600
PLACES = {"kiosk": "portal:kiosk", "board": "portal:board"}


@public
@never_cache
@require_safe
def let_in(request: HttpRequest, token: str, place: str) -> HttpResponse:
    """The address typed into a screen once; the secret leaves the address at once and a signed cookie stays."""
    if place not in PLACES or not _token() or not constant_time_compare(token, _token()):
        raise Http404
    response = redirect(PLACES[place])
    response.set_cookie(
        COOKIE,
        signing.dumps(_mark(), salt=COOKIE),
        max_age=A_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def own_screen(view: View) -> View:
    """Open a page on the bureau's own screens only; in rehearsals without a secret, everywhere."""

    @public
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **given: Any) -> HttpResponseBase:
        if _known(request):
            return view(request, *args, **given)
        return render(request, "portal/hall/not_here.html", status=403)

    return guarded


def _known(request: HttpRequest) -> bool:
    if not _token():
        return bool(settings.BANSHI_REHEARSAL)
    try:
        mark = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE)
    except signing.BadSignature:
        return False
    return constant_time_compare(str(mark), _mark())


def _token() -> str:
    return str(settings.HALL_DEVICE_TOKEN)


def _mark() -> str:
    return digest("screen", _token())
