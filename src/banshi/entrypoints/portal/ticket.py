"""The visitor's own page, opened by the code on the ticket: how many before you, where to go."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.guidance.queries import subjects
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.life import AT_COUNTER, ENDED, VisitState
from banshi.kernel.hall.queries import VisitCard
from banshi.kernel.organisation.permissions import citizen_of, public
from banshi.kernel.ui.wording import english
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop
from banshi.workflows.hall import leave, resume_visit

WAIT = gettext_noop("请留意屏幕和广播，轮到您时会叫您的号。")
NEXT = gettext_noop("下一个就是您，请到等候区准备。")
GO = gettext_noop("轮到您了，请到%(counter)s。")
AT_DESK = gettext_noop("您正在%(counter)s办理。")
AWAY = gettext_noop("刚才叫号时您不在，您的次序还留着。请按“我回来了”，或者告诉工作人员。")
SENTENCES = {
    VisitState.SERVED: gettext_noop("今天的事已经办完，请慢走。"),
    VisitState.LEFT: gettext_noop("您已经不再排队。要办事请重新取号。"),
    VisitState.GIVEN_UP: gettext_noop("这个号已经作废。要办事请重新取号。"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """How a ticket stands now; `before` is None when it does not wait."""

    visit: VisitCard
    queue: str
    before: int | None
    sentence: Reason
    called: bool
    over: bool
    parked: bool


@public
@never_cache
@require_safe
def ticket(request: HttpRequest, code: str) -> HttpResponse:
    """How the own number stands; a script asks for the part that changes, without one the page comes anew."""
    found = standing(_visit(code))
    whole = not request.headers.get("HX-Request")
    template = "portal/hall/ticket.html" if whole else "portal/hall/ticket_now.html"
    served = found.visit.state is VisitState.SERVED
    rate_url = subjects.address(f"visit:{found.visit.id}") if served else ""
    return render(request, template, {"ticket": found, "rate_url": rate_url})


@public
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def give_up(request: HttpRequest, code: str) -> HttpResponse:
    """Ask once more, then leave the place to others."""
    card = _visit(code)
    refused: Refused | None = None
    if request.method == "POST":
        try:
            leave(visit_id=card.id, actor=citizen_of(request))
        except Refused as why:
            refused = why
        else:
            return redirect("portal:ticket", card.code)
    context = {"ticket": standing(card), "refused": refused}
    return render(request, "portal/hall/give_up.html", context, status=422 if refused else 200)


@public
@never_cache
@require_http_methods(["POST"])
def back(request: HttpRequest, code: str) -> HttpResponse:
    """Who was away when called waits again, at the turn they had."""
    card = _visit(code)
    try:
        resume_visit(visit_id=card.id, actor=citizen_of(request))
    except Refused as refused:
        context = {"ticket": standing(card), "refused": refused, "rate_url": ""}
        return render(request, "portal/hall/ticket.html", context, status=422)
    return redirect("portal:ticket", card.code)


def standing(card: VisitCard) -> Standing:
    """How a visit stands, in the reader's language."""
    language = "en" if english() else "zh"
    waits = card.state is VisitState.WAITING and card.day == clock.today()
    before = hall.before(card) if waits else None
    return Standing(
        visit=card,
        queue=hall.queues()[card.queue_id].name(language),
        before=before,
        sentence=_sentence(card, before, language),
        called=card.state is VisitState.CALLED,
        over=card.state in ENDED or card.day != clock.today(),
        parked=card.state is VisitState.PARKED,
    )


def own_address(code: str) -> str:
    """The public address of a ticket, for its QR code."""
    return settings.BUREAU["public_url"] + reverse("portal:ticket", args=[code])


def _sentence(card: VisitCard, before: int | None, language: str) -> Reason:
    if card.state in SENTENCES or card.day != clock.today():
        return Reason(SENTENCES.get(card.state, SENTENCES[VisitState.GIVEN_UP]))
    if card.state in AT_COUNTER and card.counter_id is not None:
        counter = hall.counters()[card.counter_id].name(language)
        return Reason(GO if card.state is VisitState.CALLED else AT_DESK, params={"counter": counter})
    if card.state is VisitState.PARKED:
        return Reason(AWAY)
    return Reason(WAIT if before else NEXT)


def _visit(code: str) -> VisitCard:
    card = hall.visit_by_code(code)
    if card is None:
        raise Http404
    return card
