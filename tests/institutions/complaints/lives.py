"""Complaints brought to any stage by the real acts, as short names for the tests.

The usual story: 刘桂兰 complains about 李强 of 社会组织管理科; 彭燕 of the party office receives it, 何静 investigates.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from banshi.institutions.complaints.actions import ending, handling, receiving, talking
from banshi.institutions.complaints.actions.ending import Finding
from banshi.institutions.complaints.actions.handling import Investigated
from banshi.institutions.complaints.actions.receiving import Naming, Telling, Who
from banshi.institutions.complaints.queries.codes import receipt_code
from banshi.lib import clock, ids
from tests.people import Cast

FINDING = Finding(
    "founded",
    "经查，窗口当天确实没有一次讲清材料。",
    "已向您补办，并对经办人批评教育。",
    "《一次性告知制度》第三条",
)
WHO = Who(
    name="刘桂兰", number="210902195103124025", phone="13800000001", address="辽宁省阜新市海州区和平路1号"
)


def telling(**changed: Any) -> Telling:
    """What 刘桂兰 tells, or something else."""
    usual: dict[str, Any] = {
        "channel": "web",
        "category": "explained",
        "content": "同一件事跑了三趟，每次都说还缺材料。",
        "whom": "社会组织管理科的李强",
        "who": WHO,
    }
    return Telling(**usual | changed)


class Life:
    """One complaint and the people around it; each method is one step, and returns the life itself."""

    def __init__(self, cast: Cast, **changed: Any) -> None:
        self.cast = cast
        self.code = receipt_code(ids.token())
        self.uid = UUID(receiving.submit(telling=telling(**changed), code=self.code))

    def named(self, *staff: str, sections: tuple[str, ...] = (), by: str = "彭燕") -> "Life":
        """Settle whom it is about."""
        naming = Naming(
            staff_ids=tuple(self.cast.staff_id(one) for one in staff),
            section_ids=tuple(self.cast.sections[one] for one in sections),
        )
        receiving.name_accused(uid=self.uid, naming=naming, actor=self.cast.actor(by))
        return self

    def graded(self, severity: str = "ordinary", by: str = "彭燕") -> "Life":
        """Grade it."""
        grave = {} if severity == "ordinary" else {"risk": "可能影响多人", "step": "当天约见"}
        receiving.grade(uid=self.uid, severity=severity, actor=self.cast.actor(by), **grave)
        return self

    def accepted(self, investigator: str = "何静", by: str = "彭燕") -> "Life":
        """Take it up, from wherever it stands at first."""
        self.named("李强", by=by).graded(by=by)
        return self.taken_up(investigator, by)

    def taken_up(self, investigator: str = "何静", by: str = "彭燕") -> "Life":
        """Name the investigator."""
        receiving.accept(
            uid=self.uid, investigator_id=self.cast.staff_id(investigator), actor=self.cast.actor(by)
        )
        return self

    def declared(self, who: str = "何静") -> "Life":
        """Declare no interest."""
        handling.declare(uid=self.uid, interest=False, relation="", actor=self.cast.actor(who))
        return self

    def recorded(self, who: str = "何静") -> "Life":
        """Talk to the complainant on the telephone."""
        found = Investigated("phone", clock.now(), "电话里核对了三次来访的日期。")
        handling.record(uid=self.uid, found=found, actor=self.cast.actor(who))
        return self

    def replied(self, who: str = "何静") -> "Life":
        """The short reply."""
        handling.reply(
            uid=self.uid, findings="情况基本属实。", following="本周约见双方。", actor=self.cast.actor(who)
        )
        return self

    def proposed(self, who: str = "何静") -> "Life":
        """The proposal."""
        handling.propose(
            uid=self.uid,
            text="当面道歉，补办手续。",
            basis="《一次性告知制度》第三条",
            actor=self.cast.actor(who),
        )
        return self

    def investigated(self) -> "Life":
        """Everything up to the proposal."""
        return self.accepted().declared().recorded().replied().proposed()

    def agreed(self) -> "Life":
        """Both sides accept."""
        handling.consent(uid=self.uid, side="accused", agreed=True, note="", actor=self.cast.actor("何静"))
        handling.consent_by_code(code=self.code, agreed=True, note="")
        return self

    def closed(self, **changed: str) -> "Life":
        """Close it."""
        finding = Finding(**{name: getattr(FINDING, name) for name in Finding.__slots__} | changed)
        ending.close(uid=self.uid, finding=finding, actor=self.cast.actor("何静"))
        return self

    def objected(self) -> "Life":
        """The complainant objects."""
        ending.ask_review(code=self.code, objection="还是没有人联系我。")
        return self

    def reviewed_by(self, reviewer: str = "冯涛") -> "Life":
        """Appoint a reviewer, who declares and decides."""
        actor = self.cast.actor(reviewer)
        ending.appoint(uid=self.uid, reviewer_id=self.cast.staff_id(reviewer), actor=self.cast.actor("彭燕"))
        handling.declare(uid=self.uid, interest=False, relation="", actor=actor)
        ending.review(uid=self.uid, outcome="upheld", finding=FINDING, actor=actor)
        return self

    def wrote(self, text: str) -> "Life":
        """The complainant writes."""
        talking.write_by_code(code=self.code, text=text)
        return self


def days_after(moment: dt.datetime, number: int) -> dt.date:
    """A day later on."""
    return moment.date() + dt.timedelta(days=number)
