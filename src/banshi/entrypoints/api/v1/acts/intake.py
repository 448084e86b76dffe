"""Acts before acceptance: papers checked, put right, asked for, supplied; accepted; withdrawn."""

from dataclasses import replace
from typing import Any

from banshi.entrypoints.api.shapes import Day, Many, Text, Whole
from banshi.entrypoints.api.v1.acts.base import CaseAct, act_body, described
from banshi.entrypoints.api.v1.case_list import STAFF_CHANNEL, WRONG_PAPER
from banshi.institutions.one_time_notice.actions import completing
from banshi.workflows import completing as notices
from banshi.workflows import intake

POWER = Whole(
    default=None,
    nullable=True,
    about="The power of attorney (its id on the case) of the agent who does it; null: the applicant in person.",
)
PAPERS = Many(of=Whole(high=999), least=1, about="Numbers of papers.")


@described("check_materials", "核对材料")
class CheckMaterials(CaseAct):
    """Tick the papers that are in order and note what is wrong with others (06-03-2)."""

    guard = "check_materials"
    body = act_body(
        "MaterialsCheck",
        present=replace(PAPERS, default=(), least=0, about="Papers in order."),
        wrong=Many(of=WRONG_PAPER, default=(), about="Papers that have to be put right."),
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Check them."""
        wrong = {paper["seq"]: paper["problem"] for paper in given["wrong"]}
        return completing.check_materials(
            case_id=case_id,
            version=given["version"],
            present=given["present"],
            wrong=wrong,
            actor=self.actor,
            key=key,
        )


@described("correct_on_spot", "当场更正")
class CorrectOnSpot(CaseAct):
    """Record that wrong papers were put right at the window, as the law puts first (06-03-2)."""

    guard = "check_materials"
    body = act_body("SpotCorrection", materials=PAPERS)
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Record it."""
        return completing.correct_on_spot(case_id=case_id, **given, actor=self.actor, key=key)


@described("decline_correction", "不能当场更正，写明原因")
class DeclineCorrection(CaseAct):
    """Record why wrong papers cannot be put right at the window, with the record W26 (06-03-2)."""

    guard = "check_materials"
    body = act_body("NoSpotCorrection", materials=PAPERS, reason=Text())
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Record it."""
        return completing.decline_correction(case_id=case_id, **given, actor=self.actor, key=key)


@described("accept", "受理，出具受理通知书")
class Accept(CaseAct):
    """Accept a complete application: both clocks start and the notice W05 is issued (06-03-2, 07-01, 07-03)."""

    guard = "accept"
    body = act_body("Acceptance")
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Accept it."""
        return intake.accept(case_id=case_id, **given, actor=self.actor, key=key)


@described("ask_supplement", "补正通知书，一次列全")
class AskSupplement(CaseAct):
    """Give the one notice W04 that lists every gap; another one needs a section head's reason (06-03-2)."""

    guard = "ask_supplement"
    body = act_body(
        "SupplementNotice",
        until=Day(about="The applicant's last day."),
        head_reason=Text(default="", about="Why a second notice, by the section head."),
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Issue it."""
        return notices.ask_supplement(case_id=case_id, **given, actor=self.actor, key=key)


@described("supply", "登记补交的材料")
class Supply(CaseAct):
    """Log papers supplied after the notice, by an applicant or by an agent whose power holds today (06-03-2)."""

    guard = "check_materials"
    body = act_body("SuppliedPapers", materials=PAPERS, channel=STAFF_CHANNEL, power=POWER)

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Log them."""
        return completing.supply(case_id=case_id, **given, actor=self.actor, key=key)
