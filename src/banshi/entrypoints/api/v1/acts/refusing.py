"""Acts of not granting: refused at intake, sent elsewhere, asked of a leader; papers handed back."""

from dataclasses import replace
from typing import Any

from banshi.entrypoints.api.shapes import Choice, Many, Record, Text, Whole
from banshi.entrypoints.api.v1.acts.base import CaseAct, act_body, described
from banshi.institutions.refusals.actions import instructing
from banshi.institutions.refusals.queries.standing import instructions
from banshi.institutions.refusals.rules.grounds import EVIDENCE_KINDS, NAMES, Evidence, Ground, Grounds
from banshi.institutions.refusals.rules.instructing import ANSWERS
from banshi.institutions.refusals.rules.refusing import Elsewhere
from banshi.kernel.cases.models import Channel
from banshi.lib.results import Reason, Refused, gettext_noop
from banshi.workflows import refusing, returns
from banshi.workflows.returns import HandBack

KINDS = {
    "material": "a paper of the case, by its number",
    "upload": "a file handed in online, by its id",
    "paper": "a paper kept elsewhere, described",
}
EVIDENCE = Record(
    name="Evidence",
    fields={
        "kind": Choice(name="EvidenceKind", options={kind: KINDS[kind] for kind in EVIDENCE_KINDS}),
        "reference": Whole(default=0, low=0, about="The paper's number or the file's id."),
        "text": Text(default="", longest=200, about="What a described paper is and where it is kept."),
    },
)
LINES = Many(of=Text(longest=500), most=30, default=())
NUMBERS = Many(of=Whole(high=999), default=())
GROUNDS = Record(
    name="RefusalGrounds",
    about="Why something is refused: one of four grounds, facts, law to the article, evidence (01-05).",
    fields={
        "ground": Choice(name="RefusalGround", options={each.value: NAMES[each] for each in Ground}),
        "facts": Text(longest=1000, default=""),
        "reasons": LINES,
        "legal_basis": replace(LINES, about="Lines such as 《社会团体登记管理条例》第十三条."),
        "evidence": Many(of=EVIDENCE, default=()),
        "missing": replace(
            NUMBERS, about="Numbers of papers still missing or wrong after the notice ran out."
        ),
        "verified_by": Whole(default=None, nullable=True, about="The staff id of who verified it."),
        "verification": Text(default="", longest=500, about="What was verified, and how."),
    },
)


def grounds_of(given: dict[str, Any]) -> Grounds:
    """The grounds of a body."""
    lists = {name: tuple(given[name]) for name in ("reasons", "legal_basis", "missing")}
    evidence = tuple(Evidence(**one) for one in given["evidence"])
    return Grounds(**{**given, **lists, "evidence": evidence})


@described("refuse_intake", "不予受理")
class RefuseIntake(CaseAct):
    """Refuse to take the application up on one of the four grounds, with the notice W06; it is entered into the
    section's register in the same act (01-05, 01-06)."""

    guard = "refuse_intake"
    body = act_body("IntakeRefusal", refusal=GROUNDS)
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Refuse."""
        return refusing.refuse_intake(
            case_id=case_id,
            version=given["version"],
            grounds=grounds_of(given["refusal"]),
            actor=self.actor,
            key=key,
        )


@described(
    "turn_away",
    "不需要许可或者不归本局",
)
class TurnAway(CaseAct):
    """Tell in writing that no permit is needed or which authority is the right one, notice W06 (06-03-3, 06-03-4)."""

    guard = "turn_away"
    body = act_body(
        "TurningAway",
        why=Choice(
            name="TurningAwayReason",
            options={"not_needed": "no permit is needed", "not_ours": "another authority is competent"},
        ),
        authority=Text(default="", longest=120, about="The right authority; needed with not_ours."),
        explanation=Text(default="", longest=500),
        handed_over=Text(default="", about="How the papers were handed over to it, if they were."),
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Tell."""
        version = given.pop("version")
        return refusing.turn_away(
            case_id=case_id, version=version, elsewhere=Elsewhere(**given), actor=self.actor, key=key
        )


@described("request_instructions", "请示局领导")
class RequestInstructions(CaseAct):
    """Ask a bureau leader before a refusal that is beyond the section's power (01-07)."""

    guard = "request_instructions"
    body = act_body("InstructionsRequest", refusal=GROUNDS, question=Text(default="", longest=500))
    answer = "request"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Ask."""
        return instructing.request_instructions(
            case_id=case_id,
            version=given["version"],
            grounds=grounds_of(given["refusal"]),
            question=given["question"],
            actor=self.actor,
            key=key,
        )


@described("answer_instructions", "批示请示")
class AnswerInstructions(CaseAct):
    """A leader approves, sends back with an opinion, or takes the decision over (01-07)."""

    guard = "answer_instructions"
    body = act_body(
        "InstructionsAnswer",
        answer=Choice(name="InstructionsAnswerWord", options=ANSWERS),
        opinion=Text(default="", longest=500, about="Needed to send back."),
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Answer the request that waits, or the last one when the same call comes again."""
        asked = instructions(case_id)
        if not asked:
            raise Refused(Reason(gettext_noop("这件办件没有请示。"), ("01-07",)))
        return instructing.answer_instructions(
            instruction_id=asked[-1].id, **given, actor=self.actor, key=key
        )


@described("request_return", "申请人要求退还材料")
class RequestReturn(CaseAct):
    """Note that the applicant wants papers back, and make the list W25 (01-09)."""

    guard = "request_return"
    body = act_body(
        "ReturnRequest",
        papers=Many(of=Whole(high=999), about="Numbers of papers that were handed in."),
        channel=Choice(
            name="ReturnChannel",
            options={each.value: str(each.label) for each in (Channel.COUNTER, Channel.POST)},
        ),
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Note it."""
        return returns.request_return(case_id=case_id, **given, actor=self.actor, key=key)


@described("return_materials", "材料已经退还")
class ReturnMaterials(CaseAct):
    """Note that the papers went back: signed for, or by post with its number (01-09)."""

    guard = "return_materials"
    body = act_body(
        "HandBack",
        way=Choice(name="ReturnWay", options={"in_person": "signed for in person", "post": "by post"}),
        signed_by=Text(default="", longest=80, about="Who signed the list; kept masked."),
        tracking_number=Text(default="", longest=64),
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Note it."""
        version = given.pop("version")
        return returns.return_materials(
            case_id=case_id, version=version, hand_back=HandBack(**given), actor=self.actor, key=key
        )
