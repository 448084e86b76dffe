"""/api/v1/cases/{id}/acts/…: one address per act; each takes the version that was shown and may take a key."""

from collections.abc import Callable
from functools import cache
from typing import ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import ActEndpoint
from banshi.entrypoints.api.shapes import Record, Shape, Text, Whole
from banshi.entrypoints.api.v1.parts import CASE, CASE_ID, case_body
from banshi.kernel.cases import queries as cases
from banshi.kernel.organisation import queries as organisation

VERSION = Whole(about="The case's `version` as it was shown; 409 when it has moved on.", example=3)
ANSWERS: dict[str, Shape] = {
    "document": Whole(about="The id of the paper that was issued."),
    "request": Whole(about="The id of the request."),
    "delivery": Whole(about="The id of the delivery."),
    "power": Whole(about="The id of the power of attorney on this case."),
    "volume": Text(about="The archive volume."),
}
PROBLEMS = (400, 401, 403, 404, 409, 413, 415, 422)


class CaseAct(ActEndpoint):
    """An act on a case. `answer`: what its number stands for, if it gives one."""

    answer: ClassVar[str] = ""

    def act(self, case_id: int) -> Response:
        """Check that the case may be known of, read the body, act, and answer with the case as it is now."""
        self.visible(case_id)
        answer = self.carry_out(case_id, self.given(self.body), self.once())
        card = cases.card(case_id)
        codes = {card.section_id: organisation.section(card.section_id).code}
        body = {"case": case_body(card, codes)}
        return Response(body | {self.answer: answer} if self.answer else body)


def act_body(component: str, /, **fields: Shape) -> Record:
    """The body of an act: the version, then its own fields."""
    return Record(name=component, fields={"version": VERSION} | fields)


def described(name: str, summary: str) -> Callable[[type[CaseAct]], type[CaseAct]]:
    """Give an act its `post`, described by the class's own docstring."""

    def decorate(view: type[CaseAct]) -> type[CaseAct]:
        def post(self: CaseAct, request: Request, case_id: int) -> Response:
            return self.act(case_id)

        post.__doc__ = view.__doc__
        view.post = operation(  # type: ignore[attr-defined]
            name,
            summary,
            tag="acts",
            body=view.body,
            path={"case_id": CASE_ID},
            answer=_answer(view.answer),
            problems=PROBLEMS,
            once=True,
        )(post)
        return view

    return decorate


@cache
def _answer(answer: str) -> Record:
    extra = {answer: ANSWERS[answer]} if answer else {}
    return Record(
        name=f"CaseAnd{answer.capitalize()}" if answer else "CaseNow", fields={"case": CASE} | extra
    )
