"""Which streams prove a lead or an accountability case that goes on: nothing of them is erased meanwhile."""

from collections.abc import Collection

from django.db.models import Q

from banshi.institutions.accountability.models import Lead


def held_by_accountability(streams: Collection[str]) -> set[str]:
    """Those of these streams that an unanswered lead, or one with an open accountability case, leads to."""
    going_on = Q(accepted_at=None) | Q(cases__closed_at=None, cases__isnull=False)
    leads = Lead.objects.filter(going_on, stream__in=list(streams), dismissed_at=None).order_by("uid")
    return set(leads.values_list("stream", flat=True))
