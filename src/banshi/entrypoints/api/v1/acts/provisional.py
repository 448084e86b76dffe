"""Acts of 容缺受理: asked for, signed, accepted; not wanted or not open; papers that come later (annex 4)."""

from typing import Any

from banshi.entrypoints.api.shapes import Choice, Day, Flag, Many, Record, Text, Whole
from banshi.entrypoints.api.v1.acts.base import CaseAct, act_body, described
from banshi.entrypoints.api.v1.acts.intake import POWER
from banshi.institutions.provisional_acceptance.actions import committing, offering, supplying
from banshi.institutions.provisional_acceptance.actions.committing import Signed
from banshi.institutions.provisional_acceptance.actions.supplying import Arrival
from banshi.institutions.provisional_acceptance.queries.promises import CHANNELS
from banshi.institutions.provisional_acceptance.rules.committing import ELECTRONIC, SIGNATURES
from banshi.institutions.provisional_acceptance.rules.offering import QUESTIONS

SIGNATURE = Choice(
    name="Signature",
    options={value: text for value, text in SIGNATURES.items() if value not in ELECTRONIC},
)
CHANNEL = Choice(
    name="SupplyChannel",
    options={value: text for value, text in CHANNELS.items() if value != "online"},
)
FOUND = Record(
    name="FoundPaper",
    fields={
        "seq": Whole(high=999),
        "problem": Text(default="", about="Empty when the paper is in order."),
    },
)


@described("draw_up_commitment", "申请容缺受理，出具承诺书")
class DrawUpCommitment(CaseAct):
    """The applicant asks for provisional acceptance: the letter W08 is drawn up for signing (04-03, 04-06)."""

    guard = "accept_provisionally"
    body = act_body("CommitmentLetter", until=Day(about="By when the papers are promised; a working day."))
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Draw it up."""
        return committing.draw_up_commitment(case_id=case_id, **given, actor=self.actor, key=key)


@described("accept_provisionally", "容缺受理")
class AcceptProvisionally(CaseAct):
    """Accept on the signed letter: notice of acceptance W05 and the one notice W09 at once (04-02, 04-09).

    A letter signed online needs no fields."""

    guard = "accept_provisionally"
    body = act_body(
        "ProvisionalAcceptance",
        confirmed=Many(of=Whole(high=5), default=(), about="The points confirmed on the letter (04-08)."),
        signature=Choice(name="Signature", options=SIGNATURE.options, default="", nullable=True),
        id_copy=Flag(default=False, about="A copy of the identity document is attached."),
        power=POWER,
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Accept it."""
        signed = Signed(
            confirmed=tuple(given["confirmed"]),
            signature=given["signature"] or "",
            id_copy=given["id_copy"],
            power=given["power"],
        )
        return committing.accept_provisionally(
            case_id=case_id, version=given["version"], signed=signed, actor=self.actor, key=key
        )


@described("decline_provisional", "申请人不要容缺受理")
class DeclineProvisional(CaseAct):
    """Record that it was offered and the applicant does not want it (04-03, 04-04)."""

    guard = "accept_provisionally"
    body = act_body("OfferDeclined")

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Record it."""
        return offering.decline_provisional(case_id=case_id, **given, actor=self.actor, key=key)


@described("deny_provisional", "书面告知不适用容缺受理")
class DenyProvisional(CaseAct):
    """Tell on paper (W10) which articles forbid it, and until when (04-04, 04-05, 04-13)."""

    guard = "accept_provisionally"
    body = act_body("OfferDenied")
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Tell."""
        return offering.deny_provisional(case_id=case_id, **given, actor=self.actor, key=key)


@described(
    "judge_tolerance",
    "判定材料可以后补",
)
class JudgeTolerance(CaseAct):
    """A section head judges that another secondary paper may come later in this case (04-05-4)."""

    guard = "judge_tolerance"
    body = act_body(
        "ToleranceJudgement",
        material=Whole(high=999, about="The paper's number."),
        answered=Many(
            of=Choice(
                name="ToleranceQuestion", options={str(article): text for article, text in QUESTIONS.items()}
            ),
            about="Each is to be confirmed.",
        ),
        reason=Text(longest=300),
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Judge."""
        return offering.judge_tolerance(case_id=case_id, **given, actor=self.actor, key=key)


@described("log_arrival", "登记收到后补的材料")
class LogArrival(CaseAct):
    """Log promised papers that came, with their receipt W11; those in `found` are checked at once (04-10)."""

    guard = "check_materials"
    body = act_body(
        "PaperArrival",
        materials=Many(of=Whole(high=999), least=1, about="Numbers of papers."),
        channel=CHANNEL,
        tracking=Text(default="", longest=64),
        posted_on=Day(default=None, nullable=True, about="The date of the postmark."),
        power=POWER,
        found=Many(of=FOUND, default=()),
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Log them."""
        arrival = Arrival(
            materials=tuple(given["materials"]),
            channel=given["channel"],
            tracking=given["tracking"],
            posted_on=given["posted_on"],
            power=given["power"],
            found={one["seq"]: one["problem"] for one in given["found"]},
        )
        return supplying.log_arrival(
            case_id=case_id, version=given["version"], arrival=arrival, actor=self.actor, key=key
        )


@described("check_piece", "核对后补的材料")
class CheckPiece(CaseAct):
    """Check a paper that arrived; rejected after the promised date, the case is terminated (04-10, 04-12)."""

    guard = "check_materials"
    body = act_body(
        "PaperCheck",
        piece=Whole(about="Its id, as in the case's promised papers."),
        accepted=Flag(),
        problem=Text(default="", about="Needed to reject."),
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Check it."""
        return supplying.check_piece(
            case_id=case_id,
            version=given["version"],
            piece_id=given["piece"],
            accepted=given["accepted"],
            problem=given["problem"],
            actor=self.actor,
            key=key,
        )
