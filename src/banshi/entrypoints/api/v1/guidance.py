"""/api/v1/policies, ratings, contacts: policies explained, public figures, enquiries of other systems (05, 08)."""

import datetime as dt
from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import PUBLIC, Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ID, moment
from banshi.institutions.first_contact.actions.asking import LONGEST_QUESTION, open_contact
from banshi.institutions.first_contact.actions.handing import take_over
from banshi.institutions.first_contact.queries import contacts
from banshi.institutions.first_contact.queries.contacts import ContactCard
from banshi.institutions.first_contact.rules import NAMES, Path
from banshi.institutions.guidance.queries import opinions, policies
from banshi.institutions.guidance.queries.policies import PolicyCard
from banshi.institutions.guidance.rules import LEVELS, Level
from banshi.kernel.parties.numbers import parse_phone
from banshi.lib import clock

POLICY_LINE = Record(
    name="PolicyLine",
    fields={
        "id": ID,
        "title": Text(),
        "number": Text(about="The document number; may be empty."),
        "effective_from": Day(),
        "effective_to": Day(nullable=True),
        "items": Many(of=Text(example="MZ-JF-05")),
        "sample": Flag(about="A sample for demonstration, not a real document."),
    },
)
POLICY = Record(
    name="Policy",
    fields={
        **POLICY_LINE.fields,
        "issuer": Text(),
        "text": Text(),
        "explanation": Text(),
        "in_force": Flag(about="Holds today."),
    },
)
POLICIES = Record(name="PolicyList", fields={"policies": Many(of=POLICY_LINE)})
ASKED = Record(name="PolicyQuestion", fields={"q": Text(default="", longest=60, about="Words to look for.")})
LEVEL = Record(
    name="RatingLevel",
    fields={"level": Whole(low=1, high=5), "name": Text(example="非常满意"), "count": Whole(low=0)},
)
FIGURES = Record(
    name="RatingFigures",
    fields={
        "from": Day(),
        "total": Whole(low=0),
        "levels": Many(of=LEVEL),
        "bad": Whole(low=0, about="Ratings at the two lowest levels."),
        "answered": Whole(low=0, about="Of these, answered."),
    },
)
OPENING = Record(
    name="ContactOpening",
    fields={
        "channel": Choice(name="ContactChannel", options={"counter": "当面", "phone": "打电话"}),
        "about": Text(longest=LONGEST_QUESTION, example="低保怎么办"),
        "phone": Text(default="", longest=40, about="Where a text message may go; stored encrypted."),
    },
)
PATH = Choice(name="ContactPath", options={path.value: name for path, name in NAMES.items()}, nullable=True)
CONTACT = Record(
    name="Contact",
    fields={
        "id": ID,
        "number": Text(example="7KXN4RWA"),
        "channel": Text(),
        "officer": Text(about="The first-contact officer (05-02)."),
        "opened_at": Moment(),
        "due_at": Moment(nullable=True, about="The end of the office day; null past the published calendar."),
        "answered_at": Moment(nullable=True),
        "path": PATH,
        "late": Flag(about="Open at the end of its office day: a lead."),
    },
)
PROBLEMS = (400, 401, 403, 404, 413, 415, 422)


class Policies(Endpoint):
    """The policies in force."""

    guard = PUBLIC

    @operation(
        "list_policies", "政策和解读，可以检索", tag="guidance", query=ASKED, answer=POLICIES, problems=(422,)
    )
    def get(self, request: Request) -> Response:
        """List the policies in force, or find them by words, best first (08-04-1)."""
        text, today = self.asked(ASKED)["q"], clock.today()
        found = policies.find(text, today) if text else policies.in_force(today)
        return Response({"policies": [_policy_line(one) for one in found]})


class Policy(Endpoint):
    """One policy with its explanation."""

    guard = PUBLIC

    @operation(
        "read_policy",
        "一份政策和解读",
        tag="guidance",
        path={"policy_id": ID},
        answer=POLICY,
        problems=(404,),
    )
    def get(self, request: Request, policy_id: int) -> Response:
        """Read a policy: its explanation in plain words, its text, and whether it holds today (08-04-1)."""
        found = policies.policy(policy_id)
        if found is None:
            raise Http404
        more = {"issuer": found.issuer, "text": found.text, "explanation": found.explanation}
        return Response(_policy_line(found) | more | {"in_force": found.in_force(clock.today())})


class Ratings(Endpoint):
    """The ratings of this month."""

    guard = PUBLIC

    @operation("read_ratings", "本月的评价", tag="guidance", answer=FIGURES)
    def get(self, request: Request) -> Response:
        """Read how people rated us this month (08-04-3). With fewer than five ratings the levels stay empty."""
        today = clock.today()
        found = opinions.figures(today.replace(day=1), today)
        names = {LEVELS[level]: int(level) for level in Level}
        levels = [{"level": names[name], "name": name, "count": n} for name, n in found.levels or ()]
        body = {"total": found.total, "levels": levels, "bad": found.bad, "answered": found.answered}
        return Response({"from": found.first} | body)


class Contacts(Endpoint):
    """Enquiries put on record by a call centre or another desk."""

    guard = "answer_contact"

    @operation(
        "open_contact",
        "登记一次咨询",
        tag="guidance",
        body=OPENING,
        answer=CONTACT,
        status=201,
        problems=(400, 401, 403, 413, 415, 422),
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Put an enquiry on record; whoever calls is its first-contact officer from now on (05-02)."""
        given = self.given(OPENING)
        phone = parse_phone(given["phone"]) if given["phone"].strip() else ""
        opened = open_contact(
            channel=given["channel"], about=given["about"], phone=phone, actor=self.actor, key=self.once()
        )
        return Response(_contact(contacts.card(opened)), status=201)


class TakeOver(Endpoint):
    """Accepting what a colleague handed over."""

    guard = "answer_contact"

    @operation(
        "take_over_contact",
        "接手同事转请的咨询",
        tag="guidance",
        path={"contact_id": ID},
        answer=CONTACT,
        problems=PROBLEMS,
        once=True,
    )
    def post(self, request: Request, contact_id: int) -> Response:
        """Take over an enquiry that a colleague of the section handed over; until then it stays theirs (05-04-1)."""
        if contacts.card(contact_id) is None:
            raise Http404
        take_over(contact_id=contact_id, actor=self.actor, key=self.once())
        return Response(_contact(contacts.card(contact_id)))


def _policy_line(card: PolicyCard) -> dict[str, Any]:
    last: dt.date | None = card.effective_to
    return {
        "id": card.id,
        "title": card.title,
        "number": card.number,
        "effective_from": card.effective_from,
        "effective_to": last,
        "items": list(card.items),
        "sample": card.sample,
    }


def _contact(card: ContactCard | None) -> dict[str, Any]:
    assert card is not None
    return {
        "id": card.id,
        "number": card.number,
        "channel": card.channel,
        "officer": card.officer,
        "opened_at": moment(card.opened_at),
        "due_at": moment(card.due_at) if card.due_at else None,
        "answered_at": moment(card.answered_at) if card.answered_at else None,
        "path": Path(card.path).value if card.path else None,
        "late": card.late,
    }
