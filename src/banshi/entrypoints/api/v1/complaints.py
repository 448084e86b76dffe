"""/api/v1/complaints: for the complainant by receipt code alone; for the office what the room lets each one know.

The code stands in no address; who complained is not in this interface at all (10-05).
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import KEY_HEADER, PUBLIC, Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Moment, Record, Shape, Text
from banshi.entrypoints.api.v1.parts import ARTICLES, moment
from banshi.institutions.complaints.actions import ending, handling, talking
from banshi.institutions.complaints.actions.receiving import Telling, Who, submit
from banshi.institutions.complaints.queries import codes, lines
from banshi.institutions.complaints.queries.follow import followed
from banshi.institutions.complaints.queries.lines import Line, RunningClock
from banshi.institutions.complaints.queries.story import Happened
from banshi.institutions.complaints.queries.whole import Whole as WholeComplaint
from banshi.institutions.complaints.queries.whole import Written, whole
from banshi.institutions.complaints.rules import intake
from banshi.institutions.complaints.rules.limits import BASIS, KINDS
from banshi.institutions.complaints.rules.steps import NAMES
from banshi.kernel.organisation.queries import sections
from banshi.kernel.ui.wording import say
from banshi.lib import ids
from banshi.lib.results import Reason, Refused, gettext_noop

SHORTEST_KEY = 20
WEAK_KEY = gettext_noop("%(field)s 至少 20 个字符，要随机生成。")
NO_SECTION = gettext_noop("没有代码为“%(code)s”的科室。")
CODE = Text(
    longest=40, about="The receipt code; dashes and small letters do not matter.", example="ACDE-3467-FGHJ"
)
STATE = Choice(name="ComplaintState", options={state.value: text for state, text in NAMES.items()})
CATEGORY = Choice(name="ComplaintCategory", options=dict(intake.CATEGORIES))
CHANNEL = Choice(name="ComplaintChannel", options=dict(intake.CHANNELS))
LONG = 4000

WHO = Record(
    name="Complainant",
    nullable=True,
    default=None,
    about="Left out: anonymous. Kept under keys of its own; never given out by this interface.",
    fields={
        "name": Text(longest=60),
        "phone": Text(longest=40, default=""),
        "number": Text(longest=40, default=""),
        "address": Text(default=""),
    },
)
TOLD = Record(
    name="ComplaintTold",
    fields={
        "category": CATEGORY,
        "content": Text(longest=intake.LONGEST, about="What happened."),
        "whom": Text(default="", about="About whom; colleagues named here are shut out at once."),
        "sections": Many(of=Text(longest=16, example="SHZZ"), default=(), about="Whole sections, by code."),
        "case_number": Text(default="", longest=64),
        "who": WHO,
    },
)
RECEIPT = Record(
    name="ComplaintReceipt",
    fields={"receipt_code": Text(about="Shown this once; the only handle.", example="ACDE-3467-FGHJ")},
)
LIMIT = Record(
    name="ComplaintLimit",
    fields={
        "kind": Text(example="reply"),
        "title": Text(),
        "articles": ARTICLES,
        "due": Day(nullable=True, about="None while it cannot be known yet."),
        "provisional": Flag(),
        "lamp": Text(about="The lamp in words."),
        "binds": Text(about="Which of the limits that run is the earliest."),
    },
)
WORDS = Record(name="ComplaintWords", fields={"title": Text(), "at": Moment(), "text": Text(longest=LONG)})
EVENT = Record(name="ComplaintEvent", fields={"title": Text(), "at": Moment()})
PAPER = Record(name="ComplaintPaper", fields={"title": Text(), "number": Text(), "issued_at": Moment()})
_COMMON: dict[str, Shape] = {
    "number": Text(example="TS-7KXN4RWA"),
    "state": STATE,
    "state_name": Text(),
    "category": CATEGORY,
    "received_at": Moment(),
    "limits": Many(of=LIMIT),
}
FOLLOWED = Record(
    name="ComplaintFollowed",
    fields=_COMMON
    | {
        "messages": Many(of=WORDS),
        "proposal": Text(longest=LONG, nullable=True),
        "may_answer": Flag(about="The proposal waits for the complainant."),
        "results": Many(of=WORDS, about="The newest holds."),
        "may_object": Flag(),
        "object_until": Day(nullable=True),
        "papers": Many(of=PAPER),
        "story": Many(of=EVENT),
    },
)
_LINE: dict[str, Shape] = {
    "uid": Text(longest=36),
    "channel": CHANNEL,
    "severity": Text(about="Empty until graded."),
    **_COMMON,
    "named": Flag(),
    "investigator": Text(),
    "volume": Text(),
}
LINE = Record(name="ComplaintLine", fields=_LINE)
LIST = Record(name="ComplaintList", fields={"complaints": Many(of=LINE)})
DETAIL = Record(
    name="ComplaintDetail",
    fields=_LINE
    | {
        "content": Text(longest=LONG),
        "whom": Text(),
        "messages": Many(of=WORDS),
        "story": Many(of=EVENT),
        "open_steps": Many(of=Text(), about="What the caller's part in it opens."),
    },
)
UID = {"uid": Text(longest=36, about="The complaint's uid, as listed.")}
ACT = Text(longest=20, example="reply", about="One of the steps below.")
DO = Choice(
    name="ComplainantStep",
    options={
        "write": gettext_noop("留言"),
        "agree": gettext_noop("认可"),
        "decline": gettext_noop("不认可"),
        "object": gettext_noop("提出复查"),
    },
)
PROBLEMS = (400, 404, 413, 415, 422)


class Complaints(Endpoint):
    """Told by anybody; listed for who works on them."""

    guard = "see_complaints"
    write_guard = PUBLIC

    @operation("list_complaints", "在办的投诉举报", tag="complaints", answer=LIST, problems=(401, 403))
    def get(self, request: Request) -> Response:
        """What the caller may know of and is still open, grave ones first; nothing for everybody else (10-05)."""
        found = [_line(line) for line in lines.lines(self.actor, lines.OPEN)]
        return Response({"complaints": found})

    @operation(
        "submit_complaint",
        "提交投诉举报",
        tag="complaints",
        body=TOLD,
        answer=RECEIPT,
        problems=PROBLEMS,
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Complain, anonymously or with a name; the receipt code is the only handle (10-08)."""
        given, once = self.given(TOLD), self._token()
        code = codes.receipt_code(once)
        submit(telling=_telling(given), code=code, key=codes.once_key(once))
        return Response({"receipt_code": codes.grouped(code)})

    def _token(self) -> str:
        """The caller's key, from which the code is worked out: long enough that nobody guesses it."""
        key = self.request.headers.get(KEY_HEADER, "")
        if key and len(key) < SHORTEST_KEY:
            raise Refused(Reason(WEAK_KEY, (), KEY_HEADER, {"field": KEY_HEADER}))
        return key or ids.token()


class Follow(Endpoint):
    """One's own complaint, with the code in the body."""

    guard = PUBLIC

    @operation(
        "follow_complaint",
        "凭回执码查看",
        tag="complaints",
        body=Record(name="ReceiptCode", fields={"code": CODE}),
        answer=FOLLOWED,
        problems=PROBLEMS,
    )
    def post(self, request: Request) -> Response:
        """How it stands, by when, what was said (10-03)."""
        given = self.given(Record(name="ReceiptCode", fields={"code": CODE}))
        return Response(_followed(given["code"]))


class Answer(Endpoint):
    """What the complainant does with the code."""

    guard = PUBLIC
    BODY = Record(
        name="ComplainantAct", fields={"code": CODE, "do": DO, "text": Text(longest=LONG, default="")}
    )

    @operation(
        "answer_complaint",
        "凭回执码留言、表态、提出复查",
        tag="complaints",
        body=BODY,
        answer=FOLLOWED,
        problems=PROBLEMS,
    )
    def post(self, request: Request) -> Response:
        """Write, accept or decline the proposal, object to the result (10-04, 10-12)."""
        given = self.given(self.BODY)
        code, text = given["code"], given["text"]
        acts: Mapping[str, Callable[[], object]] = {
            "write": lambda: talking.write_by_code(code=code, text=text),
            "agree": lambda: handling.consent_by_code(code=code, agreed=True, note=text),
            "decline": lambda: handling.consent_by_code(code=code, agreed=False, note=text),
            "object": lambda: ending.ask_review(code=code, objection=text),
        }
        acts[given["do"]]()
        return Response(_followed(code))


class OneComplaint(Endpoint):
    """One complaint for who works on it."""

    guard = "see_complaints"

    @operation(
        "read_complaint", "一件投诉举报", tag="complaints", path=UID, answer=DETAIL, problems=(401, 403, 404)
    )
    def get(self, request: Request, uid: str) -> Response:
        """Everything but who complained; who may not know of it gets the answer for none (10-05, 10-06)."""
        return Response(detail_body(whole(uid_of(uid), self.actor)))


def uid_of(uid: str) -> UUID:
    """The key behind an address; raises Http404."""
    try:
        return UUID(uid)
    except ValueError:
        raise Http404 from None


def _telling(given: Mapping[str, Any]) -> Telling:
    known = {one.code: one.id for one in sections().values()}
    unknown = [code for code in given["sections"] if code not in known]
    if unknown:
        raise Refused(Reason(NO_SECTION, (), "sections", {"code": unknown[0]}))
    return Telling(
        channel="web",
        category=given["category"],
        content=given["content"],
        whom=given["whom"],
        section_ids=[known[code] for code in given["sections"]],
        case_number=given["case_number"],
        who=Who(**given["who"]) if given["who"] else None,
    )


def _followed(code: str) -> dict[str, Any]:
    found = followed(code)
    return {
        "number": found.number,
        "state": found.state.value,
        "state_name": say(NAMES[found.state]),
        "category": found.category,
        "received_at": moment(found.received_at),
        "limits": _limits(found.clocks),
        "messages": _words(found.messages),
        "proposal": found.proposal.text if found.proposal else None,
        "may_answer": found.may_answer,
        "results": _words(found.results),
        "may_object": bool(found.review),
        "object_until": found.review_until.isoformat() if found.review_until else None,
        "papers": [
            {"title": one.title_zh, "number": one.number, "issued_at": moment(one.issued_at)}
            for one in found.papers
        ],
        "story": _story(found.story),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "uid": str(line.uid),
        "channel": line.channel,
        "severity": line.severity,
        "number": line.number,
        "state": line.state.value,
        "state_name": say(NAMES[line.state]),
        "category": line.category,
        "received_at": moment(line.received_at),
        "limits": _limits(line.clocks),
        "named": line.named,
        "investigator": line.investigator,
        "volume": line.volume,
    }


def detail_body(found: WholeComplaint) -> dict[str, Any]:
    """A complaint as it is answered: without who complained."""
    return _line(found.line) | {
        "content": found.content,
        "whom": found.whom,
        "messages": _words(found.messages),
        "story": _story(found.story),
        "open_steps": found.open_steps,
    }


def _limits(clocks: Sequence[RunningClock]) -> list[dict[str, Any]]:
    return [
        {
            "kind": one.kind,
            "title": say(KINDS[one.kind]),
            "articles": list(BASIS[one.kind]),
            "due": one.binding.date.isoformat() if one.binding.date else None,
            "provisional": one.binding.date is None,
            "lamp": say(one.lamp.text),
            "binds": say(one.binding.binding.title),
        }
        for one in clocks
    ]


def _words(written: Sequence[Written]) -> list[dict[str, Any]]:
    return [{"title": say(one.title), "at": moment(one.at), "text": one.text} for one in written]


def _story(happened: Sequence[Happened]) -> list[dict[str, Any]]:
    return [{"title": say(one.title), "at": moment(one.at)} for one in happened]
