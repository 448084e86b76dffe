"""预约: a section's day, who comes when; a booking; checking in, beginning, finishing (03-08 to 03-10)."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.appointments.actions.booking import cancel_booking
from banshi.institutions.appointments.actions.keeping import check_equipment
from banshi.institutions.appointments.actions.serving import finish_booked, serve_booked
from banshi.institutions.appointments.forms import EquipmentForm, OnceForm
from banshi.institutions.appointments.queries import bookings, slots
from banshi.institutions.appointments.queries.bookings import BookingCard
from banshi.institutions.appointments.queries.services import place
from banshi.institutions.appointments.queries.telling import story
from banshi.institutions.appointments.rules.life import State
from banshi.institutions.appointments.staff.reach import chosen, reach, sections_of, to_booking, visible
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.documents import queries as documents
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.ui.wording import english
from banshi.lib import clock, ids
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop

ONE_DAY = dt.timedelta(days=1)
OVERDUE = gettext_noop("约的时间已过，请马上办")
WAITING = gettext_noop("已到，在等")
EXPECTED = gettext_noop("还没到")
LATE = gettext_noop("过了时间，还没到")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do with a booking, as a button."""

    name: str
    label: str
    power: str
    states: frozenset[State]
    act: Callable[..., int]
    done: str


STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        Step(
            "start",
            gettext_noop("开始办理"),
            "serve_booking",
            frozenset({State.ARRIVED}),
            serve_booked,
            gettext_noop("已记下开始办理的时间。"),
        ),
        Step(
            "finish",
            gettext_noop("办完了"),
            "serve_booking",
            frozenset({State.SERVING}),
            finish_booked,
            gettext_noop("已记下办理完毕。"),
        ),
        Step(
            "cancel",
            gettext_noop("取消预约"),
            "book",
            frozenset({State.REQUESTED, State.ACCEPTED, State.DISPLACED, State.ARRIVED}),
            cancel_booking,
            gettext_noop("预约已取消，对方会收到短信。"),
        ),
    )
}


@dataclass(frozen=True, slots=True)
class LampWords:
    """A lamp with its words."""

    lamp: Lamp
    text: Reason | str


@dataclass(frozen=True, slots=True)
class Row:
    """A booking of the day: its lamp, the next step, and a fresh key for its button."""

    card: BookingCard
    lamp: LampWords
    step: Step | None
    checks_in: bool
    once: str


@needs("see_bookings")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def today(request: HttpRequest) -> HttpResponse:
    """Who comes to a section on a day, in order; what waits for an answer; whether the equipment works."""
    own = sections_of(request)
    section = chosen(request, own)
    if section is None:
        return render(
            request, "appointments/staff/none.html", {"sets": may(actor_of(request), "set_capacity")}
        )
    day = _asked_day(request)
    form = EquipmentForm(request.POST or None)
    actor = actor_of(request)
    if request.method == "POST" and form.is_valid() and _checked(request, section.id, day, form):
        return redirect(f"{request.path}?section={section.code}&day={day.isoformat()}")
    seen = reach(actor)
    cards = bookings.of_day(section.id, day)
    context = {
        "sections": own,
        "section": section,
        "day": day,
        "before": day - ONE_DAY,
        "after": day + ONE_DAY,
        "standing": slots.day(section.id, day),
        "rows": [_row(card, request) for card in cards],
        "unanswered": bookings.unanswered(seen),
        "displaced": bookings.displaced(seen),
        "late": bookings.late(seen, 5),
        "equipment": bookings.equipment(section.id, day),
        "checks": may(actor, "serve_booking", Relation(section.id)),
        "form": form,
        "books": may(actor, "book"),
        "sets": may(actor, "set_capacity"),
    }
    return render(request, "appointments/staff/day.html", context, status=422 if form.errors else 200)


@needs("see_bookings")
@never_cache
@require_safe
def booking(request: HttpRequest, booking_id: int) -> HttpResponse:
    """One booking: what it says, what happened, what can be done."""
    return booking_page(request, visible(request, booking_id), None)


@needs("see_bookings")
@never_cache
@require_safe
def slip(request: HttpRequest, booking_id: int) -> HttpResponse:
    """The newest paper of a booking, to be printed."""
    card = visible(request, booking_id)
    if card.document_id is None:
        raise Http404
    content, name = documents.pdf(card.document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response


@needs("book")
@require_POST
def step(request: HttpRequest, booking_id: int, step: str) -> HttpResponse:
    """Begin, finish or cancel; checking in is the hall's too and lies one floor up."""
    wanted = STEPS.get(step)
    if wanted is None:
        raise Http404
    card = visible(request, booking_id)
    form = OnceForm(request.POST)
    if not form.is_valid():
        return to_booking(card)
    given = form.cleaned_data
    try:
        wanted.act(
            booking_id=card.id,
            version=given["version"],
            actor=actor_of(request),
            key=f"{step}:{card.id}:{given['once']}",
        )
    except NotPermitted:
        raise
    except Refused as refused:
        return booking_page(request, bookings.card(booking_id), refused)
    return stepped(request, card, gettext(wanted.done))


def stepped(request: HttpRequest, card: BookingCard, sentence: str) -> HttpResponse:
    """Back to the day or the booking it came from, with one sentence."""
    messages.success(request, sentence)
    if request.POST.get("from") == "day":
        section = bookings.service_of(card).section.code
        return redirect(f"{reverse('workbench:appointments')}?section={section}&day={card.day.isoformat()}")
    return to_booking(card)


def booking_page(request: HttpRequest, card: BookingCard, refused: Refused | None) -> HttpResponse:
    """The page of a booking, with why a step was refused."""
    service, actor = bookings.service_of(card), actor_of(request)
    possible = [s for s in STEPS.values() if card.state in s.states and may(actor, s.power, card.relation)]
    answers = may(actor, "answer_booking", card.relation)
    language = "en" if english() else "zh-hans"
    context: dict[str, Any] = {
        "card": card,
        "section": service.section,
        "name": service.name(language) or gettext("其他服务"),
        "place": place(service.section, language),
        "note": bookings.note_of(card.id),
        "bring": service.bring(card.purpose),
        "story": story(bookings.told(card)),
        "was_late": bookings.was_late(card.id),
        "lamp": lamp_of(card),
        "steps": possible,
        "once": ids.token(),
        "checks_in": _checks_in(card, actor),
        "answers": answers and card.state is State.REQUESTED,
        "moves": card.state in {State.ACCEPTED, State.DISPLACED} and may(actor, "book", card.relation),
        "refused": refused,
        "again_url": reverse("workbench:desk_book_service", args=[service.code]),
    }
    return render(request, "appointments/staff/booking.html", context, status=422 if refused else 200)


def lamp_of(card: BookingCard) -> LampWords:
    """How a booking stands now, in shape, colour and words."""
    now = clock.now()
    if card.state is State.REQUESTED:
        return LampWords(Lamp.RED, gettext_noop("等答复"))
    if card.state is State.ARRIVED:
        over = card.serve_by is not None and now > card.serve_by
        return LampWords(Lamp.RED, OVERDUE) if over else LampWords(Lamp.AMBER, WAITING)
    if card.state is State.ACCEPTED and card.starts_at is not None:
        return LampWords(Lamp.AMBER, LATE) if now > card.starts_at else LampWords(Lamp.HOLLOW, EXPECTED)
    if card.state is State.DISPLACED:
        return LampWords(Lamp.RED, card.state_name)
    ended = card.state in {State.GIVEN_UP, State.CANCELLED, State.DECLINED}
    return LampWords(Lamp.GREY if ended else Lamp.GREEN, card.state_name)


def _row(card: BookingCard, request: HttpRequest) -> Row:
    actor = actor_of(request)
    following = (s for s in STEPS.values() if s.name != "cancel" and card.state in s.states)
    next_step = next((s for s in following if may(actor, s.power, card.relation)), None)
    return Row(card, lamp_of(card), next_step, _checks_in(card, actor), ids.token())


def _checks_in(card: BookingCard, actor: Actor) -> bool:
    return card.state is State.ACCEPTED and card.day == clock.today() and may(actor, "book", card.relation)


def _asked_day(request: HttpRequest) -> dt.date:
    try:
        return dt.date.fromisoformat(request.GET.get("day", ""))
    except ValueError:
        return clock.today()


def _checked(request: HttpRequest, section_id: int, day: dt.date, form: EquipmentForm) -> bool:
    given = form.cleaned_data
    try:
        check_equipment(
            section_id=section_id,
            day=day,
            works=given["works"] == "yes",
            note=given["note"],
            actor=actor_of(request),
            key=f"equipment:{given['once']}",
        )
    except NotPermitted:
        raise
    except Refused as refused:
        form.place(refused)
        return False
    messages.success(request, gettext("设备检查已经记下。"))
    return True
