"""People served after hours, day by day, for trends (02-04)."""

import datetime as dt
from collections.abc import Collection

from django.db.models import Sum

from banshi.institutions.extended_hours.models import Session


def served_by_day(first: dt.date, sections: Collection[int] | None) -> list[tuple[dt.date, int]]:
    """How many people were served after hours each day since `first`, by these sections or all: one query."""
    rows = Session.objects.filter(day__gte=first, closed_at__isnull=False)
    if sections is not None:
        rows = rows.filter(section_id__in=sorted(sections))
    return list(rows.order_by().values_list("day").annotate(people=Sum("served")))
