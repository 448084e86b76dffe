"""What happens in the demo besides applications: official documents, tasks, transfers, duty, inspections, cleaning."""

import datetime as dt
from collections.abc import Iterator

from banshi.config.demo.programme import Casting
from banshi.config.demo.scene import Scene, Story
from banshi.institutions.conduct.actions import duty, inspecting, keeping
from banshi.institutions.conduct.actions.inspecting import Seen
from banshi.institutions.conduct.queries.duty import accepting_sections
from banshi.institutions.conduct.queries.inspecting import lines
from banshi.institutions.time_limits.actions import office, parts
from banshi.institutions.time_limits.actions.parts import Explained
from banshi.institutions.time_limits.queries.matters import parts as parts_of
from banshi.institutions.time_limits.rules import Grade, Ground, Incoming, MatterKind
from banshi.kernel.organisation.models import Section, Staff
from banshi.lib import clock

LETTERS = (
    ("关于报送社会组织年度统计数据的通知", "市统计局", ("SHZZ",)),
    ("关于征求养老服务条例修改意见的函", "市司法局", ("YLFW", "SHSW")),
    ("关于做好低温天气困难群众救助工作的通知", "省民政厅", ("SHJZ", "ETFL", "BGS")),
    ("关于开展地名标志巡查的通知", "市政府办公室", ("QHDM",)),
    ("关于报送慈善组织年报情况的函", "省民政厅", ("CSCJ", "SHZZ")),
)
TASKS = (("走访慰问城乡特困老人", "分管副市长", "YLFW"), ("核实群众反映的救助申请", "局长办公会", "SHJZ"))
HANDLERS = {
    "SHZZ": "jingban",
    "SHJZ": "jiuzhu",
    "YLFW": "yanglao",
    "ETFL": "ertong",
    "QHDM": "diming",
    "SHSW": "shiwu",
    "CSCJ": "cishan",
}
HEADS = {
    "SHZZ": "kezhang",
    "SHJZ": "jiuzhukezhang",
    "YLFW": "yanglaokezhang",
    "ETFL": "ertongkezhang",
    "QHDM": "dimingkezhang",
    "SHSW": "shiwukezhang",
    "CSCJ": "cishankezhang",
    "SPK": "shenpi",
}
CLEANERS = ("SPK", "SHZZ")


def castings() -> Iterator[Casting]:
    """The stories of the office, each with how many working days ago it begins."""
    for ago in (30, 22, 15, 9):
        yield Casting(document_done, str(ago), ago)
    yield Casting(document_in_hand, "0", 1)
    yield Casting(document_in_hand, "1", 1)
    yield Casting(document_registered, "3", 0)
    yield Casting(document_overdue, "4", 5)
    yield Casting(document_special, "", 3)
    yield Casting(task_explained, "0", 6)
    yield Casting(task_waiting, "1", 2)
    yield Casting(transfer, "", 2)
    yield Casting(roster, "", 14)
    yield Casting(absent, "", 1)
    yield Casting(inspection, "", 4)
    yield Casting(swept, "", 12)
    yield Casting(gift, "", 7)


def document_done(scene: Scene, which: str, ago: int) -> Story:
    """An official document, routed, worked on and filed in time."""
    yield scene.minutes_later(1)
    matter, sections = _document(scene, int(which), Grade.ORDINARY)
    yield scene.minutes_later(5)
    _route(scene, matter, sections)
    yield scene.minutes_later(10)
    _take_up(scene, matter, sections)
    yield scene.days_later(1)
    for section in reversed(sections):
        _finish(scene, matter, section)
    yield scene.minutes_later(10)
    office.close_matter(matter_id=matter, version=None, actor=scene.actor("bangongshi"))


def document_in_hand(scene: Scene, which: str, ago: int) -> Story:
    """An official document in the hands of its sections."""
    yield scene.minutes_later(1)
    matter, sections = _document(scene, int(which), Grade.ORDINARY)
    _route(scene, matter, sections)
    yield scene.minutes_later(12)
    _take_up(scene, matter, sections)


def document_registered(scene: Scene, which: str, ago: int) -> Story:
    """An urgent document that the office has only just registered."""
    yield scene.minutes_later(1)
    _document(scene, int(which), Grade.URGENT)


def document_overdue(scene: Scene, which: str, ago: int) -> Story:
    """An official document that ran over its limit: the tick records the breach, the office presses."""
    yield scene.minutes_later(1)
    matter, sections = _document(scene, int(which), Grade.ORDINARY)
    _route(scene, matter, sections)
    yield scene.minutes_later(12)
    _take_up(scene, matter, sections)
    yield scene.days_later(4)
    note = "请今天下班前报送，并说明超期的原因。"
    office.urge_matter(matter_id=matter, version=None, note=note, actor=scene.actor("bangongshi"))


def document_special(scene: Scene, which: str, ago: int) -> Story:
    """A special document: the leader sets its date."""
    yield scene.minutes_later(1)
    given = _incoming(
        "关于养老机构布局规划的请示", "彰武县民政局", Grade.SPECIAL, ground=Ground.INVESTIGATION
    )
    matter = office.register_matter(given=given, actor=scene.actor("bangongshi"))
    yield scene.minutes_later(14)
    office.set_matter_limit(
        matter_id=matter,
        version=None,
        until=scene.office.shifted(clock.today(), 12),
        reason="要到三个乡镇实地走访。",
        actor=scene.actor("juling"),
    )
    _route(scene, matter, ("YLFW",))


def task_explained(scene: Scene, which: str, ago: int) -> Story:
    """A superior's task that cannot be kept: explained before the limit and dated anew."""
    yield scene.minutes_later(1)
    matter, section = _task(scene, int(which), days=5)
    yield scene.days_later(3)
    explained = Explained(
        "两个乡镇道路封闭，走访不能按期完成。", "分管副市长", scene.office.shifted(clock.today(), 8)
    )
    actor = scene.actor(HANDLERS[section])
    parts.explain_matter(matter_id=matter, version=None, explained=explained, actor=actor)


def task_waiting(scene: Scene, which: str, ago: int) -> Story:
    """A superior's task under way."""
    yield scene.minutes_later(1)
    _task(scene, int(which), days=4)


def transfer(scene: Scene, which: str, ago: int) -> Story:
    """A peer's transfer that the section gives back, and the office returns to its sender."""
    yield scene.minutes_later(1)
    given = _incoming("群众来信一件（房屋漏雨）", "市信访局", Grade.ORDINARY, kind=MatterKind.PEER_TRANSFER)
    matter = office.register_matter(given=given, actor=scene.actor("bangongshi"))
    _route(scene, matter, ("SHJZ",))
    yield scene.minutes_later(14)
    parts.return_matter(
        matter_id=matter,
        version=None,
        part_id=_part(matter, "SHJZ"),
        reason="反映的是房屋维修，属于住房城乡建设部门的职责。",
        actor=scene.actor("jiuzhukezhang"),
    )
    yield scene.days_later(1)
    reason = "属于住房城乡建设部门的职责。"
    office.send_matter_back(matter_id=matter, version=None, reason=reason, actor=scene.actor("bangongshi"))


def roster(scene: Scene, which: str, ago: int) -> Story:
    """Each week every accepting section puts its people on duty, and the coming week too."""
    yield scene.minutes_later(1)
    codes = dict(Section.objects.order_by("code").values_list("id", "code"))
    last = scene.until.date() + dt.timedelta(days=7)
    monday = clock.today() - dt.timedelta(days=clock.today().weekday())
    while monday <= last:
        for section_id in accepting_sections():
            if codes[section_id] in HEADS and _works_in(scene, monday):
                actor = scene.actor(HEADS[codes[section_id]])
                duty.fill_week(section_id=section_id, monday=monday, actor=actor)
        monday += dt.timedelta(days=7)


def _works_in(scene: Scene, monday: dt.date) -> bool:
    """Whether there is a day left in that week on which somebody can be put on duty."""
    days = (monday + dt.timedelta(days=n) for n in range(7))
    return any(scene.office.open_on(day) and day >= clock.today() and day.weekday() < 5 for day in days)


def absent(scene: Scene, which: str, ago: int) -> Story:
    """Both people of a section will be away on one day: the gap is seen, nobody stands in yet."""
    yield scene.minutes_later(2)
    day = scene.office.shifted(scene.until.date(), 2)
    for username, kind in (("cishan", "leave"), ("cishankezhang", "meeting")):
        staff = Staff.objects.get(username=username).pk
        actor = scene.actor(username)
        duty.plan_absence(staff_id=staff, first=day, last=day, kind=kind, actor=actor)


def inspection(scene: Scene, which: str, ago: int) -> Story:
    """A round with two findings: one corrected and waiting for the re-check, one still open."""
    yield scene.minutes_later(1)
    inspector = scene.actor("jiandu")
    section = Section.objects.get(code="SHZZ").pk
    number = inspecting.start_inspection(kind="random", section_id=section, actor=inspector)
    yield scene.minutes_later(15)
    until = scene.office.shifted(clock.today(), 3)
    li = Staff.objects.get(username="jingban").pk
    spoken = Seen("09-04-2", li, "接电话时没有先问好。", until)
    first = inspecting.record_finding(inspection_id=number, seen=spoken, actor=inspector)
    desk = Seen("09-07-2", None, "两张办公桌上堆放着个人物品。", until)
    inspecting.record_finding(inspection_id=number, seen=desk, actor=inspector)
    rest = [article for article in lines() if article not in {"09-04-2", "09-07-2"}]
    inspecting.check_lines(inspection_id=number, articles=rest, actor=inspector)
    inspecting.finish_inspection(inspection_id=number, actor=inspector)
    yield scene.days_later(1)
    own = "当时电话是同事转来的，已经先打过招呼。"
    inspecting.state_own_word(finding_id=first, statement=own, actor=scene.actor("jingban"))
    done = "已经把文明用语贴在话机旁。"
    inspecting.report_correction(finding_id=first, correction=done, actor=scene.actor("jingban"))


def swept(scene: Scene, which: str, ago: int) -> Story:
    """Two sections tick their cleaning most days."""
    while True:
        yield scene.minutes_later(5)
        for at, code in enumerate(CLEANERS):
            if scene.office.open_on(clock.today()) and (clock.today().toordinal() + at) % 6:
                actor = scene.actor("chuangkou" if code == "SPK" else "jingban")
                section = Section.objects.get(code=code).pk
                keeping.tick_cleaning(section_id=section, kind="daily", day=clock.today(), actor=actor)
        yield scene.days_later(1)


def gift(scene: Scene, which: str, ago: int) -> Story:
    """A gift that could not be refused, handed in and received."""
    yield scene.minutes_later(1)
    record = keeping.register_integrity(
        kind="gift",
        from_whom="一位来办事的群众（样例）",
        what="留在窗口的一盒茶叶，追出去没有追上。",
        disposal="handed_in",
        happened_on=clock.today(),
        actor=scene.actor("chuangkou"),
    )
    yield scene.days_later(1)
    keeping.receive_gift(record_id=record, actor=scene.actor("renshi"))


def _incoming(
    title: str,
    source: str,
    grade: Grade,
    *,
    kind: MatterKind = MatterKind.OFFICIAL_DOCUMENT,
    ground: str = "",
    demanded: dt.date | None = None,
) -> Incoming:
    return Incoming(kind, title, source, grade, ground, clock.now(), demanded)


def _document(scene: Scene, which: int, grade: Grade) -> tuple[int, tuple[str, ...]]:
    title, source, sections = LETTERS[which % len(LETTERS)]
    given = _incoming(title, source, grade)
    return office.register_matter(given=given, actor=scene.actor("bangongshi")), sections


def _task(scene: Scene, which: int, *, days: int) -> tuple[int, str]:
    title, source, section = TASKS[which]
    demanded = scene.office.shifted(clock.today(), days)
    given = _incoming(title, source, Grade.SET, kind=MatterKind.SUPERIOR_TASK, demanded=demanded)
    matter = office.register_matter(given=given, actor=scene.actor("bangongshi"))
    _route(scene, matter, (section,))
    _take_up(scene, matter, (section,))
    return matter, section


def _route(scene: Scene, matter: int, sections: tuple[str, ...]) -> None:
    codes = dict(Section.objects.order_by("code").values_list("code", "id"))
    lead, *others = [codes[code] for code in sections if code in HANDLERS]
    office.route_matter(
        matter_id=matter, version=None, lead=lead, others=others, actor=scene.actor("bangongshi")
    )


def _take_up(scene: Scene, matter: int, sections: tuple[str, ...]) -> None:
    for code in sections:
        if code in HANDLERS:
            actor = scene.actor(HANDLERS[code])
            parts.take_up_matter(matter_id=matter, version=None, part_id=_part(matter, code), actor=actor)


def _finish(scene: Scene, matter: int, code: str) -> None:
    if code in HANDLERS:
        opinion = "已经按要求办理并报送。" if scene.dice.percent(50) else "没有不同意见，材料已经备好。"
        parts.finish_matter_part(
            matter_id=matter,
            version=None,
            part_id=_part(matter, code),
            opinion=opinion,
            actor=scene.actor(HANDLERS[code]),
        )


def _part(matter: int, code: str) -> int:
    section = Section.objects.get(code=code).pk
    return next(part.id for part in parts_of(matter) if part.section_id == section)
