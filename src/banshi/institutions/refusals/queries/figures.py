"""What is counted of refusals: how many there were, for the picture and nobody's blame (01-06)."""

from banshi.institutions.refusals.models import Refusal
from banshi.kernel.cases.counted import of_case
from banshi.kernel.organisation.figures import Counted, Instance, Rows, Span


def _refused(span: Span) -> Rows:
    return Refusal.objects.filter(span.within("refused_at"))


def _refusal(row: Refusal) -> Instance:
    return of_case(row.case, row.refused_at)


FIGURES = (Counted("refusals", _refused, _refusal, "refused_at", "refused_by", "section", ("case",)),)
