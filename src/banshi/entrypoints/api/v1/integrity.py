"""/api/v1/integrity: the integrity register, and every step on a record by a named person (04-13)."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.http import Http404
from django.utils.translation import gettext
from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import Endpoint
from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Moment, Record, Text, Whole
from banshi.entrypoints.api.v1.parts import ID, moment
from banshi.institutions.provisional_acceptance.actions import register
from banshi.institutions.provisional_acceptance.queries import records
from banshi.institutions.provisional_acceptance.queries.records import RecordCard

RECORD = Record(
    name="IntegrityRecord",
    about="A broken commitment as it stands in the register; the party masked, no texts.",
    fields={
        "id": ID,
        "case": Whole(about="The case's id."),
        "case_number": Text(),
        "item_name": Text(),
        "party": Text(about="Masked.", example="张*"),
        "state": Choice(name="IntegrityState", options=records.STATES),
        "state_name": Text(),
        "breached_on": Day(),
        "bar_until": Day(about="The last day of the bar, if it is confirmed."),
        "in_force": Flag(about="Whether the bar holds today."),
        "reported_at": Moment(),
        "speak_until": Day(nullable=True),
        "published_until": Day(nullable=True),
    },
)
RECORDS = Record(name="IntegrityRecords", fields={"records": Many(of=RECORD)})
ASKED = Record(
    name="IntegrityAsked",
    fields={"state": Choice(name="IntegrityStateAsked", options=records.STATES, default="")},
)
RECORD_ID = Whole(about="The record's id.", example=1)
REASON = Text(longest=500)


class Records(Endpoint):
    """The register."""

    guard = "keep_integrity"

    @operation(
        "list_integrity", "失信记录", tag="cases", query=ASKED, answer=RECORDS, problems=(401, 403, 422)
    )
    def get(self, request: Request) -> Response:
        """List the records, newest first, of one state if it is named (04-13)."""
        state = self.asked(ASKED)["state"]
        return Response({"records": [_body(one) for one in records.records(state)]})


class RecordAct(Endpoint):
    """A step on a record. `body`: what it takes; `carry_out`: the act."""

    body: ClassVar[Record]
    carry_out: ClassVar[Callable[..., Any]]

    def act(self, record_id: int) -> Response:
        """Read the body, act, and answer with the record as it is now."""
        given = self.given(self.body) if self.body.fields else {}
        if records.find(record_id) is None:
            raise Http404
        type(self).carry_out(record_id=record_id, **given, actor=self.actor, key=self.once())
        return Response(_body(records.record(record_id)))


def _step(name: str, summary: str, act: Callable[..., Any], power: str, **fields: Any) -> type[RecordAct]:
    """An address for one act of the register."""

    def post(self: RecordAct, request: Request, record_id: int) -> Response:
        return self.act(record_id)

    post.__doc__ = act.__doc__
    body = Record(name="".join(part.capitalize() for part in name.split("_")), fields=fields)
    described = operation(
        name,
        summary,
        tag="acts",
        body=body if fields else None,
        path={"record_id": RECORD_ID},
        answer=RECORD,
        problems=(400, 401, 403, 404, 409, 413, 415, 422),
        once=True,
    )(post)
    return type(
        body.name,
        (RecordAct,),
        {"guard": power, "body": body, "carry_out": staticmethod(act), "post": described},
    )


KEEP, PUBLISH = "keep_integrity", "publish_integrity"
STEPS: dict[str, type[RecordAct]] = {
    "tell": _step("tell_breach", "书面告知当事人", register.tell_breach, KEEP),
    "hear": _step("hear_party", "记录陈述", register.hear_party, KEEP, statement=Text(longest=1000)),
    "confirm": _step("confirm_breach", "认定违诺", register.confirm_breach, KEEP, reason=REASON),
    "withdraw": _step("withdraw_breach", "撤销记录", register.withdraw_breach, KEEP, reason=REASON),
    "repair": _step("repair_breach", "提前结束", register.repair_breach, KEEP, reason=REASON),
    "object": _step(
        "register_objection", "登记异议", register.register_objection, KEEP, objection=Text(longest=1000)
    ),
    "answer": _step(
        "answer_objection", "答复异议", register.answer_objection, KEEP, upheld=Flag(), reason=REASON
    ),
    "refer": _step("refer_breach", "转法制审核", register.refer_breach, KEEP, reason=REASON),
    "publish": _step(
        "publish_breach", "决定公布", register.publish_breach, PUBLISH, reason=REASON, until=Day()
    ),
    "unpublish": _step("stop_publication", "停止公布", register.stop_publication, PUBLISH, reason=REASON),
}


def _body(card: RecordCard) -> dict[str, object]:
    return {
        "id": card.id,
        "case": card.case_id,
        "case_number": card.case_number,
        "item_name": card.item_name,
        "party": card.party_masked,
        "state": card.state,
        "state_name": gettext(card.state_name),
        "breached_on": card.breached_on,
        "bar_until": card.bar_until,
        "in_force": card.in_force,
        "reported_at": moment(card.reported_at),
        "speak_until": card.speak_until,
        "published_until": card.published_until,
    }
