"""The receiving office's desk: the lists, the register, who opened an identity, the volumes."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.complaints.actions.receiving import Telling, Who, register
from banshi.institutions.complaints.forms.citizen import NAMED
from banshi.institutions.complaints.forms.office import RegisterForm
from banshi.institutions.complaints.queries import lines
from banshi.institutions.complaints.queries.codes import grouped, receipt_code
from banshi.institutions.complaints.queries.lines import Line
from banshi.institutions.complaints.rules.intake import CATEGORIES, OUTCOMES, SEVERITIES
from banshi.institutions.complaints.rules.limits import KINDS
from banshi.institutions.complaints.rules.steps import NAMES
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.ui.forms import at_fields
from banshi.lib.results import NotPermitted, Refused, gettext_noop

FOLDERS = {"open": lines.OPEN, "done": lines.ENDED}
PART_NAMES = {
    "receiver": gettext_noop("受理部门"),
    "investigator": gettext_noop("承办人"),
    "leader": gettext_noop("局领导"),
    "reviewer": gettext_noop("复查人"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A line with its words."""

    line: Line
    category: str
    state: str
    severity: str
    outcome: str
    clocks: tuple[tuple[str, object], ...]


def shown(line: Line) -> Shown:
    """The words of a line."""
    return Shown(
        line,
        CATEGORIES[line.category],
        NAMES[line.state],
        SEVERITIES.get(line.severity, ""),
        OUTCOMES.get(line.outcome, ""),
        tuple((KINDS[one.kind], one.lamp) for one in line.clocks),
    )


@needs("see_complaints")
@never_cache
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """What the reader may know of: in work, or done."""
    actor, folder = actor_of(request), request.GET.get("folder", "open")
    folder = folder if folder in FOLDERS else "open"
    context = {
        "rows": [shown(line) for line in lines.lines(actor, FOLDERS[folder])],
        "folder": folder,
        "receives": may(actor, "receive_complaint"),
    }
    return render(request, "complaints/staff/list.html", context)


@needs("see_complaints")
@never_cache
@require_safe
def volumes(request: HttpRequest) -> HttpResponse:
    """What is filed, by its nature (10-13)."""
    groups: dict[str, list[Shown]] = {}
    for line in lines.volumes(actor_of(request)):
        groups.setdefault(CATEGORIES[line.category], []).append(shown(line))
    context = {"groups": list(groups.items()), "receives": may(actor_of(request), "receive_complaint")}
    return render(request, "complaints/staff/volumes.html", context)


@needs("see_complaints")
@never_cache
@require_safe
def openings(request: HttpRequest) -> HttpResponse:
    """Who opened an identity, as what, why (10-05)."""
    actor = actor_of(request)
    rows = [(PART_NAMES[one.part], one) for one in lines.openings(actor)]
    context = {"rows": rows, "receives": may(actor, "receive_complaint")}
    return render(request, "complaints/staff/openings.html", context)


@needs("receive_complaint")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Register what came by counter, telephone, letter or another body; the receipt is shown once (10-08)."""
    form = RegisterForm(request.POST or None, name="register")
    refused: Refused | None = None
    if form.is_valid():
        code = receipt_code(form.cleaned_data["once"])
        try:
            register(telling=told(form), code=code, actor=actor_of(request), key=form.key)
        except NotPermitted:
            raise
        except Refused as why:
            refused = at_fields(why, form)
        else:
            return render(request, "complaints/staff/receipt.html", {"code": grouped(code)})
    status = 422 if form.is_bound else 200
    context = {"form": form, "refused": refused}
    return render(request, "complaints/staff/register.html", context, status=status)


def told(form: RegisterForm) -> Telling:
    """What the form says."""
    given = form.cleaned_data
    who = {name: given[name].strip() for name in ("name", "number", "phone", "address")}
    return Telling(
        channel=given["channel"],
        category=given["category"],
        content=given["content"],
        whom=given["whom"],
        section_ids=given["sections"],
        case_number=given["case_number"],
        source=given["source"],
        who=Who(**who) if given["named"] == NAMED else None,
        received_at=form.moment(),
    )
