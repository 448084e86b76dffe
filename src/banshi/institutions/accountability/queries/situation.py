"""A case as the rules of the steps see it."""

from banshi.institutions.accountability.models import Case, Correction, Record, Recusal, Remedy
from banshi.institutions.accountability.queries import dues
from banshi.institutions.accountability.rules.causes import owes_feedback
from banshi.institutions.accountability.rules.steps import APPEAL, REVIEW, Situation, State
from banshi.lib import clock


def situation(case: Case) -> Situation:
    """How a case stands today."""
    records = Record.objects.filter(case=case).count()
    measures = list(Correction.objects.filter(case=case).order_by("due", "uid"))
    remedies = list(Remedy.objects.filter(case=case).order_by("asked_at"))
    declared = Recusal.objects.filter(case=case, staff=case.investigator_id, interest=False)
    return Situation(
        state=State(case.state),
        today=clock.today(),
        investigator=case.investigator_id,
        declared=declared.exists(),
        records=records,
        news=case.told_at is not None and records > case.told_records,
        heard=case.told_at is not None and case.heard_at is not None,
        answer_until=dues.answer_until(case),
        corrections=len(measures),
        uncorrected=sum(one.checked_at is None for one in measures),
        unreported=sum(one.reported_at is None and one.checked_at is None for one in measures),
        pending=frozenset(one.kind for one in remedies if one.answered_at is None),
        asked=frozenset(one.kind for one in remedies),
        review_until=dues.remedy_until(case, REVIEW),
        appeal_until=dues.remedy_until(case, APPEAL),
        feedback_owed=owes_feedback(case.lead.origin, case.lead.articles) and case.fed_back_at is None,
    )
