"""The applicant says that promised papers are under way by post, e-mail or fax (04-10)."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.portal import standing
from banshi.entrypoints.portal.progress import own
from banshi.institutions.provisional_acceptance.actions.supplying import Arrival, announce_piece
from banshi.institutions.provisional_acceptance.queries import promises
from banshi.kernel.cases.forms import ActorForm
from banshi.kernel.cases.life import State
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.organisation.permissions import citizen_of
from banshi.lib.results import Refused, Stale

REMOTE = ("post", "email", "fax")


class SentForm(ActorForm):
    """Which papers, how, and the number of the letter."""

    materials = forms.TypedMultipleChoiceField(
        label=gettext_lazy("哪些材料"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    channel = forms.ChoiceField(label=gettext_lazy("怎样发出的"), widget=forms.RadioSelect)
    tracking = forms.CharField(
        label=gettext_lazy("邮件号码"),
        help_text=gettext_lazy("邮寄的请填写，在邮局给您的单子上。"),
        required=False,
        max_length=64,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, data: Any, *, papers: list[tuple[int, str]], **options: Any) -> None:
        super().__init__(data, **options)
        ways = [choice for choice in promises.channels() if choice[0] in REMOTE]
        self.fields["materials"].choices = papers  # type: ignore[attr-defined]
        self.fields["channel"].choices = ways  # type: ignore[attr-defined]


@own
@require_http_methods(["GET", "HEAD", "POST"])
def sent(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """Say what is under way, so that we look out for it."""
    if case.state is not State.PROVISIONAL:
        raise Http404
    papers = [(gap.seq, gap.name) for gap in standing.gaps(case)]
    only = {"materials": [seq for seq, _name in papers]} if len(papers) == 1 else {}
    form = SentForm(
        request.POST if request.method == "POST" else None,
        case=case,
        act="announce_piece",
        papers=papers,
        initial=only,
    )
    form.offer_agents(powers_of(case))
    refused: Refused | None = None
    if form.is_valid():
        given = {name: form.cleaned_data[name] for name in ("materials", "channel", "tracking")}
        papers_sent = Arrival(**given, power=form.power)
        try:
            announce_piece(case_id=case.id, sent=papers_sent, actor=citizen_of(request), **form.guards)
        except Refused as why:
            refused = why
            if isinstance(why, Stale):
                form.renew(case)
        else:
            messages.success(request, _("已经记下，我们会留意查收，收到以后告诉您。"))
            return redirect("portal:case", case.number)
    context = {"case": case, "form": form, "refused": refused}
    return render(request, "portal/promise/sent.html", context, status=422 if form.is_bound else 200)
