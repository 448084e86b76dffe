"""账号安全 (the security administrator) and 审计 (the audit administrator)."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.accounts.account import WAYS
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.ledger import watching
from banshi.kernel.organisation.accounts import factors, keeping, locking, sessions, trail
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused, gettext_noop

DONE = gettext_noop("已经办好，记入台账。")
ACTS: dict[str, tuple[str, Callable[..., int]]] = {
    "unlock": ("staff_id", locking.unlock),
    "end": ("session_id", sessions.end),
    "reset": ("staff_id", factors.reset),
    "deactivate": ("staff_id", keeping.deactivate),
    "activate": ("staff_id", keeping.activate),
}


@needs("guard_accounts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accounts(request: HttpRequest) -> HttpResponse:
    """Locked accounts, open sessions, and every account with its posts and second factor."""
    if request.method == "POST":
        return _act(request)
    context = {
        "locked": locking.locked_now(),
        "sessions": sessions.open_sessions(),
        "people": keeping.people(),
        "ways": WAYS,
    }
    return render(request, "workbench/accounts/accounts.html", context)


@needs("guard_accounts")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest, staff_id: int) -> HttpResponse:
    """An initial password for somebody who forgot theirs: shown once, to be replaced at the first log-in."""
    person = keeping.person(staff_id)
    if person is None:
        raise Http404
    secret = ""
    if request.method == "POST":
        secret = keeping.give_password(staff_id=staff_id, actor=actor_of(request))
    return render(request, "workbench/accounts/new_password.html", {"person": person, "secret": secret})


@needs("audit_accounts")
@never_cache
@require_safe
def audit(request: HttpRequest) -> HttpResponse:
    """What was done with accounts, posts, settings and records, newest first; nothing can be changed here."""
    before = request.GET.get("before", "")
    start = int(before) if before.isascii() and before.isdecimal() and len(before) < 16 else None
    context = {"page": trail.trail(start), "seal": watching.state()}
    return render(request, "workbench/accounts/audit.html", context)


def _act(request: HttpRequest) -> HttpResponse:
    name, act = ACTS.get(request.POST.get("do", ""), ("", None))
    number = request.POST.get("id", "")
    if act is None or not (number.isascii() and number.isdecimal() and len(number) < 16):
        raise Http404
    try:
        act(actor=actor_of(request), **{name: int(number)})
    except Refused as refused:
        messages.error(request, say(refused.reasons[0]))
    else:
        messages.success(request, gettext(DONE))
    return redirect("workbench:accounts")
