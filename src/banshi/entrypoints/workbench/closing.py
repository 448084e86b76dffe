"""下班清单: an agreed time for a visitor who cannot be served today, with the slip to take along (02-04)."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.institutions.appointments.actions.booking import Wanted
from banshi.institutions.appointments.queries.slots import DayCard, SlotCard, bookable_days
from banshi.institutions.appointments.rules.booking import ON_SITE, OTHER, PURPOSES, REASONS
from banshi.institutions.extended_hours.actions.closing import LineChoice
from banshi.institutions.extended_hours.rules import APPOINTMENT
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.queries import VisitCard
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.organisation.queries import SectionCard
from banshi.kernel.ui.forms import OnceForm
from banshi.kernel.ui.wording import date_text
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.closing import finish_by_appointment

OFFERED_DAYS = 5


class AnotherDayForm(OnceForm):
    """One of the next free times, for whom, and why it was not done today."""

    time = forms.ChoiceField(label=_("约在什么时间"))
    name = forms.CharField(label=_("来人姓名"), max_length=60)
    phone = forms.CharField(label=_("手机号码"), max_length=20)
    purpose = forms.ChoiceField(label=_("来办什么"), choices=list(PURPOSES.items()), initial=OTHER)
    note = forms.CharField(
        label=_("一句话说明"), help_text=_("例如：社会团体年检"), max_length=200, required=False
    )
    reason = forms.ChoiceField(label=_("预约的情形"), choices=list(REASONS.items()), widget=forms.RadioSelect)
    why = forms.CharField(label=_("为什么今天不办完"), max_length=200, widget=forms.Textarea({"rows": 2}))
    agreed = forms.BooleanField(label=_("本人同意改天办理"), required=False)

    def __init__(self, data: Any = None, *, days: Sequence[DayCard], **options: Any) -> None:
        super().__init__(data, **options)
        free = {day: [slot for slot in day.slots if slot.free] for day in days}
        self._slots = {_key(slot): slot for slots in free.values() for slot in slots}
        for name in ("purpose", "reason"):
            field = self.fields[name]
            field.choices = [(code, gettext(text)) for code, text in field.choices]  # type: ignore[attr-defined]
        self.fields["time"].choices = [  # type: ignore[attr-defined]
            (date_text(day.day), [(_key(slot), slot.text) for slot in slots]) for day, slots in free.items()
        ]

    def slot(self) -> tuple[dt.date, dt.time]:
        """The chosen day and start; only when valid."""
        chosen = self._slots[self.cleaned_data["time"]]
        return chosen.day, chosen.start

    def wanted(self, section: SectionCard, language: str) -> Wanted:
        """What is booked; only when valid."""
        given = self.cleaned_data
        return Wanted(
            service=section.code,
            purpose=given["purpose"],
            reason=given["reason"],
            channel=ON_SITE,
            name=given["name"],
            phone=given["phone"],
            note=given["note"],
            language=language,
        )

    def choice(self, visit_id: int) -> LineChoice:
        """How the line is decided; only when valid."""
        given = self.cleaned_data
        return LineChoice(APPOINTMENT, visit_id=visit_id, reason=given["why"], agreed=given["agreed"])


@needs("decide_closing")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def another_day(request: HttpRequest, visit_id: int) -> HttpResponse:
    """The next free times of the visitor's section; booking one decides the line."""
    visit, section = _here(visit_id)
    form = AnotherDayForm(request.POST or None, days=_offered(section.id))
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        day, start = form.slot()
        try:
            booking = finish_by_appointment(
                choice=form.choice(visit.id),
                wanted=form.wanted(section, visit.language),
                day=day,
                start=start,
                actor=actor_of(request),
                key=form.key("finish_by_appointment"),
            )
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
            form = AnotherDayForm(request.POST, days=_offered(section.id))
        else:
            messages.success(request, gettext("已经约好，对方会收到短信。请把回执打印出来交给对方。"))
            return redirect("workbench:booking", booking)
    context = {"visit": visit, "section": section, "form": form, "refused": refused}
    status = 422 if refused or form.errors else 200
    return render(request, "workbench/hall/another_day.html", context, status=status)


def _here(visit_id: int) -> tuple[VisitCard, SectionCard]:
    """A visitor who is still here, and the section that gives times, for the desk's own queue the desk; else 404."""
    visit = next((each for each in hall.present(clock.today()) if each.id == visit_id), None)
    section = None
    if visit is not None:
        own = visit.section_id
        section = organisation.section(own) if own else organisation.consultation_desk()
    if visit is None or section is None:
        raise Http404
    return visit, section


def _offered(section_id: int) -> list[DayCard]:
    """The next days with free times."""
    return [day for day in bookable_days(section_id) if day.open][:OFFERED_DAYS]


def _key(slot: SlotCard) -> str:
    return f"{slot.day:%Y%m%d}-{slot.key}"
