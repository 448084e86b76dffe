"""Accountability in the sample bureau: before the hearing, before the party group, unfounded, decided."""

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from banshi.config.demo.scene import Scene, Story
from banshi.institutions.accountability.actions import deciding, leads, person, working
from banshi.institutions.accountability.actions.deciding import MeetingRuling
from banshi.institutions.accountability.actions.leads import EnteredLead, Taking
from banshi.institutions.accountability.actions.working import Found, Proposed
from banshi.institutions.accountability.rules.tolerance import GROUNDS, Weighed
from banshi.kernel.organisation.models import Staff
from banshi.lib import clock

BASIS = "《问责制度》第五条、第七条"


class File:
    """One case of the demo and the people who work on it."""

    def __init__(
        self, scene: Scene, who: str, facts: str, cause: str, *, origin: str = "supervision"
    ) -> None:
        self.scene, self.who, self.cause, self.facts = scene, who, cause, facts
        told = EnteredLead(origin, facts, cause, clock.today(), handler_id=_id(who), informant="监督部门")
        self.lead = UUID(leads.enter(told=told, actor=scene.actor("jiandu")))
        self.uid = UUID(int=0)

    def take_up(self, by: str = "jiandu") -> None:
        """The party office takes it up; the investigator declares no interest."""
        taking = Taking(_id(self.who), self.cause, "对照问责范围，与这一项相符。", _id(by))
        self.uid = UUID(leads.accept(uid=self.lead, taking=taking, actor=self.scene.actor("renshi")))
        working.declare(uid=self.uid, interest=False, relation="", actor=self.scene.actor(by))

    def look_into(self, found: str, by: str = "jiandu") -> None:
        """The records of the system."""
        working.record(uid=self.uid, found=Found("system", clock.today(), found), actor=self.scene.actor(by))

    def tell(self, by: str = "jiandu") -> None:
        """The person is told."""
        working.tell(uid=self.uid, facts=self.facts, actor=self.scene.actor(by))

    def propose(self, by: str = "jiandu") -> None:
        """Tolerance is weighed, and a proposal made."""
        actor = self.scene.actor(by)
        answers = {code: Weighed(code, False, "查阅记录，没有这种情形。") for code in GROUNDS}
        answers["RC-6"] = Weighed("RC-6", True, "发现后当天补办，申请人没有损失。")
        working.weigh(uid=self.uid, answers=answers, opinion="主动纠正，可以从轻；不足以免责。", actor=actor)
        proposed = Proposed("education", "建议批评教育，科室整改在办件的管理。", BASIS)
        working.propose(uid=self.uid, proposed=proposed, actor=actor)


def before_the_hearing(scene: Scene) -> Story:
    """EnteredLead; the days to answer are running."""
    yield scene.minutes_later(1)
    facts = "监督检查发现，11月上旬两件变更登记没有一次讲清材料，申请人跑了三趟。"
    file = File(scene, "jiuzhu", facts, "WZ-7")
    yield scene.days_later(1)
    file.take_up()
    yield scene.days_later(1)
    file.look_into("两件的补正通知各发了两次，第二次的内容第一次就看得出来。")
    yield scene.days_later(1)
    file.tell()


def before_the_party_group(scene: Scene) -> Story:
    """Heard, weighed, proposed: it waits for the meeting."""
    yield scene.minutes_later(1)
    facts = "10月受理的一件审批，经办人没有在承诺期限内作出决定，超期四个工作日。"
    file = File(scene, "jingban2", facts, "WZ-5")
    yield scene.days_later(1)
    file.take_up()
    yield scene.days_later(2)
    file.look_into("系统记录：受理后第三天起没有任何办理，到期提醒三次都已读。")
    yield scene.days_later(1)
    file.tell()
    yield scene.days_later(2)
    text = "那一周我在外出培训，工作交给了同事，回来才发现没有办。发现以后当天就补办了。"
    person.state(uid=file.uid, text=text, actor=scene.actor("jingban2"))
    yield scene.days_later(2)
    file.propose()


def unfounded(scene: Scene) -> Story:
    """Looked into, and closed with the reason."""
    yield scene.minutes_later(1)
    file = File(scene, "diming", "有反映说地名审批拖了一个月。", "WZ-5")
    yield scene.days_later(1)
    file.take_up()
    yield scene.days_later(2)
    file.look_into("系统记录：材料补齐以后第五天办结，没有超过期限。")
    yield scene.days_later(1)
    reason = "材料补齐以后在承诺期限内办结，不存在拖延。"
    working.drop(uid=file.uid, reason=reason, actor=scene.actor("renshi"))


def decided(scene: Scene) -> Story:
    """MeetingRuling and handed over; the correction and the days to ask for a review are running."""
    yield scene.minutes_later(1)
    file = File(scene, "shiwu", "上级交办的殡葬收费自查，没有按期报送，也没有事先说明。", "WZ-2")
    yield scene.days_later(1)
    file.take_up()
    yield scene.days_later(2)
    file.look_into("交办单要求10月20日前报送，10月27日才报。")
    file.tell()
    yield scene.days_later(2)
    person.waive(uid=file.uid, actor=scene.actor("shiwu"))
    yield scene.days_later(1)
    file.propose()
    yield scene.days_later(3)
    due = clock.today() + dt.timedelta(days=30)
    measures = "补报自查报告，建立上级交办事项的台账。"
    given = MeetingRuling(clock.today(), "education", "给予批评教育。", BASIS, measures, due)
    deciding.decide(uid=file.uid, decided=given, actor=scene.actor("shuji"))
    yield scene.days_later(1)
    deciding.notify(uid=file.uid, on=clock.today(), actor=scene.actor("renshi"))


# Each story, and how many working days ago it begins.
ANSWERING: tuple[tuple[Callable[[Scene], Story], int], ...] = (
    (before_the_hearing, 5),
    (before_the_party_group, 12),
    (unfounded, 15),
    (decided, 18),
)


def _id(username: str) -> int:
    return Staff.objects.get(username=username).pk
