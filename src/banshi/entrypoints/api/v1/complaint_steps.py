"""/api/v1/complaints/{uid}/acts/…: the steps of the office."""

from collections.abc import Mapping

from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.complaints import DETAIL, LONG, UID, detail_body, uid_of
from banshi.institutions.complaints.queries.whole import seen, whole
from banshi.institutions.complaints.rules import intake
from banshi.institutions.complaints.staff.acts import STEPS

SEVERITY = Choice(name="ComplaintSeverity", options=dict(intake.SEVERITIES))

STEP_BODIES: Mapping[str, Record] = {
    "grade": Record(
        name="ComplaintGrade",
        fields={
            "severity": SEVERITY,
            "risk": Text(default="", longest=500),
            "step": Text(default="", longest=500),
        },
    ),
    "accept": Record(
        name="ComplaintAcceptance", fields={"colleague": Whole(about="The investigator's staff id.")}
    ),
    "acknowledge": Record(name="ComplaintInstruction", fields={"instruction": Text(longest=1000)}),
    "record": Record(
        name="ComplaintRecord",
        fields={
            "method": Choice(name="ComplaintMethod", options=dict(intake.METHODS)),
            "held_at": Moment(),
            "text": Text(longest=LONG),
        },
    ),
    "reply": Record(
        name="ComplaintReply", fields={"findings": Text(longest=2000), "following": Text(longest=1000)}
    ),
    "propose": Record(
        name="ComplaintProposal", fields={"text": Text(longest=2000), "basis": Text(longest=500)}
    ),
    "close": Record(
        name="ComplaintResult",
        fields={
            "outcome": Choice(name="ComplaintOutcome", options=dict(intake.OUTCOMES)),
            "facts": Text(longest=3000),
            "opinion": Text(longest=3000),
            "basis": Text(longest=500),
            "unagreed": Text(default="", longest=1000),
        },
    ),
    "write": Record(name="ComplaintMessage", fields={"text": Text(longest=2000)}),
}


class ComplaintStep(Endpoint):
    """A step of the office."""

    guard = "see_complaints"
    step = ""

    def carry_out(self, uid: str) -> Response:
        """Read the body, carry the step out, and answer with the complaint as it is now."""
        key = uid_of(uid)
        seen(key, self.actor)
        given = self.given(STEP_BODIES[self.step])
        STEPS[self.step].carry(key, given, self.actor, self.once())
        return Response(detail_body(whole(key, self.actor)))


def step_views() -> dict[str, type[ComplaintStep]]:
    """One address for each step, described by its page's title."""
    return {name: _step_view(name, body) for name, body in STEP_BODIES.items()}


def _step_view(name: str, body: Record) -> type[ComplaintStep]:
    def post(self: ComplaintStep, request: Request, uid: str) -> Response:
        return self.carry_out(uid)

    post.__doc__ = (
        "Carry out one step; refused with its article when it is not time for it, 404 for strangers."
    )
    described = operation(
        f"complaint_{name}",
        STEPS[name].title,
        tag="complaints",
        body=body,
        path=UID,
        answer=DETAIL,
        problems=(400, 401, 403, 404, 413, 415, 422),
        once=True,
    )(post)
    return type(f"Complaint{name.capitalize()}", (ComplaintStep,), {"step": name, "post": described})
