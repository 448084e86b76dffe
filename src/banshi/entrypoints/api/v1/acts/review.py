"""Acts under review: assigned, stopped for a special procedure, extended."""

from typing import Any

from banshi.entrypoints.api.shapes import Choice, Day, Flag, Text, Whole
from banshi.entrypoints.api.v1.acts.base import CaseAct, act_body, described
from banshi.institutions.one_time_notice.actions import suspending
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.institutions.time_limits.actions import extensions
from banshi.institutions.time_limits.queries.limits import extensions as extensions_of
from banshi.kernel.catalogue.schema import SPECIAL_KINDS
from banshi.lib.results import Reason, Refused, gettext_noop
from banshi.workflows import intake


@described("assign", "改派经办人")
class Assign(CaseAct):
    """A head gives the case to a handler of the section (07-03)."""

    guard = "assign"
    body = act_body("Assignment", handler=Whole(about="The handler's staff id."))

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Assign it."""
        return intake.assign(
            case_id=case_id, version=given["version"], handler_id=given["handler"], actor=self.actor, key=key
        )


@described(
    "start_procedure",
    "启动特别程序（停表）",
)
class StartProcedure(CaseAct):
    """Stop the clock for a listed procedure, told in writing with time and place, notice W21 (06-05-2)."""

    guard = "start_procedure"
    body = act_body(
        "ProcedureStart",
        kind=Choice(name="SpecialKind", options=SPECIAL_KINDS),
        place=Text(longest=120),
        time=Text(longest=80),
        first=Day(),
        last=Day(about="The last day that is not counted."),
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Announce it."""
        version = given.pop("version")
        announced = Announcement(**given)
        return suspending.start_procedure(
            case_id=case_id, version=version, announced=announced, actor=self.actor, key=key
        )


@described("end_procedure", "特别程序提前结束")
class EndProcedure(CaseAct):
    """End a special procedure today, earlier than announced: the clock runs again tomorrow (06-05-2)."""

    guard = "end_procedure"
    body = act_body("ProcedureEnd", procedure=Whole(about="Its id, as in the timeline."))

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """End it."""
        return suspending.end_procedure(
            case_id=case_id,
            version=given["version"],
            procedure_id=given["procedure"],
            actor=self.actor,
            key=key,
        )


@described("request_extension", "申请延期")
class RequestExtension(CaseAct):
    """Ask a bureau leader for more working days, once and before the limit runs out (06-05-1)."""

    guard = "request_extension"
    body = act_body(
        "ExtensionRequest", days=Whole(high=3660, about="Working days."), reason=Text(longest=500)
    )
    answer = "request"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Ask."""
        return extensions.request_extension(case_id=case_id, **given, actor=self.actor, key=key)


@described("answer_extension", "批示延期申请")
class AnswerExtension(CaseAct):
    """A leader grants the waiting request, with its notice W20, or declines with a reason (06-05-1)."""

    guard = "answer_extension"
    body = act_body(
        "ExtensionAnswer", granted=Flag(), opinion=Text(default="", longest=500, about="Needed to decline.")
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Answer the request that waits, or the last one when the same call comes again."""
        asked = extensions_of(case_id)
        if not asked:
            raise Refused(Reason(gettext_noop("这件办件没有延期申请。"), ("06-05-1",)))
        return extensions.answer_extension(extension_id=asked[-1].id, **given, actor=self.actor, key=key)
