"""One case at the desk: its page, its steps, its papers.

Who may not know of a case gets the same answer as for one that does not exist, to every question (12-06).
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.accountability.forms.office import StepForm
from banshi.institutions.accountability.models import Case
from banshi.institutions.accountability.queries import standing
from banshi.institutions.accountability.queries.situation import situation
from banshi.institutions.accountability.queries.whole import Whole, seen, whole
from banshi.institutions.accountability.rules.access import Part, may
from banshi.institutions.accountability.rules.limits import BASIS
from banshi.institutions.accountability.rules.steps import ARTICLES, in_state, step
from banshi.institutions.accountability.staff.acts import STEPS, StepPage
from banshi.institutions.accountability.staff.words import (
    DESK,
    NOT_YOURS,
    PRINCIPLES,
    people,
    shown_case,
    shown_lead,
)
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.forms import at_fields
from banshi.kernel.ui.steps import StepLine, next_first
from banshi.kernel.ui.wording import say
from banshi.lib.results import NotPermitted, Refused

# There for who needs it, never the one to press next.
ASIDE = frozenset({"assign", "recuse", "drop", "send_back"})


@needs("see_accountability")
@never_cache
@require_safe
def case(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The case as a story, with the next lawful step beside it."""
    try:
        found = whole(uid, actor_of(request))
    except Case.DoesNotExist:
        raise Http404 from None
    language = get_language() or ""
    context = {
        "found": found,
        "shown": shown_case(found.line),
        "lead": shown_lead(found.lead, actor_of(request)),
        "limits": [(BASIS[one.kind], title, one) for one, (title, _lamp) in _clocks(found)],
        "steps": next_first(_steps(found)),
        "papers": [(one.title(language), one, -one.id) for one in found.papers],
        "others": [shown_case(one) for one in found.others],
        "principles": PRINCIPLES,
        "receives": Part.RECEIVER in found.held,
    }
    return render(request, "accountability/staff/case.html", context)


@needs("see_accountability")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """Show a step's form, or carry the step out."""
    actor, page = actor_of(request), STEPS.get(act)
    try:
        row, held = seen(uid, actor)
    except Case.DoesNotExist:
        raise Http404 from None
    if page is None or not may(held, "see"):
        raise Http404
    if not may(held, act):
        raise NotPermitted(NOT_YOURS)
    form = _form(request, row, page)
    answer, refused = carried(page, uid, form, actor)
    if answer is not None:
        return _done(request, row, page, answer)
    return asked(request, row, act, page, form, refused, "accountability/staff/act.html")


@needs("see_accountability")
@never_cache
@require_safe
def paper(request: HttpRequest, uid: UUID, serial: int) -> HttpResponse:
    """A paper of the case, shown in the browser; nothing is kept there."""
    try:
        row, held = seen(uid, actor_of(request))
    except Case.DoesNotExist:
        raise Http404 from None
    if not may(held, "see") or not Document.objects.filter(pk=-serial, stream=row.ledger).exists():
        raise Http404
    return shown_paper(serial)


def shown_paper(serial: int) -> HttpResponse:
    """The file of a paper that the reader may have."""
    content, name = documents.pdf(-serial)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response


def carried(
    page: StepPage, uid: UUID, form: StepForm, actor: Actor
) -> tuple[tuple[object] | None, Refused | None]:
    """Carry a step out if its form was sent and is right: the act's answer in a tuple, or why it was refused."""
    if not form.is_bound or not form.is_valid():
        return None, None
    try:
        return (page.carry(uid, form, actor, form.key(f"{page.carry.__name__}:{uid.hex}")),), None
    except NotPermitted:
        raise
    except Case.DoesNotExist:
        raise Http404 from None
    except Refused as why:
        return None, at_fields(why, form)


def asked(
    request: HttpRequest,
    row: Case,
    act: str,
    page: StepPage,
    form: StepForm,
    refused: Refused | None,
    template: str,
) -> HttpResponse:
    """A step's page with its form, everything typed kept."""
    context = {
        "row": row,
        "page": page,
        "form": form,
        "refused": refused,
        "articles": ARTICLES[act],
        "decision": step(act, situation(row)),
    }
    return render(request, template, context, status=422 if form.is_bound else 200)


def _steps(found: Whole) -> Iterator[StepLine]:
    """What the reader may do now; what must come before is said."""
    for name, page in STEPS.items():
        if not may(found.held, name) or not in_state(name, found.now.state) or not _meant(name, found):
            continue
        decision = step(name, found.now)
        url = reverse(f"{DESK}:accountability_act", args=[found.line.uid, name])
        again = (
            name in ASIDE or (name == "weigh" and found.now.state == "weighed") or _told_before(name, found)
        )
        yield StepLine(say(page.title), url, ARTICLES[name], bool(decision), decision.reasons, again=again)


def _told_before(name: str, found: Whole) -> bool:
    """Whether the step was done already and is open only in case of news."""
    if name == "tell":
        return found.now.state != "accepted" and not found.now.news
    return name == "record" and (found.now.records > 0 or found.now.state != "accepted")


def _meant(name: str, found: Whole) -> bool:
    """Whether a step is worth naming to this reader now."""
    return {
        "declare": Part.INVESTIGATOR in found.held and not found.now.declared,
        "feed_back": found.now.feedback_owed,
        "review": "review" in found.now.pending,
        "answer_appeal": "appeal" in found.now.pending,
        "check": found.now.uncorrected > 0,
        "hear": found.now.state == "told" or not found.now.heard,
    }.get(name, True)


def _clocks(found: Whole) -> Iterator[tuple[Any, tuple[str, Any]]]:
    return zip(found.line.clocks, shown_case(found.line).clocks, strict=True)


def _form(request: HttpRequest, row: Case, page: StepPage) -> StepForm:
    chosen: list[tuple[int, str]] = []
    if page.chooses:
        house = standing.house()
        chosen = people(house, house.clear(standing.about(row, house)))
    return page.form(request.POST or None, people=chosen)


def _done(request: HttpRequest, row: Case, page: StepPage, answer: tuple[object]) -> HttpResponse:
    if not standing.parts_in_cases(actor_of(request), [row], standing.house()):
        messages.success(request, gettext(page.done))
        return redirect(f"{DESK}:accountability")
    if page.paper and isinstance(answer[0], int):
        url = reverse(f"{DESK}:accountability_paper", args=[row.pk, -answer[0]])
        sentence = format_html('{} <a href="{}">{}</a>', gettext(page.done), url, gettext("打印文书"))
        messages.success(request, sentence)
    else:
        messages.success(request, gettext(page.done))
    return redirect(f"{DESK}:accountability_case", row.pk)
