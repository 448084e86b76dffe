"""One complaint at the desk: its page, its steps, its papers, why its dates are what they are.

Who may not know of a complaint gets the same answer as for one that does not exist, to every question (10-05).
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

from banshi.institutions.complaints.forms.office import StepForm
from banshi.institutions.complaints.models import Complaint
from banshi.institutions.complaints.queries import dues, identity, standing
from banshi.institutions.complaints.queries.situation import situation
from banshi.institutions.complaints.queries.whole import Whole, named, seen, whole
from banshi.institutions.complaints.rules.access import Part, excluded, may
from banshi.institutions.complaints.rules.intake import CHANNELS, FOUNDED
from banshi.institutions.complaints.rules.limits import BASIS, KINDS
from banshi.institutions.complaints.rules.steps import ARTICLES, in_state, step
from banshi.institutions.complaints.staff.acts import STEPS, StepPage
from banshi.institutions.complaints.staff.desk import PART_NAMES, shown
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.explanation import Explanation, explain
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import Document
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.organisation.standing import LEADING, RECEIVING
from banshi.kernel.ui.forms import at_fields
from banshi.kernel.ui.steps import StepLine, next_first
from banshi.kernel.ui.wording import bracketed, say
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop

DESK = "workbench"
ASIDE = frozenset({"failing", "refer", "write", "extend", "assign", "recuse", "identity", "confirm"})
NOT_YOURS = gettext_noop("这一步由别的岗位办理。")


@needs("see_complaints")
@never_cache
@require_safe
def complaint(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Everything about one complaint but who it is from."""
    actor = actor_of(request)
    try:
        found = whole(uid, actor)
    except Complaint.DoesNotExist:
        raise Http404 from None
    context = {
        "found": found,
        "shown": shown(found.line),
        "channel": CHANNELS[found.line.channel],
        "limits": [(KINDS[one.kind], BASIS[one.kind], one) for one in found.line.clocks],
        "steps": next_first(_steps(found)),
        "papers": [(one.title(get_language() or ""), one, -one.id) for one in found.papers],
        "openings": [(PART_NAMES[one.part], one) for one in found.openings],
    }
    return render(request, "complaints/staff/complaint.html", context)


@needs("see_complaints")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, uid: UUID, act: str) -> HttpResponse:
    """Show a step's form, or carry the step out."""
    actor, page = actor_of(request), STEPS.get(act)
    try:
        row, held = seen(uid, actor)
    except Complaint.DoesNotExist:
        raise Http404 from None
    if page is None:
        raise Http404
    if not may(held, act):
        raise NotPermitted(Reason(NOT_YOURS, ("10-05",)))
    form = _form(request, row, act, page)
    refused: Refused | None = None
    if form.is_bound and form.is_valid():
        try:
            answer = page.carry(uid, form.cleaned_data, actor, form.key)
        except NotPermitted:
            raise
        except Complaint.DoesNotExist:
            raise Http404 from None
        except Refused as why:
            refused = at_fields(why, form)
        else:
            return _done(request, row, act, page, answer)
    return _asked(request, row, act, page, form, refused)


@needs("see_complaints")
@never_cache
@require_safe
def paper(request: HttpRequest, uid: UUID, serial: int) -> HttpResponse:
    """A paper of the complaint, shown in the browser; nothing is kept there."""
    try:
        row, _held = seen(uid, actor_of(request))
    except Complaint.DoesNotExist:
        raise Http404 from None
    if not Document.objects.filter(pk=-serial, stream=row.stream).exists():
        raise Http404
    content, name = documents.pdf(-serial)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    return response


@needs("see_complaints")
@never_cache
@require_safe
def limit(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """Why a date is what it is: every limit that runs, day by day, and which binds."""
    try:
        row, _held = seen(uid, actor_of(request))
    except Complaint.DoesNotExist:
        raise Http404 from None
    binding = dues.binding(row, kind)
    if binding is None:
        raise Http404
    explained: list[tuple[Reason, Explanation, bool]] = [
        (one.title, explain(one.reckoned, table()), one is binding.binding) for one in binding.running
    ]
    context = {
        "row": row,
        "title": KINDS[kind],
        "articles": BASIS[kind],
        "explained": explained,
        "today": clock.today(),
    }
    return render(request, "complaints/staff/limit.html", context)


def _steps(found: Whole) -> Iterator[StepLine]:
    for name, page in STEPS.items():
        if not may(found.held, name) or not in_state(name, found.now.state) or not _meant(name, found):
            continue
        decision = step(name, found.now)
        url = reverse(f"{DESK}:complaint_act", args=[found.line.uid, name])
        yield StepLine(
            say(page.title), url, ARTICLES[name], bool(decision), decision.reasons, again=_again(name, found)
        )


def _again(name: str, found: Whole) -> bool:
    """Whether a step was done before, or is there for who needs it: never the one to press next."""
    done = {"name_accused": found.now.settled, "grade": bool(found.line.severity)}
    return done.get(name, name in ASIDE)


def _meant(name: str, found: Whole) -> bool:
    """Whether a step is worth naming to this reader now."""
    awaited = any(one.opened_at is None and not one.second for one in found.openings)
    return {
        "acknowledge": not found.now.acknowledged,
        "identity": found.line.named,
        "confirm": awaited,
        "name_accused": not found.now.settled or found.now.state not in {"closed", "review"},
        "declare": _declares(found),
        "failing": found.line.outcome in FOUNDED,
    }.get(name, True)


def _declares(found: Whole) -> bool:
    investigates = Part.INVESTIGATOR in found.held and not found.now.declared
    return investigates or (Part.REVIEWER in found.held and not found.now.reviewer_declared)


def _form(request: HttpRequest, row: Complaint, act: str, page: StepPage) -> StepForm:
    more: dict[str, Any] = {}
    if page.chooses:
        chosen = _accused(row) if act == "failing" else _colleagues(row)
        more = {"colleagues": chosen, "label": say(page.chooses)}
    if act == "confirm":
        more = {"initial": {"opening": request.GET.get("opening", "")}}
    if act == "name_accused":
        more = {"initial": named(row)}
    return page.form(request.POST or None, name=f"{act}:{row.uid.hex}", **more)


def _accused(row: Complaint) -> list[tuple[int, str]]:
    """The colleagues whom it names."""
    return list(organisation.called(set(standing.accused_colleagues(row.pk))).items())


def _colleagues(row: Complaint) -> list[tuple[int, str]]:
    """Who may work on it: everybody whom nothing excludes today, the receiving offices first."""
    about, everybody = standing.about(row.pk), standing.colleagues()
    free = [one for one, person in everybody.items() if excluded(person, about) is None]
    names, sections = organisation.called(set(free)), organisation.sections()
    language = get_language() or ""

    def place(one: int) -> str:
        return "、".join(sections[home].name(language) for home in sorted(everybody[one].homes))

    ranked = sorted(free, key=lambda one: (not everybody[one].roles & (RECEIVING | LEADING), one))
    return [(one, names[one] + bracketed(place(one))) for one in ranked if one in names]


def _asked(
    request: HttpRequest, row: Complaint, act: str, page: StepPage, form: StepForm, refused: Refused | None
) -> HttpResponse:
    context = {
        "row": row,
        "page": page,
        "form": form,
        "refused": refused,
        "articles": ARTICLES[act],
        "decision": step(act, situation(row)),
    }
    status = 422 if form.is_bound else 200
    return render(request, "complaints/staff/act.html", context, status=status)


def _done(request: HttpRequest, row: Complaint, act: str, page: StepPage, answer: object) -> HttpResponse:
    actor = actor_of(request)
    if act == "identity":
        person = identity.opened(UUID(str(answer)), actor)
        return render(request, "complaints/staff/identity.html", {"row": row, "person": person})
    if not standing.held_by(actor, row.pk):
        messages.success(request, gettext(page.done))
        return redirect(f"{DESK}:complaints")
    if page.paper and isinstance(answer, int):
        url = reverse(f"{DESK}:complaint_paper", args=[row.pk, -answer])
        sentence = format_html('{} <a href="{}">{}</a>', gettext(page.done), url, gettext("打印文书"))
        messages.success(request, sentence)
    else:
        messages.success(request, gettext(page.done))
    return redirect(f"{DESK}:complaint", row.pk)
