"""容缺受理 from home: what is missing, by when, five points one by one, the signature; one thing a page (04-08).

What was answered so far lies in the session: a date and ticked numbers, nothing about the person.
"""

import datetime as dt
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.portal import offering
from banshi.entrypoints.portal.offering import Offer
from banshi.entrypoints.portal.progress import own
from banshi.entrypoints.portal.receiving import FileForm, takes_a_file, unread
from banshi.institutions.provisional_acceptance.actions import committing
from banshi.institutions.provisional_acceptance.actions.committing import Signed
from banshi.institutions.provisional_acceptance.actions.offering import decline_provisional
from banshi.institutions.provisional_acceptance.queries import offers
from banshi.institutions.provisional_acceptance.rules import committing as rules
from banshi.institutions.provisional_acceptance.rules.committing import CONFIRMATIONS, DRAWN, TYPED
from banshi.kernel.cases import uploads
from banshi.kernel.cases.forms import ActForm, ActorForm
from banshi.kernel.cases.queries import CaseCard, timeline
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.organisation.network import address_of
from banshi.kernel.organisation.permissions import citizen_of
from banshi.kernel.parties.models import Party, name_digest
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, Stale, gettext_noop

KEPT = "promise"
ID_COPY = 0  # the number under which the copy of the identity document is kept
LONGEST_DRAWING = 60_000
page_methods = require_http_methods(["GET", "HEAD", "POST"])
NOT_YOU = gettext_noop("请输入与申请人一致的姓名，由本人签署。")
NOT_THE_AGENT = gettext_noop("请输入与授权委托书一致的姓名，由代理人本人签署。")


class Day(forms.DateInput):
    """A calendar field of the browser, with the value it understands."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class DateForm(PlainForm):
    """By when the papers are promised."""

    until = forms.DateField(label=gettext_lazy("您能在哪天之前补齐？"), widget=Day())


class PointForm(PlainForm):
    """One of the five points."""

    use_required_attribute = False
    agreed = forms.BooleanField(label=gettext_lazy("是的，我确认"))


class SignForm(ActorForm):
    """The signature: a typed name, and where the browser can, a drawn one."""

    signed_as = forms.CharField(
        label=gettext_lazy("请输入您的姓名，作为签名"),
        max_length=40,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    drawing = forms.CharField(required=False, max_length=LONGEST_DRAWING, widget=forms.HiddenInput)


@own
@require_safe
def start(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """What is missing, what it means to promise it, and what follows if it is not kept."""
    offer = _offer(case)
    years = offers.bar_years(case.received_at.astimezone(clock.BEIJING).date())
    return render(request, "portal/promise/start.html", {"case": case, "offer": offer, "years": years})


@own
@page_methods
def date(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """By when: a working day within the promised limit (04-06)."""
    _offer(case)
    spec = catalogue.spec(case.item_version_id)
    promised = offers.promised(spec)
    kept = _kept(request, case).get("until")
    initial = dt.date.fromisoformat(kept) if kept else offers.usual_until(spec)
    form = DateForm(request.POST or None, initial={"until": initial})
    if form.is_valid():
        until = form.cleaned_data["until"]
        decision = rules.deadline(until, today=clock.today(), promised=promised, days=table())
        if decision:
            _keep(request, case, until=until.isoformat())
            return redirect("portal:promise_point", case.number, 1)
        for why in decision.reasons:
            form.add_error("until", say(why))
    latest = rules.bounded(promised) or table().last_day
    context = {"case": case, "form": form, "latest": latest}
    return render(request, "portal/promise/date.html", context, status=422 if form.errors else 200)


@own
@page_methods
def point(request: HttpRequest, case: CaseCard, order: int) -> HttpResponse:
    """One of the five points, confirmed by itself (04-08)."""
    _offer(case)
    if order not in CONFIRMATIONS:
        raise Http404
    kept = _kept(request, case)
    if "until" not in kept:
        return redirect("portal:promise_date", case.number)
    form = PointForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        _keep(request, case, points=sorted({*kept.get("points", []), order}))
        if order < len(CONFIRMATIONS):
            return redirect("portal:promise_point", case.number, order + 1)
        return redirect("portal:promise_id" if _citizen(case) else "portal:promise_sign", case.number)
    text, article = CONFIRMATIONS[order]
    context = {
        "case": case,
        "form": form,
        "number": order,
        "all": len(CONFIRMATIONS),
        "text": text,
        "article": article,
        "until": dt.date.fromisoformat(kept["until"]),
    }
    return render(request, "portal/promise/point.html", context, status=422 if form.errors else 200)


@takes_a_file
@own
@page_methods
def identity(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """A copy of the identity document, as a citizen's letter needs it (04-07)."""
    offer = _offer(case)
    files = uploads.of_case(case.id).get(ID_COPY, ())
    removable = () if offer.waiting else files
    if request.POST.get("remove") in {str(file.id) for file in removable}:
        uploads.remove(upload_id=int(request.POST["remove"]), case_id=case.id)
        return redirect("portal:promise_id", case.number)
    form = _file_form(request)
    if form.is_bound and not unread(request) and form.is_valid() and _upload(case, form):
        return redirect("portal:promise_id", case.number)
    context = {"case": case, "form": form, "files": files, "removable": removable}
    status = 413 if unread(request) else 422 if form.is_bound else 200
    return render(request, "portal/promise/identity.html", context, status=status)


@own
@page_methods
def sign(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """Read once more, then sign: the request waits for the clerk."""
    offer = _offer(case)
    kept = _kept(request, case)
    if "until" not in kept or len(kept.get("points", [])) < len(CONFIRMATIONS):
        return redirect("portal:promise", case.number)
    until = dt.date.fromisoformat(kept["until"])
    form = SignForm(request.POST if request.method == "POST" else None, case=case, act="commit_online")
    form.fields["by"].label = _("谁来签")
    form.offer_agents(powers_of(case))
    refused: Refused | None = None
    if form.is_valid() and _is_them(case, form):
        try:
            committing.commit_online(
                case_id=case.id,
                until=until,
                signed=_signed(request, case, form, kept),
                actor=citizen_of(request),
                **form.guards,
            )
        except Refused as why:
            refused = why
            if isinstance(why, Stale):
                form.renew(case)
        else:
            request.session.get(KEPT, {}).pop(str(case.id), None)
            request.session.modified = True
            messages.success(request, _("承诺书已经签好，工作人员核对以后马上受理，会发短信告诉您。"))
            return redirect("portal:case", case.number)
    context = {"case": case, "form": form, "refused": refused, "until": until, "offer": offer}
    return render(request, "portal/promise/sign.html", context, status=422 if form.is_bound else 200)


@own
@page_methods
def decline(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """The applicant would rather complete the papers first."""
    _offer(case)
    form = ActForm(request.POST if request.method == "POST" else None, case=case, act="decline")
    if form.is_valid():
        try:
            decline_provisional(case_id=case.id, actor=citizen_of(request), **form.guards)
        except Refused as why:
            messages.warning(request, say(why.reasons[0]))
        else:
            messages.success(request, _("已经记下。缺的材料，我们会一次告诉您。"))
        return redirect("portal:case", case.number)
    return render(request, "portal/promise/decline.html", {"case": case, "form": form})


def _offer(case: CaseCard) -> Offer:
    """The offer; 404 where it is not open, or must be made at the window."""
    found = offering.offered(case, timeline(case.id))
    if found is None or not found.open or found.by_hand:
        raise Http404
    return found


def _citizen(case: CaseCard) -> bool:
    return Party.objects.values_list("kind", flat=True).get(pk=case.party_id) == "citizen"


def _is_them(case: CaseCard, form: SignForm) -> bool:
    """A person signs under that person's own name, an agent too; an organisation names who signs for it."""
    agents = {one.id: one.agent.id for one in powers_of(case)}
    party = Party.objects.get(pk=case.party_id if form.power is None else agents[form.power])
    if party.kind != "citizen" or party.name_digest == name_digest(form.cleaned_data["signed_as"]):
        return True
    form.add_error("signed_as", say(Reason(NOT_YOU if form.power is None else NOT_THE_AGENT, ("04-07",))))
    return False


def _signed(request: HttpRequest, case: CaseCard, form: SignForm, kept: dict[str, Any]) -> Signed:
    given = form.cleaned_data
    return Signed(
        confirmed=tuple(kept["points"]),
        signature=DRAWN if given["drawing"] else TYPED,
        id_copy=bool(uploads.of_case(case.id).get(ID_COPY)),
        signed_as=given["signed_as"].strip(),
        drawing=given["drawing"],
        power=form.power,
        network=address_of(request.META),
    )


def _kept(request: HttpRequest, case: CaseCard) -> dict[str, Any]:
    return dict(request.session.get(KEPT, {}).get(str(case.id), {}))


def _keep(request: HttpRequest, case: CaseCard, **values: Any) -> None:
    every = request.session.get(KEPT, {})
    request.session[KEPT] = every | {str(case.id): _kept(request, case) | values}


def _file_form(request: HttpRequest) -> FileForm:
    if unread(request):
        form = FileForm({}, {})
        form.refuse_unread()
        return form
    return FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()


def _upload(case: CaseCard, form: FileForm) -> bool:
    try:
        uploads.keep(file=form.cleaned_data["file"], seq=ID_COPY, case_id=case.id)
    except Refused as refused:
        form.refuse(refused)
        return False
    return True
