"""我的视图: filters of the list of work that a colleague keeps under a name; tabs above the list, and their page."""

from dataclasses import dataclass
from urllib.parse import parse_qsl

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from banshi.entrypoints.workbench.desks import Desk, desks
from banshi.entrypoints.workbench.filters import Chosen, chosen_of
from banshi.kernel.clocks import worklist
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.organisation.saved_views import (
    LONGEST,
    SavedView,
    keep_view,
    remove_view,
    rename_view,
    saved_view,
    saved_views,
)
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib.results import Refused


class NameForm(PlainForm):
    """What a view is called."""

    name = forms.CharField(
        label=_("视图名称"),
        max_length=LONGEST,
        help_text=_("比如“快到期的审查”。不要写人的姓名。"),
        error_messages={"required": _("请给这个视图起个名字")},
        widget=forms.TextInput({"autocomplete": "off"}),
    )


@dataclass(frozen=True, slots=True)
class Tab:
    """A kept view: where it leads, how many cases wait there ("100+" where counting stops), whether it is shown."""

    id: int
    name: str
    url: str
    number: str
    chosen: bool


def tabs(actor: Actor, own: tuple[Desk, ...], shown: Chosen | None = None) -> list[Tab]:
    """The person's views on the desks they have today. Each desk is read once, whatever the number of views."""
    asked = [(view, chosen_of(dict(parse_qsl(view.filters)), own)) for view in saved_views(actor.officer)]
    kept = [(view, chosen) for view, chosen in asked if chosen.url() == f"?{view.filters}"]
    used = list(dict.fromkeys(chosen.desk for _view, chosen in kept))
    heads = dict(
        zip([desk.name for desk in used], worklist.heads([desk.scope for desk in used]), strict=True)
    )
    return [
        Tab(
            view.id,
            view.name,
            chosen.url(),
            heads[chosen.desk.name].number(shape=chosen.shape, state=chosen.state),
            shown is not None and shown.url() == chosen.url(),
        )
        for view, chosen in kept
    ]


@needs("see_work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def views(request: HttpRequest) -> HttpResponse:
    """All of one's views; keeps one more. `filters` is the address of the list, as the list wrote it."""
    actor, own = actor_of(request), desks(actor_of(request))
    if not own:
        raise Http404
    form = NameForm(request.POST or None)
    chosen = chosen_of(dict(parse_qsl(request.POST.get("filters", ""))), own)
    if form.is_valid():
        try:
            keep_view(staff_id=actor.officer, name=form.cleaned_data["name"], filters=chosen.url()[1:])
        except Refused as refused:
            _add(form, refused)
        else:
            return redirect(_list_of(chosen))
    context = {"tabs": tabs(actor, own), "form": form, "filters": chosen.url()[1:]}
    return render(request, "workbench/views.html", context, status=422 if form.errors else 200)


@needs("see_work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Another name for one of one's views."""
    found = _own(request, view_id)
    form = NameForm(request.POST or None, initial={"name": found.name})
    if form.is_valid():
        try:
            rename_view(staff_id=found.staff_id, view_id=found.id, name=form.cleaned_data["name"])
        except Refused as refused:
            _add(form, refused)
        else:
            return redirect("workbench:views")
    context = {"view": found, "form": form}
    return render(request, "workbench/view.html", context, status=422 if form.errors else 200)


@needs("see_work")
@require_POST
def remove(request: HttpRequest, view_id: int) -> HttpResponse:
    """Take one of one's views away; the cases stay where they are."""
    found = _own(request, view_id)
    remove_view(staff_id=found.staff_id, view_id=found.id)
    return redirect("workbench:views")


def _own(request: HttpRequest, view_id: int) -> SavedView:
    found = saved_view(staff_id=actor_of(request).officer, view_id=view_id)
    if found is None:
        raise Http404
    return found


def _list_of(chosen: Chosen) -> str:
    return reverse("workbench:home") + chosen.url()


def _add(form: forms.Form, refused: Refused) -> None:
    for why in refused.reasons:
        form.add_error(why.field or None, say(why))
