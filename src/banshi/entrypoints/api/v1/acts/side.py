"""Acts of the applicant's side: a power of attorney given, taken back, a hearing asked for or given up."""

from typing import Any

from banshi.entrypoints.api.shapes import Many, Record, Whole
from banshi.entrypoints.api.v1.acts.base import CaseAct, act_body, described
from banshi.entrypoints.api.v1.acts.intake import POWER
from banshi.entrypoints.api.v1.case_list import AGENCY, STAFF_CHANNEL, agency_of, in_the_body
from banshi.institutions.one_time_notice.actions import hearings
from banshi.workflows import representation

SAID = Record(
    name="Agreement",
    fields={"party": Whole(about="The applicant's party id, as in `applicants`."), "power": POWER},
)


@described(
    "record_power",
    "登记授权委托",
)
class RecordPower(CaseAct):
    """An applicant gives an agent a power of attorney for this case; it counts for this case only (06-03-2)."""

    guard = "record_power"
    body = act_body(
        "PowerOfAttorney",
        principal=Whole(about="The party id of the applicant who gives it."),
        **AGENCY.fields,
    )
    answer = "power"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Record it."""
        version, principal = given.pop("version"), given.pop("principal")
        with in_the_body():
            return representation.record_power(
                case_id=case_id,
                version=version,
                principal_id=principal,
                given=agency_of(given),
                actor=self.actor,
                key=key,
            )


@described("withdraw", "申请人撤回")
class Withdraw(CaseAct):
    """The applicants take the application back, each in person or by an agent; all clocks stop (07-03).

    A joint application needs all of them in `said`."""

    guard = "withdraw"
    body = act_body(
        "Withdrawal",
        channel=STAFF_CHANNEL,
        said=Many(of=SAID, default=(), about="Who agrees and how; may be left out by a single applicant."),
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Record it."""
        said = {one["party"]: one["power"] for one in given.pop("said")}
        return representation.withdraw(case_id=case_id, **given, said=said or None, actor=self.actor, key=key)


@described("request_hearing", "登记听证的要求")
class RequestHearing(CaseAct):
    """The applicant or an interested person asks for the hearing they were told of (06-05-2)."""

    guard = "request_hearing"
    body = act_body(
        "HearingRequest",
        person=Whole(default=None, nullable=True, about="The interested person's id; null: the applicant."),
        power=POWER,
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Register it."""
        return hearings.request_hearing(case_id=case_id, **given, actor=self.actor, key=key)


@described("waive_hearing", "放弃听证")
class WaiveHearing(CaseAct):
    """Those who may have a hearing said in writing that they want none (06-05-2)."""

    guard = "request_hearing"
    body = act_body("HearingWaiver", power=POWER)

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Register it."""
        return hearings.waive_hearing(case_id=case_id, **given, actor=self.actor, key=key)
