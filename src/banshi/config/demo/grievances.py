"""The complaints of the sample bureau: one in every state, told by the acts of the product."""

import datetime as dt
from collections.abc import Callable, Generator
from uuid import UUID

from banshi.config.demo.scene import Scene, Story
from banshi.institutions.complaints.actions import ending, handling, receiving, talking
from banshi.institutions.complaints.actions.ending import Finding
from banshi.institutions.complaints.actions.handling import Investigated
from banshi.institutions.complaints.actions.receiving import Naming, Telling, Who
from banshi.kernel.organisation.models import Section, Staff
from banshi.lib import clock, ids

# Known to everybody who reads this: for trying the complainant's side of the one whose proposal waits.
CODE = "ACDE3467FGHJ"
TRIPS = "同一件事跑了三趟，每次都说还缺材料，没有一次把话说清楚。"
FINDING = Finding(
    "founded",
    "经核对来访登记和监控，三次来访窗口分别告知缺少不同的材料，情况属实。",
    "已经上门补办，并向反映人道歉；对经办人批评教育，科室重新学习一次性告知的要求。",
    "《一次性告知制度》第三条",
)


class File:
    """One complaint of the demo and the people who work on it."""

    def __init__(self, scene: Scene, telling: Telling, *, code: str = "", office: str = "renshi") -> None:
        self.scene, self.code, self.office = scene, code or ids.code(12), office
        self.uid = UUID(receiving.submit(telling=telling, code=self.code))

    def take_up(self, accused: str, *, severity: str = "ordinary", by: str = "jiandu") -> None:
        """Settle whom it is about, grade it, name the investigator, who declares no interest."""
        actor, staff = self.scene.actor(self.office), _id
        receiving.name_accused(uid=self.uid, naming=Naming(staff_ids=[staff(accused)]), actor=actor)
        grave = {} if severity == "ordinary" else {"risk": "涉及多人，影响较大。", "step": "当天约见反映人。"}
        receiving.grade(uid=self.uid, severity=severity, actor=actor, **grave)
        receiving.accept(uid=self.uid, investigator_id=staff(by), actor=actor)
        handling.declare(uid=self.uid, interest=False, relation="", actor=self.scene.actor(by))

    def look_into(self, by: str = "jiandu") -> None:
        """A call, and the short reply."""
        found = Investigated("phone", clock.now(), "电话里核对了三次来访的日期和窗口，与登记一致。")
        handling.record(uid=self.uid, found=found, actor=self.scene.actor(by))
        handling.reply(
            uid=self.uid,
            findings="您反映的情况初步核对属实。",
            following="本周约见双方，提出处理建议后再向您反馈。",
            actor=self.scene.actor(by),
        )

    def propose(self, by: str = "jiandu") -> None:
        """The proposal."""
        text = "由科室负责人上门道歉并补办手续，对经办人批评教育。"
        handling.propose(
            uid=self.uid, text=text, basis="《一次性告知制度》第三条", actor=self.scene.actor(by)
        )

    def agree(self, by: str = "jiandu") -> None:
        """Both sides accept."""
        handling.consent(uid=self.uid, side="accused", agreed=True, note="", actor=self.scene.actor(by))
        handling.consent_by_code(code=self.code, agreed=True, note="")

    def close(self, by: str = "jiandu") -> None:
        """The result."""
        ending.close(uid=self.uid, finding=FINDING, actor=self.scene.actor(by))


def told(content: str = TRIPS, category: str = "explained", whom: str = "", *, name: str = "") -> Telling:
    """What a complainant says; anonymous without a name."""
    who = Who(name=name, phone="13900000018") if name else None
    return Telling(channel="web", category=category, content=content, whom=whom, who=who)


def fresh(scene: Scene) -> Story:
    """Came in online, nobody has looked yet."""
    yield scene.minutes_later(1)
    File(scene, told("窗口人员一直看手机，问了几次才抬头。", "attitude", "三号窗口"))


def urgent(scene: Scene) -> Story:
    """Urgent, and the leader has not acknowledged yet."""
    yield scene.minutes_later(1)
    file = File(scene, told("有人在大厅收好处费，说给钱就能快办。", "integrity", "不知道姓名"))
    actor = scene.actor("renshi")
    receiving.name_accused(uid=file.uid, naming=Naming(), actor=actor)
    receiving.grade(
        uid=file.uid, severity="urgent", risk="可能正在发生。", step="马上调取监控。", actor=actor
    )


def investigating(scene: Scene) -> Story:
    """Taken up, a first record, words both ways."""
    yield scene.minutes_later(1)
    file = File(scene, told(whom="社会组织管理科的李志强", name="郑玉梅"))
    yield scene.days_later(1)
    file.take_up("jingban")
    found = Investigated("visit", clock.now(), "到大厅查看了来访登记。")
    handling.record(uid=file.uid, found=found, actor=scene.actor("jiandu"))
    talking.write(uid=file.uid, text="您好，请问三次来访分别是哪天？", actor=scene.actor("jiandu"))
    yield scene.days_later(1)
    talking.write_by_code(code=file.code, text="上个月的三个星期一，都是上午。")


def waiting(scene: Scene) -> Story:
    """The proposal waits for both sides; its code is known, so that the complainant's side can be tried."""
    yield scene.minutes_later(1)
    file = File(scene, told(whom="何晓梅", name="钱桂芳"), code=CODE)
    yield scene.days_later(1)
    file.take_up("jingban2")
    yield scene.days_later(2)
    file.look_into()
    yield scene.days_later(2)
    file.propose()


def working(scene: Scene) -> Story:
    """Agreed by both, being put right."""
    file = yield from _proposed(scene, "jiuzhu")
    file.agree()


def closed(scene: Scene) -> Story:
    """Closed, the time to object is running."""
    yield from _closed(scene, "jiuzhu2")


def objected(scene: Scene) -> Story:
    """An objection, under review by somebody else."""
    file = yield from _closed(scene, "yanglao")
    yield scene.days_later(2)
    ending.ask_review(code=file.code, objection="答应上门，到现在没有人来。")
    yield scene.days_later(1)
    ending.appoint(uid=file.uid, reviewer_id=_id("cishankezhang"), actor=scene.actor("renshi"))


def explained(scene: Scene) -> Story:
    """The bureau erred and said so."""
    file = yield from _closed(scene, "ertong")
    yield scene.days_later(2)
    ending.ask_review(code=file.code, objection="处理意见里的日期不对。")
    yield scene.days_later(2)
    ending.explain(uid=file.uid, finding=FINDING, actor=scene.actor("renshi"))


def filed(scene: Scene) -> Story:
    """The whole way, to the volume."""
    file = yield from _closed(scene, "diming")
    yield scene.days_later(32)
    ending.archive(uid=file.uid, actor=scene.actor("renshi"))


def referred(scene: Scene) -> Story:
    """Not the bureau's: sent on."""
    yield scene.minutes_later(1)
    file = File(scene, told("大厅门口长期乱停车。", "other"))
    yield scene.days_later(1)
    actor = scene.actor("renshi")
    receiving.grade(uid=file.uid, severity="ordinary", actor=actor)
    receiving.refer(
        uid=file.uid, destination="市公安局交警支队", reason="道路停车由交警部门管理。", actor=actor
    )


def late(scene: Scene) -> Story:
    """Taken up and not replied to in time: the tick records it."""
    yield scene.minutes_later(1)
    file = File(scene, told("办一个证等了两个月，打电话没有人接。", "delay", "曹永刚"))
    yield scene.days_later(1)
    file.take_up("shiwu")


def extended(scene: Scene) -> Story:
    """Major, on the leader's word, with more time."""
    yield scene.minutes_later(1)
    file = File(scene, told("换证收了不该收的钱，好几个人都交了。", "charge", "袁静怡", name="孟宪国"))
    yield scene.days_later(1)
    file.take_up("shiwu2", severity="major")
    leader = scene.actor("juling")
    receiving.acknowledge(uid=file.uid, instruction="查清收费的依据和去向，一周内报我。", actor=leader)
    yield scene.days_later(2)
    file.look_into()
    yield scene.days_later(1)
    reason = "收费目录正在调整，要等新的目录公布。"
    handling.extend(uid=file.uid, cause="policy_change", reason=reason, days=20, actor=leader)


def against_the_party_office(scene: Scene) -> Story:
    """About the party office itself: the office receives it."""
    yield scene.minutes_later(1)
    section = Section.objects.get(code="RSK").pk
    telling = Telling(
        channel="qr", category="delay", content="交的申诉材料三个月没有回音。", section_ids=[section]
    )
    file = File(scene, telling, office="bangongshi")
    yield scene.days_later(1)
    actor = scene.actor("bangongshi")
    receiving.name_accused(uid=file.uid, naming=Naming(section_ids=[section]), actor=actor)
    receiving.grade(uid=file.uid, severity="ordinary", actor=actor)


# Each story, and how many working days ago it begins.
GRIEVANCES: tuple[tuple[Callable[[Scene], Story], int], ...] = (
    (fresh, 1),
    (urgent, 0),
    (investigating, 4),
    (waiting, 7),
    (working, 12),
    (closed, 16),
    (objected, 20),
    (explained, 24),
    (filed, 60),
    (referred, 9),
    (late, 12),
    (extended, 10),
    (against_the_party_office, 3),
)


def _proposed(scene: Scene, accused: str) -> Generator[dt.datetime, None, File]:
    yield scene.minutes_later(1)
    file = File(scene, told(whom=Staff.objects.get(username=accused).name_zh))
    yield scene.days_later(1)
    file.take_up(accused)
    yield scene.days_later(2)
    file.look_into()
    yield scene.days_later(2)
    file.propose()
    yield scene.days_later(3)
    return file


def _closed(scene: Scene, accused: str) -> Generator[dt.datetime, None, File]:
    file = yield from _proposed(scene, accused)
    file.agree()
    file.close()
    return file


def _id(username: str) -> int:
    return Staff.objects.get(username=username).pk
