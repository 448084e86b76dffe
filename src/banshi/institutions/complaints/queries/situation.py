"""A complaint as the rules of the steps see it."""

from banshi.institutions.complaints.models import (
    Complaint,
    Consent,
    Extension,
    Proposal,
    Record,
    Recusal,
    Report,
    Review,
)
from banshi.institutions.complaints.queries import dues
from banshi.institutions.complaints.rules.limits import CLOSE
from banshi.institutions.complaints.rules.steps import Situation, State
from banshi.lib import clock


def situation(complaint: Complaint) -> Situation:
    """How a complaint stands today."""
    today, state = clock.today(), State(complaint.state)
    proposal = Proposal.objects.filter(complaint=complaint).order_by("round").last()
    consents = list(Consent.objects.filter(proposal=proposal).order_by("at")) if proposal else []
    reviews = list(Review.objects.filter(complaint=complaint).order_by("round"))
    pending = next((one for one in reviews if one.decided_at is None), None)
    clear = set(
        Recusal.objects.filter(complaint=complaint, interest=False)
        .order_by("at")
        .values_list("staff_id", flat=True)
    )
    closing = dues.binding(complaint, CLOSE)
    return Situation(
        state=state,
        today=today,
        severity=complaint.severity,
        settled=complaint.settled,
        acknowledged=not complaint.severity or acknowledged(complaint),
        investigator=complaint.investigator_id,
        declared=complaint.investigator_id in clear,
        records=Record.objects.filter(complaint=complaint).count(),
        replied=complaint.replied_at is not None,
        proposed=proposal is not None,
        agreed=frozenset(one.side for one in consents if one.agreed),
        refused=any(not one.agreed for one in consents),
        outer_near=dues.outer_near(complaint, today),
        due=closing.date if closing else None,
        extended=Extension.objects.filter(complaint=complaint).exists(),
        reviews=len(reviews),
        reviewer=pending.reviewer_id if pending else None,
        reviewer_declared=pending is not None and pending.reviewer_id in clear,
        review_until=dues.review_until(complaint),
    )


def acknowledged(complaint: Complaint) -> bool:
    """Whether a leader has taken note of a grave matter; True where none was asked to."""
    reports = Report.objects.filter(complaint=complaint)
    return not reports.exists() or reports.exclude(acknowledged_at=None).exists()
