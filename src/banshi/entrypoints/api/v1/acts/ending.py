"""Acts at the end: decided, served, archived."""

from dataclasses import replace
from typing import Any

from banshi.entrypoints.api.shapes import Choice, Day, Flag, Moment, Text, Whole
from banshi.entrypoints.api.v1.acts.base import CaseAct, act_body, described
from banshi.entrypoints.api.v1.acts.intake import POWER
from banshi.entrypoints.api.v1.acts.refusing import GROUNDS, grounds_of
from banshi.kernel.documents.models import Way
from banshi.kernel.documents.proof import Proof
from banshi.kernel.vault.masks import mask_name
from banshi.workflows import decision
from banshi.workflows.decision import Ruling, Serving

NULLABLE = replace(GROUNDS, default=None, nullable=True)


@described("decide", "作出决定")
class Decide(CaseAct):
    """Grant (W19), or refuse on one of the four grounds with remedies (W18), which enters the refusal into the
    section's register; late only with a reason (01-05, 01-06, 06-06, 07-03)."""

    guard = "decide"
    body = act_body(
        "Decision",
        granted=Flag(),
        refusal=NULLABLE,
        delay_reason=Text(default="", longest=500, about="Why late, if late."),
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Decide."""
        refusal = given["refusal"]
        ruling = Ruling(given["granted"], grounds_of(refusal) if refusal else None, given["delay_reason"])
        return decision.decide(
            case_id=case_id, version=given["version"], ruling=ruling, actor=self.actor, key=key
        )


@described("serve", "送达文书")
class Serve(CaseAct):
    """Record how a paper of the case reached the applicant, with its proof; serving the decision ends the case
    (06-08)."""

    guard = "serve"
    body = act_body(
        "Serving",
        document=Whole(about="The paper's id."),
        way=Choice(name="ServingWay", options={each.value: str(each.label) for each in Way}),
        at=Moment(default=None, nullable=True, about="When it was handed over or sent; now when left out."),
        signed_by=Text(default="", longest=80, about="Who signed for it; kept masked."),
        refusal=Text(default="", about="What was said or done on refusing it."),
        witness=Text(default="", longest=80),
        tracking_number=Text(default="", longest=64),
        received_on=Day(default=None, nullable=True, about="The date on the postal return slip."),
        consent_reference=Text(
            default="", longest=64, about="Where the consent to electronic service is kept."
        ),
        note=Text(default=""),
        power=POWER,
    )
    answer = "delivery"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Record it."""
        kept = ("refusal", "witness", "tracking_number", "received_on", "consent_reference", "note", "power")
        proof = Proof(signed_by_masked=mask_name(given["signed_by"]), **{name: given[name] for name in kept})
        serving = Serving(given["document"], given["way"], given["at"], proof)
        return decision.serve(
            case_id=case_id, version=given["version"], serving=serving, actor=self.actor, key=key
        )


@described("return_slip", "登记邮政回执")
class ReturnSlip(CaseAct):
    """The postal return slip has come back: from its day the paper counts as served (06-08)."""

    guard = "serve"
    body = act_body(
        "ReturnSlip",
        delivery=Whole(about="The posting's id, as in the timeline."),
        received_on=Day(about="The day on the slip."),
    )
    answer = "delivery"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Record it."""
        return decision.return_slip(
            case_id=case_id,
            version=given["version"],
            delivery_id=given["delivery"],
            received_on=given["received_on"],
            actor=self.actor,
            key=key,
        )


@described("archive", "归档")
class Archive(CaseAct):
    """Put the finished case into the archive under a volume number (06-08)."""

    guard = "archive"
    body = act_body("Archiving")
    answer = "volume"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Archive it."""
        return decision.archive(case_id=case_id, **given, actor=self.actor, key=key)
