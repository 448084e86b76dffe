"""The lists of the room: leads, cases, what waits for the party group, figures with names; entering a lead."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.institutions.accountability.actions.leads import EnteredLead, Taking, accept, dismiss, enter
from banshi.institutions.accountability.forms.office import AcceptForm, LeadForm, ReasonForm, StepForm
from banshi.institutions.accountability.models import Lead
from banshi.institutions.accountability.queries import lines, standing, yearly
from banshi.institutions.accountability.queries.whole import lead_seen
from banshi.institutions.accountability.rules.steps import ARTICLES, ENDED
from banshi.institutions.accountability.staff.words import (
    DESK,
    PRINCIPLES,
    grouped,
    people,
    shown_case,
    shown_lead,
)
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.organisation.standing import LEADING, RECEIVING
from banshi.kernel.ui.forms import at_fields
from banshi.lib.results import NotPermitted, Refused

LEADS, WORK, DECISION, DONE = "leads", "work", "decision", "done"
FOLDERS = {WORK: lines.OPEN, DECISION: lines.WAITING, DONE: tuple(ENDED)}


def tabs(actor: Actor) -> dict[str, bool]:
    """Which lists are this colleague's: everybody has the one about themselves."""
    roles = {role for role, _section in actor.posts}
    return {
        "receives": bool(roles & RECEIVING),
        "leads_bureau": bool(roles & LEADING),
        "enters": may(actor, "raise_lead"),
    }


@needs("see_accountability")
@never_cache
@require_safe
def accountability(request: HttpRequest) -> HttpResponse:
    """What the reader may know of: leads by kind and section, or cases by what is due."""
    actor = actor_of(request)
    mine = tabs(actor)
    usual = LEADS if mine["receives"] else DECISION if mine["leads_bureau"] else WORK
    folder = request.GET.get("folder", usual)
    folder = folder if folder == LEADS or folder in FOLDERS else usual
    context = {"folder": folder, **mine, "groups": [], "rows": []}
    if folder == LEADS:
        context["groups"] = grouped(lines.waiting_leads(actor), actor)
    else:
        context["rows"] = [shown_case(line) for line in lines.cases(actor, FOLDERS[folder])]
    return render(request, "accountability/staff/list.html", context)


@needs("see_accountability")
@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """The decisions with names, for who may know of them."""
    actor = actor_of(request)
    rows = [shown_case(line) for line in yearly.named_list(actor)]
    return render(request, "accountability/staff/figures.html", {"rows": rows, **tabs(actor)})


@needs("raise_lead")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_lead(request: HttpRequest) -> HttpResponse:
    """Enter a lead from superiors, supervision or a complaint (12-05, 12-06)."""
    house = standing.house()
    form = LeadForm(request.POST or None, people=people(house, house.people))
    refused: Refused | None = None
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        told = EnteredLead(
            origin=given["origin"],
            facts=given["facts"],
            cause=given["cause"],
            on=given["on"],
            section_id=given["section"],
            handler_id=given["handler"],
            informant=given["informant"],
        )
        try:
            enter(told=told, actor=actor_of(request), key=form.key("lead"))
        except NotPermitted:
            raise
        except Refused as why:
            refused = at_fields(why, form)
        else:
            messages.success(request, gettext("线索已经交给受理部门。"))
            return redirect(f"{DESK}:accountability")
    status = 422 if form.is_bound else 200
    context = {"form": form, "refused": refused}
    return render(request, "accountability/staff/new_lead.html", context, status=status)


@needs("see_accountability")
@never_cache
@require_safe
def lead(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One lead: what was seen, who handled, who supervised, the evidence."""
    row = _lead(request, uid)
    cases = standing.parts_in_cases(
        actor_of(request), list(row.cases.select_related("lead")), standing.house()
    )
    taken = [
        one for one in row.cases.select_related("lead").order_by("accepted_at", "uid") if one.pk in cases
    ]
    context = {
        "row": row,
        "shown": shown_lead(lines.lead_lines([row])[0], actor_of(request)),
        "cases": [shown_case(line) for line in lines.case_lines(taken)],
        "principles": PRINCIPLES,
        "raised_by": lines.named([row.raised_by_id]).get(row.raised_by_id or 0, ""),
    }
    return render(request, "accountability/staff/lead.html", context)


@needs("see_accountability")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_lead(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Take a lead up as a case about one person."""
    row = _lead(request, uid)
    house = standing.house()
    form = AcceptForm(request.POST or None, initial={"person": row.handler_id})
    form.offer(
        person=people(house, house.people, (row.handler_id, row.supervisor_id)),
        investigator=people(house, house.clear(standing.of_lead(row, house))),
    )

    def carry() -> str:
        given = form.cleaned_data
        taking = Taking(given["person"], given["cause"], given["reason"], given["investigator"])
        return accept(uid=uid, taking=taking, actor=actor_of(request), key=form.key(f"accept:{uid.hex}"))

    return _lead_act(request, row, form, "accept", carry)


@needs("see_accountability")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def dismiss_lead(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close a lead as unfounded, with the reason."""
    row = _lead(request, uid)
    form = ReasonForm(request.POST or None)

    def carry() -> str:
        given = form.cleaned_data
        dismiss(uid=uid, reason=given["reason"], actor=actor_of(request), key=form.key(f"dismiss:{uid.hex}"))
        return ""

    return _lead_act(request, row, form, "dismiss", carry)


def _lead(request: HttpRequest, uid: UUID) -> Lead:
    try:
        return lead_seen(uid, actor_of(request))
    except Lead.DoesNotExist:
        raise Http404 from None


def _lead_act(
    request: HttpRequest, row: Lead, form: StepForm, name: str, carry: Callable[[], str]
) -> HttpResponse:
    refused: Refused | None = None
    if form.is_bound and form.is_valid():
        try:
            answer = carry()
        except NotPermitted:
            raise
        except Refused as why:
            refused = at_fields(why, form)
        else:
            done = (
                gettext("已经受理，承办人会收到提醒。")
                if answer
                else gettext("线索已经关闭，不计入任何人的考核。")
            )
            messages.success(request, done)
            if answer:
                return redirect(f"{DESK}:accountability_case", UUID(answer))
            return redirect(f"{DESK}:accountability")
    context = {
        "row": row,
        "shown": shown_lead(lines.lead_lines([row])[0], actor_of(request)),
        "form": form,
        "refused": refused,
    }
    context |= {"name": name, "articles": ARTICLES[name]}
    status = 422 if form.is_bound else 200
    return render(request, "accountability/staff/lead_act.html", context, status=status)
