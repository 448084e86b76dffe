"""预约时段: a section's week, seen as the days it makes before it is put in force (03-04); the calendar address."""

import datetime as dt
from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.appointments.actions.keeping import open_feed, set_bookable_hours
from banshi.institutions.appointments.forms import WeekForm, as_initial
from banshi.institutions.appointments.queries import bookings, slots
from banshi.institutions.appointments.queries.slots import DayCard
from banshi.institutions.appointments.rules.days import Hours, hours_fit
from banshi.institutions.appointments.staff.reach import reach
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.models import Section
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.organisation.queries import SectionCard, section_by_code
from banshi.kernel.organisation.queries import sections as all_sections
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused

PREVIEW = dt.timedelta(days=27)


@needs("set_capacity")
@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """The sections whose hours the reader may set, with what is in force."""
    seen, today = reach(actor_of(request), "set_capacity"), clock.today()
    own = [one for one in all_sections().values() if seen is None or one.id in seen]
    if len(own) == 1:
        return redirect("workbench:capacity_of", own[0].code)
    rows = [(one, len(slots.hours_on(one.id, today))) for one in own]
    return render(request, "appointments/staff/sections.html", {"rows": rows})


@needs("set_capacity")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def week(request: HttpRequest, code: str) -> HttpResponse:
    """Fill in the week, look at the four weeks it makes, put it in force."""
    section = _own(request, code)
    today = clock.today()
    form = WeekForm(request.POST or None, initial=as_initial(slots.hours_on(section.id, today), today))
    refused: Refused | None = None
    preview: Sequence[DayCard] = ()
    if request.method == "POST" and form.is_valid():
        decision = hours_fit(form.week)
        since = form.cleaned_data["effective_from"]
        if not decision.allowed:
            refused = Refused(*decision.reasons)
        elif request.POST.get("do") == "save":
            refused = _saved(request, section, since, form)
            if refused is None:
                messages.success(request, gettext("预约时段已经保存。已经约好的不受影响。"))
                return redirect("workbench:capacity_of", code)
        else:
            first = max(since, today)
            preview = slots.days(section.id, first, first + PREVIEW, (since, form.week))
    context = {
        "section": section,
        "form": form,
        "refused": refused,
        "preview": slots.grouped(preview),
        "total": sum(day.places for day in preview if day.opening != "shut"),
        "feed_opened": bookings.feed_opened(section.id),
    }
    status = 422 if refused or form.errors else 200
    return render(request, "appointments/staff/week.html", context, status=status)


@needs("set_capacity")
@require_POST
def feed(request: HttpRequest, code: str) -> HttpResponse:
    """A new secret address for calendar programmes: shown this once."""
    section = _own(request, code)
    token = open_feed(section_id=section.id, actor=actor_of(request))
    url = request.build_absolute_uri(reverse("portal:booking_feed", args=[token]))
    return render(request, "appointments/staff/feed.html", {"section": section, "address": url})


def _saved(request: HttpRequest, section: SectionCard, since: dt.date, form: WeekForm) -> Refused | None:
    week: tuple[Hours, ...] = form.week
    try:
        set_bookable_hours(
            section_id=section.id,
            effective_from=since,
            week=week,
            actor=actor_of(request),
            key=f"hours:{form.cleaned_data['once']}",
        )
    except NotPermitted:
        raise
    except Refused as refused:
        return refused
    return None


def _own(request: HttpRequest, code: str) -> SectionCard:
    try:
        section = section_by_code(code)
    except Section.DoesNotExist:
        raise Http404 from None
    if not may(actor_of(request), "set_capacity", Relation(section.id)):
        raise Http404
    return section
