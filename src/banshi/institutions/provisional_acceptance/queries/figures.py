"""What is counted of provisional acceptance: people helped on with a commitment (04-02, 04-06)."""

from banshi.institutions.provisional_acceptance.models import Commitment
from banshi.kernel.cases.counted import of_case
from banshi.kernel.organisation.figures import Counted, Instance, Rows, Span, by_reference


def _accepted(span: Span) -> Rows:
    rows = Commitment.objects.filter(span.within("accepted_at"))
    return rows.annotate(helper=by_reference("notice__issued_by"))


def _commitment(row: Commitment) -> Instance:
    return of_case(row.case, row.accepted_at)


FIGURES = (
    Counted("commitments", _accepted, _commitment, "accepted_at", "helper", "case__section", ("case",)),
)
