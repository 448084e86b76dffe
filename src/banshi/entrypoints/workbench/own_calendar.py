"""我的日历: one's own due dates and duty for a calendar programme, under a secret address, without names."""

import datetime as dt

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from banshi.institutions.conduct.queries.duty import periods_of
from banshi.institutions.time_limits.queries.matters import own_due_dates
from banshi.kernel.cases.queries import due_dates_of
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.feeds import calendar_opened, close_calendar, open_calendar, staff_by_calendar
from banshi.kernel.organisation.permissions import needs, public
from banshi.lib import clock

PRODUCER = "-//Banshi//own calendar//ZH"
BACK, AHEAD = dt.timedelta(days=7), dt.timedelta(days=60)


@needs("see_work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_calendar(request: HttpRequest) -> HttpResponse:
    """Open an address (shown once), or close it."""
    actor, address = actor_of(request), ""
    if request.method == "POST":
        match request.POST.get("do"):
            case "open":
                secret = open_calendar(actor=actor)
                address = request.build_absolute_uri(reverse("workbench:calendar_file", args=[secret]))
            case "close":
                close_calendar(actor=actor)
                return redirect("workbench:own_calendar")
            case _:
                raise Http404
    context = {"address": address, "opened": calendar_opened(actor.officer)}
    return render(request, "workbench/own_calendar.html", context)


@public
@never_cache
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar; whoever has the address may read it, and finds numbers, items and hours only."""
    staff = staff_by_calendar(token)
    if staff is None:
        raise Http404
    with override("zh-hans"):
        return HttpResponse(_calendar(staff.pk), content_type="text/calendar; charset=utf-8")


def _calendar(staff_id: int) -> bytes:
    today = clock.today()
    calendar = Calendar()
    calendar.add("prodid", PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", gettext("我的到期日和值班"))
    for number, item, due in due_dates_of(staff_id):
        calendar.add_component(_whole_day(number, due, f"{gettext('到期')} {number} {item}"))
    for matter, due in own_due_dates(staff_id):
        calendar.add_component(_whole_day(f"matter-{matter}", due, f"{gettext('公文和交办')} {matter}"))
    for day, period in periods_of(staff_id, today - BACK, today + AHEAD):
        calendar.add_component(_duty(day, period))
    return bytes(calendar.to_ical())


def _whole_day(name: str, day: dt.date, text: str) -> Event:
    event = _event(name)
    event.add("dtstart", day)
    event.add("dtend", day + dt.timedelta(days=1))
    event.add("summary", text)
    event.add("transp", "TRANSPARENT")
    return event


def _duty(day: dt.date, period: int) -> Event:
    begin, end = (
        dt.datetime.combine(day, hour, clock.BEIJING).astimezone(dt.UTC)
        for hour in settings.OFFICE_HOURS[period]
    )
    event = _event(f"duty-{day}-{period}")
    event.add("dtstart", begin)
    event.add("dtend", end)
    event.add("summary", gettext("值班"))
    return event


def _event(name: str) -> Event:
    event = Event()
    event.add("uid", f"{name}@banshi")
    event.add("dtstamp", clock.now().astimezone(dt.UTC))
    return event
