"""Ratings day by day, for trends (08-04-3). Numbers only."""

import datetime as dt

from django.db.models import Count, Q

from banshi.institutions.guidance.models import Rating
from banshi.institutions.guidance.rules import Level


def ratings_by_day(first: dt.date) -> list[tuple[dt.date, int, int]]:
    """How many ratings each day since `first` brought, and how many of them were at least satisfied: one query."""
    good = Count("id", filter=Q(level__lt=Level.BAD))
    rows = Rating.objects.filter(day__gte=first).order_by().values_list("day")
    return list(rows.annotate(number=Count("id"), good=good))
