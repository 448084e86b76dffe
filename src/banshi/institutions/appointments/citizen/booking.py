"""预约, in five pages: what, which day, which time, who and why, confirm (03-02 to 03-07). Nothing typed is in the
address or kept on the way: the last page carries it until it is confirmed."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.appointments.actions.booking import book, request_booking
from banshi.institutions.appointments.forms import BookingForm, time_of
from banshi.institutions.appointments.queries import bookings, services, slots
from banshi.institutions.appointments.queries.services import Service
from banshi.institutions.appointments.queries.slots import DayCard, SlotCard
from banshi.institutions.appointments.rules.booking import PURPOSES, REASONS
from banshi.institutions.appointments.rules.days import NO_HOURS, Opening
from banshi.kernel.catalogue import search as index
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.organisation.permissions import citizen_of, public
from banshi.kernel.organisation.queries import SectionCard
from banshi.kernel.ui.wording import english
from banshi.lib import clock
from banshi.lib.results import Reason, Refused

# In the place of a time: "I ask for this day".
ASK = "ask"


@dataclass(frozen=True, slots=True)
class DayRow:
    """A day to choose, or why it cannot be; `last` when the same holds for several days."""

    first: dt.date
    last: dt.date
    url: str
    free: int
    request: bool
    reason: Reason | None


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A time to choose, or one that is full."""

    text: str
    free: int
    url: str


@public
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What is it about: an item, or another service of a section (03-03)."""
    text = request.GET.get("q", "").strip()[: index.LONGEST_QUERY]
    found = services.services()
    if text:
        codes = [hit.code for hit in index.search(text, clock.today(), limit=20)]
        kept = {spec.code: (section, spec) for section, specs in found for spec in specs}
        lines = [_line(*kept[code]) for code in codes if code in kept]
        return render(
            request, "appointments/citizen/start.html", {"text": text, "lines": lines, "groups": ()}
        )
    groups = [
        (section.name(_language()), section.code, [_line(section, spec) for spec in specs])
        for section, specs in found
    ]
    return render(request, "appointments/citizen/start.html", {"text": "", "lines": (), "groups": groups})


@public
@never_cache
@require_safe
def days(request: HttpRequest, code: str) -> HttpResponse:
    """Which day: those that are open, those that can be asked for, and why the others are not (03-04)."""
    about = _service(code)
    rows = day_rows(about.section.id, lambda day: reverse("portal:book_time", args=[code, day.isoformat()]))
    return render(request, "appointments/citizen/days.html", _head(about) | {"rows": rows, "back": ""})


@public
@never_cache
@require_safe
def times(request: HttpRequest, code: str, day: str) -> HttpResponse:
    """Which time; a weekend or a full day can be asked for instead."""
    about = _service(code)
    card = day_card(about.section.id, day)
    if card.opening is Opening.SHUT:
        return redirect("portal:book_day", code)
    context = _head(about) | {
        "day": card,
        "rows": time_rows(card, lambda key: reverse("portal:book_who", args=[code, day, key])),
        "ask_url": reverse("portal:book_who", args=[code, day, ASK]) if card.on_request else "",
        "back": reverse("portal:book_day", args=[code]),
    }
    return render(request, "appointments/citizen/times.html", context)


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def who(request: HttpRequest, code: str, day: str, time: str) -> HttpResponse:
    """Who comes and why; then everything once more for checking; then it is booked, once."""
    about = _service(code)
    card = day_card(about.section.id, day)
    slot = _slot(card, time)
    if card.opening is Opening.SHUT or (slot is None and time != ASK):
        return redirect("portal:book_day", code)
    form = BookingForm(request.POST or None, has_item=about.spec is not None)
    context = _head(about) | {
        "day": card,
        "slot": slot,
        "form": form,
        "asking": time == ASK or card.opening is Opening.ON_REQUEST,
        "back": reverse("portal:book_time", args=[code, day]),
        "refused": None,
    }
    if request.method != "POST" or not form.is_valid() or request.POST.get("do") == "change":
        status = 422 if form.errors else 200
        return render(request, "appointments/citizen/who.html", context, status=status)
    if request.POST.get("do") != "confirm":
        return render(request, "appointments/citizen/check.html", context | {"answers": _answers(form)})
    return _confirm(request, form, about, context)


def _confirm(
    request: HttpRequest, form: BookingForm, about: Service, context: dict[str, object]
) -> HttpResponse:
    card, slot = context["day"], context["slot"]
    assert isinstance(card, DayCard)
    start = slot.start if isinstance(slot, SlotCard) else None
    wanted, key = form.wanted(about.code, _language()), f"booking:{form.cleaned_data['once']}"
    try:
        if context["asking"] or start is None:
            made = request_booking(
                wanted=wanted, day=card.day, start=start, actor=citizen_of(request), key=key
            )
        else:
            made = book(wanted=wanted, day=card.day, start=start, actor=citizen_of(request), key=key)
    except Refused as refused:
        at_fields = form.place(refused)
        page = "appointments/citizen/who.html" if at_fields else "appointments/citizen/gone.html"
        instead = {"refused": None if at_fields else refused, "others": _others(about, card.day)}
        return render(request, page, context | instead, status=422)
    bookings.remember(request.session, made)
    return redirect("portal:booking", bookings.card(made).number)


def _others(about: Service, day: dt.date) -> list[tuple[dt.date, str, str]]:
    """Other free times, those of the same day first: day, time, and where to send what was filled in."""
    free = [slot for slot in slots.day(about.section.id, day).slots if slot.free]
    free += [slot for slot in slots.nearest(about.section.id, 6) if slot.day != day]
    return [
        (slot.day, slot.text, reverse("portal:book_who", args=[about.code, slot.day.isoformat(), slot.key]))
        for slot in free[:8]
    ]


def day_rows(section_id: int, url: Callable[[dt.date], str]) -> list[DayRow]:
    """The days of a section as rows; days without hours are left out, days shut for one reason are one row."""
    shown = [
        card for card in slots.bookable_days(section_id) if not card.reason or card.reason.text != NO_HOURS
    ]
    rows = []
    for card, last in slots.grouped(shown):
        link = url(card.day) if card.open or card.on_request else ""
        if link or card.opening is Opening.SHUT:
            rows.append(DayRow(card.day, last, link, card.free, card.on_request, card.reason))
    return rows


def time_rows(card: DayCard, url: Callable[[str], str]) -> list[TimeRow]:
    """The times of a day that have not begun; on a weekend they are wishes, on a working day free places."""
    coming = [slot for slot in card.slots if not slot.begun]
    return [TimeRow(slot.text, slot.free, url(slot.key) if slot.free else "") for slot in coming]


def day_card(section_id: int, text: str) -> DayCard:
    """The day in an address; raises Http404."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    today = clock.today()
    if not today <= day <= today + dt.timedelta(days=slots.ahead(today)):
        raise Http404
    return slots.day(section_id, day)


def _slot(card: DayCard, key: str) -> SlotCard | None:
    start = time_of(key)
    return card.slot(start) if start else None


def _service(code: str) -> Service:
    try:
        return services.service(code)
    except Refused:
        raise Http404 from None


def _head(about: Service) -> dict[str, object]:
    return {
        "code": about.code,
        "name": about.name(_language()) or gettext("其他服务"),
        "section": about.section.name(_language()),
    }


def _line(section: SectionCard, spec: ItemSpec) -> tuple[str, str, str]:
    """Code, name and section of an item."""
    return spec.code, spec.name_en if english() else spec.name_zh, section.name(_language())


def _answers(form: BookingForm) -> Sequence[tuple[str, str]]:
    given = form.cleaned_data
    purpose, reason = PURPOSES[given["purpose"]], REASONS[given["reason"]]
    rows: Iterable[tuple[str, str]] = (
        (gettext("来做什么"), gettext(purpose)),
        (gettext("为什么需要预约"), gettext(reason)),
        (gettext("还想告诉我们什么"), given["note"]),
        (gettext("姓名"), given["name"]),
        (gettext("联系电话"), given["phone"]),
    )
    return [(label, value) for label, value in rows if value]


def _language() -> str:
    return "en" if (get_language() or "").startswith("en") else "zh-hans"
