"""叫号: one's own window: call, serve, let wait, pass on. Made for the keyboard."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.institutions.first_contact.forms import AtWindowForm
from banshi.institutions.first_contact.queries import contacts
from banshi.kernel.cases.models import Case
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.life import UNDO_SECONDS, VisitState
from banshi.kernel.hall.queries import CounterCard, QueueCard, VisitCard
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import english
from banshi.lib import clock, ids
from banshi.lib.results import Refused, gettext_noop
from banshi.workflows import hall as acts

Act = Callable[..., int]
FINISH_AND_NEXT = "finish_next"
FINISHED = gettext_noop("%(ticket)s 号办完了。")
# What the buttons of the page do to the visit at the window, and what is said afterwards.
ON_VISIT: dict[str, tuple[Act, str]] = {
    "recall": (acts.recall, gettext_noop("%(ticket)s 号又叫了一次。")),
    "undo": (acts.undo_call, gettext_noop("已经撤销叫号，%(ticket)s 号按原来的次序等候。")),
    "start": (acts.start_serving, gettext_noop("开始办理 %(ticket)s 号。")),
    "park": (acts.park_visit, gettext_noop("%(ticket)s 号暂时离开，次序留着。")),
    "finish": (acts.finish_visit, FINISHED),
    "give_up": (acts.give_up_visit, gettext_noop("%(ticket)s 号没有来，已经作废。")),
    "resume": (acts.resume_visit, gettext_noop("%(ticket)s 号回来了，按原来的次序等候。")),
}
CALLED = gettext_noop("请 %(ticket)s 号。叫错了的，%(until)s 以前可以撤销。")
PASSED = gettext_noop("%(ticket)s 号转到“%(queue)s”，次序不变。")


@dataclass(frozen=True, slots=True)
class Line:
    """A queue of the hall: who waits, in order, and since when the first one has been waiting (minutes)."""

    queue: QueueCard
    name: str
    waiting: list[VisitCard]
    minutes: int


class PressedForm(PlainForm):
    """A button, and what it needs: the counter, the visit or the queue; a key so that it works once."""

    do = forms.CharField(max_length=20)
    once = forms.CharField(max_length=60)
    visit = forms.IntegerField(required=False)
    counter = forms.IntegerField(required=False)
    queue = forms.IntegerField(required=False)

    def clean(self) -> dict[str, Any]:
        """What was not sent is 0, which no record has; the act refuses it in words."""
        return {name: 0 if value is None else value for name, value in self.cleaned_data.items()}


@needs("work_counter")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def window(request: HttpRequest) -> HttpResponse:
    """The own window; without one, the choice of a free window."""
    refused: Refused | None = None
    form = PressedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _press(form.cleaned_data, actor_of(request))
        except Refused as why:
            refused = why
        else:
            if said:
                messages.success(request, said)
            return redirect("workbench:window")
    status = 422 if refused or (form.is_bound and form.errors) else 200
    return render(request, _template(request), context(actor_of(request), refused), status=status)


def lines(queue_ids: set[int] | None = None) -> list[Line]:
    """The queues with who waits in them: those given, or all."""
    waiting, language = hall.waiting_cards(), "en" if english() else "zh"
    return [
        Line(queue, queue.name(language), waiting.get(queue.id, []), _minutes(waiting.get(queue.id, [])))
        for queue in hall.queues().values()
        if queue_ids is None or queue.id in queue_ids
    ]


def _minutes(waiting: list[VisitCard]) -> int:
    longest = min((visit.arrived_at for visit in waiting), default=None)
    return int((clock.now() - longest).total_seconds()) // 60 if longest else 0


def _press(given: dict[str, Any], actor: Actor) -> str:
    """Carry out what a button stands for; returns what is said about it. Raises `Refused`."""
    do, key = given["do"], f"window:{given['do']}:{given['once']}"
    if do == "open":
        acts.open_counter(counter_id=given["counter"], actor=actor, key=key)
    elif do in ON_VISIT:
        act, sentence = ON_VISIT[do]
        act(visit_id=given["visit"], actor=actor, key=key)
        return gettext(sentence) % {"ticket": hall.visit(given["visit"]).ticket}
    elif do == "pass_on":
        return _pass_on(given["visit"], given["queue"], actor, key)
    elif (counter := hall.counter_of(actor.officer)) is not None:
        return _at_counter(counter, given, actor, key)
    return ""


def _at_counter(counter: CounterCard, given: dict[str, Any], actor: Actor, key: str) -> str:
    if given["do"] == "close":
        acts.close_counter(counter_id=counter.id, actor=actor, key=key)
        return ""
    if given["do"] == FINISH_AND_NEXT:
        acts.finish_visit(visit_id=given["visit"], actor=actor, key=key)
        if not hall.waiting(counter.queue_ids):
            return gettext(FINISHED) % {"ticket": hall.visit(given["visit"]).ticket}
    return _call(counter, actor, f"{key}:next")


def _call(counter: CounterCard, actor: Actor, key: str) -> str:
    called = acts.call_next(counter_id=counter.id, actor=actor, key=key)
    visit = hall.visit(called)
    return gettext(CALLED) % {"ticket": visit.ticket, "until": _undo_until(visit)}


def _undo_until(visit: VisitCard) -> str:
    """Until when the call may be taken back, such as "10:02"; "" when that is over."""
    if visit.state is not VisitState.CALLED or visit.called_at is None:
        return ""
    until = visit.called_at.astimezone(clock.BEIJING) + dt.timedelta(seconds=UNDO_SECONDS)
    return f"{until:%H:%M:%S}" if clock.now() <= until else ""


def _pass_on(visit_id: int, queue_id: int, actor: Actor, key: str) -> str:
    acts.pass_on(visit_id=visit_id, queue_id=queue_id, actor=actor, key=key)
    language = "en" if english() else "zh"
    words = {"ticket": hall.visit(visit_id).ticket, "queue": hall.queues()[queue_id].name(language)}
    return gettext(PASSED) % words


def _template(request: HttpRequest) -> str:
    if request.headers.get("HX-Request") and request.method == "GET":
        return "workbench/hall/lines.html"
    return "workbench/hall/window.html"


def context(
    actor: Actor, refused: Refused | None = None, enquiry: AtWindowForm | None = None
) -> dict[str, Any]:
    """What the page of the own window shows, with what was refused and the question being typed."""
    counter = hall.counter_of(actor.officer)
    common: dict[str, Any] = {"refused": refused, "once": ids.token(), "counter": counter}
    if counter is None:
        return common | {"free": _free(), "lines": lines()}
    visit = hall.visit_at(counter.id)
    served = set(counter.queue_ids)
    return common | {
        "name": counter.name("en" if english() else "zh"),
        "visit": visit,
        "serving": visit is not None and visit.state is VisitState.SERVING,
        "undo_until": _undo_until(visit) if visit else "",
        "waited": _waited(visit),
        "cases": _cases(visit),
        "enquiry": enquiry or AtWindowForm(),
        "asked": contacts.of_visit(visit.id) if visit else (),
        "others": [line for line in lines() if visit is None or line.queue.id != visit.queue_id],
        "parked": hall.parked(served),
        "lines": lines(served),
        "anyone": any(line.waiting for line in lines(served)),
    }


def _waited(visit: VisitCard | None) -> int:
    """Minutes from arrival to the call."""
    if visit is None or visit.called_at is None:
        return 0
    return int((visit.called_at - visit.arrived_at).total_seconds()) // 60


def _cases(visit: VisitCard | None) -> list[tuple[int, str, str]]:
    """The cases tied to the visit: id, number, item."""
    if visit is None:
        return []
    found = Case.objects.filter(pk__in=hall.cases_of([visit.id]).get(visit.id, ()))
    columns = ("id", "number", "item_version_id", "item_name")
    return [
        (pk, number, item_called(*item)) for pk, number, *item in found.order_by("id").values_list(*columns)
    ]


def _free() -> list[tuple[int, str, str]]:
    """Counters: id, name, and who sits there ("" when free)."""
    language, every = "en" if english() else "zh", hall.counters().values()
    names = organisation.called({each.staff_id for each in every if each.staff_id is not None})
    return [
        (each.id, each.name(language), names.get(each.staff_id or 0, "")) for each in every if each.in_use
    ]
