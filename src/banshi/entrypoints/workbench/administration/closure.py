"""临时闭厅: days on which the hall is closed, decided here by the office or a leader."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.administration.closure_form import ClosureForm
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.workdays.queries import Closure, recent_closures
from banshi.lib import clock
from banshi.lib.results import NotPermitted, Refused
from banshi.workflows.closure import close_hall, withdraw_closure

MOST = 50


@needs("see_closures")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def closures(request: HttpRequest) -> HttpResponse:
    """What was decided so far; the form for one more."""
    actor = actor_of(request)
    withdrawn = request.POST.get("withdraw", "")
    form = ClosureForm(None if withdrawn else request.POST or None, decides=may(actor, "move_promises"))
    refused: Refused | None = None
    if request.method == "POST":
        permit(actor, "close_hall")
        if withdrawn.isdecimal():
            refused = _withdraw(request, int(withdrawn))
            if refused is None:
                return redirect("workbench:closures")
        elif form.is_valid() and _close(request, form):
            messages.success(request, gettext("已经登记。那几天的预约会改期，系统逐个告诉市民。"))
            return redirect("workbench:closures")
    today = clock.today()
    context = {
        "refused": refused,
        "form": form if may(actor, "close_hall") else None,
        "decides": may(actor, "move_promises"),
        "closures": [
            (one, one.last < today, one.first > today and not one.moves_promises, name)
            for one, name in _named(recent_closures(MOST))
        ],
    }
    return render(
        request,
        "workbench/administration/closures.html",
        context,
        status=422 if refused or form.errors else 200,
    )


def _close(request: HttpRequest, form: ClosureForm) -> bool:
    try:
        close_hall(closing=form.closing(), actor=actor_of(request), key=form.key("close_hall"))
    except NotPermitted:
        raise
    except Refused as refused:
        form.refuse(refused)
        return False
    return True


def _withdraw(request: HttpRequest, closure_id: int) -> Refused | None:
    try:
        withdraw_closure(closure_id=closure_id, actor=actor_of(request))
    except NotPermitted:
        raise
    except Refused as refused:
        return refused
    messages.success(request, gettext("已经撤回，那几天照常开放。"))
    return None


def _named(found: list[Closure]) -> list[tuple[Closure, str]]:
    """Each closure with who decided it; "" for one that came with sample data."""
    ids = {one.id: int(one.decided_by.partition(":")[2]) for one in found if ":" in one.decided_by}
    names = organisation.called(set(ids.values()))
    return [(one, names.get(ids.get(one.id, 0), "")) for one in found]
