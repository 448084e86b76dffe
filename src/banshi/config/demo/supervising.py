"""Supervision in the demo: key posts with their checks, a run ended and published, corrections, procedures."""

import datetime as dt
from collections.abc import Iterator

from banshi.config.demo.programme import Casting
from banshi.config.demo.scene import Scene, Story
from banshi.institutions.supervision.actions import correcting, keeping, publicity, running
from banshi.institutions.supervision.actions.correcting import Answered, Demand, Rechecked
from banshi.institutions.supervision.actions.keeping import Risk
from banshi.institutions.supervision.queries import findings as read
from banshi.institutions.supervision.queries import runs
from banshi.institutions.supervision.rules.keeping import Group
from banshi.institutions.supervision.rules.running import CHECKLIST
from banshi.kernel.organisation.models import Section, Staff
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

SUPERVISOR, PARTY_OFFICE, LEADER = "jiandu", "renshi", "juling"
# Group, post or link, risk, measures, section, owner, every so many months, first check after so many days.
RISKS = (
    (
        Group.PROJECTS_FUNDS,
        "福利彩票公益金项目的确定和拨付",
        "项目没有集体研究，资金没有按进度拨付，或者挪作他用。",
        "项目由局党组会集体研究；资金按进度拨付，两人审核，每季度公示。",
        "CSCJ",
        "cishankezhang",
        3,
        60,
    ),
    (
        Group.PROJECTS_FUNDS,
        "救助资金的发放名单核对",
        "名单没有逐户核对，重复发放或者漏发。",
        "发放前与核对系统比对，科室负责人抽查不少于一成。",
        "SHJZ",
        "jiuzhukezhang",
        1,
        12,
    ),
    (
        Group.PERMITS_HOTSPOTS,
        "社会团体登记的审查和决定",
        "要求清单以外的材料，或者拖延受理。",
        "按清单一次告知，超期自动提醒，每月抽查五个案卷。",
        "SHZZ",
        "kezhang",
        1,
        20,
    ),
    (
        Group.DISCIPLINE_PERSONNEL,
        "工资和津贴的核定",
        "核定依据不全，一人经办没有复核。",
        "两人核定，每半年与工资系统对账。",
        "RSK",
        PARTY_OFFICE,
        6,
        90,
    ),
)
PROCEDURE = {
    "title": "养老机构服务质量和安全检查",
    "basis": "《养老机构管理办法》第三十六条",
    "whom": "在本局备案的养老机构",
    "frequency": "每年一次，随机抽取；收到举报的随时检查",
    "steps": "两名检查人员出示证件；当场说明检查内容；查看消防、食品和护理记录；当场交换意见，"
    "五个工作日内书面告知结果；结果向社会公布。",
}
WAITING = {
    "title": "社会组织年度检查中的实地核查",
    "basis": "《社会团体登记管理条例》第二十八条",
    "whom": "",
    "frequency": "",
    "steps": "",
}


def castings() -> Iterator[Casting]:
    """The stories of supervision, each with how many working days ago it begins."""
    yield Casting(register, "", 34)
    yield Casting(published_procedures, "", 28)
    yield Casting(run_of_the_month, "", 10)
    yield Casting(criticised, "", 9)
    yield Casting(in_hand, "", 2)


def register(scene: Scene, which: str, ago: int) -> Story:
    """The register of key posts; one is checked in time, one with a gap, one is left until it is overdue."""
    yield scene.minutes_later(1)
    kept = [keeping.keep_post(given=_risk(*row), actor=scene.actor(SUPERVISOR)) for row in RISKS]
    yield scene.days_later(10)
    note = "抽查十五户，名单、账户和核对结果一致。"
    keeping.check_post(post_id=kept[1], result="in_order", note=note, actor=scene.actor("jiuzhukezhang"))
    yield scene.days_later(6)
    note = "抽查五个案卷，一份告知书没有写明补正的方式。"
    keeping.check_post(post_id=kept[2], result="gaps", note=note, actor=scene.actor("kezhang"))


def _risk(group: Group, name: str, risk: str, measures: str, section: str, owner: str, *dates: int) -> Risk:
    period, first = dates
    return Risk(
        group,
        name,
        risk,
        measures,
        _section(section),
        Staff.objects.get(username=owner).pk,
        period,
        clock.today() + dt.timedelta(days=first),
    )


def published_procedures(scene: Scene, which: str, ago: int) -> Story:
    """One inspection procedure is public, another is not yet complete; a law has changed."""
    yield scene.minutes_later(1)
    head = scene.actor("yanglaokezhang")
    done = publicity.keep_procedure(
        procedure_id=None, section_id=_section("YLFW"), words=PROCEDURE, actor=head
    )
    publicity.publish_procedure(procedure_id=done, actor=head)
    publicity.keep_procedure(
        procedure_id=None, section_id=_section("SHZZ"), words=WAITING, actor=scene.actor("kezhang")
    )
    publicity.note_law_change(
        law="社会救助暂行办法",
        changed_on=clock.today(),
        note="样例：请核对有没有提到它的文件。",
        actor=scene.actor("bangongshi"),
    )


def run_of_the_month(scene: Scene, which: str, ago: int) -> Story:
    """The run that began by itself: corrections demanded, one done, one overdue; ended, and made public."""
    yield scene.minutes_later(1)
    supervisor = scene.actor(SUPERVISOR)
    run = runs.newest()
    if run is None or run.closed_at:
        return
    for at, line in enumerate(CHECKLIST):
        answer, note = ("no", "公示栏里的办事指南还是上一版。") if not at else ("yes", "")
        section = _section("SPK") if not at else None
        running.look(run_id=run.id, line=line, answer=answer, note=note, section_id=section, actor=supervisor)
    found = sorted((one for one in read.findings(run.id) if one.open), key=lambda one: one.article)[::-1]
    late = next((one for one in found if one.section_id == _section("SHZZ")), None)
    seen = next((one for one in found if one.source == "eyes"), None)
    if late:
        _demand(scene, late.id, "SHZZ", "请逐件说明原因，列出补齐的日子。", 5)
    yield scene.days_later(1)
    if seen and (correction := _demand(scene, seen.id, "SPK", "请换成现行的办事指南，并定专人每月核对。", 5)):
        yield scene.days_later(2)
        answered = Answered(
            "已经换成现行版本，指定专人每月第一个工作日核对。", "公示栏照片存科室，核对表见台账。"
        )
        correcting.answer_correction(correction_id=correction, answered=answered, actor=scene.actor("shenpi"))
        yield scene.days_later(1)
        note = "现场看过，与网上一致。"
        correcting.recheck_correction(correction_id=correction, found=Rechecked(True, note), actor=supervisor)
    conclusion = "总体按制度办理。公示栏更新不及时已经整改；超期和格式文书的问题已经发整改通知。"
    running.close_run(run_id=run.id, conclusion=conclusion, actor=supervisor)
    yield scene.days_later(1)
    running.publish_run(run_id=run.id, actor=scene.actor(LEADER))


def criticised(scene: Scene, which: str, ago: int) -> Story:
    """Criticism by delegates: a correction is answered and waits for the re-check."""
    yield scene.minutes_later(1)
    finding = correcting.enter_criticism(
        source="delegates",
        words="养老机构备案要跑两个楼层，希望在一个窗口办完。",
        section_id=_section("YLFW"),
        severity="ordinary",
        actor=scene.actor(SUPERVISOR),
    )
    correction = _demand(scene, finding, "YLFW", "请提出一个窗口办完的办法。", 10)
    if not correction:
        return
    yield scene.days_later(6)
    answered = Answered("在二号窗口加设备案席位，科室派人轮值。", "轮值表和窗口标识照片。")
    correcting.answer_correction(
        correction_id=correction, answered=answered, actor=scene.actor("yanglaokezhang")
    )


def in_hand(scene: Scene, which: str, ago: int) -> Story:
    """A media report, with a correction under way; another criticism that nobody dealt with yet."""
    yield scene.minutes_later(2)
    words = ("网上的地名查询链接打不开。", "公益金使用情况的公示找不到往年的。")
    codes = ("QHDM", "CSCJ")
    found = [
        correcting.enter_criticism(
            source="media",
            words=text,
            section_id=_section(code),
            severity="slight",
            actor=scene.actor(SUPERVISOR),
        )
        for text, code in zip(words, codes, strict=True)
    ]
    _demand(scene, found[0], "QHDM", "请修好链接，并检查其他链接。", 3)


def _demand(scene: Scene, finding: int, section: str, words: str, days: int) -> int:
    """Demand a correction; 0 where the calendar is not published so far, so that no limit can be set."""
    if not _reckoned(days):
        return 0
    demand = Demand(_section(section), words, days)
    done: int = correcting.demand_correction(finding_id=finding, demand=demand, actor=scene.actor(SUPERVISOR))
    return done


def _reckoned(days: int) -> bool:
    try:
        table().add(clock.today(), days)
    except BeyondCalendar:
        return False
    return True


def _section(code: str) -> int:
    return Section.objects.get(code=code).pk
