"""From a proved name to an open session: perhaps a second factor first, then the session's mark and its line."""

from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from banshi.kernel.organisation import signed_in
from banshi.kernel.organisation.accounts import locking, sessions
from banshi.kernel.organisation.accounts.factors import factors_of
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.network import address_of, network_of

BACKEND = "django.contrib.auth.backends.ModelBackend"
HALFWAY, NEXT = "halfway", "next_page"


def enter(request: HttpRequest, staff: Staff, way: str, *, strong: bool, next_page: str) -> HttpResponse:
    """Open a session for whoever proved to be this colleague, or ask for their second factor first."""
    if not strong and factors_of(staff.pk).any:
        request.session.cycle_key()
        request.session[HALFWAY] = signed_in.mark(way, strong=False, row=0) | {
            "staff": staff.pk,
            "next": next_page,
        }
        return redirect("workbench:second_factor")
    return admit(request, staff, way, strong=strong, next_page=next_page)


def admit(request: HttpRequest, staff: Staff, way: str, *, strong: bool, next_page: str) -> HttpResponse:
    """Open the session. Its key is new, and nothing of before stays in it.

    Only now wrong log-ins are forgiven: a right password alone must not give new tries for the second factor.
    """
    locking.forgive(staff.username, network_of(address_of(request.META)))
    request.session.flush()
    login(request, staff, backend=BACKEND)
    request.session.save()
    row = sessions.begin(
        staff=staff,
        session_key=str(request.session.session_key),
        way=way,
        agent=request.headers.get("User-Agent", ""),
        strong=strong,
    )
    request.session[signed_in.KEY] = signed_in.mark(way, strong=strong, row=row)
    return redirect(next_page)


def prove_again(request: HttpRequest, *, strong: bool) -> None:
    """Note in an open session that its owner proved just now who they are."""
    known: dict[str, Any] = request.session.get(signed_in.KEY, {})
    fresh = signed_in.mark(
        known.get("way", ""), strong=strong or bool(known.get("strong")), row=row_of(request)
    )
    request.session[signed_in.KEY] = fresh


def row_of(request: HttpRequest) -> int:
    """The line of this session in the list; 0 where it has none."""
    return int(request.session.get(signed_in.KEY, {}).get("row", 0))


def next_page(request: HttpRequest, text: str) -> str:
    """Where somebody wanted to go: an address of this site, or the first page."""
    here = url_has_allowed_host_and_scheme(text, {request.get_host()}, require_https=request.is_secure())
    return text if text and here else resolve_url("workbench:home")
