"""假如: ask what the lamps of a past time would have been; watch it work, read the result, stop it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from banshi.entrypoints.workbench.dashboard_list import PAGES
from banshi.entrypoints.workbench.dashboard_numbers import WORDS
from banshi.entrypoints.workbench.reports_forms import known_sections
from banshi.entrypoints.workbench.what_if_form import WhatIfForm, WhatIfListForm, last_year
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.dated import PAGE
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.reports import simulations
from banshi.kernel.reports.models import SimulatedCase
from banshi.kernel.reports.naming import item_names
from banshi.kernel.reports.papers import PDF, Paper, excel, frozen, pdf
from banshi.kernel.reports.replay import Scenario
from banshi.kernel.reports.scope import scope_of
from banshi.kernel.reports.simulations import SimulationCard
from banshi.kernel.ui.tables import EXCEL, download
from banshi.kernel.ui.wording import date_text, say
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.simulation import ACT, ask_simulation, stop_simulation


@dataclass(frozen=True, slots=True)
class Shown:
    """A case of a simulation: its lamps in words, its page ("" where the reader may not open it)."""

    row: SimulatedCase
    item: str
    section: str
    real: str
    before: str
    after: str
    url: str


@needs(ACT)
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def what_if(request: HttpRequest) -> HttpResponse:
    """The question, and the latest answers."""
    actor = actor_of(request)
    posted = request.POST if request.method == "POST" else None
    form = WhatIfForm(posted, actor=actor, initial=last_year(clock.today()))
    if posted is not None and form.is_valid():
        try:
            asked = ask_simulation(**form.asked, actor=actor, key=form.key("ask_simulation"))
            return redirect("workbench:simulation", simulation_id=asked)
        except Refused as refused:
            form.refuse(refused)
    found = [(one, _about(one, actor)) for one in simulations.recent(scope_of(actor, ACT))]
    status = 422 if posted is not None else 200
    context = {"form": form, "found": found, "limits": simulations.limits(Scenario(fewer=1))}
    return render(request, "workbench/reports/what_if.html", context, status=status)


@needs(ACT)
@never_cache
@require_safe
def simulation(request: HttpRequest, simulation_id: int) -> HttpResponse:
    """How far it is, or what came out; `?as=pdf` or `?as=xlsx` as a file. A fragment for the progress bar."""
    actor = actor_of(request)
    card = _known(actor, simulation_id)
    if card.working:
        fragment = "progress" if request.headers.get("HX-Request") else "simulation"
        context = {"card": card, "about": _about(card, actor)}
        return render(request, f"workbench/reports/{fragment}.html", context)
    figure = simulations.result(card, _names(actor), item_names(), _address_of(card))
    paper = Paper(gettext("假如：推演"), _about(card, actor), (figure,), card.asked_at, "what_if")
    match request.GET.get("as", ""):
        case "pdf":
            return download(pdf(frozen(paper)), f"what-if-{card.id}.pdf", PDF)
        case "xlsx":
            return download(excel(frozen(paper)), f"what-if-{card.id}.xlsx", EXCEL)
    context = {"card": card, "about": paper.about, "figure": figure}
    response = render(request, "workbench/reports/simulation.html", context)
    if request.headers.get("HX-Request"):
        response["HX-Refresh"] = "true"
    return response


@needs(ACT)
@never_cache
@require_safe
def simulated_cases(request: HttpRequest, simulation_id: int) -> HttpResponse:
    """The cases behind a number of the result."""
    actor = actor_of(request)
    card, form = _known(actor, simulation_id), WhatIfListForm(request.GET)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    skip = given["skip"] or 0
    chosen = {
        "when": given["when"],
        "lamp": given["lamp"],
        "section": given["section"],
        "item": given["item"],
    }
    rows = simulations.lines(card.id, **chosen)
    number, names = rows.count(), _names(actor)
    address = _address_of(card)
    context = {
        "card": card,
        "about": _about(card, actor),
        "number": number,
        "rows": [_shown(one, actor, names) for one in rows[skip : skip + PAGE]],
        "previous_url": address(**chosen, skip=max(skip - PAGE, 0)) if skip else "",
        "next_url": address(**chosen, skip=skip + PAGE) if skip + PAGE < number else "",
    }
    return render(request, "workbench/reports/simulated.html", context)


@needs(ACT)
@require_POST
def stop(request: HttpRequest, simulation_id: int) -> HttpResponse:
    """Stop one that is under way."""
    actor = actor_of(request)
    _known(actor, simulation_id)
    try:
        stop_simulation(simulation_id=simulation_id, actor=actor)
        messages.success(request, gettext("已经停止。"))
    except Refused as refused:
        messages.error(request, "；".join(say(reason) for reason in refused.reasons))
    return redirect("workbench:simulation", simulation_id=simulation_id)


def _known(actor: Actor, simulation_id: int) -> SimulationCard:
    card = simulations.card(simulation_id, scope_of(actor, ACT))
    if card is None:
        raise Http404
    return card


def _names(actor: Actor) -> dict[int, str]:
    language = get_language() or ""
    return {one: card.name(language) for one, card in known_sections(scope_of(actor, ACT)).items()}


def _about(card: SimulationCard, actor: Actor) -> tuple[tuple[str, str], ...]:
    """The question in words."""
    names, what = _names(actor), card.scenario
    changed = [
        gettext("承诺最多 %(n)s 个工作日") % {"n": what.promise} if what.promise else "",
        gettext("周六也上班") if what.saturdays else "",
        gettext("每个科室少 %(n)s 人") % {"n": what.fewer} if what.fewer else "",
    ]
    return (
        (gettext("假如"), " · ".join(filter(None, changed))),
        (gettext("受理的时间"), f"{date_text(card.first)} – {date_text(card.last)}"),
        (gettext("科室"), "、".join(names.get(one, "") for one in card.sections) or gettext("全部")),
        (gettext("事项"), item_names().get(card.item, card.item) or gettext("全部")),
        (gettext("种子"), str(what.seed)),
        (gettext("件"), str(card.total)),
    )


def _address_of(card: SimulationCard) -> Callable[..., str]:
    def address(**particulars: Any) -> str:
        known = {name: str(value) for name, value in particulars.items() if value not in (None, "")}
        return reverse("workbench:simulated_cases", args=[card.id]) + "?" + urlencode(known)

    return address


def _shown(row: SimulatedCase, actor: Actor, names: Mapping[int, str]) -> Shown:
    case = row.case
    page, act = PAGES["case"]
    opens = may(actor, act, Relation(case.section_id, case.handler_id, tuple(case.recused)))
    url = reverse(page, args=[case.pk]) if opens else ""
    name = item_called(case.item_version_id, case.item_name)
    words = (_word(row.real), _word(row.before), _word(row.after))
    return Shown(row, name, names.get(row.section_id, ""), *words, url)


def _word(lamp: str) -> str:
    return say(WORDS[Lamp(lamp)]) if lamp else "—"
