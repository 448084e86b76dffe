"""Pages of acts that are not about a case: a form, what follows from it, and the way back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext

from banshi.kernel.cases.forms import ActForm, OnceForm, Versioned
from banshi.kernel.ui.forms import at_fields
from banshi.lib.results import NotPermitted, Reason, Refused, Stale


@dataclass(frozen=True, slots=True)
class PlainPage:
    """One act as a page. `back` and `about` are the address and the name of what it is about.

    `after` gives the address to go to from the act's answer, `paper` that of the paper to print, if there is one.
    """

    title: str
    button: str
    done: str
    articles: tuple[str, ...]
    back: str
    about: str
    effects: Sequence[Reason] = ()
    after: Callable[[Any], str] | None = None
    paper: Callable[[Any], str] | None = None
    fresh: Callable[[], Versioned] | None = None
    multipart: bool = False
    template: str = "clocks/plain_act.html"
    more: Mapping[str, Any] = field(default_factory=dict)


def plain_act_page(
    request: HttpRequest, form: OnceForm, page: PlainPage, act: Callable[..., Any]
) -> HttpResponse:
    """Show the form, or carry the act out when it was sent and go on; a refusal keeps everything typed (422)."""
    refused: Refused | None = None
    if request.method == "POST" and form.is_valid():
        try:
            answer = act(**form.guards)
        except NotPermitted:
            raise
        except Refused as why:
            refused = why
        else:
            _say_done(request, page, answer)
            return redirect(page.after(answer) if page.after else page.back)
    stale = isinstance(refused, Stale)
    if stale and isinstance(form, ActForm) and page.fresh is not None:
        form.renew(page.fresh())
    context = {
        "form": form,
        "page": page,
        "stale": stale,
        "refused": at_fields(refused, form) if refused else None,
        **page.more,
    }
    wrong = refused is not None or bool(form.is_bound and form.errors)
    return render(request, page.template, context, status=409 if stale else 422 if wrong else 200)


def _say_done(request: HttpRequest, page: PlainPage, answer: Any) -> None:
    if page.paper is None:
        messages.success(request, gettext(page.done))
        return
    sentence = format_html(
        '{} <a href="{}">{}</a>', gettext(page.done), page.paper(answer), gettext("打印文书")
    )
    messages.success(request, sentence)
