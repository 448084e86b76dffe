"""Display modes, and the headers that keep pages from loading or running anything foreign."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.encoding import escape_uri_path
from django.utils.http import escape_leading_slashes

from banshi.kernel.ui.display import MODE_COOKIE, MODES, SIZE_COOKIE, SIZES, chosen

GetResponse = Callable[[HttpRequest], HttpResponse]

A_YEAR = 365 * 24 * 3600
_CHOICES = (("mode", MODE_COOKIE, MODES), ("size", SIZE_COOKIE, SIZES))

PAGE_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    )
)
# A browser's own PDF viewer breaks under a policy that forbids objects.
PDF_POLICY = "frame-ancestors 'none'"
# Whatever a file brings along runs nowhere, also where somebody opens it by its address.
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"


class DisplayModeMiddleware:
    """`?mode=elder` and `?size=2` set a cookie and lead back to the same page without the parameter.

    The choice is on `request.display`. Unknown values are left to the page, which ignores them.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.display = chosen(request.COOKIES)  # type: ignore[attr-defined]
        asked = _asked(request)
        if asked:
            return _remember(request, asked)
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ["Cookie"])
        return response


def _asked(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """The display parameters in this address: parameter → (cookie, value)."""
    if request.method not in {"GET", "HEAD"}:
        return {}
    values = ((name, cookie, request.GET.get(name), allowed) for name, cookie, allowed in _CHOICES)
    return {name: (cookie, value) for name, cookie, value, allowed in values if value in allowed}


def _remember(request: HttpRequest, asked: dict[str, tuple[str, str]]) -> HttpResponse:
    rest = request.GET.copy()
    for name in asked:
        del rest[name]
    query = f"?{rest.urlencode()}" if rest else ""
    # A path of two slashes would be read as another host.
    response = HttpResponseRedirect(escape_leading_slashes(escape_uri_path(request.path)) + query)
    for cookie, value in asked.values():
        response.set_cookie(
            cookie,
            value,
            max_age=A_YEAR,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response


class SecurityHeadersMiddleware:
    """Content policy by kind of answer, and no device permissions; a view may set a stricter policy itself."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", policy_for(response.get("Content-Type", "")))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_personal(request) and not response.has_header("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response


def _is_personal(request: HttpRequest) -> bool:
    """Whether the answer may be about somebody: it rests on a session, or on what was sent."""
    session = getattr(request, "session", None)
    return request.method not in {"GET", "HEAD"} or (
        session is not None and session.accessed and not session.is_empty()
    )


def policy_for(content_type: str) -> str:
    """The content policy of an answer of this media type."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == "text/html":
        return PAGE_POLICY
    return PDF_POLICY if kind == "application/pdf" else FILE_POLICY
