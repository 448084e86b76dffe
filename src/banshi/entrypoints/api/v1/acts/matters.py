"""/api/v1/matters/{id}/acts/…: one address per act on an official document, a task, a transfer (07-02, 07-05)."""

from collections.abc import Callable
from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response

from banshi.entrypoints.api.describing import operation
from banshi.entrypoints.api.endpoint import ActEndpoint
from banshi.entrypoints.api.shapes import Day, Many, Record, Text, Whole
from banshi.entrypoints.api.v1.matters import MATTER, MATTER_ID, MatterEndpoint, matter_body
from banshi.institutions.time_limits.actions import office, parts
from banshi.institutions.time_limits.actions.parts import Explained
from banshi.institutions.time_limits.queries import matters as queries
from banshi.kernel.organisation import queries as organisation
from banshi.lib.results import Reason, Refused, gettext_noop

VERSION = Whole(about="The matter's `version` as it was shown; 409 when it has moved on.", example=1)
PART_ID = Whole(about="The id of the section's part.")


class MatterAct(ActEndpoint, MatterEndpoint):
    """An act on a matter."""

    def act(self, matter_id: int) -> Response:
        """Check that the matter may be known of, act, and answer with the matter as it is now."""
        card, given_parts = self.known(matter_id)
        given = self.given(self.body)
        if "part_id" in given and given["part_id"] not in {part.id for part in given_parts}:
            raise Refused(Reason(gettext_noop("这件事项没有这个部分。"), ("07-02",), "part_id"))
        self.carry_out(matter_id, given, self.once())
        return Response(matter_body(queries.matter(card.id), queries.parts(card.id)))


def _described(name: str, summary: str, body: Record) -> Callable[[type[MatterAct]], type[MatterAct]]:
    """Give an act its `post`, described by the class's own docstring."""

    def decorate(view: type[MatterAct]) -> type[MatterAct]:
        def post(self: MatterAct, request: Request, matter_id: int) -> Response:
            return self.act(matter_id)

        post.__doc__ = view.__doc__
        view.body = body
        view.post = operation(  # type: ignore[attr-defined]
            name,
            summary,
            tag="matters",
            body=body,
            path={"matter_id": MATTER_ID},
            answer=MATTER,
            problems=(400, 401, 403, 404, 409, 413, 415, 422),
            once=True,
        )(post)
        return view

    return decorate


@_described(
    "route_matter",
    "分办",
    Record(
        name="MatterRouting",
        fields={
            "version": VERSION,
            "lead": Text(longest=16, about="The lead section's code.", example="SHZZ"),
            "others": Many(of=Text(longest=16), default=(), about="Codes of the sections to be heard."),
            "others_due": Day(default=None, nullable=True, about="The last day for their opinions."),
        },
    ),
)
class RouteMatter(MatterAct):
    """Give the matter to a lead section and others to be heard, with its sheet W43 (07-02)."""

    guard = "route_matter"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """Route it."""
        ids = {card.code: card.id for card in organisation.sections().values()}
        given |= {"lead": ids.get(given["lead"]), "others": [ids.get(code, 0) for code in given["others"]]}
        return office.route_matter(matter_id=matter_id, **given, actor=self.actor, key=key)


@_described(
    "set_matter_limit",
    "设定特殊公文的期限",
    Record(
        name="MatterLimitSetting", fields={"version": VERSION, "until": Day(), "reason": Text(longest=500)}
    ),
)
class SetMatterLimit(MatterAct):
    """Set the date of a special document: a leader, or the head of the office (07-02)."""

    guard = "set_matter_limit"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """Set it."""
        return office.set_matter_limit(matter_id=matter_id, **given, actor=self.actor, key=key)


@_described(
    "take_up_matter",
    "接办",
    Record(
        name="MatterTakingUp",
        fields={
            "version": VERSION,
            "part_id": PART_ID,
            "handler_id": Whole(default=None, nullable=True, about="A head names a colleague."),
        },
    ),
)
class TakeUpMatter(MatterAct):
    """A section takes its part up (07-02, 07-05)."""

    guard = "work_on_matter"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """Take it up."""
        return parts.take_up_matter(matter_id=matter_id, **given, actor=self.actor, key=key)


@_described(
    "return_matter",
    "科室退回",
    Record(name="MatterReturn", fields={"version": VERSION, "part_id": PART_ID, "reason": Text(longest=500)}),
)
class ReturnMatter(MatterAct):
    """A section gives its part back, with the reason (07-05)."""

    guard = "work_on_matter"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """Give it back."""
        return parts.return_matter(matter_id=matter_id, **given, actor=self.actor, key=key)


@_described(
    "finish_matter_part",
    "填写办理结果或者会办意见",
    Record(
        name="MatterOpinion", fields={"version": VERSION, "part_id": PART_ID, "opinion": Text(longest=1000)}
    ),
)
class FinishMatterPart(MatterAct):
    """A section's part is done; the lead's part, the last one, ends the matter (07-02)."""

    guard = "finish_matter_part"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """Finish it."""
        return parts.finish_matter_part(matter_id=matter_id, **given, actor=self.actor, key=key)


@_described(
    "explain_matter",
    "说明不能按期完成",
    Record(
        name="MatterExplanation",
        fields={
            "version": VERSION,
            "reason": Text(longest=500),
            "agreed_by": Text(default="", longest=80, about="Which superior set the new date."),
            "new_due": Day(default=None, nullable=True),
        },
    ),
)
class ExplainMatter(MatterAct):
    """Before the limit the newly set date counts; after it the explanation is for the record (07-05)."""

    guard = "explain_matter"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """Explain it."""
        version = given.pop("version")
        return parts.explain_matter(
            matter_id=matter_id, version=version, explained=Explained(**given), actor=self.actor, key=key
        )


@_described(
    "urge_matter",
    "督办",
    Record(name="MatterUrging", fields={"version": VERSION, "note": Text(longest=500)}),
)
class UrgeMatter(MatterAct):
    """Press for a matter in writing, with a supervision sheet W43 (07-05)."""

    guard = "urge_matter"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """Press for it."""
        return office.urge_matter(matter_id=matter_id, **given, actor=self.actor, key=key)


@_described(
    "send_matter_back",
    "退回来文单位",
    Record(name="MatterSendingBack", fields={"version": VERSION, "reason": Text(longest=500)}),
)
class SendMatterBack(MatterAct):
    """What a peer sent goes back to it, with the reason (07-05)."""

    guard = "close_matter"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """Send it back."""
        return office.send_matter_back(matter_id=matter_id, **given, actor=self.actor, key=key)


@_described("close_matter", "归档", Record(name="MatterClosing", fields={"version": VERSION}))
class CloseMatter(MatterAct):
    """File a matter that is done (07-02)."""

    guard = "close_matter"

    def carry_out(self, matter_id: int, given: dict[str, Any], key: str) -> object:
        """File it."""
        return office.close_matter(matter_id=matter_id, **given, actor=self.actor, key=key)


MATTER_ACTS: dict[str, type[MatterAct]] = {
    "route": RouteMatter,
    "set-limit": SetMatterLimit,
    "take-up": TakeUpMatter,
    "return": ReturnMatter,
    "finish-part": FinishMatterPart,
    "explain": ExplainMatter,
    "urge": UrgeMatter,
    "send-back": SendMatterBack,
    "close": CloseMatter,
}
