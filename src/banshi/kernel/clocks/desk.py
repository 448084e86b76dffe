"""What the staff pages of all rooms share: finding the case, showing an act's form, carrying it out once.

An act page tells what will happen, by which articles, which paper follows and which dates. A refusal is
shown at its field with everything typed kept; a case that moved on meanwhile is told with what changed (409).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext

from banshi.kernel.cases import queries as cases
from banshi.kernel.cases.forms import ActForm, PapersForm
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.clocks.explanation import Explanation
from banshi.kernel.clocks.queries import explanation
from banshi.kernel.clocks.reckoning import Unit
from banshi.kernel.clocks.story import story
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import may, require
from banshi.kernel.ui.forms import at_fields
from banshi.lib.results import NotPermitted, Reason, Refused, Stale, gettext_noop

DESK = "workbench"
SET_DATE = gettext_noop("这是补正通知书上写明的截止日期：%(due)s，当天交来也算按时。")


@dataclass(frozen=True, slots=True)
class ActPage:
    """One act as a page: what it is called, what follows from it, what is said when it is done.

    `effects` are sentences with their articles; `issues`: the act's answer is the id of the paper to print.
    """

    title: str
    button: str
    done: str
    articles: tuple[str, ...]
    effects: Sequence[Reason] = ()
    issues: bool = False
    template: str = "clocks/act.html"
    more: Mapping[str, Any] = field(default_factory=dict)


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, as the guard of the view found out."""
    actor = request.actor  # type: ignore[attr-defined]
    assert isinstance(actor, Actor)
    return actor


def visible(request: HttpRequest, case_id: int, act: str = "see_case") -> CaseCard:
    """The case, if the reader may know of it: else the same 404 as for a case that does not exist.

    Raises `NotPermitted` when the reader may see it but not do `act`.
    """
    actor = actor_of(request)
    try:
        card = cases.card(case_id)
    except Case.DoesNotExist:
        raise Http404 from None
    if not card.relation.bars(actor) and not may(actor, "see_case", card.relation):
        raise Http404
    require(actor, act, card.relation)
    return card


def act_page(
    request: HttpRequest,
    case: CaseCard,
    form: ActForm,
    page: ActPage,
    act: Callable[..., Any] | None,
    papers: PapersForm | None = None,
) -> HttpResponse:
    """Show an act's form, or carry the act out when it was sent; `act` gets `version` and `key`.

    Without an act the form is only shown again, such as with a preview.
    """
    refused: Refused | None = None
    if act is not None and request.method == "POST" and _all_valid(form, papers):
        try:
            answer = act(**form.guards)
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
        else:
            say_done(request, case, page.done, answer if page.issues else None)
            return redirect(f"{DESK}:case", case.id)
    return _form_page(request, case, form, page, papers, refused)


def say_done(request: HttpRequest, case: CaseCard, sentence: str, document_id: int | None) -> None:
    """One banner for the next page, with the paper to print."""
    if document_id is None:
        messages.success(request, gettext(sentence))
        return
    url = reverse(f"{DESK}:paper", args=[case.id, document_id])
    messages.success(
        request, format_html('{} <a href="{}">{}</a>', gettext(sentence), url, gettext("打印文书"))
    )


def _all_valid(*given: ActForm | PapersForm | None) -> bool:
    return not [form for form in given if form is not None and not form.is_valid()]


def _form_page(
    request: HttpRequest,
    case: CaseCard,
    form: ActForm,
    page: ActPage,
    papers: PapersForm | None,
    refused: Refused | None,
) -> HttpResponse:
    changes: Sequence[object] = ()
    stale = isinstance(refused, Stale)
    if stale:
        now = cases.card(case.id)
        changes = story(cases.timeline(case.id)[form.cleaned_data["version"] - now.version :])
        form.renew(now)
        case = now
    invalid = form.is_bound and bool(form.errors or (papers and papers.errors))
    context = {
        "case": case,
        "form": form,
        "papers": papers,
        "page": page,
        "stale": stale,
        "changes": changes,
        "refused": at_fields(refused, form) if refused else None,
        "entries": Joined(form, *((papers,) if papers else ())),
        **page.more,
    }
    status = 409 if stale else 422 if refused or invalid else 200
    return render(request, page.template, context, status=status)


def explained(case_id: int, kind: str) -> Explanation | None:
    """Why a clock's date is what it is. A date that was set by a written notice is not counted from days:
    its explanation has no lines, only the sentence that says so."""
    found = explanation(case_id, kind)
    if found is None or found.reckoned.limit.unit is not Unit.IMMEDIATE:
        return found
    reckoned = found.reckoned
    if reckoned.date is None or reckoned.date == reckoned.start:
        return found
    return Explanation(reckoned, (), (Reason(SET_DATE, params={"due": reckoned.date}),))


class Joined:
    """Several forms of one page as one, for the error summary."""

    def __init__(self, *forms: Any) -> None:
        self._forms = forms

    @property
    def errors(self) -> bool:
        """Whether any of them has errors."""
        return any(form.errors for form in self._forms)

    def non_field_errors(self) -> list[str]:
        """Errors of no field."""
        return [str(error) for form in self._forms for error in form.non_field_errors()]

    def __iter__(self) -> Any:
        return (bound for form in self._forms for bound in form)
