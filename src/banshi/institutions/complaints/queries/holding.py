"""Which cases a complaint that goes on is about: nothing of them is erased meanwhile."""

from collections.abc import Collection

from banshi.institutions.complaints.models import Complaint
from banshi.kernel.cases.models import Case


def held_by_complaints(streams: Collection[str]) -> set[str]:
    """Those of these streams ("case:12") that an unfinished complaint names. Says nothing of the complaint (10-05)."""
    if not any(stream.startswith("case:") for stream in streams):
        return set()
    going_on = Complaint.objects.filter(archived_at=None).only("uid", "case_number").order_by("uid")
    numbers = {number for row in going_on if (number := row.case_number.strip())}
    named = Case.objects.filter(number__in=numbers).order_by("pk").values_list("pk", flat=True)
    return {f"case:{pk}" for pk in named} & set(streams)
