"""What was not done becomes a lead of accountability: marked here as taken up, once (12-05)."""

import datetime as dt
from collections.abc import Collection

from banshi.institutions.one_time_notice.models import SupplementNotice, ValidComplaint
from banshi.institutions.one_time_notice.queries.lapses import AGAIN, VALID_COMPLAINT
from banshi.kernel.organisation.taking import take


def take_up(*, sources: Collection[str], at: dt.datetime) -> frozenset[str]:
    """Mark these lapses as leads from the moment `at`; returns those that were not yet, and are ours to raise.

    Part of the act that raises the leads: the rows stay locked until it ends.
    """
    again = take(SupplementNotice.objects.all(), AGAIN, sources, at)
    return again | take(ValidComplaint.objects.all(), VALID_COMPLAINT, sources, at)
