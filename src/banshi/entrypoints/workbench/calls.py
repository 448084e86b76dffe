"""要打的电话: people whom no text message reaches are called; told, or not reached with a note."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from banshi.entrypoints.workbench.forms import CallForm
from banshi.kernel.cases.models import Case
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.notifications import queries
from banshi.kernel.notifications.queries import CallTask
from banshi.kernel.organisation.permissions import needs
from banshi.workflows.calls import note_call


@dataclass(frozen=True, slots=True)
class Call:
    """A call with the case it is about, whom it is for (masked), and the form of how it went."""

    task: CallTask
    case_id: int | None
    name: str
    form: CallForm


@needs("make_calls")
@never_cache
@require_safe
def calls(request: HttpRequest) -> HttpResponse:
    """The calls to be made, oldest first."""
    return _page(request, {})


@needs("make_calls")
@require_POST
def note(request: HttpRequest, message_id: int) -> HttpResponse:
    """Put on record how a call went."""
    if message_id not in {task.id for task in queries.call_tasks()}:
        raise Http404
    form = CallForm(request.POST, message_id=message_id)
    if not form.is_valid():
        return _page(request, {message_id: form})
    reached = form.cleaned_data["reached"] == "yes"
    note_call(
        message_id=message_id,
        reached=reached,
        note=form.cleaned_data["note"],
        actor=actor_of(request),
        key=f"call:{message_id}:{form.cleaned_data['once']}",
    )
    told = gettext("已经记下：告诉了对方。") if reached else gettext("已经记下：没有打通，留在清单里。")
    messages.success(request, told)
    return redirect("workbench:calls")


def _page(request: HttpRequest, sent: dict[int, CallForm]) -> HttpResponse:
    tasks = queries.call_tasks()
    numbers = {one.id: _case(one.stream) for one in tasks}
    wanted = [number for number in numbers.values() if number]
    names = dict(Case.objects.filter(pk__in=wanted).values_list("pk", "party_masked"))
    lines = [
        Call(one, numbers[one.id], names.get(numbers[one.id] or 0, ""), _form(one, sent)) for one in tasks
    ]
    context = {"calls": lines, "has_errors": bool(sent), "form": next(iter(sent.values()), None)}
    return render(request, "workbench/calls.html", context, status=422 if sent else 200)


def _form(task: CallTask, sent: dict[int, CallForm]) -> CallForm:
    return sent.get(task.id) or CallForm(message_id=task.id)


def _case(stream: str) -> int | None:
    kind, _, number = stream.partition(":")
    return int(number) if kind == "case" else None
