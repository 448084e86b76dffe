"""What the tick has to do for complaints: found through their indexes, nothing is kept in a head."""

from uuid import UUID

from banshi.institutions.complaints.models import Duty, Failing, Report
from banshi.lib import clock


def unanswered_reports(limit: int) -> list[UUID]:
    """Reports of grave matters whose hour is over (10-02)."""
    rows = Report.objects.filter(next_at__lte=clock.now()).order_by("next_at", "uid")
    return list(rows.values_list("pk", flat=True)[:limit])


def due_duties(limit: int) -> list[UUID]:
    """Duties whose next warning has come."""
    rows = Duty.objects.filter(ended_at=None, next_at__lte=clock.now()).order_by("next_at", "uid")
    return list(rows.values_list("pk", flat=True)[:limit])


def unsettled_duties(limit: int) -> list[UUID]:
    """Duties whose date could not be known yet."""
    rows = Duty.objects.filter(ended_at=None, due=None).order_by("start", "uid")
    return list(rows.values_list("pk", flat=True)[:limit])


def unpassed_failings(limit: int) -> list[UUID]:
    """What was proved under 06-09 and has not been passed on yet."""
    rows = Failing.objects.filter(passed_at=None).order_by("at", "uid")
    return list(rows.values_list("pk", flat=True)[:limit])
