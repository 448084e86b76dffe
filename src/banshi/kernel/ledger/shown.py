"""What the sender of a form had seen: whoever else acted on the matter since then makes the act stale.

A page is stamped with the moment at which it was made. An act asks inside its transaction, when the head of the
matter's stream is already locked, whether somebody else wrote to the stream after that moment.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from banshi.kernel.ledger.models import Entry
from banshi.lib.results import Reason, Stale, gettext_noop

OVERTAKEN = gettext_noop(
    "%(who)s在 %(at)s 已经先办了一步，这一步没有办。您填写的内容还在，请先看一下现在的情况，再决定是否继续。"
)
_shown: ContextVar["Shown | None"] = ContextVar("what_was_shown", default=None)


@dataclass(slots=True)
class Shown:
    """The stream of the matter, when its page was made, and how an actor's reference is called on a page.

    `told` is set once the sender was told of what others did: the next page is stamped anew.
    """

    stream: str
    at: dt.datetime
    called: Callable[[str], str]
    told: bool = False


@contextmanager
def nothing_shown() -> Iterator[None]:
    """Whatever is noted inside is forgotten at the end: one request never answers for another."""
    token = _shown.set(None)
    try:
        yield
    finally:
        _shown.reset(token)


def note_shown(shown: Shown | None) -> None:
    """All acts from now on were sent from a page as `shown`; None checks nothing."""
    _shown.set(shown)


def check_shown(actor: str) -> None:
    """Raise `Stale`, naming who and when, if anybody but `actor` and the system acted since the page was made."""
    shown = _shown.get()
    if shown is None:
        return
    later = (
        Entry.objects.filter(stream=shown.stream, at__gt=shown.at)
        .exclude(actor__in=(actor, "system"))
        .order_by("-seq")
        .first()
    )
    if later is None:
        return
    shown.told = True
    params = {"who": shown.called(later.actor), "at": later.at}
    raise Stale(Reason(OVERTAKEN, tuple(later.articles), params=params))
