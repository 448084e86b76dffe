"""个人信息的保存和删除: the rules, what was erased by them, and what is held back for a court or a complaint."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.kernel.cases.lookups import clean_number
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.privacy import told, words
from banshi.kernel.privacy.holding import hold, holds, lift
from banshi.kernel.privacy.models import Ground
from banshi.kernel.privacy.periods import kinds
from banshi.kernel.ui.forms import OnceForm
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop

NO_CASE = gettext_noop("没有这个编号的办件，请核对。")
LIFTED = gettext_noop("事由已经结束")


class HoldForm(OnceForm):
    """Which case must not be erased, and why."""

    number = forms.CharField(label=_("办件编号"), max_length=64)
    ground = forms.ChoiceField(label=_("事由"), choices=Ground.choices)
    reason = forms.CharField(
        label=_("理由"), max_length=200, help_text=_("例如文号。只有您和审计管理员看得到。")
    )


@needs("see_retention")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def retention(request: HttpRequest) -> HttpResponse:
    """Rules, pieces, holds; the office places a hold or lifts it."""
    actor = actor_of(request)
    lifted = request.POST.get("lift", "")
    form = HoldForm(None if lifted else request.POST or None)
    refused: Refused | None = None
    if request.method == "POST":
        permit(actor, "hold_records")
        if lifted.isdecimal():
            refused = _lift(request, int(lifted[:9]))
            if refused is None:
                return redirect("workbench:retention")
        elif form.is_valid() and _hold(request, form):
            messages.success(request, gettext("已经登记。解除以前，这一件的内容不会删除。"))
            return redirect("workbench:retention")
    status = 422 if refused or form.errors else 200
    return render(
        request,
        "workbench/administration/retention.html",
        _context(form if may(actor, "hold_records") else None, refused),
        status=status,
    )


def _context(form: HoldForm | None, refused: Refused | None) -> dict[str, Any]:
    found = holds()
    numbers = told.case_numbers([one.stream for one in found])
    return {
        "form": form,
        "refused": refused,
        "kinds": [words.kept_line(kind) for kind in kinds().values()],
        "pieces": [(line, words.text(line.kind.name)) for line in told.erased()],
        "last": told.last_round(),
        "holds": [(one, numbers.get(one.stream, one.stream)) for one in found],
    }


def _hold(request: HttpRequest, form: HoldForm) -> bool:
    given = form.cleaned_data
    stream = told.case_stream(clean_number(given["number"]))
    try:
        if stream is None:
            raise Refused(Reason(NO_CASE, field="number"))
        hold(
            stream=stream,
            ground=given["ground"],
            reason=given["reason"],
            actor=actor_of(request),
            key=form.key("hold_record"),
        )
    except NotPermitted:
        raise
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _lift(request: HttpRequest, hold_id: int) -> Refused | None:
    try:
        lift(hold_id=hold_id, reason=gettext(LIFTED), actor=actor_of(request))
    except NotPermitted:
        raise
    except Refused as refused:
        return refused
    messages.success(request, gettext("已经解除。到期的内容从明天起照常删除。"))
    return None
