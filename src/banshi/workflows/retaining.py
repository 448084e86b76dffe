"""Erasure of what is due, held back by what the rooms know of complaints and accountability that go on."""

from banshi.institutions.accountability.queries.holding import held_by_accountability
from banshi.institutions.complaints.queries.holding import held_by_complaints
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.privacy import erasing

HOLDERS = (held_by_complaints, held_by_accountability)


def erase_due(*, limit: int, actor: Actor) -> int:
    """Go on with today's round of erasure; returns how many rows were treated."""
    return erasing.erase_due(limit=limit, actor=actor, holders=HOLDERS)
