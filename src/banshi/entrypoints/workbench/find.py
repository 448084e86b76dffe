"""查找: by case number or its tail; by a party's number, telephone number or name. Nothing personal in the address."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.worklist import Line, todo
from banshi.kernel.clocks import worklist
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.worklist import Row
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.parties import queries as parties
from banshi.kernel.parties.queries import PartyCard
from banshi.kernel.ui.forms import PlainForm


class FindForm(PlainForm):
    """What is looked for."""

    text = forms.CharField(
        label=_("查找"),
        max_length=120,
        help_text=_("办件编号或者最后几位；申请人的证件号码、电话、姓名或者名称（要写全）。"),
        error_messages={"required": _("请填写要查找的内容")},
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


@needs("see_case")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Results as a list; the one case with that number opens at once."""
    form = FindForm(request.POST or None)
    context: dict[str, object] = {"form": form, "people": (), "lines": (), "searched": False}
    if form.is_valid():
        actor, text = actor_of(request), form.cleaned_data["text"]
        people, rows = rows_of(actor, text)
        if len(rows) == 1 and not people:
            return redirect("workbench:case", rows[0].id)
        context |= {
            "people": people,
            "lines": [Line(row, todo(row)) for row in rows],
            "searched": True,
            "receives": may(actor, "receive"),
        }
    return render(request, "workbench/find.html", context)


def rows_of(actor: Actor, text: str) -> tuple[list[PartyCard], list[Row]]:
    """The cases with this number that the actor may see; or else the people it names, with their cases."""
    rows = [row for row in worklist.by_number(text) if may(actor, "see_case", row.relation)]
    people = parties.search(text) if not rows and may(actor, "find_party") else []
    if people:
        theirs = worklist.of_parties([person.id for person in people])
        rows = [row for row in theirs if may(actor, "see_case", row.relation)]
    return people, rows
