"""Corrections as the section's head and the supervisor meet them: one screen from the demand to the end (11-03-5)."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.supervision.actions import correcting as acts
from banshi.institutions.supervision.actions.correcting import Answered, Rechecked
from banshi.institutions.supervision.forms.findings import AnswerForm, RecheckForm
from banshi.institutions.supervision.models.findings import Reply
from banshi.institutions.supervision.queries import findings as read
from banshi.institutions.supervision.queries.findings import CorrectionCard
from banshi.institutions.supervision.rules.correcting import CorrectionState
from banshi.institutions.supervision.staff.desk import paper, sections_within
from banshi.kernel.cases.pictures import picture_content
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.ui.steps import StepLine
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
CORRECTION = gettext_noop("整改")


@needs("see_corrections")
@never_cache
@require_safe
def correction_list(request: HttpRequest) -> HttpResponse:
    """The corrections of one's own section, or of all: the open ones by date, then those that passed."""
    every = read.corrections(sections_within(actor_of(request), "see_corrections"), open_only=False)
    context = {
        "open": [one for one in every if one.state is not CorrectionState.PASSED],
        "passed": [one for one in every if one.state is CorrectionState.PASSED][::-1],
    }
    return render(request, "supervision/staff/corrections.html", context)


@needs("see_corrections")
@never_cache
@require_safe
def correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """One correction: what was found, what is asked, until when and why then, what was done, what is next."""
    actor = actor_of(request)
    card = _visible(correction_id, actor)
    replies = read.replies(card.id)
    context = {
        "correction": card,
        "replies": replies,
        "explanation": read.explained(card),
        "today": clock.today(),
        "steps": list(_steps(card, replies[-1].by_id if replies else None, actor)),
        "sees_finding": may(actor, "see_supervision"),
    }
    return render(request, "supervision/staff/correction.html", context)


def _steps(card: CorrectionCard, answered_by: int | None, actor: Actor) -> Iterator[StepLine]:
    if card.running and may(actor, "answer_correction", card.relation):
        url = reverse(f"{DESK}:answer_correction", args=[card.id])
        yield StepLine(gettext("报整改情况"), url, ("11-03-5",), primary=True)
    if card.state is CorrectionState.ANSWERED and may(actor, "supervise"):
        mine = actor.staff_id in {answered_by, card.finding.staff_id}
        sentence = gettext_noop("不能复查自己整改的、或者涉及自己的问题，请由别的监督人员复查。")
        yield StepLine(
            gettext("复查"),
            reverse(f"{DESK}:recheck_correction", args=[card.id]),
            ("11-03-5",),
            primary=True,
            allowed=not mine,
            reasons=(Reason(sentence, ("11-03-5",)),) if mine else (),
        )


@needs("answer_correction")
@page_methods
def answer_correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """What was done, and what proves it."""
    card = _visible(correction_id, actor_of(request))
    permit(actor_of(request), "answer_correction", card.relation)
    form = AnswerForm(
        request.POST or None, act=f"answer_correction:{correction_id}", files=request.FILES or None
    )
    page = _page(
        card,
        gettext_noop("报整改情况"),
        gettext_noop("报整改情况"),
        gettext_noop("已经报告，等监督人员复查。"),
        Reason(gettext_noop("监督人员会到现场或者看证明复查，结果会告诉您。"), ("11-03-5",)),
    )

    def answer(**guards: object) -> int:
        given = form.cleaned_data
        answered = Answered(given["measures"], given["proof"], given["photo"])
        return acts.answer_correction(
            correction_id=card.id, answered=answered, actor=actor_of(request), **guards
        )

    return plain_act_page(request, form, page, answer)


@needs("supervise")
@page_methods
def recheck_correction(request: HttpRequest, correction_id: int) -> HttpResponse:
    """Look again."""
    card = _visible(correction_id, actor_of(request))
    days = int(parameter("11-03-5", "correction_working_days", clock.today()))
    form = RecheckForm(
        request.POST or None, act=f"recheck_correction:{correction_id}", initial={"days": days}
    )
    page = _page(
        card,
        gettext_noop("复查"),
        gettext_noop("记下复查结果"),
        gettext_noop("复查结果已经记下，科室负责人会看到。"),
        Reason(gettext_noop("合格的就办完了；没有改好的，科室在新的期限内再报。"), ("11-03-5",)),
    )

    def look(**guards: object) -> int:
        given = form.cleaned_data
        found = Rechecked(given["passed"] == "yes", given["note"], given["days"])
        return acts.recheck_correction(correction_id=card.id, found=found, actor=actor_of(request), **guards)

    return plain_act_page(request, form, page, look)


def _page(card: CorrectionCard, title: str, button: str, done: str, effect: Reason) -> PlainPage:
    until = Reason(
        gettext_noop("整改期限：%(day)s，当天报来算按时。"), ("11-03-5",), params={"day": card.due}
    )
    return PlainPage(
        title=title,
        button=button,
        done=done,
        articles=tuple(dict.fromkeys(("11-03-5", card.finding.article))),
        back=reverse(f"{DESK}:correction", args=[card.id]),
        about=CORRECTION,
        effects=(until, effect),
        multipart=True,
        template="supervision/staff/act_on_finding.html",
        more={"finding": card.finding, "demand": card.demand, "replies": read.replies(card.id)},
    )


@needs("see_corrections")
@require_safe
def notice(request: HttpRequest, correction_id: int) -> HttpResponse:
    """The notice W44."""
    return paper(_visible(correction_id, actor_of(request)).document_id)


@needs("see_corrections")
@require_safe
def photo(request: HttpRequest, correction_id: int, reply_id: int) -> HttpResponse:
    """The photo that proves an answer."""
    card = _visible(correction_id, actor_of(request))
    row = Reply.objects.filter(pk=reply_id, correction_id=card.id).first()
    if row is None or not row.photo_stored_as:
        raise Http404
    response = HttpResponse(picture_content(row.photo_stored_as, row.place), content_type=row.photo_type)
    response["Cache-Control"] = "no-store"
    return response


def _visible(correction_id: int, actor: Actor) -> CorrectionCard:
    """The correction, for those who supervise and the heads of its section; else as if there were none."""
    card = read.correction(correction_id)
    if card is None or not may(actor, "see_corrections", card.relation):
        raise Http404
    return card
