"""个人信息请求: what people ask about their own data, answered by a named colleague with reasons."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.privacy import requests
from banshi.kernel.privacy.requests import RequestCard
from banshi.kernel.ui.forms import OnceForm
from banshi.lib.results import NotPermitted, Refused

GRANT, REFUSE = "grant", "refuse"


class AnswerForm(OnceForm):
    """Granted or not, and why."""

    granted = forms.ChoiceField(
        label=_("答复"), choices=[(GRANT, _("同意")), (REFUSE, _("不同意"))], widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("理由"),
        help_text=_("当事人会看到。同意更正的，写明核对了什么证件。"),
        max_length=200,
        widget=forms.Textarea({"rows": 2}),
    )


@needs("answer_personal")
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """The open ones by their date, then those answered last."""
    context = {"cards": requests.waiting(actor_of(request))}
    return render(request, "workbench/personal.html", context)


@needs("answer_personal")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, request_id: int) -> HttpResponse:
    """One request, and its answer."""
    card = requests.opened(request_id)
    if card is None or not may(actor_of(request), "answer_personal", card.case.relation):
        raise Http404
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _answer(request, card, form):
        messages.success(request, gettext("已经答复，并通知了当事人。"))
        return redirect("workbench:personal_requests")
    context: dict[str, Any] = {"card": card, "form": form}
    return render(request, "workbench/personal_one.html", context, status=422 if form.errors else 200)


def _answer(request: HttpRequest, card: RequestCard, form: AnswerForm) -> bool:
    given = form.cleaned_data
    try:
        requests.answer(
            request_id=card.id,
            granted=given["granted"] == GRANT,
            why=given["reason"],
            actor=actor_of(request),
            key=form.key("answer_personal"),
        )
    except NotPermitted:
        raise
    except Refused as refused:
        form.refuse(refused)
        return False
    return True
