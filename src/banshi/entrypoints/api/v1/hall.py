"""/api/v1/hall, visits, counters: for kiosks, screens and call buttons of other makes."""

from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import PUBLIC, Endpoint
from banshi.entrypoints.api.shapes import Choice, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ID
from banshi.kernel.hall import queries as hall
from banshi.kernel.hall.actions import Arrival
from banshi.kernel.hall.life import NAMES, VisitState
from banshi.kernel.hall.queries import VisitCard
from banshi.kernel.ui.wording import english
from banshi.workflows import hall as acts

CALLS = 12
STATE = Choice(name="VisitState", options={state.value: name for state, name in NAMES.items()})
QUEUE = Record(
    name="HallQueue",
    fields={
        "id": ID,
        "letter": Text(longest=1, example="A"),
        "name": Text(example="社会组织"),
        "open": Flag(about="Whether numbers are given."),
        "waiting": Whole(low=0, about="How many wait."),
    },
)
CALL = Record(
    name="HallCall",
    about="A number that was called; no names.",
    fields={
        "ticket": Text(example="A012"),
        "counter": Text(example="3号窗口"),
        "at": Moment(),
        "awaited": Flag(),
    },
)
HALL = Record(name="Hall", fields={"queues": Many(of=QUEUE), "calls": Many(of=CALL)})
VISIT = Record(
    name="Visit",
    fields={
        "id": ID,
        "code": Text(about="Opens the visitor's own page.", example="A7KXN4RWAPQ3"),
        "ticket": Text(example="A012"),
        "queue": Whole(about="The queue's id."),
        "state": STATE,
        "priority": Flag(),
        "arrived_at": Moment(),
        "before": Whole(low=0, about="How many are called before; 0 when it does not wait."),
        "counter": Text(about="Where to go; empty before the call."),
    },
)
TAKING = Record(
    name="NumberTaking",
    fields={
        "queue": Whole(about="The queue's id."),
        "priority": Flag(default=False, about="Elderly or disabled, where the bureau calls them first."),
    },
)
CODE = Text(longest=16, example="A7KXN4RWAPQ3")
COUNTER_ID = Whole(about="The counter's id.", example=3)


class Hall(Endpoint):
    """The hall now."""

    guard = PUBLIC

    @operation("read_hall", "大厅现在：等候人数和叫号", tag="hall", answer=HALL)
    def get(self, request: Request) -> Response:
        """Read how many wait for what, and the newest calls: numbers only (08-04-2-1)."""
        language, numbers = _language(), hall.waiting_numbers()
        queues = [
            {
                "id": queue.id,
                "letter": queue.letter,
                "name": queue.name(language),
                "open": queue.open,
                "waiting": numbers.get(queue.id, 0),
            }
            for queue in hall.queues().values()
        ]
        calls = [
            {
                "ticket": line.ticket,
                "counter": line.counter_en if language == "en" else line.counter_zh,
                "at": line.at,
                "awaited": line.awaited,
            }
            for line in hall.shown(CALLS)
        ]
        return Response({"queues": queues, "calls": calls})


class Visits(Endpoint):
    """Taking a number."""

    guard = "take_number"

    @operation(
        "take_number",
        "取号",
        tag="hall",
        body=TAKING,
        answer=VISIT,
        status=201,
        problems=(400, 401, 403, 413, 415, 422),
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Take a number of today for somebody in the hall (08-04-2-1); refused when the hall is closed (02-02)."""
        given = self.given(TAKING)
        arrival = Arrival(given["queue"], priority=given["priority"])
        visit_id = acts.take_number(arrival=arrival, actor=self.actor, key=self.once())
        return Response(visit_body(hall.visit(visit_id)), status=201)


class Visit(Endpoint):
    """One ticket, by its code."""

    guard = PUBLIC

    @operation(
        "read_visit", "号票现在排到哪里", tag="hall", path={"code": CODE}, answer=VISIT, problems=(404,)
    )
    def get(self, request: Request, code: str) -> Response:
        """Read how a number stands: how many come before it, where to go (08-04-2-1)."""
        card = hall.visit_by_code(code)
        if card is None:
            raise Http404
        return Response(visit_body(card))


class CallNext(Endpoint):
    """The call button of a counter."""

    guard = "work_counter"

    @operation(
        "call_next",
        "叫下一个号",
        tag="hall",
        path={"counter_id": COUNTER_ID},
        answer=VISIT,
        problems=(401, 403, 404, 422),
        once=True,
    )
    def post(self, request: Request, counter_id: int) -> Response:
        """Call whose turn it is to the counter the key's holder sits at (09-06-1); after hours only in a session
        (02-02)."""
        visit_id = acts.call_next(counter_id=counter_id, actor=self.actor, key=self.once())
        return Response(visit_body(hall.visit(visit_id)))


def visit_body(card: VisitCard) -> dict[str, Any]:
    """A visit as the API gives it."""
    counter = hall.counters().get(card.counter_id or 0)
    return {
        "id": card.id,
        "code": card.code,
        "ticket": card.ticket,
        "queue": card.queue_id,
        "state": card.state.value,
        "priority": card.priority,
        "arrived_at": card.arrived_at,
        "before": hall.before(card) if card.state is VisitState.WAITING else 0,
        "counter": counter.name(_language()) if counter else "",
    }


def _language() -> str:
    return "en" if english() else "zh"
