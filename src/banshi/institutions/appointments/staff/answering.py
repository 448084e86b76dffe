"""答复预约申请: the list of what waits, accept with a time, decline with the reason (03-07)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.appointments.actions.answering import accept_request, decline_request
from banshi.institutions.appointments.forms import AcceptForm, DeclineForm, time_of
from banshi.institutions.appointments.queries import bookings, slots
from banshi.institutions.appointments.queries.bookings import BookingCard
from banshi.institutions.appointments.rules.life import State
from banshi.institutions.appointments.staff.booking_desk import asked_day, staff_days
from banshi.institutions.appointments.staff.reach import reach, to_booking, visible
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.lib.results import NotPermitted, Refused


@needs("answer_booking")
@never_cache
@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and who has to be given a new time."""
    seen = reach(actor_of(request), "answer_booking")
    context = {"unanswered": bookings.unanswered(seen), "displaced": bookings.displaced(seen)}
    return render(request, "appointments/staff/requests.html", context)


@needs("answer_booking")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Give the request a time: of the day wished for, or of another."""
    card = visible(request, booking_id, "answer_booking")
    if card.state is not State.REQUESTED:
        return to_booking(card)
    day = asked_day(request, card.section_id, [slots.day(card.section_id, card.day)])
    assert day is not None
    wish = {"time": card.time_key} if card.day == day.day else {}
    form = AcceptForm(request.POST or None, card=card, slots=day.slots, initial=wish)
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        start = time_of(given["time"])
        assert start is not None
        try:
            accept_request(
                booking_id=card.id,
                version=given["version"],
                day=day.day,
                start=start,
                extra=given["extra"],
                actor=actor_of(request),
                key=f"accept:{given['once']}",
            )
        except NotPermitted:
            raise
        except Refused as why:
            refused = None if form.place(why) else why
        else:
            return _answered(request, card, gettext("已经受约，对方会收到短信。"))
    context = {
        "card": card,
        "day": day,
        "form": form,
        "refused": refused,
        "days": staff_days(card.section_id),
    }
    status = 422 if refused or form.errors else 200
    return render(request, "appointments/staff/accept.html", context, status=status)


@needs("answer_booking")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, booking_id: int) -> HttpResponse:
    """Decline, with the reason and the nearest free times."""
    card = visible(request, booking_id, "answer_booking")
    if card.state is not State.REQUESTED:
        return to_booking(card)
    form = DeclineForm(request.POST or None, initial={"version": card.version})
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            decline_request(
                booking_id=card.id,
                version=given["version"],
                reason=given["reason"],
                actor=actor_of(request),
                key=f"decline:{given['once']}",
            )
        except NotPermitted:
            raise
        except Refused as why:
            refused = None if form.place(why) else why
        else:
            return _answered(request, card, gettext("已经谢绝，原因和最近的空闲时间会告诉对方。"))
    context = {"card": card, "form": form, "refused": refused, "nearest": slots.nearest(card.section_id)}
    status = 422 if refused or form.errors else 200
    return render(request, "appointments/staff/decline.html", context, status=status)


def _answered(request: HttpRequest, card: BookingCard, sentence: str) -> HttpResponse:
    url = reverse("workbench:booking_slip", args=[card.id])
    messages.success(request, format_html('{} <a href="{}">{}</a>', sentence, url, gettext("打印文书")))
    return redirect("workbench:booking_requests")
