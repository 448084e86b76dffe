"""/api/v1/cases: the list, and taking in an application."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import CASE, STATE, case_body
from banshi.kernel.cases.life import OPEN
from banshi.kernel.cases.models import Case, Channel
from banshi.kernel.cases.queries import card_of
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import ANY, TABLE
from banshi.kernel.parties.kinds import NumberKind, PartyKind
from banshi.lib.results import Refused
from banshi.workflows.intake import Agency, Applicant, Application, receive, receive_and_accept

FILTERS = Record(
    name="CaseFilters",
    fields={
        "state": replace(STATE, default=""),
        "open": Flag(default=False, about="Only cases in which something is still to be done."),
        "section": Text(default="", longest=16, about="A section's code."),
        "handler": Whole(default=None, about="A handler's staff id."),
        "item": Text(default="", longest=31, about="An item's code."),
        "number": Text(default="", longest=64, about="A whole case number."),
        "due_by": Day(default=None, about="Due on this day or before."),
        "before": Whole(
            default=None, about="Only cases older than the one with this id: how `next` goes on."
        ),
        "limit": Whole(default=25, high=100),
    },
)
PAGE = Record(
    name="CasePage",
    about="Newest first. No total: counting a million cases would cost more than the page.",
    fields={
        "cases": Many(of=CASE),
        "next": Text(nullable=True, about="The address of the next page; null on the last one."),
    },
)
WRONG_PAPER = Record(
    name="WrongPaper", fields={"seq": Whole(high=999), "problem": Text(about="What has to be put right.")}
)
APPLICANT = Record(
    name="Applicant",
    fields={
        "kind": Choice(name="PartyKind", options={each.value: str(each.label) for each in PartyKind}),
        "name": Text(example="张伟"),
        "number_kind": Choice(
            name="NumberKind", options={each.value: str(each.label) for each in NumberKind}
        ),
        "number": Text(longest=40, about="Its check digit is verified; spaces and hyphens do not matter."),
        "phone": Text(longest=40),
        "address": Text(default=""),
        "legal_representative": Text(default="", about="Of legal persons and other organisations."),
    },
)
AGENCY = Record(
    name="Agency",
    about="The agent who hands it in, and the power of attorney.",
    fields={
        "agent": replace(APPLICANT, about="The agent."),
        "scope": Text(
            about="What the agent may do, in the words of the paper.", example="代为提出申请、领取文书"
        ),
        "items": Many(
            of=Text(longest=31), default=(), most=30, about="Codes of the items it covers; none: all."
        ),
        "first": Day(about="The first day of the power."),
        "last": Day(about="The last day, included."),
        "evidence": Text(about="Which paper was seen.", example="授权委托书原件"),
    },
)
# What comes in online, the applicant sends through the portal.
STAFF_CHANNEL = Choice(
    name="StaffChannel",
    default=Channel.API.value,
    options={each.value: str(each.label) for each in Channel if each != Channel.ONLINE},
)
APPLICATION = Record(
    name="Application",
    fields={
        "item": Text(longest=31, about="The item's code.", example="MZ-XK-01"),
        "applicant": APPLICANT,
        "co_applicants": Many(
            of=APPLICANT, default=(), most=30, about="Those who apply together with the first, in order."
        ),
        "agency": replace(AGENCY, default=None, nullable=True),
        "channel": STAFF_CHANNEL,
        "present": Many(of=Whole(high=999), default=(), about="Numbers of the papers that are in order."),
        "wrong": Many(of=WRONG_PAPER, default=(), about="Papers handed in that have to be put right."),
        "electronic": Flag(default=False, about="The applicant agrees to be served electronically."),
        "accept": Flag(
            default=False, about="Accept at once; refused with every gap named if papers are missing."
        ),
    },
)
RECEIVED = Record(
    name="ReceivedCase",
    about="The case, with the applicant's query code: hand it over with the case number, it is shown only here.",
    fields={**CASE.fields, "query_code": Text(longest=8, example="K7M4QRTX")},
)


class Cases(Endpoint):
    """The cases the caller may see, and the door for new ones."""

    guard = "see_case"
    write_guard = "receive"

    @operation(
        "list_cases",
        "办件列表",
        tag="cases",
        query=FILTERS,
        answer=PAGE,
        problems=(401, 403, 422),
    )
    def get(self, request: Request) -> Response:
        """List cases, newest first, filtered, page by page (keyset, no exact count)."""
        asked = self.asked(FILTERS)
        codes = {card.id: card.code for card in organisation.sections().values()}
        rows = _filtered(_in_sight(self.actor), asked, codes)
        found = list(rows.defer("query_code").order_by("-id")[: asked["limit"] + 1])
        page = found[: asked["limit"]]
        more = f"{request.path}?{_again(request, page[-1].pk)}" if len(found) > len(page) else None
        return Response({"cases": [case_body(card_of(row), codes) for row in page], "next": more})

    @operation(
        "receive_case",
        "收件，可以同时受理",
        tag="cases",
        body=APPLICATION,
        answer=RECEIVED,
        status=201,
        problems=(400, 401, 403, 413, 415, 422),
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Take in an application, with its receipt (06-03-2); with `accept` also accept it: both clocks start
        and the notice of acceptance is issued (07-01, 07-03)."""
        given = self.given(APPLICATION)
        carry_out = receive_and_accept if given["accept"] else receive
        with in_the_body():
            case_id = carry_out(application=_application(given), actor=self.actor, key=self.once())
        case = Case.objects.get(pk=case_id)
        codes = {case.section_id: organisation.section(case.section_id).code}
        body = case_body(card_of(case), codes) | {"query_code": case.query_code}
        return Response(body, status=201, headers={"Location": reverse("api:case", args=[case_id])})


def _application(given: Mapping[str, Any]) -> Application:
    return Application(
        item_code=given["item"],
        applicant=Applicant(**given["applicant"]),
        channel=given["channel"],
        present=tuple(given["present"]),
        wrong={paper["seq"]: paper["problem"] for paper in given["wrong"]},
        electronic=given["electronic"],
        co_applicants=tuple(Applicant(**one) for one in given["co_applicants"]),
        agency=agency_of(given["agency"]) if given["agency"] else None,
    )


@contextmanager
def in_the_body() -> Iterator[None]:
    """Name the fields of a refusal as the body names them."""
    try:
        yield
    except Refused as refused:
        refused.reasons = tuple(replace(why, field=_named(why.field)) for why in refused.reasons)
        raise


def _named(field: str) -> str:
    """`number` is the first applicant's; lists count from one; an agent's own data lie one deeper."""
    before, _dot, name = field.rpartition(".")
    if before == "agent":
        return f"agency.agent.{name}" if name in APPLICANT.fields else f"agency.{name}"
    if field in APPLICANT.fields:
        return f"applicant.{field}"
    return {"code": "item", "materials": "present"}.get(field, field)


def agency_of(given: Mapping[str, Any]) -> Agency:
    """The agent and the power as the act takes them."""
    return Agency(**{**given, "agent": Applicant(**given["agent"]), "items": tuple(given["items"])})


def _in_sight(actor: Actor) -> QuerySet[Case]:
    """The cases the permission table lets the caller see."""
    row = TABLE["see_case"]
    reaches = {(row[role], section_id) for role, section_id in actor.posts if role in row}
    if any(reach == ANY for reach, _section in reaches):
        return Case.objects.all()
    return Case.objects.filter(section__in=sorted({section_id for _reach, section_id in reaches}))


def _filtered(rows: QuerySet[Case], asked: Mapping[str, Any], codes: Mapping[int, str]) -> QuerySet[Case]:
    columns = {"state": "state", "handler": "handler", "item": "item_code", "number": "number"}
    wanted = {column: asked[name] for name, column in columns.items() if asked[name]}
    wanted |= {"due__lte": asked["due_by"]} if asked["due_by"] else {}
    wanted |= {"pk__lt": asked["before"]} if asked["before"] else {}
    wanted |= {"state__in": sorted(OPEN)} if asked["open"] else {}
    if asked["section"]:
        wanted["section__in"] = [key for key, code in codes.items() if code == asked["section"]]
    return rows.filter(**wanted)


def _again(request: Request, last: int) -> str:
    """The same question, going on after the case `last`."""
    asked = {name: value for name, value in request.query_params.items() if name != "before"}
    return urlencode(asked | {"before": str(last)})
