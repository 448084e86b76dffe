"""A late correction becomes a lead of accountability: marked here as taken up, once (12-05)."""

import datetime as dt
from collections.abc import Collection

from banshi.institutions.supervision.models.findings import Late
from banshi.institutions.supervision.queries.lapses import SOURCE
from banshi.kernel.organisation.taking import take


def take_up(*, sources: Collection[str], at: dt.datetime) -> frozenset[str]:
    """Mark these lapses as leads from the moment `at`; returns those that were not yet, and are ours to raise.

    Part of the act that raises the leads: the rows stay locked until it ends.
    """
    return take(Late.objects.all(), SOURCE, sources, at)
