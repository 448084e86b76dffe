"""Bad ratings that are mine to verify, and the opinion book (08-04-3)."""

from collections.abc import Callable
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.institutions.guidance.actions import opinions as acts
from banshi.institutions.guidance.actions import rating
from banshi.institutions.guidance.forms import CloseForm, ReplyForm, VerifyForm
from banshi.institutions.guidance.queries import opinions
from banshi.institutions.guidance.queries.opinions import FollowUpCard, OpinionCard
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.forms import OnceForm
from banshi.lib.results import NotPermitted, Refused


@needs("follow_up_rating")
@never_cache
@require_safe
def follow_ups(request: HttpRequest) -> HttpResponse:
    """What this person has to verify, mend and answer."""
    actor = actor_of(request)
    context = {
        "rows": opinions.follow_ups(actor),
        "closed": opinions.closed_follow_ups(actor),
        "late": opinions.late_follow_ups(),
    }
    return render(request, "guidance/staff/follow_ups.html", context)


@needs("follow_up_rating")
@never_cache
@require_safe
def follow_up(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """One bad rating, step by step."""
    return _show(request, _mine(request, follow_up_id))


@needs("follow_up_rating")
@require_POST
def verify(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """Record what was found out."""
    card, form = _mine(request, follow_up_id), VerifyForm(request.POST)
    return _carry_out(
        request,
        card,
        form,
        lambda: rating.verify(
            follow_up_id=card.id,
            finding=form.cleaned_data["finding"],
            words=form.cleaned_data["words"],
            actor=actor_of(request),
            key=form.key("verify_rating"),
        ),
        gettext("已经记下核实的结果。"),
    )


@needs("follow_up_rating")
@require_POST
def close(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """Mended and answered."""
    card, form = _mine(request, follow_up_id), CloseForm(request.POST)
    return _carry_out(
        request,
        card,
        form,
        lambda: rating.close(
            follow_up_id=card.id,
            measure=form.cleaned_data["measure"],
            reply=form.cleaned_data["reply"],
            actor=actor_of(request),
            key=form.key("answer_rating"),
        ),
        gettext("已经答复评价人，反馈单可以打印。"),
    )


@needs("follow_up_rating")
@require_safe
def follow_up_paper(request: HttpRequest, follow_up_id: int) -> HttpResponse:
    """The reply W33 as PDF."""
    return _pdf(_mine(request, follow_up_id).document_id)


@needs("answer_opinion")
@never_cache
@require_safe
def opinion_list(request: HttpRequest) -> HttpResponse:
    """Opinions without a reply, and the answered ones."""
    context = {"waiting": opinions.waiting_opinions(), "answered": opinions.answered_opinions()}
    return render(request, "guidance/staff/opinions.html", context)


@needs("answer_opinion")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """One opinion, and the reply."""
    card = _opinion(opinion_id)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            acts.answer(
                opinion_id=card.id,
                reply=given["reply"],
                public=given["public"],
                shown=given["shown"],
                actor=actor_of(request),
                key=form.key("answer_opinion"),
            )
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, gettext("已经答复。"))
            return redirect("workbench:opinion", card.id)
    context = {"card": card, "form": form}
    return render(request, "guidance/staff/opinion.html", context, status=422 if form.errors else 200)


@needs("answer_opinion")
@require_safe
def opinion_paper(request: HttpRequest, opinion_id: int) -> HttpResponse:
    """The sheet W32 as PDF."""
    return _pdf(_opinion(opinion_id).document_id)


def _mine(request: HttpRequest, follow_up_id: int) -> FollowUpCard:
    """The follow-up, if it is this person's; for everybody else it does not exist."""
    found = opinions.follow_up(follow_up_id, actor_of(request))
    if found is None:
        raise Http404
    return found


def _opinion(opinion_id: int) -> OpinionCard:
    found = opinions.opinion(opinion_id)
    if found is None:
        raise Http404
    return found


def _carry_out(
    request: HttpRequest, card: FollowUpCard, form: OnceForm, act: Callable[[], int], done: str
) -> HttpResponse:
    if form.is_valid():
        try:
            act()
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
        else:
            messages.success(request, done)
            return redirect("workbench:follow_up", card.id)
    return _show(request, card, form)


def _show(request: HttpRequest, card: FollowUpCard, sent: OnceForm | None = None) -> HttpResponse:
    context = {
        "card": card,
        "wrong": sent,
        "has_errors": sent is not None,
        "verify": sent if isinstance(sent, VerifyForm) else VerifyForm(),
        "close": sent if isinstance(sent, CloseForm) else CloseForm(),
    }
    return render(request, "guidance/staff/follow_up.html", context, status=422 if sent else 200)


def _pdf(document_id: int | None) -> HttpResponse:
    if document_id is None:
        raise Http404
    content, name = documents.pdf(document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
