"""The kiosk: choose what for, take the number. No name, no telephone."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.portal.devices import own_screen
from banshi.entrypoints.portal.hall import today
from banshi.entrypoints.portal.ticket import Standing, own_address, standing
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.actions import Arrival
from banshi.kernel.hall.opening import may_arrive
from banshi.kernel.hall.queries import QueueCard
from banshi.kernel.organisation.permissions import citizen_of
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.qr import qr_image
from banshi.kernel.ui.wording import english
from banshi.lib import clock, ids
from banshi.lib.results import Decision, Refused
from banshi.workflows.hall import take_number

PRIORITY_MARK = "1"
SHOWN_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to take a number for, with how many wait for it."""

    queue: QueueCard
    name: str
    hint: str
    waiting: int


class TakeForm(PlainForm):
    """Which queue, whether first, and a key so that a trembling finger takes one number."""

    queue = forms.IntegerField()
    first = forms.CharField(required=False, max_length=1)
    once = forms.CharField(max_length=60)


@own_screen
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk(request: HttpRequest) -> HttpResponse:
    """The start page, and taking the number."""
    if request.method == "POST":
        return _take(request)
    return _start(request, first=request.GET.get("first", "") == PRIORITY_MARK)


@own_screen
@require_safe
def taken(request: HttpRequest, code: str) -> HttpResponse:
    """The ticket, to be printed or photographed; the start page comes back by itself."""
    card = hall.visit_by_code(code)
    if card is None:
        raise Http404
    found: Standing = standing(card)
    context = {"ticket": found, "qr": qr_image(own_address(card.code)), "seconds": SHOWN_SECONDS}
    return render(request, "portal/hall/taken.html", context)


def _take(request: HttpRequest) -> HttpResponse:
    form = TakeForm(request.POST)
    if not form.is_valid() or form.cleaned_data["queue"] not in hall.queues():
        return _start(request, first=False)
    first = form.cleaned_data["first"] == PRIORITY_MARK
    arrival = Arrival(form.cleaned_data["queue"], priority=first, language="en" if english() else "zh-hans")
    try:
        visit_id = take_number(
            arrival=arrival, actor=citizen_of(request), key=f"kiosk:{form.cleaned_data['once']}"
        )
    except Refused as refused:
        return _start(request, first=first, refused=refused)
    return redirect("portal:ticket_taken", hall.visit(visit_id).code)


def _start(request: HttpRequest, *, first: bool, refused: Refused | None = None) -> HttpResponse:
    context = {
        "buttons": buttons(),
        "first": first and settings.HALL_PRIORITY,
        "offers_priority": settings.HALL_PRIORITY,
        "once": ids.token(),
        "refused": refused,
        "opening": opening(),
        "today": today(),
    }
    return render(request, "portal/hall/kiosk.html", context, status=422 if refused else 200)


def opening() -> Decision:
    """Whether a number can be taken now."""
    now = clock.now()
    return may_arrive(now, works=hall.open_on(now.date()), hours=settings.OFFICE_HOURS)


def buttons() -> list[Button]:
    """The open queues, with how many wait."""
    language, numbers = "en" if english() else "zh", hall.waiting_numbers()
    return [
        Button(queue, queue.name(language), queue.hint(language), numbers.get(queue.id, 0))
        for queue in hall.queues().values()
        if queue.open
    ]
