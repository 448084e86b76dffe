"""Who complained: read only for an opening that is on record (10-05)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.complaints.models import Identity, Opening
from banshi.kernel.ledger.acts import Actor
from banshi.lib import clock

SHOWN_FOR = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Person:
    """The complainant."""

    name: str
    number: str
    phone: str
    address: str
    may_disclose: bool


def opened(opening: UUID, actor: Actor) -> Person | None:
    """The complainant, for the opening the actor has just put on record; None while a second person is awaited."""
    since = clock.now() - SHOWN_FOR
    row = Opening.objects.filter(pk=opening, by_id=actor.staff_id, opened_at__gte=since).first()
    found = Identity.objects.filter(complaint_id=row.complaint_id).first() if row else None
    if found is None:
        return None
    return Person(found.name, found.number, found.phone, found.address, found.may_disclose)
