"""Rating by the one who was served: by QR code, at the counter's screen, online; and the figures in public."""

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.guidance.actions.rating import Opinion, rate
from banshi.institutions.guidance.forms import FindForm, RateForm
from banshi.institutions.guidance.models import RatingChannel
from banshi.institutions.guidance.queries import opinions, subjects
from banshi.institutions.guidance.queries.subjects import PURPOSE
from banshi.kernel.cases import lookups
from banshi.kernel.organisation.network import address_of
from banshi.kernel.organisation.permissions import citizen_of, public
from banshi.kernel.ui.wording import say
from banshi.kernel.vault.handles import handle
from banshi.lib import clock
from banshi.lib.results import Refused

MONTHS_SHOWN = 6


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Whoever has no code: case number and telephone tail lead to the same page."""
    form = FindForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            case = lookups.find(network=address_of(request.META), **form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(reason.field or None, say(reason))
        else:
            return redirect("portal:rate", handle(PURPOSE, f"case:{case.id}"))
    return render(
        request, "guidance/citizen/rate_find.html", {"form": form}, status=422 if form.errors else 200
    )


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rate_page(request: HttpRequest, code: str) -> HttpResponse:
    """Five faces for one visit or case; afterwards thanks, and the reply when there is one."""
    about = subjects.subject_of(code)
    if about is None:
        raise Http404
    form = RateForm(request.POST if request.method == "POST" else None)
    refused: Refused | None = None
    if form.is_bound and not about.rated and form.is_valid():
        given = form.cleaned_data
        opinion = Opinion(
            given["level"],
            tuple(given["reasons"]),
            given["comment"],
            given["phone"],
            _channel(request),
            by_staff=request.user.is_authenticated,
        )
        try:
            rate(reference=about.reference, given=opinion, actor=citizen_of(request), key=f"rate:{code}")
        except Refused as why:
            refused = why
        else:
            return redirect(request.get_full_path())
    tablet = _tablet(request)
    context = {
        "tablet": tablet,
        "shell": "ui/screen.html" if tablet else "ui/citizen.html",
        "about": about,
        "form": form,
        "refused": refused,
        "reply": opinions.reply_to(about.reference) if about.rated else None,
    }
    status = 422 if refused or form.errors else 200
    return render(request, "guidance/citizen/rate.html", context, status=status)


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """What people thought of us, month by month, and what we answered in public."""
    months, last = [], clock.today()
    for _month in range(MONTHS_SHOWN):
        first = last.replace(day=1)
        months.append(opinions.figures(first, last))
        last = first - dt.timedelta(days=1)
    context = {"months": months, "opinions": opinions.public_opinions()}
    return render(request, "guidance/citizen/figures.html", context)


def _tablet(request: HttpRequest) -> str:
    """The waiting page of the window's own screen that leads here; "" on people's own devices."""
    window = request.GET.get("window", "")
    at_counter = _channel(request) == RatingChannel.COUNTER and window.isascii() and window.isalnum()
    return reverse("portal:tablet", args=[window]) if at_counter else ""


def _channel(request: HttpRequest) -> str:
    at = request.GET.get("at", "")
    return at if at in RatingChannel.values else RatingChannel.ONLINE.value
