"""What an applicant can do with a case: supply missing papers (06-03-2), ask for a hearing, withdraw it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from banshi.entrypoints.portal import standing
from banshi.entrypoints.portal.progress import own
from banshi.entrypoints.portal.receiving import FileForm, takes_a_file, unread
from banshi.institutions.one_time_notice.actions import completing, hearings
from banshi.institutions.one_time_notice.queries.telling import hearing
from banshi.institutions.provisional_acceptance.actions import supplying
from banshi.institutions.provisional_acceptance.actions.supplying import Arrival
from banshi.kernel.cases import uploads
from banshi.kernel.cases.forms import ActForm, ActorForm
from banshi.kernel.cases.life import State
from banshi.kernel.cases.models import Channel
from banshi.kernel.cases.queries import CaseCard, MaterialCard, timeline
from banshi.kernel.cases.sides import powers_of
from banshi.kernel.organisation.permissions import citizen_of
from banshi.lib.results import Reason, Refused, Stale, gettext_noop
from banshi.workflows import representation

AWAITING = frozenset({State.SUPPLEMENT, State.PROVISIONAL})
page_methods = require_http_methods(["GET", "HEAD", "POST"])
NOTHING_UPLOADED = gettext_noop("还没有上传文件。请先给缺的材料上传文件，再点提交；也可以带到窗口交。")


@own
@page_methods
def supply(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """What is still missing, what was uploaded for it; on POST hand it in."""
    gaps, files = _awaited(case)
    form = ActorForm(request.POST if request.method == "POST" else None, case=case, act="supply")
    form.offer_agents(powers_of(case))
    refused: Refused | None = None
    if form.is_valid():
        try:
            return _hand_in(request, case, [gap.seq for gap in gaps if gap.seq in files], form)
        except Refused as why:
            refused = _renewed(form, case, why)
    context = {
        "case": case,
        "form": form,
        "refused": refused,
        "lines": [(gap, files.get(gap.seq, ())) for gap in gaps],
        "ready": any(gap.seq in files for gap in gaps),
    }
    return render(request, "portal/progress/supply.html", context, status=422 if form.is_bound else 200)


@takes_a_file
@own
@page_methods
def paper(request: HttpRequest, case: CaseCard, seq: int) -> HttpResponse:
    """Upload files for one missing paper; each is looked into before it is kept."""
    gaps, files = _awaited(case)
    gap = _one(gaps, seq)
    form = _file_form(request)
    if form.is_bound and not unread(request) and form.is_valid() and _kept(case, seq, form):
        return redirect("portal:supply_paper", case.number, seq)
    context = {
        "case": case,
        "gap": gap,
        "files": files.get(seq, ()),
        "form": form,
        "changing": False,
    }
    status = 413 if unread(request) else 422 if form.is_bound else 200
    return render(request, "portal/progress/paper.html", context, status=status)


@own
@require_POST
def remove(request: HttpRequest, case: CaseCard, seq: int, upload_id: int) -> HttpResponse:
    """Delete a file that was uploaded but not handed in yet."""
    _gaps, files = _awaited(case)
    if upload_id in {file.id for file in files.get(seq, ())}:
        uploads.remove(upload_id=upload_id, case_id=case.id)
    return redirect("portal:supply_paper", case.number, seq)


@own
@page_methods
def withdraw(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """Ask once more, then take the application back."""
    if case.state not in standing.WITHDRAWABLE:
        return redirect("portal:case", case.number)
    form = ActorForm(request.POST if request.method == "POST" else None, case=case, act="withdraw")
    form.offer_agents(powers_of(case))
    refused: Refused | None = None
    if form.is_valid():
        try:
            said = {case.party_id: form.power}
            representation.withdraw(
                case_id=case.id, channel=Channel.ONLINE, said=said, actor=citizen_of(request), **form.guards
            )
        except Refused as why:
            refused = _renewed(form, case, why)
        else:
            messages.success(request, _("申请已经撤回。"))
            return redirect("portal:case", case.number)
    context = {"case": case, "form": form, "refused": refused}
    return render(request, "portal/progress/withdraw.html", context, status=422 if form.is_bound else 200)


@own
@page_methods
def ask_hearing(request: HttpRequest, case: CaseCard) -> HttpResponse:
    """Ask for the hearing of which the notice told, while there is time (06-05-2)."""
    if not standing.may_ask_hearing(case):
        return redirect("portal:case", case.number)
    form = ActorForm(request.POST if request.method == "POST" else None, case=case, act="request_hearing")
    form.offer_agents(powers_of(case))
    refused: Refused | None = None
    if form.is_valid():
        try:
            hearings.request_hearing(
                case_id=case.id, power=form.power, actor=citizen_of(request), **form.guards
            )
        except Refused as why:
            refused = _renewed(form, case, why)
        else:
            messages.success(request, _("已经收到您要求听证的申请，我们会提前告诉您时间和地点。"))
            return redirect("portal:case", case.number)
    context = {"case": case, "form": form, "refused": refused, "hearing": hearing(case.id)}
    return render(request, "portal/progress/hearing.html", context, status=422 if form.is_bound else 200)


def _awaited(case: CaseCard) -> tuple[tuple[MaterialCard, ...], dict[int, Any]]:
    """The missing papers and what was uploaded for them; nothing is awaited in another state."""
    if case.state not in AWAITING:
        raise Http404
    return standing.gaps(case), standing.pending_files(case, timeline(case.id))


def _hand_in(request: HttpRequest, case: CaseCard, seqs: list[int], form: ActorForm) -> HttpResponse:
    if not seqs:
        raise Refused(Reason(NOTHING_UPLOADED, ("06-03-2",)))
    if case.state is State.PROVISIONAL:
        arrival = Arrival(tuple(seqs), channel="online", power=form.power)
        supplying.log_arrival(case_id=case.id, arrival=arrival, actor=citizen_of(request), **form.guards)
    else:
        completing.supply(
            case_id=case.id,
            materials=seqs,
            channel=Channel.ONLINE,
            power=form.power,
            actor=citizen_of(request),
            **form.guards,
        )
    messages.success(request, _("补交的材料已经收到，我们马上核对。"))
    return redirect("portal:case", case.number)


def _renewed(form: ActForm, case: CaseCard, why: Refused) -> Refused:
    """After a refusal the page shows the case as it is now, so that the next try is about that."""
    if isinstance(why, Stale):
        form.renew(case)
    return why


def _one(gaps: tuple[MaterialCard, ...], seq: int) -> MaterialCard:
    for gap in gaps:
        if gap.seq == seq:
            return gap
    raise Http404


def _file_form(request: HttpRequest) -> FileForm:
    if unread(request):
        form = FileForm({}, {})
        form.refuse_unread()
        return form
    return FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()


def _kept(case: CaseCard, seq: int, form: FileForm) -> bool:
    try:
        uploads.keep(
            file=form.cleaned_data["file"],
            seq=seq,
            case_id=case.id,
            since=standing.asked_at(timeline(case.id)),
        )
    except Refused as refused:
        form.refuse(refused)
        return False
    return True
