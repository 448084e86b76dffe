"""What a colleague asked for and was refused, for the audit administrator: who and which page, never about whom."""

import datetime as dt

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.ledger.models import Entry
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock

ACT = "access_refused"
# The same page once an hour, and so many pages an hour: whoever tries doors fills no ledger.
SPELL, MOST = dt.timedelta(hours=1), 20


def note(actor: Actor, method: str, route: str) -> None:
    """Keep that `actor` was refused `route` (as the URL table writes it); citizens and the system are not noted."""
    if actor.staff_id is None:
        return
    place = f"{method if method in {'GET', 'POST'} else '?'} {route}"
    lately = Entry.objects.filter(stream=_stream(actor), act=ACT, at__gt=clock.now() - SPELL)
    places = [row.payload["place"] for row in lately.order_by("-seq")[:MOST]]
    if place not in places and len(places) < MOST:
        keep(place=place, actor=actor)


@act("note_refused_access")
def keep(*, place: str, actor: Actor, cites: tuple[Citation, ...]) -> None:
    """One entry in the ledger of the colleague's account."""
    append([NewEntry(_stream(actor), ACT, cites, {"place": place})], actor=actor)


def _stream(actor: Actor) -> str:
    return f"staff:{actor.staff_id}"
