"""What was not done becomes a lead of accountability: marked here as taken up, once (12-05)."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from banshi.institutions.one_time_notice.models import ValidComplaint
from banshi.institutions.one_time_notice.queries.lapses import VALID_COMPLAINT


def take_up(*, sources: Collection[str], at: dt.datetime) -> frozenset[str]:
    """Mark these lapses as leads from the moment `at`; returns those that were not yet, and are ours to raise.

    Part of the act that raises the leads: the rows stay locked until it ends.
    """
    return take_up_valid_complaints(sources=sources, at=at)


def take_up_valid_complaints(*, sources: Collection[str], at: dt.datetime) -> frozenset[str]:
    """The same for the valid complaints among them (06-09)."""
    keys = [UUID(one.removeprefix(VALID_COMPLAINT)) for one in sources if one.startswith(VALID_COMPLAINT)]
    rows = ValidComplaint.objects.select_for_update(skip_locked=True).filter(pk__in=keys, lead_at=None)
    taken = list(rows.order_by("uid").values_list("pk", flat=True))
    ValidComplaint.objects.filter(pk__in=taken).update(lead_at=at)
    return frozenset(f"{VALID_COMPLAINT}{one.hex}" for one in taken)
