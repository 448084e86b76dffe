"""/api/v1/due: the calculator of due dates."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import PUBLIC, Endpoint
from banshi.entrypoints.api.shapes import Day, Many, Record, Text
from banshi.entrypoints.api.v1.explained import FIELDS, explained
from banshi.kernel.clocks.explanation import Explanation, explain
from banshi.kernel.clocks.reckoning import Limit, Pause, due
from banshi.kernel.workdays.queries import table
from banshi.lib.results import Refused

QUESTION = Record(
    name="DueQuestion",
    fields={
        "from": Day(about="The day of the event; it is not counted itself.", example="2026-09-28"),
        "limit": Text(longest=12, about="5wd, 30cd, 6m, 1y, immediate or none.", example="20wd"),
        "pause": Many(
            of=Text(longest=24, example="2026-10-12..2026-10-16"),
            most=20,
            default=(),
            about="Days of special procedures, first and last included; may be given several times.",
        ),
        "extend": Text(default="", longest=12, about="An extension, such as 10wd."),
    },
)
ANSWER = Record(name="DueAnswer", fields=FIELDS)


class Due(Endpoint):
    """A due date from a start, a limit, pauses and an extension."""

    guard = PUBLIC

    @operation("reckon_due", "期限计算", tag="calendar", query=QUESTION, answer=ANSWER, problems=(422,))
    def get(self, request: Request) -> Response:
        """Reckon a due date and say why, day by day; past the published calendar it is provisional, never a
        guess (07-01)."""
        asked = self.asked(QUESTION)
        try:
            found = _reckon(asked["from"], asked)
        except Refused as refused:
            names = {"start": "from", "extension": "extend"}
            refused.reasons = tuple(replace(r, field=names.get(r.field, r.field)) for r in refused.reasons)
            raise
        return Response(explained(found))


def _reckon(start: dt.date, asked: Mapping[str, Any]) -> Explanation:
    days = table()
    pauses = [Pause.parse(text) for text in asked["pause"]]
    extension = _extension(asked["extend"]) if asked["extend"] else None
    return explain(due(start, Limit.parse(asked["limit"]), days, pauses, extension), days)


def _extension(text: str) -> Limit:
    try:
        return Limit.parse(text)
    except Refused as refused:
        refused.reasons = tuple(replace(reason, field="extend") for reason in refused.reasons)
        raise
