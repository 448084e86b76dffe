"""一次办几件: several cases of one list are claimed, given to a colleague, or their papers printed (decision 0034).

Each case is an act of its own, with its own transaction, permission and entry in the ledger; what was refused is
told case by case.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.desks import desks
from banshi.entrypoints.workbench.filters import chosen_of
from banshi.kernel.cases import claiming as rules
from banshi.kernel.cases.forms import OnceForm
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.clocks import worklist
from banshi.kernel.clocks.desk import actor_of, visible
from banshi.kernel.clocks.worklist import Row
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.people import holders
from banshi.kernel.organisation.permissions import may, needs, reach
from banshi.lib.results import Decision, Refused, require
from banshi.workflows import claiming, intake

MOST = 50
PICKED = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})")
CLAIM, ASSIGN, PAPERS = "claim", "assign", "papers"


class TogetherForm(OnceForm):
    """To whom the ticked cases go, where they are given away."""

    handler = forms.TypedChoiceField(label=_("交给谁办"), coerce=int, empty_value=None, choices=())

    def __init__(self, data: Any, *, handlers: Sequence[tuple[int, str]], do: str = "") -> None:
        super().__init__(data, act="several")
        self.fields["handler"].required = do in {"", ASSIGN}
        self.fields["handler"].choices = [("", _("请选择")), *handlers]  # type: ignore[attr-defined]

    def key(self, case_id: int, do: str) -> str:
        """What makes the act on one of the cases work once."""
        return f"{do}:{case_id}:{self.cleaned_data['once']}"


@dataclass(frozen=True, slots=True)
class Pick:
    """A row that may be ticked: the case, who has it ("" nobody), and the state of it that is shown."""

    row: Row
    handler: str
    ticked: bool

    @property
    def value(self) -> str:
        """What the tick sends."""
        return f"{self.row.id}.{self.row.version}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one of the cases; `refused` is None when the act was carried out."""

    case: CaseCard
    refused: Refused | None


@needs("see_case")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def several(request: HttpRequest) -> HttpResponse:
    """Tick cases of a list and choose what to do with them; afterwards what was done and what was not."""
    actor = actor_of(request)
    if not desks(actor):
        raise Http404
    picked, do = picked_of(request), request.POST.get("do", "")
    form = TogetherForm(request.POST or None, handlers=_handlers(actor), do=do)
    if request.method != "POST":
        return _page(request, form, ())
    if picked and do == PAPERS:
        asked = urlencode([("case", case_id) for case_id, _version in picked])
        return redirect(f"{reverse('workbench:several_papers')}?{asked}")
    act = _act(form, do, actor) if picked and form.is_valid() else None
    if act is None:
        if not picked:
            messages.info(request, gettext("没有勾选办件。请先勾选，再按按钮。"))
        return _page(request, form, picked)
    outcomes = list(_carried_out(request, picked, do, act, form))
    context = {
        "done": [one for one in outcomes if one.refused is None],
        "refused": [one for one in outcomes if one.refused is not None],
        "lost": len(picked) - len(outcomes),
        "claimed": do == CLAIM,
        "handler": organisation.called({form.cleaned_data["handler"] or 0}).values(),
    }
    return render(request, "workbench/several_done.html", context)


def picked_of(request: HttpRequest) -> list[tuple[int, int]]:
    """The ticked cases with the version of each that was shown, each once, at most `MOST`."""
    found = (PICKED.fullmatch(one) for one in request.POST.getlist("case"))
    picked = {int(one[1]): int(one[2]) for one in found if one}
    return list(picked.items())[:MOST]


def _act(form: TogetherForm, do: str, actor: Actor) -> Callable[..., object] | None:
    """The act on each of the cases; None for a button that is none of these."""
    if do == CLAIM:
        return partial(claiming.claim, actor=actor)
    if do == ASSIGN:
        return partial(intake.assign, handler_id=form.cleaned_data["handler"], actor=actor)
    return None


def _carried_out(
    request: HttpRequest,
    picked: Sequence[tuple[int, int]],
    do: str,
    act: Callable[..., object],
    form: TogetherForm,
) -> Iterator[Outcome]:
    """Each case by itself; one that the reader may not know of is as one that does not exist."""
    for case_id, version in picked:
        try:
            card = visible(request, case_id)
        except Http404:
            continue
        try:
            if do == ASSIGN:
                require(_free(card))
            act(case_id=case_id, version=version, key=form.key(case_id, do))
        except Refused as why:
            yield Outcome(card, why)
        else:
            yield Outcome(card, None)


def _free(card: CaseCard) -> Decision:
    names = organisation.called({card.handler_id} if card.handler_id else set())
    name = names.get(card.handler_id or 0, "")
    return rules.assigning(card.state, has_handler=card.handler_id is not None, name=name)


def _handlers(actor: Actor) -> list[tuple[int, str]]:
    """Whom a head may give cases to: the handlers of the own sections, with the section where there are several."""
    sections = sorted(reach(actor, "assign") or ())
    found: dict[int, str] = {}
    for section in sections:
        found |= organisation.called(set(holders("handler", section)))
    return sorted(found.items(), key=lambda one: one[1])


def _page(request: HttpRequest, form: TogetherForm, picked: Sequence[tuple[int, int]]) -> HttpResponse:
    actor = actor_of(request)
    chosen = chosen_of(request.GET, desks(actor))
    found = worklist.page(chosen.desk.scope, shape=chosen.shape, state=chosen.state, after=chosen.after)
    names = organisation.called({row.handler_id for row in found.rows if row.handler_id})
    ticked = {case_id for case_id, _version in picked}
    context = {
        "form": form,
        "desk": chosen.desk,
        "picks": [Pick(row, names.get(row.handler_id or 0, ""), row.id in ticked) for row in found.rows],
        "claims": may(actor, CLAIM),
        "assigns": may(actor, ASSIGN),
        "back_url": reverse("workbench:home") + chosen.url(after=chosen.after),
        "first_url": chosen.url() if chosen.after else "",
        "next_url": chosen.url(after=found.next) if found.next else "",
    }
    status = 422 if picked and form.errors else 200
    return render(request, "workbench/several.html", context, status=status)
