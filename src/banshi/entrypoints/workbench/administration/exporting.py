"""导出办件: the cases of a period for another platform, in the names and codes of GB/T 39046."""

import datetime as dt
from typing import Any
from urllib.parse import quote

from django import forms
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.exchange import writing
from banshi.kernel.exchange.actions import note_export
from banshi.kernel.exchange.rows import Period
from banshi.kernel.exchange.table import table
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.organisation.queries import sections
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused

WHOLE = "json"
DAY_INPUT = forms.DateInput({"type": "date"}, format="%Y-%m-%d")


class ExportForm(PlainForm):
    """Which cases, and in which form."""

    first = forms.DateField(label=_("收件日期，从"), widget=DAY_INPUT)
    last = forms.DateField(label=_("到（含当天）"), widget=DAY_INPUT)
    section = forms.TypedChoiceField(label=_("科室"), coerce=int, required=False, empty_value=None)
    form = forms.ChoiceField(label=_("内容和格式"))

    def __init__(self, data: Any = None) -> None:
        today = clock.today()
        super().__init__(data, initial={"first": today.replace(day=1), "last": today, "form": WHOLE})
        choices = [(one.id, one.called) for one in sections().values()]
        self.fields["section"].choices = [("", _("全部科室")), *choices]  # type: ignore[attr-defined]
        sets = [(name, f"{name}（CSV）") for name in table().sets]
        self.fields["form"].choices = [(WHOLE, _("全部内容（JSON）")), *sets]  # type: ignore[attr-defined]

    def period(self) -> Period:
        """What was chosen; only when valid."""
        given = self.cleaned_data
        return Period(given["first"], given["last"], given["section"])


@needs("export_cases")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """Choose a period and a form; the file is written case by case while it is sent."""
    form = ExportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        period, chosen = form.period(), form.cleaned_data["form"]
        try:
            note_export(period=period, form=chosen, actor=actor_of(request))
        except NotPermitted:
            raise
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(reason.field or None, say(reason))
        else:
            return _file(period, chosen)
    context = {"form": form, "standard": table().standard}
    return render(
        request, "workbench/administration/export.html", context, status=422 if form.errors else 200
    )


def _file(period: Period, chosen: str) -> StreamingHttpResponse:
    whole = chosen == WHOLE
    chunks = writing.as_json(period) if whole else writing.as_csv(period, chosen)
    kind, ending = ("application/json", "json") if whole else ("text/csv; charset=utf-8", "csv")
    response = StreamingHttpResponse(chunks, content_type=kind)
    name = f"{_('办件') if whole else chosen}-{_day(period.first)}-{_day(period.last)}.{ending}"
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def _day(day: dt.date) -> str:
    return day.strftime("%Y%m%d")
