"""Which cases were told of missing papers more than once: the head allowed a second notice (06-03-2)."""

from django.db.models import QuerySet

from banshi.institutions.one_time_notice.models import SupplementNotice
from banshi.kernel.cases.models import Case


def told_twice(cases: QuerySet[Case]) -> frozenset[int]:
    """The ids of those among these cases: one question."""
    notices = SupplementNotice.objects.filter(again=True, case__in=cases.order_by()).order_by("id")
    return frozenset(notices.values_list("case_id", flat=True))
