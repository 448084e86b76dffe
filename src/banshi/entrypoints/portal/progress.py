"""Asking how one's own case stands: with its number and the phone's last digits, or the query code."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.portal import offering as promise
from banshi.entrypoints.portal import standing, telling
from banshi.institutions.guidance.queries import subjects
from banshi.institutions.provisional_acceptance.queries.promises import promised_papers
from banshi.kernel.cases import lookups
from banshi.kernel.cases.life import State
from banshi.kernel.cases.queries import CaseCard, may_ask_back, paper_return, query_code, timeline
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.actions import record_opened
from banshi.kernel.organisation.network import address_of
from banshi.kernel.organisation.permissions import public
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib.results import Reason, Refused, gettext_noop

AWAITING = frozenset({State.SUPPLEMENT, State.PROVISIONAL})
View = Callable[..., HttpResponseBase]
PRIVATE = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
RECEIVED_NEXT = gettext_noop(
    "我们在 5 个工作日内告诉您是否受理，最迟 %(date)s。到期没有告诉您的，依法视为已经受理。"
)


class LookupForm(PlainForm):
    """Number, and something only the applicant knows."""

    number = forms.CharField(
        label=_("办件编号"),
        help_text=_("在收件凭证或者短信里，例如 210900-20250102-000034"),
        max_length=64,
        widget=forms.TextInput(PRIVATE),
    )
    secret = forms.CharField(
        label=_("手机号码后四位，或者查询码"),
        max_length=24,
        widget=forms.TextInput(PRIVATE),
    )


def own(view: View) -> View:
    """Open a page of a case only to who has proved within half an hour that it is theirs; others are asked first."""

    @public
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, number: str, **given: Any) -> HttpResponseBase:
        number = lookups.clean_number(number)
        case = lookups.proven(request.session, number)
        if case is None:
            return redirect(f"{reverse('portal:my_cases')}?{urlencode({'number': number})}")
        return view(request, case, **given)

    return guarded


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for number and secret; a wrong pair gets one answer, and after five the telephone."""
    if request.method != "POST":
        return render(request, "portal/progress/find.html", {"form": _asked(request)})
    form = LookupForm(request.POST)
    if form.is_valid():
        try:
            case = lookups.find(network=address_of(request.META), **form.cleaned_data)
        except Refused as refused:
            for reason in refused.reasons:
                form.add_error(reason.field or None, say(reason))
        else:
            request.session.cycle_key()
            lookups.remember(request.session, case.id)
            return redirect("portal:case", case.number)
    return render(request, "portal/progress/find.html", {"form": form}, status=422)


@own
@require_safe
def case(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """Stage, next step, dates, what happened, papers, and what the applicant can do."""
    events = timeline(case.id)
    papers = standing.open_papers(case)
    lines = standing.paper_lines(case, papers)
    links = {key: (line.title, line.url) for key, line in zip(papers, lines, strict=True)}
    dates = standing.dates(case, events)
    served_online = any(standing.was_electronic(paper) for paper in papers.values())
    following = telling.next_step(case.state, until=standing.own_date(dates), late=standing.is_late(dates))
    context = {
        "case": case,
        "next": following,
        "dates": dates,
        "story": telling.told(events, links),
        "papers": lines,
        "gaps": standing.gaps(case) if case.state in AWAITING else (),
        "promised": promised_papers(case.id) if case.state is State.PROVISIONAL else (),
        "offer": promise.offered(case, events),
        "agents": dict.fromkeys(one.agent.masked_name for one in powers_of(case)),
        "can_ask_hearing": standing.may_ask_hearing(case),
        "refusal": standing.refusal(case, papers, electronic=served_online),
        "can_ask_back": bool(may_ask_back(case.id)),
        "returning": paper_return(case.id),
        "can_withdraw": case.state in standing.WITHDRAWABLE,
        "rate_url": subjects.address(f"case:{case.id}") if case.state in subjects.DONE_CASES else "",
    }
    return render(request, "portal/progress/case.html", context)


@own
@require_safe
def received(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """The confirmation: number, query code, what happens next and by when (06-03-2)."""
    events = timeline(case.id)
    papers = standing.paper_lines(case, standing.open_papers(case))
    context = {
        "case": case,
        "query_code": query_code(case.id),
        "next": Reason(RECEIVED_NEXT, ("06-03-2",), params={"date": standing.intake_date(events) or "—"}),
        "gaps": standing.gaps(case),
        "papers": papers[:1],
        "offer": promise.offered(case, events),
    }
    return render(request, "portal/progress/received.html", context)


@own
@require_safe
def document(request: HttpRequest, case: CaseCard, document_id: int) -> HttpResponse:
    """One issued paper as PDF; that an electronically served one was opened is noted (06-08)."""
    paper = standing.open_papers(case).get(document_id)
    if paper is None:
        raise Http404
    content, name = documents.pdf(document_id)
    for delivery_id in standing.electronic_deliveries(paper):
        record_opened(delivery_id=delivery_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return response


def _asked(request: HttpRequest) -> LookupForm:
    number = request.GET.get("number", "")[:64]
    return LookupForm(initial={"number": number} if number else None)
