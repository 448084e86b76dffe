"""Acts of hearing people before a decision: the right told, a hearing announced and held, interested persons."""

from typing import Any

from banshi.entrypoints.api.shapes import Day, Flag, Text, Whole
from banshi.entrypoints.api.v1.acts.base import CaseAct, act_body, described
from banshi.institutions.one_time_notice.actions import hearings, interested
from banshi.institutions.one_time_notice.actions.interested import Interested
from banshi.institutions.one_time_notice.rules.hearings import Arrangement


@described("offer_hearing", "告知听证权利")
class OfferHearing(CaseAct):
    """Tell of the right to a hearing before the decision, notice W22a: five working days to ask (06-05-2)."""

    guard = "hear"
    body = act_body("HearingOffer", matter=Text(longest=500, about="What is to be decided, and why."))
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Tell it."""
        return hearings.offer_hearing(case_id=case_id, **given, actor=self.actor, key=key)


@described("arrange_hearing", "通知听证")
class ArrangeHearing(CaseAct):
    """Announce the hearing, notice W22b: seven working days ahead, within twenty of the request, another chair
    than the handler (06-05-2)."""

    guard = "hear"
    body = act_body(
        "HearingNotice",
        on=Day(),
        time=Text(longest=80),
        place=Text(longest=120),
        chair=Whole(about="The chair's staff id."),
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Announce it."""
        version = given.pop("version")
        return hearings.arrange_hearing(
            case_id=case_id, version=version, wanted=Arrangement(**given), actor=self.actor, key=key
        )


@described("hold_hearing", "登记听证笔录")
class HoldHearing(CaseAct):
    """The hearing was held and its minutes W22c are signed; the decision rests on them (06-05-2)."""

    guard = "hear"
    body = act_body(
        "HearingMinutes", participants=Text(longest=300), minutes=Text(longest=4000), signed=Flag()
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Put it on record."""
        return hearings.hold_hearing(case_id=case_id, **given, actor=self.actor, key=key)


@described("tell_interested", "告知利害关系人")
class TellInterested(CaseAct):
    """Tell somebody whose major interest is touched how to be heard, notice W23 (06-05)."""

    guard = "hear"
    body = act_body(
        "InterestedNotice",
        name=Text(longest=100),
        contact=Text(default=""),
        interest=Text(longest=300, about="What of theirs is touched."),
        until=Day(about="Until when they may speak."),
    )
    answer = "document"

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Tell them."""
        version = given.pop("version")
        return interested.tell_interested(
            case_id=case_id, version=version, told=Interested(**given), actor=self.actor, key=key
        )


@described("hear_statement", "登记利害关系人的意见")
class HearStatement(CaseAct):
    """Put on record what an interested person says, or that nothing is said (06-05)."""

    guard = "hear"
    body = act_body(
        "Statement",
        person=Whole(about="The interested person's id."),
        made=Flag(),
        statement=Text(default="", longest=2000),
    )

    def carry_out(self, case_id: int, given: dict[str, Any], key: str) -> object:
        """Record it."""
        return interested.hear_statement(case_id=case_id, **given, actor=self.actor, key=key)
