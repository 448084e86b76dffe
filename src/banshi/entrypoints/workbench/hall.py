"""大厅: who waits where, and taking a number for somebody at the desk."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.windows import lines
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.actions import Arrival
from banshi.kernel.hall.life import VisitState
from banshi.kernel.hall.queries import VisitCard
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.parties.numbers import parse_phone
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.qr import qr_image
from banshi.kernel.ui.wording import english, say
from banshi.lib import clock, ids
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows import hall as acts

ON_ROW = {"leave": acts.leave, "resume": acts.resume_visit}


class TakeForm(PlainForm):
    """A number for somebody who stands at the desk."""

    queue = forms.TypedChoiceField(label=_("办什么事"), coerce=int, widget=forms.RadioSelect)
    priority = forms.BooleanField(label=_("老年人、残疾人等优先"), required=False)
    phone = forms.CharField(
        label=_("手机号码"), help_text=_("只在需要打电话找人时留，不会显示。"), required=False, max_length=20
    )
    english = forms.BooleanField(label=_("号票用英文"), required=False)
    once = forms.CharField(max_length=60, widget=forms.HiddenInput)

    def __init__(self, data: Any, **options: Any) -> None:
        super().__init__(data, **options)
        language = "en" if english() else "zh"
        open_queues = [queue for queue in hall.queues().values() if queue.open]
        self.fields["queue"].choices = [  # type: ignore[attr-defined]
            (queue.id, f"{queue.letter} {queue.name(language)}") for queue in open_queues
        ]
        if not settings.HALL_PRIORITY:
            del self.fields["priority"]

    def clean_phone(self) -> str:
        """The number as it can be dialled, or nothing."""
        if not self.cleaned_data["phone"]:
            return ""
        try:
            return parse_phone(self.cleaned_data["phone"])
        except Refused as refused:
            raise ValidationError([say(reason) for reason in refused.reasons]) from None


@needs("see_hall")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """The hall now: queues, windows, who is asked to come back."""
    refused: Refused | None = None
    if request.method == "POST":
        try:
            return _row(request)
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
    context = {
        "lines": lines(),
        "windows": _windows(),
        "parked": hall.parked(hall.queues().keys()),
        "takes": may(actor_of(request), "take_number"),
        "once": ids.token(),
        "refused": refused,
    }
    live = request.headers.get("HX-Request") and request.method == "GET"
    template = "workbench/hall/overview_now.html" if live else "workbench/hall/overview.html"
    return render(request, template, context, status=422 if refused else 200)


@needs("take_number")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Take a number for somebody."""
    form = TakeForm(request.POST or None, initial={"once": ids.token()})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        arrival = Arrival(
            given["queue"],
            priority=given.get("priority", False),
            phone=given["phone"],
            language="en" if given["english"] else "zh-hans",
            first_contact=actor_of(request).officer,
        )
        try:
            visit_id = acts.take_number(arrival=arrival, actor=actor_of(request), key=f"desk:{given['once']}")
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
        else:
            return redirect("workbench:slip", visit_id)
    context = {"form": form, "refused": refused}
    status = 422 if refused or (form.is_bound and form.errors) else 200
    return render(request, "workbench/hall/take.html", context, status=status)


@needs("take_number")
@never_cache
@require_safe
def slip(request: HttpRequest, visit_id: int) -> HttpResponse:
    """The slip to print, with the QR code of the visitor's own page."""
    card = next((each for each in hall.present(clock.today()) if each.id == visit_id), None)
    if card is None:
        raise Http404
    address = settings.BUREAU["public_url"] + reverse("portal:ticket", args=[card.code])
    context = {
        "visit": card,
        "queue": hall.queues()[card.queue_id].name(card.language),
        "before": hall.before(card),
        "qr": qr_image(address),
    }
    return render(request, "workbench/hall/slip.html", context)


def _row(request: HttpRequest) -> HttpResponse:
    """What a row's button does to a visit."""
    act, visit = ON_ROW.get(request.POST.get("do", "")), request.POST.get("visit", "")
    if act is None or not visit.isdecimal():
        raise Http404
    act(visit_id=int(visit), actor=actor_of(request))
    return redirect("workbench:hall")


def _windows() -> list[tuple[str, str, VisitCard | None]]:
    """The open windows: name, who sits there, whom they serve."""
    language = "en" if english() else "zh"
    every = [each for each in hall.counters().values() if each.staff_id is not None]
    names = organisation.called({each.staff_id for each in every if each.staff_id is not None})
    visits = {visit.counter_id: visit for visit in hall.present(clock.today()) if _at_window(visit)}
    return [(each.name(language), names.get(each.staff_id or 0, ""), visits.get(each.id)) for each in every]


def _at_window(visit: VisitCard) -> bool:
    return visit.state in {VisitState.CALLED, VisitState.SERVING}
