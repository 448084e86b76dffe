"""The staff's pages of 否定备案: asking a leader, the registers, archiving and filing."""

import re
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.refusals.actions import filing as acts
from banshi.institutions.refusals.actions import instructing
from banshi.institutions.refusals.forms import AgainForm, AnswerForm, FileForm, ReceiptForm, RefusalForm
from banshi.institutions.refusals.models import Filing, Refusal
from banshi.institutions.refusals.queries import package, register
from banshi.institutions.refusals.queries.offering import offered
from banshi.institutions.refusals.queries.standing import InstructionCard, instructions
from banshi.institutions.refusals.queries.wording import evidence_words
from banshi.institutions.refusals.rules.grounds import NAMES, Ground
from banshi.institutions.refusals.rules.instructing import SENT_BACK, needs_leader
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.desk import ActPage, act_page, actor_of, visible
from banshi.kernel.documents import queries as documents
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import ANY, TABLE, may, needs
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])


@needs("request_instructions")
@page_methods
def request_instructions(request: HttpRequest, case_id: int) -> HttpResponse:
    """Ask a leader whether to refuse: the whole refusal as it would be, and the question."""
    case = visible(request, case_id, "request_instructions")
    spec, asked = catalogue.spec(case.item_version_id), instructions(case.id)
    grounds = [one for one in Ground if needs_leader(one, spec.refusal_authority)]
    last = asked[-1] if asked else None
    form = RefusalForm(
        request.POST or None,
        case=case,
        act="request_instructions",
        offer=offered(case),
        grounds=grounds,
        given=last.grounds if last else None,
        leave_out=("delay_reason",),
    )
    page = ActPage(
        title=gettext_noop("请示局领导"),
        button=gettext_noop("报局领导批示"),
        done=gettext_noop("请示已经报给局领导。"),
        articles=("01-02", "01-07"),
        effects=(
            Reason(gettext_noop("出具《超权限请示单》，局领导可以同意、退回，或者直接决定。"), ("01-07",)),
            Reason(gettext_noop("同意以后，科室按同样的情形、事实和依据作出决定。"), ("01-07",)),
            Reason(gettext_noop("批示以前，期限照常计算。"), ("07-03",)),
        ),
        template="refusals/staff/refuse.html",
        more={"opinion": last if last and last.answer == SENT_BACK else None},
    )

    def ask(**guards: Any) -> int:
        return instructing.request_instructions(
            case_id=case.id,
            grounds=form.grounds,
            question=form.cleaned_data["question"],
            actor=actor_of(request),
            **guards,
        )

    return act_page(request, case, form, page, ask)


@needs("answer_instructions")
@page_methods
def answer_instructions(request: HttpRequest, case_id: int) -> HttpResponse:
    """The leader's answer to the request that waits."""
    case = visible(request, case_id, "answer_instructions")
    asked = instructions(case.id)
    if not asked:
        raise Http404
    waiting = asked[-1]
    form = AnswerForm(request.POST or None, case=case, act="answer_instructions")
    page = ActPage(
        title=gettext_noop("批示请示"),
        button=gettext_noop("作出批示"),
        done=gettext_noop("批示已经告诉科室。"),
        articles=("01-07",),
        effects=(
            Reason(gettext_noop("同意的，科室才能按请示的情形和依据否定。"), ("01-07",)),
            Reason(gettext_noop("退回的，科室按您的意见办理，可以再次请示。"), ("01-07",)),
            Reason(gettext_noop("由您直接决定的，科室不再作决定，您在办件页上作出决定。"), ("01-07",)),
        ),
        template="refusals/staff/answer.html",
        more={"asked": waiting, "rows": told(waiting)},
    )

    def answer(**guards: Any) -> int:
        given = form.cleaned_data
        return instructing.answer_instructions(
            instruction_id=waiting.id,
            answer=given["answer"],
            opinion=given["opinion"],
            actor=actor_of(request),
            **guards,
        )

    return act_page(request, case, form, page, answer)


def told(asked: InstructionCard) -> list[tuple[str, str]]:
    """What a request is about, in rows (term, value)."""
    grounds = asked.grounds
    people = organisation.called({grounds.verified_by} if grounds.verified_by else set())
    rows = [
        (gettext("情形"), f"{grounds.ground} {gettext(NAMES[Ground(grounds.ground)])}"),
        (gettext("事实和理由"), grounds.facts),
        (gettext("依据"), "；".join(grounds.legal_basis)),
        (gettext("证据"), "；".join(evidence_words(asked.case_id, grounds.evidence))),
        (gettext("由谁查实"), people.get(grounds.verified_by or 0, "")),
        (gettext("怎样查实的"), grounds.verification),
        (gettext("请示的问题"), asked.question),
    ]
    return [(term, value) for term, value in rows if value]


@needs("see_refusals")
@never_cache
@page_methods
def refusals(request: HttpRequest) -> HttpResponse:
    """The registers of one's own sections, or of all; for the approvals section also what waits for it."""
    actor = actor_of(request)
    before = request.GET.get("before", "")
    after = int(before) if re.fullmatch("[0-9]{1,9}", before) else None
    lines = register.register(section_ids=own_sections(actor), before=after)
    files = may(actor, "file_refusals")
    unfiled = register.unfiled() if files else ()
    form = FileForm(
        request.POST or None,
        lines=[(one.id, f"{one.number}　{one.item_name} · {one.party_masked}") for one in unfiled],
        outlets=register.open_outlets(),
    )
    refused = _filed(request, form, actor) if files and request.method == "POST" else None
    if isinstance(refused, HttpResponse):
        return refused
    context = {
        "lines": lines,
        "next_url": f"?before={lines[-1].id}" if len(lines) == register.PAGE else "",
        "first_url": "?" if before else "",
        "desk": files,
        "unarchived": register.unarchived() if files else (),
        "unfiled": unfiled,
        "pressing": register.pressing() if files else (),
        "filings": register.filings(limit=10) if files else (),
        "form": form,
        "refused": refused,
    }
    return render(request, "refusals/staff/register.html", context, status=422 if form.is_bound else 200)


def _filed(request: HttpRequest, form: FileForm, actor: Actor) -> HttpResponse | Refused | None:
    """File what was ticked, and lead to the filing; or say why not."""
    if not form.is_valid():
        return None
    given = form.cleaned_data
    try:
        filing_id = acts.file_refusals(refusal_ids=given["refusals"], outlet=given["outlet"], actor=actor)
    except NotPermitted:
        raise
    except Refused as why:
        return why
    messages.success(request, gettext("报送单已经做好。"))
    return redirect("workbench:filing", filing_id)


@needs("archive_refusal")
@require_POST
def archive_refusal(request: HttpRequest, refusal_id: int) -> HttpResponse:
    """Archive one refusal under its number."""
    get_object_or_404(Refusal.objects.only("pk"), pk=refusal_id)
    return _done(
        request,
        lambda: acts.archive_refusal(refusal_id=refusal_id, actor=actor_of(request)),
        gettext("已经归档。"),
        reverse("workbench:refusals"),
    )


@needs("file_refusals")
@never_cache
@require_safe
def filing(request: HttpRequest, filing_id: int) -> HttpResponse:
    """One filing: how far it got, what is in it, what can be done now."""
    return _filing_page(request, filing_id)


@needs("file_refusals")
@require_safe
def download(request: HttpRequest, filing_id: int) -> HttpResponse:
    """The whole package as one ZIP file."""
    row = get_object_or_404(Filing.objects.select_related("document"), pk=filing_id)
    header = content_disposition_header(True, f"{row.document.number}.zip") or "attachment"
    answer = HttpResponse(package.archive(row.pk), content_type="application/zip")
    answer["Content-Disposition"], answer["Cache-Control"] = header, "no-store"
    return answer


@needs("file_refusals")
@require_safe
def sheet(request: HttpRequest, filing_id: int) -> HttpResponse:
    """The sheet W16, ready for printing."""
    row = get_object_or_404(Filing.objects.only("document_id"), pk=filing_id)
    content, name = documents.pdf(row.document_id)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    answer["Cache-Control"] = "no-store"
    return answer


@needs("file_refusals")
@require_POST
def handed_over(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Somebody took the downloaded package over."""
    get_object_or_404(Filing.objects.only("pk"), pk=filing_id)
    return _done(
        request,
        lambda: acts.note_filed(filing_id=filing_id, actor=actor_of(request)),
        gettext("已经登记送出，收到回执以后请登记。"),
        reverse("workbench:filing", args=[filing_id]),
    )


@needs("file_refusals")
@require_POST
def send_again(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Send once more what did not get through, perhaps another way."""
    get_object_or_404(Filing.objects.only("pk"), pk=filing_id)
    form = AgainForm(request.POST, outlets=register.open_outlets())
    if not form.is_valid():
        return _filing_page(request, filing_id, again=form)
    outlet = form.cleaned_data["outlet"]
    return _done(
        request,
        lambda: acts.send_again(filing_id=filing_id, outlet=outlet, actor=actor_of(request)),
        gettext("会马上再发一次。"),
        reverse("workbench:filing", args=[filing_id]),
    )


@needs("record_receipt")
@require_POST
def receipt(request: HttpRequest, filing_id: int) -> HttpResponse:
    """Enter the receipt; what was typed stays when it is refused."""
    get_object_or_404(Filing.objects.only("pk"), pk=filing_id)
    form = ReceiptForm(request.POST)
    if form.is_valid():
        try:
            acts.record_filing_receipt(filing_id=filing_id, actor=actor_of(request), **form.cleaned_data)
        except NotPermitted:
            raise
        except Refused as refused:
            for why in refused.reasons:
                form.add_error(why.field if why.field in form.fields else None, say(why))
        else:
            messages.success(request, gettext("回执已经登记。"))
            return redirect("workbench:filing", filing_id)
    return _filing_page(request, filing_id, receipt=form)


def _filing_page(
    request: HttpRequest,
    filing_id: int,
    *,
    receipt: ReceiptForm | None = None,
    again: AgainForm | None = None,
) -> HttpResponse:
    found = register.filing(filing_id)
    if found is None:
        raise Http404
    context = {
        "filing": found,
        "form": receipt or ReceiptForm(initial={"on": clock.today()}),
        "again": again or AgainForm(None, outlets=register.open_outlets()),
    }
    wrong = receipt is not None or again is not None
    return render(request, "refusals/staff/filing.html", context, status=422 if wrong else 200)


def _done(request: HttpRequest, act: Callable[[], object], sentence: str, url: str) -> HttpResponse:
    """Carry out an act of one button; a refusal is said in the banner of the page it leads back to."""
    try:
        act()
    except NotPermitted:
        raise
    except Refused as refused:
        messages.error(request, " ".join(say(why) for why in refused.reasons))
    else:
        messages.success(request, sentence)
    return redirect(url)


def own_sections(actor: Actor) -> frozenset[int] | None:
    """The sections whose registers the actor may see; None for all."""
    reach = TABLE["see_refusals"]
    if any(reach.get(role) == ANY for role, _ in actor.posts):
        return None
    return frozenset(section for role, section in actor.posts if role in reach)
