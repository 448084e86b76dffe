"""One's own booking: find it with number and phone tail, the slip, the calendar file, move, cancel (03-07)."""

import datetime as dt
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.appointments.actions.booking import cancel_booking, move_booking
from banshi.institutions.appointments.citizen.booking import day_card, day_rows, time_rows
from banshi.institutions.appointments.forms import OnceForm, OwnForm, time_of
from banshi.institutions.appointments.queries import bookings, calendars, slots
from banshi.institutions.appointments.queries.bookings import BookingCard
from banshi.institutions.appointments.queries.services import place
from banshi.institutions.appointments.queries.telling import story
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.documents import queries as documents
from banshi.kernel.organisation.network import address_of
from banshi.kernel.organisation.permissions import citizen_of, public
from banshi.kernel.organisation.queries import section
from banshi.kernel.ui.wording import english, say
from banshi.kernel.vault.handles import handle
from banshi.lib.results import Refused

View = Callable[..., HttpResponseBase]
MOVABLE = frozenset({State.ACCEPTED, State.DISPLACED})
CANCELLABLE = MOVABLE | {State.REQUESTED}


def own(view: View) -> View:
    """Open a page of a booking only to who has made or proved it within half an hour; others are asked first."""

    @public
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, number: str, **given: Any) -> HttpResponseBase:
        card = bookings.proven(request.session, number)
        if card is None:
            return redirect(f"{reverse('portal:my_bookings')}?{urlencode({'number': number})}")
        return view(request, card, **given)

    return guarded


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for number and phone tail; a wrong pair gets one answer, and after five the telephone."""
    if request.method != "POST":
        asked = {"number": request.GET.get("number", "")[:40]}
        return render(request, "appointments/citizen/find.html", {"form": OwnForm(initial=asked)})
    form = OwnForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        network = address_of(request.META)
        try:
            card = bookings.find_own(number=given["number"], tail=given["secret"], network=network)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(reason.field or None, say(reason))
        else:
            request.session.cycle_key()
            bookings.remember(request.session, card.id)
            return redirect("portal:booking", card.number)
    return render(request, "appointments/citizen/find.html", {"form": form}, status=422)


@own
@require_safe
def page(request: HttpRequest, card: BookingCard) -> HttpResponse:
    """How the booking stands: number, time, place, what to bring; what happened; what can be done."""
    service = bookings.service_of(card)
    language = "en" if english() else "zh-hans"
    context = {
        "card": card,
        "name": service.name(language) or gettext("其他服务"),
        "section": service.section.name(language),
        "place": place(service.section, language),
        "phone": service.section.phone,
        "bring": service.bring(card.purpose),
        "minutes": slots.no_show_minutes(card.day),
        "story": story(bookings.told(card)),
        "movable": card.state in MOVABLE,
        "cancellable": card.state in CANCELLABLE,
        "rate_url": _rate_url(card),
        "again_url": reverse("portal:book_day", args=[service.code]),
    }
    return render(request, "appointments/citizen/booking.html", context)


def _rate_url(card: BookingCard) -> str:
    """Where the visit is rated once it is over; "" before."""
    if card.state != State.SERVED or card.visit_id is None:
        return ""
    return reverse("portal:rate", args=[handle("rating", f"visit:{card.visit_id}")])


@own
@require_safe
def slip(request: HttpRequest, card: BookingCard) -> HttpResponse:
    """The newest paper of the booking: the slip, or why not."""
    if card.document_id is None:
        raise Http404
    content, name = documents.pdf(card.document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response


@own
@require_safe
def calendar(request: HttpRequest, card: BookingCard) -> HttpResponse:
    """The appointment as a calendar file."""
    if card.starts_at is None:
        raise Http404
    language = "en" if english() else "zh-hans"
    bring = [gettext(each) for each in bookings.service_of(card).bring(card.purpose)]
    content = calendars.own(card, section(card.section_id), bring, language)
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{card.number}.ics"'
    return response


@own
@require_safe
def move(request: HttpRequest, card: BookingCard) -> HttpResponse:
    """Another day."""
    if card.state not in MOVABLE:
        return redirect("portal:booking", card.number)

    def url(day: dt.date) -> str:
        return reverse("portal:move_booking_time", args=[card.number, day.isoformat()])

    rows = [row for row in day_rows(card.section_id, url) if not row.request]
    context = {"rows": rows, "moving": card, "back": reverse("portal:booking", args=[card.number])}
    return render(request, "appointments/citizen/days.html", context | _head(card))


@own
@require_safe
def move_time(request: HttpRequest, card: BookingCard, day: str) -> HttpResponse:
    """Another time."""
    found = day_card(card.section_id, day)
    if card.state not in MOVABLE or not found.open:
        return redirect("portal:move_booking", card.number)
    context = {
        "day": found,
        "rows": time_rows(
            found, lambda key: reverse("portal:move_booking_confirm", args=[card.number, day, key])
        ),
        "ask_url": "",
        "moving": card,
        "back": reverse("portal:move_booking", args=[card.number]),
    }
    return render(request, "appointments/citizen/times.html", context | _head(card))


@own
@require_http_methods(["GET", "HEAD", "POST"])
def move_confirm(request: HttpRequest, card: BookingCard, day: str, time: str) -> HttpResponse:
    """Old and new time beside each other, then it is moved."""
    found, start = day_card(card.section_id, day), time_of(time)
    slot = found.slot(start) if start else None
    if slot is None:
        raise Http404
    form = OnceForm(request.POST or None, initial={"version": card.version})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            move_booking(
                booking_id=card.id,
                version=form.cleaned_data["version"],
                day=slot.day,
                start=slot.start,
                actor=citizen_of(request),
                key=f"move:{form.cleaned_data['once']}",
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, gettext("已经改期，请按新的时间来。"))
            return redirect("portal:booking", card.number)
    context = {"card": card, "slot": slot, "form": form, "refused": refused}
    status = 422 if refused else 200
    return render(request, "appointments/citizen/move.html", context | _head(card), status=status)


@own
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, card: BookingCard) -> HttpResponse:
    """Ask once more, then cancel."""
    if card.state not in CANCELLABLE:
        return redirect("portal:booking", card.number)
    form = OnceForm(request.POST or None, initial={"version": card.version})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            cancel_booking(
                booking_id=card.id,
                version=given["version"],
                actor=citizen_of(request),
                key=f"cancel:{given['once']}",
            )
        except Refused as why:
            refused = why
        else:
            messages.success(request, gettext("预约已经取消，谢谢您告诉我们。"))
            return redirect("portal:booking", card.number)
    context = {"card": card, "form": form, "refused": refused}
    status = 422 if refused else 200
    return render(request, "appointments/citizen/cancel.html", context | _head(card), status=status)


def _head(card: BookingCard) -> dict[str, object]:
    service = bookings.service_of(card)
    language = "en" if english() else "zh-hans"
    name = service.name(language) or gettext("其他服务")
    return {"code": service.code, "name": name, "section": service.section.name(language)}
