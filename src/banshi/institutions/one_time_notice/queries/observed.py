"""What this room tells a supervision run: supplements that were asked for a second time (06-03-2, 11-03-6)."""

import datetime as dt
from collections import Counter

from banshi.institutions.one_time_notice.models import SupplementNotice
from banshi.kernel.organisation.observed import Counted
from banshi.lib.clock import BEIJING


def second_notices(first: dt.date, last: dt.date) -> tuple[Counted, ...]:
    """By section and handler: second notices issued on these days."""
    begin = dt.datetime.combine(first, dt.time(0), BEIJING)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0), BEIJING)
    rows = SupplementNotice.objects.filter(
        again=True, document__issued_at__gte=begin, document__issued_at__lt=end
    )
    counted = Counter(rows.order_by("id").values_list("case__section_id", "case__handler_id"))
    ordered = sorted(counted.items(), key=lambda row: (row[0][0], row[0][1] or 0))
    return tuple(Counted(section, staff, count) for (section, staff), count in ordered)
