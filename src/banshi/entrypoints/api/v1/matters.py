"""/api/v1/matters: official documents, tasks from superiors, transfers from peers (07-02, 07-05)."""

from typing import Any

from django.http import Http404
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ID, LAMP, moment
from banshi.institutions.time_limits.actions import office
from banshi.institutions.time_limits.queries import matters as queries
from banshi.institutions.time_limits.queries.matters import MatterCard, MatterScope, PartCard
from banshi.institutions.time_limits.rules import (
    MATTER_LIMITS,
    MATTER_STATES,
    Grade,
    Ground,
    Incoming,
    MatterKind,
    MatterState,
)
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import ANY, TABLE, Relation, may

MATTER_ID = Whole(about="The matter's id.", example=5)
KIND = Choice(
    name="MatterKind",
    options={
        MatterKind.OFFICIAL_DOCUMENT.value: "公文 official document",
        MatterKind.SUPERIOR_TASK.value: "上级交办 task from a superior",
        MatterKind.PEER_TRANSFER.value: "同级转办 transfer from a peer",
    },
)
GRADE = Choice(name="MatterGrade", options={grade.value: grade.name.lower() for grade in Grade})
GROUND = Choice(
    name="MatterGround",
    default="",
    options={"": "not special", **{ground.value: ground.name.lower() for ground in Ground}},
)
PART = Record(
    name="MatterPart",
    fields={
        "id": ID,
        "section": Text(about="The section's code.", example="SHZZ"),
        "lead": Flag(),
        "handler": Whole(nullable=True, about="The handler's staff id."),
        "due": Day(nullable=True, about="The last day for this section's opinion."),
        "taken_up_at": Moment(nullable=True),
        "done_at": Moment(nullable=True),
        "opinion": Text(),
    },
)
MATTER = Record(
    name="Matter",
    fields={
        "id": ID,
        "kind": KIND,
        "number": Text(example="阜民收文〔2026〕12号"),
        "title": Text(),
        "source": Text(),
        "source_number": Text(),
        "grade": GRADE,
        "ground": GROUND,
        "state": Choice(name="MatterState", options={s.value: name for s, name in MATTER_STATES.items()}),
        "version": Whole(about="To be sent back with the next act on the matter."),
        "received_at": Moment(),
        "limit": Choice(name="MatterLimit", options=dict(MATTER_LIMITS), about="Which limit governs."),
        "due": Day(nullable=True, about="None while it cannot be known yet (provisional)."),
        "provisional": Flag(),
        "lamp": Choice(name="Lamp", options=LAMP.options, nullable=True),
        "done_at": Moment(nullable=True),
        "parts": Many(of=PART),
    },
)
MATTERS = Record(
    name="MatterList",
    about="The most urgent first, at most 100.",
    fields={"matters": Many(of=MATTER), "beyond": Flag(about="There are more.")},
)
ASKED = Record(
    name="MatterFilters", fields={"done": Flag(default=False, about="Those done and filed instead.")}
)
INCOMING = Record(
    name="IncomingMatter",
    fields={
        "kind": KIND,
        "title": Text(),
        "source": Text(longest=120),
        "source_number": Text(default="", longest=80),
        "grade": Choice(name="MatterGrade", options=GRADE.options, default="ordinary"),
        "ground": GROUND,
        "received_at": Moment(),
        "demanded": Day(default=None, nullable=True, about="The date that a superior or the sender set."),
    },
)


class MatterEndpoint(Endpoint):
    """What addresses of matters share: who may know of one, and how it is shown."""

    def known(self, matter_id: int) -> tuple[MatterCard, tuple[PartCard, ...]]:
        """The matter with its parts, if the caller may know of it; else 404."""
        found = queries.find_matter(matter_id)
        if found is None:
            raise Http404
        given = queries.parts(matter_id)
        relations = [Relation(found.office_id), *(part.relation for part in given)]
        if not any(may(self.actor, "see_matter", relation) for relation in relations):
            raise Http404
        return found, given


class Matters(MatterEndpoint):
    """The matters the caller may see, and the door for new ones."""

    guard = "see_matter"
    write_guard = "register_matter"

    @operation(
        "list_matters", "公文和交办列表", tag="matters", query=ASKED, answer=MATTERS, problems=(401, 403, 422)
    )
    def get(self, request: Request) -> Response:
        """List what is open, the most urgent first (07-02, 07-05)."""
        done = self.asked(ASKED)["done"]
        scope = _in_sight(self.actor)
        if done:
            states = frozenset({MatterState.DONE, MatterState.CLOSED})
            scope = MatterScope(sections=scope.sections, states=states)
        found = queries.matters(scope)
        given = queries.parts_of(card.id for card in found.rows)
        bodies = [matter_body(card, given.get(card.id, ())) for card in found.rows]
        return Response({"matters": bodies, "beyond": found.beyond})

    @operation(
        "register_matter",
        "登记公文、交办、转办",
        tag="matters",
        body=INCOMING,
        answer=MATTER,
        status=201,
        problems=(400, 401, 403, 413, 415, 422),
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Register what came in; its limit runs from the day of receipt (07-01, 07-02, 07-05)."""
        given = self.given(INCOMING)
        number = given.pop("source_number")
        matter_id = office.register_matter(
            given=Incoming(**given), source_number=number, actor=self.actor, key=self.once()
        )
        body = matter_body(queries.matter(matter_id), ())
        return Response(body, status=201, headers={"Location": reverse("api:matter", args=[matter_id])})


class MatterDetail(MatterEndpoint):
    """One matter."""

    guard = "see_matter"

    @operation(
        "show_matter",
        "一件公文或者交办",
        tag="matters",
        path={"matter_id": MATTER_ID},
        answer=MATTER,
        problems=(401, 403, 404),
    )
    def get(self, request: Request, matter_id: int) -> Response:
        """Show a matter with its sections' parts."""
        return Response(matter_body(*self.known(matter_id)))


def matter_body(card: MatterCard, given: tuple[PartCard, ...]) -> dict[str, Any]:
    """A matter with its parts."""
    codes = {one.id: one.code for one in organisation.sections().values()}
    return {
        "id": card.id,
        "kind": card.kind.value,
        "number": card.number,
        "title": card.title,
        "source": card.source,
        "source_number": card.source_number,
        "grade": card.grade.value,
        "ground": card.ground,
        "state": card.state.value,
        "version": card.version,
        "received_at": moment(card.received_at),
        "limit": card.clock,
        "due": None if card.provisional else card.due,
        "provisional": card.provisional,
        "lamp": card.lamp.lamp.value if card.lamp else None,
        "done_at": moment(card.done_at) if card.done_at else None,
        "parts": [
            {
                "id": part.id,
                "section": codes[part.section_id],
                "lead": part.lead,
                "handler": part.handler_id,
                "due": part.due,
                "taken_up_at": moment(part.taken_up_at) if part.taken_up_at else None,
                "done_at": moment(part.done_at) if part.done_at else None,
                "opinion": part.opinion,
            }
            for part in given
        ],
    }


def _in_sight(actor: Actor) -> MatterScope:
    """The matters the permission table lets the caller see."""
    row = TABLE["see_matter"]
    reaches = {(row[role], section_id) for role, section_id in actor.posts if role in row}
    if any(reach == ANY for reach, _section in reaches):
        return MatterScope()
    return MatterScope(sections=tuple(sorted({section_id for _reach, section_id in reaches})))
