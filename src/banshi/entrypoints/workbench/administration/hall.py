"""大厅设置: the queues people take numbers for, and the windows that serve them."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.administration.hall_forms import CounterForm, QueueForm
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.queries import CounterCard, QueueCard
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.wording import english
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows import hall_plan

Card = TypeVar("Card", QueueCard, CounterCard)
SWITCHES: dict[str, tuple[str, Callable[..., int]]] = {
    "open_queue": ("queue_id", hall_plan.open_queue),
    "shut_queue": ("queue_id", hall_plan.shut_queue),
    "use": ("counter_id", hall_plan.put_counter_in_use),
    "rest": ("counter_id", hall_plan.take_counter_out_of_use),
}


@needs("set_up_hall")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def plan(request: HttpRequest) -> HttpResponse:
    """The hall as it is set up; a row's button opens or shuts it."""
    refused: Refused | None = None
    if request.method == "POST":
        name, act = SWITCHES.get(request.POST.get("do", ""), ("", None))
        number = request.POST.get("id", "")
        if act is None or not number.isdecimal():
            raise Http404
        try:
            act(actor=actor_of(request), **{name: int(number)})
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
        else:
            return redirect("workbench:hall_plan")
    queues, counters = hall.queues(), hall.counters()
    sections = organisation.sections()
    context = {
        "refused": refused,
        "queues": [
            (queue, sections.get(queue.section_id or 0), _windows_of(queue, counters.values()))
            for queue in queues.values()
        ],
        "counters": [(one, [queues[each].letter for each in one.queue_ids]) for one in counters.values()],
    }
    return render(request, "workbench/administration/hall.html", context, status=422 if refused else 200)


@needs("set_up_hall")
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest, queue_id: int | None = None) -> HttpResponse:
    """Add a queue, or change its names and section."""
    card = None if queue_id is None else _found(hall.queues(), queue_id)
    form = QueueForm(request.POST or None, initial=QueueForm.of(card) if card else {})
    if request.method == "POST" and form.is_valid():
        if card:
            done = _done(request, form, hall_plan.change_queue, queue_id=card.id, plan=form.plan())
        else:
            done = _done(request, form, hall_plan.add_queue, plan=form.plan())
        if done:
            return redirect("workbench:hall_plan")
    title = card.name_zh if card else ""
    return _form(request, form, {"title": title, "kind": "queue"})


@needs("set_up_hall")
@require_http_methods(["GET", "HEAD", "POST"])
def counter(request: HttpRequest, counter_id: int | None = None) -> HttpResponse:
    """Add a window, or change its names and what it serves."""
    card = None if counter_id is None else _found(hall.counters(), counter_id)
    form = CounterForm(request.POST or None, initial=CounterForm.of(card) if card else {})
    if request.method == "POST" and form.is_valid():
        seq = list(hall.counters()).index(card.id) if card else len(hall.counters())
        wanted = form.plan(seq)
        if card:
            done = _done(request, form, hall_plan.change_counter, counter_id=card.id, plan=wanted)
        else:
            done = _done(request, form, hall_plan.add_counter, plan=wanted)
        if done:
            return redirect("workbench:hall_plan")
    title = card.name_zh if card else ""
    return _form(request, form, {"title": title, "kind": "counter"})


def _done(request: HttpRequest, form: QueueForm | CounterForm, act: Callable[..., int], **given: Any) -> bool:
    """Carry the act out once; a refusal is written at the form's fields."""
    try:
        act(actor=actor_of(request), key=form.key(act.__name__), **given)
    except NotPermitted:
        raise
    except Refused as refused:
        form.refuse(refused)
        return False
    messages.success(request, gettext("已经保存。取号机、窗口和屏幕马上按新的设置。"))
    return True


def _form(request: HttpRequest, form: QueueForm | CounterForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, "workbench/administration/hall_form.html", context | {"form": form}, status=status)


def _windows_of(queue: QueueCard, counters: Any) -> list[str]:
    language = "en" if english() else "zh-hans"
    return [one.name(language) for one in counters if one.in_use and queue.id in one.queue_ids]


def _found(cards: dict[int, Card], number: int) -> Card:
    if number not in cards:
        raise Http404
    return cards[number]
