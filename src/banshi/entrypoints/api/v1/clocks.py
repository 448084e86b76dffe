"""/api/v1/cases/{id}/clocks/{kind}: why a clock's date is what it is."""

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Record
from banshi.entrypoints.api.v1.explained import FIELDS, explained
from banshi.entrypoints.api.v1.parts import ARTICLES, CASE_ID, CLOCK_KIND
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.queries import explanation

EXPLANATION = Record(name="ClockExplanation", fields={"clock": CLOCK_KIND, "articles": ARTICLES} | FIELDS)


class Clock(Endpoint):
    """One clock of one case."""

    guard = "see_case"

    @operation(
        "explain_clock",
        "期限是怎样算出来的",
        tag="cases",
        path={"case_id": CASE_ID, "kind": CLOCK_KIND},
        answer=EXPLANATION,
        problems=(401, 404),
    )
    def get(self, request: Request, case_id: int, kind: str) -> Response:
        """Explain a due date day by day: pauses, extension, holidays, make-up workdays (07-01)."""
        self.visible(case_id)
        found = explanation(case_id, kind)
        if found is None:
            raise Http404
        return Response({"clock": kind, "articles": list(KINDS[kind].articles)} | explained(found))
