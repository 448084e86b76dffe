"""代为预约和改期: for callers and for who stands at the desk, each on one page (03-06)."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.appointments.actions.booking import book as book_now
from banshi.institutions.appointments.actions.booking import move_booking
from banshi.institutions.appointments.forms import StaffBookingForm, TimeForm, time_of
from banshi.institutions.appointments.queries import services, slots
from banshi.institutions.appointments.queries.services import Service
from banshi.institutions.appointments.queries.slots import DayCard
from banshi.institutions.appointments.rules.days import Opening
from banshi.institutions.appointments.rules.life import State
from banshi.institutions.appointments.staff.reach import reach, to_booking, visible
from banshi.kernel.catalogue import search as index
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused


@needs("book")
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Which item or section."""
    text = request.GET.get("q", "").strip()[: index.LONGEST_QUERY]
    found = services.services(reach(actor_of(request), "book"))
    rank = {hit.code: n for n, hit in enumerate(index.search(text, clock.today(), limit=40))} if text else {}
    groups = [
        (
            section,
            sorted((s for s in specs if not text or s.code in rank), key=lambda s: rank.get(s.code, 0)),
        )
        for section, specs in found
    ]
    groups = [group for group in groups if group[1] or not text]
    return render(request, "appointments/staff/choose.html", {"groups": groups, "text": text})


@needs("book")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def book(request: HttpRequest, code: str) -> HttpResponse:
    """Day, time, who, why, how it came in: one page, and the slip to print."""
    try:
        about = services.service(code)
    except Refused:
        raise Http404 from None
    if not may(actor_of(request), "book", Relation(about.section.id)):
        raise Http404
    open_days = staff_days(about.section.id)
    day = asked_day(request, about.section.id, open_days)
    form = StaffBookingForm(
        request.POST or None, has_item=about.spec is not None, slots=day.slots if day else ()
    )
    refused: Refused | None = None
    if request.method == "POST" and day is not None and form.is_valid():
        try:
            made = _booked(request, about, day, form)
        except NotPermitted:
            raise
        except Refused as why:
            refused = None if form.place(why) else why
        else:
            messages.success(
                request, gettext("已经约好，对方会收到短信。请把回执打印给对方，或者读给对方听。")
            )
            return to_booking(visible(request, made))
    context = {"about": about, "days": open_days, "day": day, "form": form, "refused": refused}
    status = 422 if refused or form.errors else 200
    return render(request, "appointments/staff/book.html", context, status=status)


@needs("book")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Another time for a booking."""
    card = visible(request, booking_id, "book")
    if card.state not in {State.ACCEPTED, State.DISPLACED}:
        return to_booking(card)
    open_days = staff_days(card.section_id)
    day = asked_day(request, card.section_id, open_days)
    form = TimeForm(request.POST or None, card=card, slots=day.slots if day else ())
    refused: Refused | None = None
    if request.method == "POST" and day is not None and form.is_valid():
        given = form.cleaned_data
        start = time_of(given["time"])
        assert start is not None
        try:
            move_booking(
                booking_id=card.id,
                version=given["version"],
                day=day.day,
                start=start,
                actor=actor_of(request),
                key=f"desk_move:{given['once']}",
            )
        except NotPermitted:
            raise
        except Refused as why:
            refused = None if form.place(why) else why
        else:
            messages.success(request, gettext("已经改期，对方会收到短信。"))
            return to_booking(card)
    context = {"card": card, "days": open_days, "day": day, "form": form, "refused": refused}
    status = 422 if refused or form.errors else 200
    return render(request, "appointments/staff/move.html", context, status=status)


def staff_days(section_id: int) -> list[DayCard]:
    """The days on which staff can give a time, weekends included."""
    return [day for day in slots.bookable_days(section_id) if day.opening is not Opening.SHUT]


def asked_day(request: HttpRequest, section_id: int, open_days: list[DayCard]) -> DayCard | None:
    """The day the address asks for, else the first with a free place."""
    try:
        wanted = dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return next((day for day in open_days if day.free), open_days[0] if open_days else None)
    return next((day for day in open_days if day.day == wanted), None) or slots.day(section_id, wanted)


def _booked(request: HttpRequest, about: Service, day: DayCard, form: StaffBookingForm) -> int:
    start = time_of(form.cleaned_data["time"])
    assert start is not None
    return book_now(
        wanted=form.wanted(about.code, "zh-hans"),
        day=day.day,
        start=start,
        actor=actor_of(request),
        key=f"desk_booking:{form.cleaned_data['once']}",
    )
