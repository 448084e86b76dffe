"""数字的修改: a number of the regulation from a later day on. Rehearsed, proposed by one, approved by another."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from banshi.entrypoints.workbench.administration.amending_form import AmendmentForm, OpinionForm, SampleForm
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.explanation import Explanation
from banshi.kernel.clocks.rehearsal import Replay, Touched, replay, sample, touched
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.regulations import registry
from banshi.kernel.workdays.days import BeforeCalendar
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Reason, Refused, gettext_noop
from banshi.workflows import amending
from banshi.workflows.amending import AmendmentCard
from banshi.workflows.parameter_words import NAMES, in_words

STATES = {
    "": gettext_noop("等局领导批准"),
    "approved": gettext_noop("已经批准"),
    "declined": gettext_noop("没有批准"),
    "withdrawn": gettext_noop("已经撤回"),
    "lapsed": gettext_noop("到期没有批准，作废"),
}
STEPS = {
    "approved": gettext_noop("批准修改"),
    "declined": gettext_noop("不同意修改"),
    "withdrawn": gettext_noop("撤回修改"),
}
TOO_EARLY = gettext_noop("试算的日子早于公布过的工作日历，请选 2023 年以后的一天。")


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two reckonings of the sample: the value in words, and the days."""

    value: str
    explanation: Explanation


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What a change would do: to open cases, to a sample (old and new side by side), to last month's clocks."""

    since: dt.date
    before: str
    after: str
    touched: Touched | None
    replay: Replay | None
    sides: tuple[Side, ...]
    start: dt.date
    trouble: Reason | None


@needs("see_amendments")
@require_safe
def amendments(request: HttpRequest) -> HttpResponse:
    """What was proposed and what became of it, the newest first."""
    found = [(card, *_words(card)) for card in amending.amendments()]
    context = {"cards": found, "proposes": may(actor_of(request), "propose_amendment")}
    return render(request, "workbench/administration/amendments.html", context)


@needs("propose_amendment")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """The form; the first button only reckons, the second puts it to a leader."""
    chosen = request.GET.get("parameter", "")
    form = AmendmentForm(request.POST or None, initial={"parameter": chosen} if chosen else {})
    found: Rehearsal | None = None
    if request.method == "POST" and form.is_valid():
        try:
            if request.POST.get("do") == "propose":
                made = amending.propose(
                    proposal=form.proposal(), actor=actor_of(request), key=form.key("propose_amendment")
                )
                messages.success(request, gettext("已经提出，局领导会收到消息。批准以前什么也不会改变。"))
                return redirect("workbench:amendment", made)
            value = amending.judge(form.proposal())
            found = rehearse(form.proposal().key, value, form.proposal().since, form.sample_day)
        except NotPermitted:
            raise
        except Refused as refused:
            form.refuse(refused)
    context = {"form": form, "rehearsal": found, "today": clock.today()}
    status = 422 if form.errors else 200
    return render(request, "workbench/administration/amend.html", context, status=status)


@needs("see_amendments")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def amendment(request: HttpRequest, amendment_id: int) -> HttpResponse:
    """One proposal with its rehearsal; a leader answers here, and whoever may takes it back."""
    card = amending.amendment(amendment_id)
    if card is None:
        raise Http404
    refused: Refused | None = None
    if request.method == "POST":
        try:
            _do(request, card)
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
        else:
            return redirect("workbench:amendment", card.id)
    name, state, value, before = _words(card)
    start = _sample_day(request)
    context = {
        "card": card,
        "name": name,
        "state": state,
        "value": value,
        "before": before,
        "steps": [(STEPS[step.kind], step) for step in card.steps],
        "rehearsal": rehearse(card.key, card.value, card.since, start),
        "today": clock.today(),
        "form": OpinionForm(request.POST if refused else None),
        "sample": SampleForm({"start": start}),
        "refused": refused,
        **_may(request, card),
    }
    status = 422 if refused else 200
    return render(request, "workbench/administration/amendment.html", context, status=status)


def rehearse(key: tuple[str, str], value: int | str, since: dt.date, start: dt.date) -> Rehearsal:
    """Everything a change would do, reckoned; nothing is kept."""
    before = registry.parameter(*key, since - dt.timedelta(days=1))
    sides: list[Side] = []
    trouble: Reason | None = None
    numbers = [one for one in (before, value) if isinstance(one, int)]
    try:
        for one in numbers:
            explanation = sample(key[1], start, one)
            sides += [Side(in_words(one, key[1]), explanation)] if explanation else []
    except BeforeCalendar:
        sides, trouble = [], Reason(TOO_EARLY, (key[0],))
    return Rehearsal(
        since=since,
        before=in_words(before, key[1]),
        after=in_words(value, key[1]),
        touched=touched(*key, since),
        replay=replay(*key, value) if isinstance(value, int) else None,
        sides=tuple(sides),
        start=start,
        trouble=trouble,
    )


def _do(request: HttpRequest, card: AmendmentCard) -> None:
    actor = actor_of(request)
    match request.POST.get("do", ""):
        case "approve":
            amending.approve(amendment_id=card.id, actor=actor)
            messages.success(request, gettext("已经批准，公开的制度页上已经写明。"))
        case "decline":
            amending.decline(amendment_id=card.id, opinion=request.POST.get("opinion", ""), actor=actor)
        case "withdraw":
            amending.withdraw(amendment_id=card.id, actor=actor)
            messages.success(request, gettext("已经撤回，仍按原来的数字。"))
        case _:
            raise Http404


def _may(request: HttpRequest, card: AmendmentCard) -> dict[str, Any]:
    """Which buttons this reader has."""
    actor = actor_of(request)
    leads, open_ = may(actor, "approve_amendment"), card.since > clock.today()
    own = card.proposer in {f"staff:{one}" for one in actor.staff_ids}
    takes_back = leads or (may(actor, "propose_amendment") and not card.state)
    return {
        "answers": leads and card.waits and not own,
        "withdraws": takes_back and open_ and card.state in {"", "approved"},
    }


def _words(card: AmendmentCard) -> tuple[str, str, str, str]:
    state = STATES["lapsed" if card.lapsed else card.state]
    values = (in_words(card.value, card.name), in_words(card.before, card.name))
    return NAMES[card.name], state, *values


def _sample_day(request: HttpRequest) -> dt.date:
    form = SampleForm(request.GET)
    day = form.cleaned_data["start"] if form.is_valid() else None
    return day if isinstance(day, dt.date) else clock.today()
