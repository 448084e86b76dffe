"""The applicant's button: please give me my papers back (01-09)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.portal.progress import own
from banshi.kernel.cases.forms import ActForm
from banshi.kernel.cases.models import Channel
from banshi.kernel.cases.queries import CaseCard, handed_in, may_ask_back
from banshi.kernel.organisation.permissions import citizen_of
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused, Stale
from banshi.workflows.returns import request_return


class AskBackForm(ActForm):
    """Which papers are wanted back; all of them to begin with."""

    papers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("要退还的材料"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any, *, there: dict[int, str], **options: Any) -> None:
        super().__init__(data, initial={"papers": list(there)}, **options)
        self.fields["papers"].choices = list(there.items())  # type: ignore[attr-defined]
        self.fields["papers"].judged = True  # type: ignore[attr-defined]


@own
@require_http_methods(["GET", "HEAD", "POST"])
def ask_back(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """Choose the papers and ask; afterwards the progress page says how to get them."""
    if not may_ask_back(case.id):
        return redirect("portal:case", case.number)
    posted = request.POST if request.method == "POST" else None
    form = AskBackForm(posted, case=case, act="ask_back", there=handed_in(case.id))
    if form.is_valid():
        try:
            request_return(
                case_id=case.id,
                papers=form.cleaned_data["papers"],
                channel=Channel.ONLINE,
                actor=citizen_of(request),
                **form.guards,
            )
        except Refused as refused:
            for why in refused.reasons:
                form.add_error(why.field if why.field in form.fields else None, say(why))
            if isinstance(refused, Stale):
                form.renew(case)
        else:
            messages.success(request, _("已经登记。请带上有效证件到窗口签收，或者打电话请我们邮寄。"))
            return redirect("portal:case", case.number)
    context = {"case": case, "form": form}
    return render(request, "portal/progress/ask_back.html", context, status=422 if form.is_bound else 200)
