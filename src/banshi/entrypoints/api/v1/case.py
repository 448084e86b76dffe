"""/api/v1/cases/{id}: one case whole, with its lawful next steps."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language, gettext
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Free, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import (
    ARTICLES,
    CASE,
    CASE_ID,
    CLOCK,
    ID,
    case_body,
    clock_bodies,
    moment,
)
from banshi.institutions.one_time_notice.queries.telling import HearingCard, PersonCard, hearing, persons
from banshi.kernel.cases import queries as cases
from banshi.kernel.cases.facts import KINDS as FACTS
from banshi.kernel.cases.models import MaterialStatus
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.sides import PowerCard, applicants_of, powers_of
from banshi.kernel.cases.stream import Recorded, stream
from banshi.kernel.clocks import queries as clocks
from banshi.kernel.documents import queries as documents
from banshi.kernel.documents.models import DocumentState
from banshi.kernel.documents.queries import DocumentCard
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.parties import queries as parties
from banshi.kernel.parties.queries import PartyCard
from banshi.kernel.ui.wording import say
from banshi.lib import clock
from banshi.workflows.steps import next_steps

STATUS = Choice(name="PaperStatus", options={each.value: str(each.label) for each in MaterialStatus})
PARTY = Record(
    name="MaskedParty",
    fields={
        "id": ID,
        "kind": Text(),
        "name": Text(example="张*"),
        "number_kind": Text(),
        "number": Text(example="2109**********1234"),
        "phone": Text(example="138****5678"),
    },
)
HEARING = Record(
    name="Hearing",
    nullable=True,
    about="The hearing begun last.",
    fields={
        "until": Day(nullable=True, about="The last day to ask for it."),
        "requested_on": Day(nullable=True),
        "person": Whole(nullable=True, about="The interested person who asked; null: the applicant."),
        "on": Day(nullable=True),
        "time": Text(),
        "place": Text(),
        "chair": Whole(nullable=True),
        "held_on": Day(nullable=True),
        "waived_on": Day(nullable=True),
    },
)
DETAIL = Record(
    name="CaseDetail",
    about="A case with all its parts; personal data masked.",
    fields={
        **CASE.fields,
        "party": PARTY,
        "applicants": Many(of=PARTY, about="All who apply, in order; the first is `party`."),
        "powers": Many(
            of=Record(
                name="CasePower",
                fields={
                    "id": Whole(about="What acts name it by."),
                    "agent": PARTY,
                    "principal": Whole(about="The party id of the applicant who gave it."),
                    "scope": Text(),
                    "items": Many(of=Text(), about="None: all items."),
                    "first": Day(),
                    "last": Day(),
                    "holds": Flag(about="Whether it holds today."),
                },
            ),
            about="The powers of attorney of the agents.",
        ),
        "interested": Many(
            of=Record(
                name="InterestedPerson",
                fields={
                    "id": ID,
                    "name": Text(about="Masked."),
                    "until": Day(about="Until when they may speak."),
                    "heard_on": Day(nullable=True),
                },
            )
        ),
        "hearing": HEARING,
        "materials": Many(
            of=Record(
                name="CasePaper",
                fields={
                    "seq": Whole(),
                    "name": Text(),
                    "principal": Flag(),
                    "tolerable": Flag(),
                    "status": STATUS,
                    "problem": Text(),
                },
            )
        ),
        "clocks": Many(of=CLOCK),
        "timeline": Many(
            of=Record(
                name="TimelineEntry",
                fields={
                    "seq": Whole(),
                    "at": Moment(),
                    "kind": Choice(name="FactKind", options=dict.fromkeys(FACTS, "")),
                    "actor": Text(about="staff:<id>, citizen or system."),
                    "actor_name": Text(),
                    "behalf": Text(about="The absent colleague, where a deputy acted."),
                    "articles": ARTICLES,
                    "facts": Free(about="What happened: numbers, dates and ids, no personal data."),
                },
            )
        ),
        "steps": Many(
            of=Record(
                name="Step",
                fields={
                    "act": Text(about="What the permission table calls it."),
                    "label": Text(),
                    "articles": ARTICLES,
                    "allowed": Flag(),
                    "reason": Text(about="Why not, where it is not allowed."),
                    "first": Flag(about="What the law puts first."),
                },
            ),
            about="What the caller may lawfully do now, and why not, for the rest.",
        ),
        "documents": Many(
            of=Record(
                name="DocumentLine",
                fields={
                    "id": ID,
                    "kind": Text(example="W05"),
                    "number": Text(example="阜民受〔2026〕41号"),
                    "title": Text(),
                    "issued_at": Moment(),
                    "state": Choice(
                        name="DocumentState", options={each.value: str(each.label) for each in DocumentState}
                    ),
                    "served_on": Day(nullable=True),
                    "pdf": Text(about="Where the file is."),
                },
            )
        ),
    },
)


class CaseDetail(Endpoint):
    """One case."""

    guard = "see_case"

    @operation(
        "read_case",
        "一件办件的全部情况",
        tag="cases",
        path={"case_id": CASE_ID},
        answer=DETAIL,
        problems=(401, 404),
    )
    def get(self, request: Request, case_id: int) -> Response:
        """Read a case: papers, clocks with lamps, the whole timeline with its articles, the caller's lawful next
        steps, documents. A case of another section is answered like one that does not exist."""
        card = self.visible(case_id)
        codes = {card.section_id: organisation.section(card.section_id).code}
        events = cases.timeline(case_id)
        return Response(
            case_body(card, codes)
            | {
                "party": _party(parties.card(card.party_id)),
                "applicants": [_party(one) for one in applicants_of(card)],
                "powers": [_power(one) for one in powers_of(card)],
                "interested": [_person(one) for one in persons(case_id)],
                "hearing": _hearing(hearing(case_id)),
                "materials": _papers(case_id),
                "clocks": clock_bodies(clocks.cards(events)),
                "timeline": _timeline(events),
                "steps": _steps(card, self.actor),
                "documents": [_document(each) for each in documents.of_stream(stream(case_id))],
            }
        )


def _power(one: PowerCard) -> dict[str, Any]:
    return {
        "id": one.id,
        "agent": _party(one.agent),
        "principal": one.principal.id,
        "scope": one.scope,
        "items": list(one.items),
        "first": one.first,
        "last": one.last,
        "holds": one.holds(clock.today()),
    }


def _person(one: PersonCard) -> dict[str, Any]:
    return {"id": one.id, "name": one.masked_name, "until": one.until, "heard_on": one.heard_on}


def _hearing(called: HearingCard | None) -> dict[str, Any] | None:
    if called is None:
        return None
    days = ("until", "requested_on", "on", "time", "place", "held_on", "waived_on")
    found = {name: getattr(called, name) for name in days}
    return found | {"person": called.person_id, "chair": called.chair_id}


def _party(card: PartyCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "name": card.masked_name,
        "number_kind": card.number_kind,
        "number": card.masked_number,
        "phone": card.masked_phone,
    }


def _papers(case_id: int) -> list[dict[str, Any]]:
    return [
        {
            "seq": paper.seq,
            "name": paper.name,
            "principal": paper.principal,
            "tolerable": paper.tolerable,
            "status": paper.status,
            "problem": paper.problem,
        }
        for paper in cases.materials(case_id)
    ]


def _timeline(events: Iterable[Recorded]) -> list[dict[str, Any]]:
    events = tuple(events)
    names = organisation.staff_names({number for event in events for number in _staff(event.actor)})
    return [_entry(event, names) for event in events]


def _entry(event: Recorded, names: Mapping[int, str]) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "at": moment(event.at),
        "kind": event.fact.kind,
        "actor": event.actor,
        "actor_name": "".join(names.get(number, "") for number in _staff(event.actor)),
        "behalf": event.behalf,
        "articles": list(event.articles),
        "facts": event.fact.payload(),
    }


def _staff(actor: str) -> tuple[int, ...]:
    number = Actor(actor).staff_id
    return () if number is None else (number,)


def _steps(card: CaseCard, actor: Actor) -> list[dict[str, Any]]:
    return [
        {
            "act": step.act,
            "label": gettext(step.label),
            "articles": list(step.articles),
            "allowed": step.allowed,
            "reason": say(step.reason),
            "first": step.first,
        }
        for step in next_steps(card, actor)
    ]


def _document(card: DocumentCard) -> dict[str, Any]:
    return {
        "id": card.id,
        "kind": card.kind,
        "number": card.number,
        "title": card.title(get_language() or ""),
        "issued_at": moment(card.issued_at),
        "state": card.state,
        "served_on": card.served_on,
        "pdf": reverse("api:document", args=[card.id]),
    }
