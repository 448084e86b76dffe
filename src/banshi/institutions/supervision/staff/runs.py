"""The overview, a run with its findings, the checklist for a phone, the end of a run (11-03)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.supervision.actions import running as acts
from banshi.institutions.supervision.forms.runs import ConclusionForm, LineForm
from banshi.institutions.supervision.queries import findings as read
from banshi.institutions.supervision.queries import posts, runs
from banshi.institutions.supervision.queries.findings import FindingCard
from banshi.institutions.supervision.queries.runs import PartCard, RunCard
from banshi.institutions.supervision.rules.running import Answer
from banshi.institutions.supervision.staff.desk import paper, pressed
from banshi.kernel.clocks.acting import PlainPage, plain_act_page
from banshi.kernel.clocks.desk import DESK, actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.ui.steps import StepLine
from banshi.lib.results import Reason, gettext_noop

page_methods = require_http_methods(["GET", "HEAD", "POST"])
RUN = gettext_noop("监督检查")


@dataclass(frozen=True, slots=True)
class PartView:
    """One content of a run with its findings: those to deal with, and the others."""

    part: PartCard
    findings: tuple[FindingCard, ...]
    gone: tuple[FindingCard, ...]

    @property
    def long(self) -> bool:
        """Whether there are so many that the page folds them."""
        return len(self.findings) > 8


@needs("see_supervision")
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """What waits: corrections by date, checks that are near, the newest runs."""
    actor = actor_of(request)
    register = posts.posts(actor)
    corrections = read.corrections()
    context = {
        "run": runs.newest(),
        "runs": runs.runs(12),
        "corrections": corrections,
        "overdue": [one for one in corrections if one.overdue],
        "near": [one for one in register if one.lamp and one.lamp.lamp != "green"],
        "next": register[:5],
        "criticism": [one for one in read.criticism() if one.open],
        "supervises": may(actor, "supervise"),
    }
    return render(request, "supervision/staff/overview.html", context)


@needs("see_supervision")
@never_cache
@require_safe
def run(request: HttpRequest, run_id: int) -> HttpResponse:
    """A run: content by content what was checked, what passed, what was found."""
    card = _run(run_id)
    found = read.findings(card.id)
    context = {
        "run": card,
        "parts": [_part(part, found) for part in runs.parts(card.id)],
        "lines": runs.checklist(card.id),
        "steps": list(_steps(card, actor_of(request))),
    }
    return render(request, "supervision/staff/run.html", context)


def _part(part: PartCard, found: tuple[FindingCard, ...]) -> PartView:
    own = [one for one in found if one.article == part.article]
    return PartView(
        part,
        tuple(one for one in own if one.gone_at is None),
        tuple(one for one in own if one.gone_at is not None),
    )


def _steps(card: RunCard, actor: Actor) -> Iterator[StepLine]:
    """What this reader may do with the run now."""
    if card.closed_at is None and may(actor, "supervise"):
        yield StepLine(
            gettext("填检查表"), reverse(f"{DESK}:checklist", args=[card.id]), ("11-03",), primary=True
        )
        again = reverse(f"{DESK}:check_again", args=[card.id])
        yield StepLine(gettext("再查一遍"), again, ("11-03",), post=True)
        yield StepLine(gettext("结束检查"), reverse(f"{DESK}:close_run", args=[card.id]), ("11-03",))
    if card.closed_at and not card.published_at and may(actor, "publish_supervision"):
        url = reverse(f"{DESK}:publish_run", args=[card.id])
        yield StepLine(gettext("公布这次检查的数字"), url, ("11-03",), primary=True)


@needs("supervise")
@never_cache
@page_methods
def checklist(request: HttpRequest, run_id: int) -> HttpResponse:
    """The checklist, line by line, made for a phone: yes, no with a note, or not looked at."""
    card = _run(run_id)
    if request.method == "POST":
        return _look(request, card)
    lines = runs.checklist(card.id)
    context = {
        "run": card,
        "lines": lines,
        "left": sum(1 for one in lines if not one.answer),
        "sections": read.sections(),
        "wrong": request.GET.get("line", ""),
    }
    return render(request, "supervision/staff/checklist.html", context)


def _look(request: HttpRequest, card: RunCard) -> HttpResponse:
    form = LineForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    line, answer = request.POST.get("line", "")[:24], request.POST.get("answer", "")[:4]
    sections = dict(read.sections())
    section = given.get("section")
    back = reverse(f"{DESK}:checklist", args=[card.id])
    return pressed(
        request,
        f"{back}#{line}" if line.replace("_", "").isalnum() else back,
        gettext_noop("已经记下。"),
        lambda: acts.look(
            run_id=card.id,
            line=line,
            answer=answer,
            note=given.get("note", "") if answer == Answer.NO else "",
            section_id=section if section in sections else None,
            actor=actor_of(request),
        ),
    )


@needs("supervise")
@page_methods
def close_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """A run ends with its conclusion, and the record is made."""
    card = _run(run_id)
    form = ConclusionForm(request.POST or None, act=f"close_run:{run_id}")
    page = PlainPage(
        title=gettext_noop("结束检查"),
        button=gettext_noop("结束检查，出具记录"),
        done=gettext_noop("检查已经结束。"),
        articles=("11-03",),
        back=reverse(f"{DESK}:supervision_run", args=[card.id]),
        about=RUN,
        effects=(
            Reason(gettext_noop("出具《监督检查记录》，内容不再变动。"), ("11-03",)),
            Reason(gettext_noop("已经发出的整改照常进行。没有处理的问题仍可以发整改通知。"), ("11-03-5",)),
        ),
        paper=lambda _document: reverse(f"{DESK}:run_record", args=[card.id]),
    )
    return plain_act_page(
        request,
        form,
        page,
        lambda **guards: acts.close_run(
            run_id=card.id, conclusion=form.cleaned_data["conclusion"], actor=actor_of(request), **guards
        ),
    )


@needs("publish_supervision")
@page_methods
def publish_run(request: HttpRequest, run_id: int) -> HttpResponse:
    """A named person decides that the figures become public; first what everybody will see."""
    card = _run(run_id)
    back = reverse(f"{DESK}:supervision_run", args=[card.id])
    if request.method != "POST":
        context = {"run": card, "parts": runs.parts(card.id)}
        return render(request, "supervision/staff/publish.html", context)
    return pressed(
        request,
        back,
        gettext_noop("已经公布，公众现在就能看到。"),
        lambda: acts.publish_run(run_id=card.id, actor=actor_of(request)),
    )


@needs("see_supervision")
@require_safe
def record(request: HttpRequest, run_id: int) -> HttpResponse:
    """The record W44 of a run."""
    return paper(_run(run_id).document_id)


def _run(run_id: int) -> RunCard:
    card = runs.run(run_id)
    if card is None:
        raise Http404
    return card
