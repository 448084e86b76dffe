"""Why a date is what it is, as an answer: shared by a case's clocks and the calculator."""

from dataclasses import replace
from typing import Any

from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Record, Text, Whole
from banshi.kernel.clocks.explanation import Explanation
from banshi.kernel.clocks.words import as_json
from banshi.kernel.ui.wording import say
from banshi.kernel.workdays.days import Kind

DAY_KIND = Choice(
    name="DayKind",
    options={
        Kind.WORKDAY.value: "工作日",
        Kind.WEEKEND.value: "周末",
        Kind.HOLIDAY.value: "放假",
        Kind.ADJUSTED_WORKDAY.value: "调休上班",
    },
)
FIELDS = {
    "due": Day(nullable=True, about="Null while it cannot be known yet."),
    "provisional": Flag(about="It reaches into a year whose calendar is not published."),
    "after": Day(nullable=True, about="The last published day, while provisional."),
    "remaining": Whole(low=0, about="Working days still to count after `after`."),
    "counted_days": Many(
        of=Record(
            name="CountedDay",
            fields={
                "date": Day(),
                "number": Whole(),
                "kind": replace(DAY_KIND, nullable=True),
                "name": Text(about="The festival it makes up for."),
            },
        )
    ),
    "summary": Many(of=Text(), about="The same in sentences."),
}


def explained(explanation: Explanation) -> dict[str, Any]:
    """The fields of `FIELDS`."""
    return as_json(explanation) | {"summary": [say(reason) for reason in explanation.summary]}
