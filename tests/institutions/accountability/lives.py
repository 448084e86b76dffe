"""Accountability cases brought to any stage by the real acts, as short names for the tests.

The usual story: 蒋廉 of supervision sends a lead about 李强 of 社会组织管理科, whose head is 赵敏; 彭燕 of the party
office takes it up, 何静 investigates, the party secretary 龚书 records what the party group decides.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from banshi.institutions.accountability.actions import deciding, leads, person, working
from banshi.institutions.accountability.actions.deciding import Answered, MeetingRuling
from banshi.institutions.accountability.actions.leads import EnteredLead, Taking
from banshi.institutions.accountability.actions.working import Found, Heard, Proposed
from banshi.institutions.accountability.models import Case, Lead
from banshi.institutions.accountability.rules.tolerance import GROUNDS, Weighed
from banshi.lib import clock
from tests.people import Cast

FACTS = "11月10日受理的一件，没有在承诺期限内办结，也没有说明原因。"
ANSWERS = {code: Weighed(code, False, "没有这种情形") for code in GROUNDS}


def told(cast: Cast, who: str | None = "李强", **changed: Any) -> EnteredLead:
    """What 蒋廉 enters, or something else."""
    usual: dict[str, Any] = {
        "origin": "supervision",
        "facts": FACTS,
        "cause": "WZ-5",
        "on": clock.today(),
        "handler_id": cast.staff_id(who) if who else None,
        "informant": "监督部门",
    }
    return EnteredLead(**usual | changed)


class Life:
    """One lead, its case, and the people around it; each method is one step and returns the life itself."""

    def __init__(self, cast: Cast, who: str | None = "李强", by: str = "蒋廉", **changed: Any) -> None:
        self.cast, self.who = cast, who or "李强"
        self.lead = UUID(leads.enter(told=told(cast, who, **changed), actor=cast.actor(by)))
        self.uid = UUID(int=0)

    @property
    def case(self) -> Case:
        """The case as it stands."""
        return Case.objects.get(pk=self.uid)

    @property
    def lead_row(self) -> Lead:
        """The lead as it stands."""
        return Lead.objects.get(pk=self.lead)

    def accepted(
        self, by: str = "彭燕", investigator: str = "何静", who: str = "", cause: str = "WZ-5"
    ) -> "Life":
        """Take it up."""
        taking = Taking(
            self.cast.staff_id(who or self.who),
            cause,
            "审批没有在期限内作出",
            self.cast.staff_id(investigator),
        )
        self.uid = UUID(leads.accept(uid=self.lead, taking=taking, actor=self.cast.actor(by)))
        return self

    def declared(self, by: str = "何静") -> "Life":
        """Declare no interest."""
        working.declare(uid=self.uid, interest=False, relation="", actor=self.cast.actor(by))
        return self

    def recorded(self, by: str = "何静") -> "Life":
        """Look at the records of the system."""
        found = Found("system", clock.today(), "系统记录：受理后没有任何办理。")
        working.record(uid=self.uid, found=found, actor=self.cast.actor(by))
        return self

    def told(self, by: str = "何静") -> "Life":
        """Tell the person."""
        working.tell(uid=self.uid, facts=FACTS, actor=self.cast.actor(by))
        return self

    def stated(self, text: str = "当周系统停了两天，我请示过科长。") -> "Life":
        """The person states in writing."""
        person.state(uid=self.uid, text=text, actor=self.cast.actor(self.who))
        return self

    def waived(self) -> "Life":
        """The person waives."""
        person.waive(uid=self.uid, actor=self.cast.actor(self.who))
        return self

    def heard(self, kind: str = "oral", by: str = "何静", **more: Any) -> "Life":
        """A statement by word of mouth, or silence."""
        said = Heard(kind, "" if kind == "waiver" else "我请示过科长。", clock.today(), **more)
        working.hear(uid=self.uid, heard=said, actor=self.cast.actor(by))
        return self

    def weighed(self, by: str = "何静") -> "Life":
        """Weigh tolerance."""
        working.weigh(
            uid=self.uid, answers=ANSWERS, opinion="没有可以容错的情形。", actor=self.cast.actor(by)
        )
        return self

    def proposed(self, by: str = "何静", outcome: str = "education") -> "Life":
        """Propose."""
        proposed = Proposed(outcome, "建议批评教育，科室整改。", "《问责制度》第七条")
        working.propose(uid=self.uid, proposed=proposed, actor=self.cast.actor(by))
        return self

    def decided(self, by: str = "龚书", outcome: str = "education", **changed: Any) -> "Life":
        """Record the decision."""
        usual: dict[str, Any] = {
            "meeting_on": clock.today(),
            "outcome": outcome,
            "text": "给予批评教育。",
            "basis": "《问责制度》第七条",
            "measures": "补办这一件，科室每周清一次在办件。",
            "due": clock.today() + dt.timedelta(days=14),
        }
        deciding.decide(uid=self.uid, decided=MeetingRuling(**usual | changed), actor=self.cast.actor(by))
        return self

    def notified(self, by: str = "彭燕") -> "Life":
        """Hand the decision over."""
        deciding.notify(uid=self.uid, on=clock.today(), actor=self.cast.actor(by))
        return self

    def fed_back(self, by: str = "彭燕") -> "Life":
        """Tell who sent the lead."""
        deciding.feed_back(uid=self.uid, text="已向监督部门书面反馈。", actor=self.cast.actor(by))
        return self

    def asked(self, kind: str = "review") -> "Life":
        """The person asks for a review, or appeals."""
        person.ask(uid=self.uid, kind=kind, text="事实不全：我请示过。", actor=self.cast.actor(self.who))
        return self

    def reviewed(self, result: str = "upheld", by: str = "龚书", outcome: str = "") -> "Life":
        """The party group answers."""
        answered = Answered(result, "经复核，事实清楚。", outcome)
        deciding.review(uid=self.uid, answered=answered, actor=self.cast.actor(by))
        return self

    def corrected(self, by: str = "彭燕") -> "Life":
        """The measure is reported and found done."""
        person.report(uid=self.uid, text="已经补办。", actor=self.cast.actor(self.who))
        deciding.check(uid=self.uid, done=True, note="看过，已补办。", due=None, actor=self.cast.actor(by))
        return self

    def dropped(self, by: str = "彭燕") -> "Life":
        """Unfounded."""
        working.drop(uid=self.uid, reason="经查已按期办结，系统登记晚了一天。", actor=self.cast.actor(by))
        return self

    def closed(self, by: str = "彭燕") -> "Life":
        """Closed."""
        deciding.close(uid=self.uid, actor=self.cast.actor(by))
        return self

    def working(self) -> "Life":
        """Accepted, declared, recorded."""
        return self.accepted().declared().recorded()

    def before_decision(self) -> "Life":
        """Everything up to the proposal."""
        return self.working().told().stated().weighed().proposed()
