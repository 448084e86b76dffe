"""/api/v1/extended-sessions: service after hours, month by month; opened and ended by other systems too."""

import re
from typing import Any

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ID
from banshi.institutions.extended_hours.actions import sessions
from banshi.institutions.extended_hours.actions.sessions import Opening
from banshi.institutions.extended_hours.queries import sessions as queries
from banshi.institutions.extended_hours.queries.sessions import SessionCard
from banshi.institutions.extended_hours.rules import EQUIPMENT
from banshi.kernel.organisation import queries as organisation
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

NOT_MONTH = gettext_noop("%(field)s 应当写成 2026-11 的样式。")
UNKNOWN_SECTION = gettext_noop("没有代码是“%(section)s”的科室，请核对。")
_MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
MONTH = Record(
    name="ExtendedQuestion",
    fields={"month": Text(default="", longest=7, example="2026-11", about="This month when left out.")},
)
SESSION = Record(
    name="ExtendedSession",
    fields={
        "id": ID,
        "day": Day(),
        "section": Text(about="The section's code.", example="SHZZ"),
        "opened_at": Moment(),
        "until": Moment(about="When it ends at the latest: 20:00, or what a head allowed (02-05)."),
        "closed_at": Moment(nullable=True),
        "forgotten": Flag(about="Nobody ended it; it ended by itself."),
        "late_reason": Text(),
        "served": Whole(low=0, about="People served."),
        "minutes": Whole(low=0),
        "fee": Whole(low=0, high=0, about="Always 0 (02-06)."),
        "document": Whole(nullable=True, about="The id of the record W27."),
    },
)
SESSIONS = Record(name="ExtendedSessions", fields={"sessions": Many(of=SESSION)})
OPENING = Record(
    name="ExtendedOpening",
    fields={
        "section": Text(longest=16, about="The section's code.", example="SHZZ"),
        "staff": Many(of=Whole(), most=50, about="Staff ids of those who stay."),
        "in_order": Many(
            of=Choice(name="Equipment", options=dict.fromkeys(EQUIPMENT, "in working order")),
            most=5,
            default=(),
        ),
        "faults": Text(default="", about="What is out of order and what is done (02-07)."),
    },
)
SESSION_ID = Whole(about="The session's id.", example=4)


class Sessions(Endpoint):
    """Sessions of a month, and opening one."""

    guard = "see_extended"
    write_guard = "open_session"

    @operation(
        "list_extended_sessions",
        "延时服务：一个月的各次",
        tag="hall",
        query=MONTH,
        answer=SESSIONS,
        problems=(401, 403, 422),
    )
    def get(self, request: Request) -> Response:
        """List the finished sessions of a month (02-04, 02-05)."""
        asked = self.asked(MONTH)["month"]
        if asked and not _MONTH.fullmatch(asked):
            raise Refused(Reason(NOT_MONTH, ("02-05",), "month", {"field": "month"}))
        first = clock.parse(f"{asked}-01").date() if asked else clock.today().replace(day=1)
        codes = _codes()
        return Response({"sessions": [_body(card, codes) for card in queries.month(first).sessions]})

    @operation(
        "open_extended_session",
        "开始延时服务",
        tag="hall",
        body=OPENING,
        answer=SESSION,
        status=201,
        problems=(400, 401, 403, 413, 415, 422),
        once=True,
    )
    def post(self, request: Request) -> Response:
        """Begin to serve on after closing time, with who stays and the equipment check (02-02, 02-05, 02-07)."""
        given = self.given(OPENING)
        found = [each.id for each in organisation.sections().values() if each.code == given["section"]]
        if not found:
            words = {"section": given["section"]}
            raise Refused(Reason(UNKNOWN_SECTION, ("02-04",), "section", words))
        opening = Opening(found[0], tuple(given["staff"]), tuple(given["in_order"]), given["faults"])
        session_id = sessions.open_session(opening=opening, actor=self.actor, key=self.once())
        return _answer(session_id, 201)


class CloseSession(Endpoint):
    """Ending one."""

    guard = "see_extended"
    write_guard = "open_session"

    @operation(
        "close_extended_session",
        "结束延时服务",
        tag="hall",
        path={"session_id": SESSION_ID},
        answer=SESSION,
        problems=(401, 403, 404, 422),
        once=True,
    )
    def post(self, request: Request, session_id: int) -> Response:
        """End a session; the record W27 is issued (02-06)."""
        sessions.close_session(session_id=session_id, actor=self.actor, key=self.once())
        return _answer(session_id, 200)


def _answer(session_id: int, status: int) -> Response:
    card = queries.session(session_id)
    if card is None:
        raise Http404
    return Response(_body(card, _codes()), status=status)


def _codes() -> dict[int, str]:
    return {each.id: each.code for each in organisation.sections().values()}


def _body(card: SessionCard, codes: dict[int, str]) -> dict[str, Any]:
    return {
        "id": card.id,
        "day": card.day,
        "section": codes[card.section_id],
        "opened_at": card.opened_at,
        "until": card.until,
        "closed_at": card.closed_at,
        "forgotten": card.forgotten,
        "late_reason": card.late_reason,
        "served": card.served,
        "minutes": card.minutes,
        "fee": 0,
        "document": card.document_id,
    }
