"""用统一身份登录: to the bureau's identity provider and back."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.accounts import entering
from banshi.kernel.organisation import signed_in
from banshi.kernel.organisation.accounts import provider
from banshi.kernel.organisation.permissions import public
from banshi.lib.results import Refused

# Refused: the person is known to the provider, and not (or no longer) here.
KNOWN_THERE = {provider.NOT_ENROLLED, provider.DEACTIVATED}


@public
@never_cache
@require_safe
def begin(request: HttpRequest) -> HttpResponseBase:
    """Lead to the provider; `again` makes it ask whom it knows already."""
    if not provider.offered():
        raise Http404
    request.session[entering.NEXT] = entering.next_page(request, request.GET.get("next", ""))
    back = request.build_absolute_uri(reverse("workbench:sso_back"))
    try:
        return provider.send(request, back, again="again" in request.GET)
    except Refused as refused:
        return _not_in(request, refused, 503)


@public
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back from the provider: in, or a plain page that says what to do."""
    if not provider.offered():
        raise Http404
    try:
        staff, strong = provider.received(request)
    except Refused as refused:
        return _not_in(request, refused, 403)
    next_page = request.session.pop(entering.NEXT, "") or reverse("workbench:home")
    if request.user.is_authenticated and request.user.pk == staff.pk:
        entering.prove_again(request, strong=strong)
        return redirect(next_page)
    return entering.enter(request, staff, signed_in.PROVIDER, strong=strong, next_page=next_page)


def _not_in(request: HttpRequest, refused: Refused, status: int) -> HttpResponse:
    known = refused.reasons[0].text in KNOWN_THERE
    leave = provider.farewell(request.build_absolute_uri(reverse("workbench:login"))) if known else ""
    context = {"refused": refused, "known": known, "leave": leave}
    return render(request, "workbench/accounts/not_in.html", context, status=status)
