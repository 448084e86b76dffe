"""关于我的: the file against oneself, once told; one's own word; the result and the remedies (12-04)."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.accountability.models import Case
from banshi.institutions.accountability.queries import lines
from banshi.institutions.accountability.queries.whole import Whole, for_oneself, seen
from banshi.institutions.accountability.rules.access import may
from banshi.institutions.accountability.rules.limits import ANSWER, CORRECT, REVIEW
from banshi.institutions.accountability.rules.steps import ARTICLES, in_state, step
from banshi.institutions.accountability.staff.acts import OWN
from banshi.institutions.accountability.staff.desk import tabs
from banshi.institutions.accountability.staff.pages import asked, carried, shown_paper
from banshi.institutions.accountability.staff.words import DESK, PRINCIPLES, shown_case, shown_lead
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.steps import StepLine, next_first
from banshi.kernel.ui.wording import say

THEIRS = frozenset({ANSWER, CORRECT, REVIEW})


@needs("see_accountability")
@never_cache
@require_safe
def about_me(request: HttpRequest) -> HttpResponse:
    """What there is about oneself, if anything; nobody else's."""
    actor = actor_of(request)
    rows = [shown_case(line) for line in lines.own(actor)]
    return render(request, "accountability/staff/mine.html", {"rows": rows, **tabs(actor)})


@needs("see_accountability")
@never_cache
@require_safe
def own(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The file against oneself: facts, evidence, one's own words, the proposal, the result."""
    found = _own(request, uid)
    language = get_language() or ""
    clocks = zip(found.line.clocks, shown_case(found.line).clocks, strict=True)
    context = {
        "found": found,
        "shown": shown_case(found.line),
        "lead": shown_lead(found.lead, actor_of(request)),
        "limits": [(title, one) for one, (title, _lamp) in clocks if one.kind in THEIRS],
        "steps": next_first(_steps(found)),
        "papers": [(one.title(language), one, -one.id) for one in found.papers],
        "principles": PRINCIPLES,
    }
    return render(request, "accountability/staff/own.html", context)


@needs("see_accountability")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def own_act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """One's own step: state, waive, report a correction, ask for a review."""
    page = OWN.get(act)
    found = _own(request, uid)
    if page is None:
        raise Http404
    row, _held = seen(uid, actor_of(request))
    form = page.form(request.POST or None)
    answer, refused = carried(page, uid, form, actor_of(request))
    if answer is None:
        return asked(request, row, act, page, form, refused, "accountability/staff/own_act.html")
    messages.success(request, gettext(page.done))
    return redirect(f"{DESK}:accountability_own", found.line.uid)


@needs("see_accountability")
@never_cache
@require_safe
def own_paper(request: HttpRequest, uid: UUID, serial: int) -> HttpResponse:
    """One's own paper: the record of what one said, and the decision once it was handed over."""
    found = _own(request, uid)
    if -serial not in {one.id for one in found.papers}:
        raise Http404
    return shown_paper(serial)


def _own(request: HttpRequest, uid: UUID) -> Whole:
    try:
        return for_oneself(uid, actor_of(request))
    except Case.DoesNotExist:
        raise Http404 from None


def _steps(found: Whole) -> Iterator[StepLine]:
    for name, page in OWN.items():
        if not may(found.held, name) or not in_state(name, found.now.state) or not _meant(name, found):
            continue
        decision = step(name, found.now)
        url = reverse(f"{DESK}:accountability_own_act", args=[found.line.uid, name])
        yield StepLine(say(page.title), url, ARTICLES[name], bool(decision), decision.reasons)


def _meant(name: str, found: Whole) -> bool:
    """Whether a step is worth naming now."""
    if name == "report_correction":
        return found.now.unreported > 0
    return name != "object" or bool(found.line.outcome and not found.now.pending)
