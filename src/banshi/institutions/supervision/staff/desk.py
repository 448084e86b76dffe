"""What the pages of 监督考核 share: acts sent with one press, lawful steps, papers, whose section is looked at."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from banshi.kernel.documents import queries as documents
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import ANY, TABLE
from banshi.kernel.ui.wording import say
from banshi.lib.results import NotPermitted, Refused


def pressed(request: HttpRequest, back: str, done: str, act: Callable[[], Any]) -> HttpResponse:
    """Carry out an act that needs no more than a press, and go back; a refusal is said on the page gone back to."""
    try:
        act()
    except NotPermitted:
        raise
    except Refused as why:
        for reason in why.reasons:
            messages.error(request, say(reason))
    else:
        messages.success(request, gettext(done))
    return redirect(back)


def sections_within(actor: Actor, act: str) -> frozenset[int] | None:
    """The sections in which the actor may do `act`; None for all."""
    reach = TABLE[act]
    if any(reach.get(role) == ANY for role, _ in actor.posts):
        return None
    return frozenset(section for role, section in actor.posts if role in reach)


def paper(document_id: int | None) -> HttpResponse:
    """A paper in the browser, ready for printing; nothing is kept there."""
    if document_id is None:
        raise Http404
    content, name = documents.pdf(document_id)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response
