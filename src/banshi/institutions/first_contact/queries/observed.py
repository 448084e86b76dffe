"""What this room tells a supervision run: enquiries left open at the end of a day (11-03-6)."""

import datetime as dt
from collections import Counter

from banshi.institutions.first_contact.models import Lapse
from banshi.kernel.organisation.observed import Counted
from banshi.lib.clock import BEIJING


def lapsed(first: dt.date, last: dt.date) -> tuple[Counted, ...]:
    """By section and first-contact officer: enquiries found open on these days."""
    begin = dt.datetime.combine(first, dt.time(0), BEIJING)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0), BEIJING)
    rows = Lapse.objects.filter(found_at__gte=begin, found_at__lt=end).order_by("id")
    counted = Counter(rows.values_list("contact__section_id", "officer_id"))
    return tuple(Counted(section, staff, count) for (section, staff), count in sorted(counted.items()))
