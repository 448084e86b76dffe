"""A late correction becomes a lead of accountability: marked here as taken up, once (12-05)."""

import datetime as dt
from collections.abc import Collection

from banshi.institutions.supervision.models.findings import Late
from banshi.institutions.supervision.queries.lapses import SOURCE


def take_up(*, sources: Collection[str], at: dt.datetime) -> frozenset[str]:
    """Mark these lapses as leads from the moment `at`; returns those that were not yet.

    Part of the act that raises the leads: the rows stay locked until it ends.
    """
    asked = {int(one.removeprefix(SOURCE)) for one in sources if one.startswith(SOURCE)}
    rows = Late.objects.select_for_update().filter(pk__in=asked, lead_at=None).order_by("pk")
    ids = [row.pk for row in rows]
    Late.objects.filter(pk__in=ids).update(lead_at=at)
    return frozenset(f"{SOURCE}{pk}" for pk in ids)
