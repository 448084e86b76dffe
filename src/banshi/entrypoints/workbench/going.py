"""去……: one field that leads to a case, a page of the workbench, an item, or the next lawful step of a case."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from banshi.entrypoints.workbench.context import MENU
from banshi.entrypoints.workbench.find import rows_of
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.catalogue.index import sound
from banshi.kernel.catalogue.search import normal, search
from banshi.kernel.clocks.desk import actor_of, visible
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, needs
from banshi.kernel.ui.forms import PlainForm
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.workflows.steps import next_steps

MOST = 6


class GoForm(PlainForm):
    """Where to; on a case also which one."""

    text = forms.CharField(
        label=_("去哪里"),
        required=False,
        max_length=120,
        help_text=_("办件编号或者申请人（要写全）、页面、事项；可以用拼音。"),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    case = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere to go: what it is called, what else tells it apart, its address."""

    label: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """Places of one kind."""

    label: str
    places: list[Place]


@needs("see_work")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def go(request: HttpRequest) -> HttpResponse:
    """What fits, by kind; the script asks for the list alone. Only the number of a case is ever in the address."""
    form = GoForm(request.POST if request.method == "POST" else {"case": request.GET.get("case", "")})
    if not form.is_valid() and "case" in form.errors:
        raise Http404
    asked = form.cleaned_data.get("case")
    card = visible(request, asked) if asked else None
    text = form.cleaned_data.get("text", "").strip()
    shelves = [shelf for shelf in _shelves(actor_of(request), text, card) if shelf.places]
    template = "workbench/go_list.html" if request.headers.get("HX-Request") else "workbench/go.html"
    return render(request, template, {"form": form, "shelves": shelves, "text": text, "here": card})


def _shelves(actor: Actor, text: str, card: CaseCard | None) -> Iterator[Shelf]:
    if card is not None:
        yield Shelf(
            gettext("这个办件可以做的"), [one for one in _steps(card, actor) if _fits(text, one.label)]
        )
    if text and may(actor, "see_case"):
        yield Shelf(gettext("办件"), _cases(actor, text))
    yield Shelf(gettext("页面"), list(_pages(actor, text)))
    if text:
        yield Shelf(gettext("事项"), _items(actor, text))


def _steps(card: CaseCard, actor: Actor) -> Iterator[Place]:
    found = [step for step in next_steps(card, actor) if step.allowed]
    for step in sorted(found, key=lambda step: not step.first):
        yield Place(say(step.label), "", reverse(f"workbench:{step.act}", args=[card.id]))


def _cases(actor: Actor, text: str) -> list[Place]:
    _people, rows = rows_of(actor, text)
    return [
        Place(row.number, f"{row.item_called} · {row.party_masked}", reverse("workbench:case", args=[row.id]))
        for row in rows[:MOST]
    ]


def _pages(actor: Actor, text: str) -> Iterator[Place]:
    """The pages that the menu shows this person, by their name in either language or by its sound."""
    for group, entries in MENU:
        for label, name, act in entries:
            with override("en"):
                english = gettext(label)
            if may(actor, act) and _fits(text, label, english):
                yield Place(gettext(label), gettext(group), reverse(name))


def _items(actor: Actor, text: str) -> list[Place]:
    """Items by name; for who takes in applications the way to register one, for others what citizens read."""
    page = "workbench:application" if may(actor, "receive") else "portal:guide"
    english = (get_language() or "").startswith("en")
    return [
        Place((english and hit.name_en) or hit.name_zh, hit.code, reverse(page, args=[hit.code]))
        for hit in search(text, clock.today(), MOST)
        if hit.sure
    ]


def _fits(text: str, *names: str) -> bool:
    """Whether a name holds the text, or sounds so: whole syllables or their first letters."""
    query = normal(text).replace(" ", "")
    heard = [sound(name) for name in names if not name.isascii()]
    spelt = [each.letters for each in heard] + [each.initials for each in heard]
    plain = [name.lower().replace(" ", "") for name in names]
    return any(query in name for name in plain) or any(name.startswith(query) for name in spelt)
