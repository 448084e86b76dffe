"""拨动演练的时钟: for the trainer, and only in a training."""

import datetime as dt

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.forms import Day
from banshi.kernel.organisation import training as training_clock
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Refused, gettext_noop

MOVED = gettext_noop("时钟已经拨到 %(now)s。到时该做的事，后台一会儿就做完。")
LOOK_AHEAD = 40


class MomentForm(PlainForm):
    """A day and an hour."""

    day = forms.DateField(label=_("日期"), widget=Day())
    time = forms.TimeField(
        label=_("时间"),
        input_formats=["%H:%M"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )


@needs("move_training_clock")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def training(request: HttpRequest) -> HttpResponse:
    """Move the clock to the next working day's morning, or to a moment ahead."""
    if not settings.BANSHI_TRAINING:
        raise Http404
    now = clock.now()
    next_day = request.POST.get("do") == "next_day"
    form = MomentForm(
        request.POST if request.method == "POST" and not next_day else None,
        initial={"day": now.date(), "time": now.time()},
    )
    moment = _morning() if next_day else _typed(form)
    if moment is not None:
        try:
            training_clock.move_to(moment)
        except Refused as refused:
            form.add_error(None, [say(reason) for reason in refused.reasons])
        else:
            messages.success(request, gettext(MOVED) % {"now": f"{moment:%Y-%m-%d %H:%M}"})
            return redirect("workbench:training")
    context = {"form": form, "now": now, "morning": _morning()}
    return render(
        request, "workbench/administration/training.html", context, status=422 if form.errors else 200
    )


def _typed(form: MomentForm) -> dt.datetime | None:
    if not form.is_bound or not form.is_valid():
        return None
    return dt.datetime.combine(form.cleaned_data["day"], form.cleaned_data["time"], clock.BEIJING)


def _morning() -> dt.datetime:
    """The opening of the next working day."""
    days, today = table(), clock.today()
    ahead = (today + dt.timedelta(days=n) for n in range(1, LOOK_AHEAD))
    day = next(
        (one for one in ahead if (known := days.get(one)) and known.kind.works), today + dt.timedelta(days=1)
    )
    return dt.datetime.combine(day, settings.OFFICE_HOURS[0][0], clock.BEIJING)
