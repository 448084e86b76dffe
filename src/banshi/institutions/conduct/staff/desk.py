"""What the pages of 服务行为 share: small acts sent with one press, and whose section is looked at."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

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


def whole_number(text: str | None) -> int | None:
    """A number from an address; None for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 10 else None
