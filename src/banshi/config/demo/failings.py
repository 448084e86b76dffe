"""Failures to tell at once in the sample bureau: to be checked, criticised, and a valid complaint (06-09)."""

from collections.abc import Callable
from uuid import UUID

from banshi.config.demo.grievances import File, told
from banshi.config.demo.scene import Scene, Story
from banshi.institutions.complaints.actions import failing as proving
from banshi.institutions.complaints.actions.failing import Proved
from banshi.institutions.one_time_notice.actions import failing
from banshi.institutions.one_time_notice.actions.failing import Found
from banshi.institutions.one_time_notice.queries import failures
from banshi.kernel.organisation.models import Staff
from banshi.lib import clock
from banshi.workflows.tick import complaints

TWICE = "jingban"


def waiting(scene: Scene) -> Story:
    """A head found something; the colleague has said their word; nobody has checked yet."""
    yield scene.minutes_later(1)
    uid = _reported(scene, "jingban", "kezhang", "limits")
    yield scene.days_later(1)
    words = "当天系统停了半天，只能口头说明，后来忘了补发书面告知。"
    failing.state_failure(uid=uid, statement=words, actor=scene.actor("jingban"))


def unfounded(scene: Scene) -> Story:
    """Checked, and found to be none."""
    yield scene.minutes_later(1)
    uid = _reported(scene, "jiuzhu", "jiuzhukezhang", "materials")
    yield scene.days_later(1)
    reason = "核对了告知书存根，当天已经一次列全。"
    actor = scene.actor("jiuzhukezhang")
    failing.judge_failure(uid=uid, proved=False, reason=reason, actor=actor)


def twice(scene: Scene) -> Story:
    """The first time criticised; again, complained of and proved: a valid complaint."""
    yield scene.minutes_later(1)
    uid = _reported(scene, TWICE, "kezhang", "materials")
    yield scene.days_later(1)
    head = scene.actor("kezhang")
    failing.judge_failure(uid=uid, proved=True, delay=2, reason="两次补正的材料第一次都看得到。", actor=head)
    failing.record_criticism(
        uid=uid,
        said="补正要一次列全，看完正反面再开通知。",
        answer="当时没有看到背面，以后注意。",
        actor=head,
    )
    yield scene.days_later(6)
    file = File(scene, told(whom=Staff.objects.get(username=TWICE).name_zh))
    yield scene.days_later(1)
    file.take_up(TWICE)
    yield scene.days_later(1)
    file.look_into()
    file.propose()
    yield scene.days_later(2)
    file.agree()
    file.close()
    _passed_on(scene, file)
    yield scene.days_later(1)
    _found_valid(scene)


# Each story, and how many working days ago it begins.
FAILINGS: tuple[tuple[Callable[[Scene], Story], int], ...] = ((waiting, 2), (unfounded, 9), (twice, 25))


def _reported(scene: Scene, whose: str, by: str, omission: str) -> UUID:
    found = Found(staff_id=_id(whose), on=clock.today(), omission=omission)
    return UUID(failing.report_failure(found=found, actor=scene.actor(by)))


def _passed_on(scene: Scene, file: File) -> None:
    proved = Proved(staff_id=_id(TWICE), on=clock.today(), omission="materials", delay=3)
    proving.prove(uid=file.uid, proved=proved, actor=scene.actor("renshi"))
    complaints()


def _found_valid(scene: Scene) -> None:
    actor = scene.actor("renshi")
    (uid,) = {one.uid for one in failures.waiting(actor) if one.complained}
    failing.judge_failure(uid=uid, proved=True, delay=3, reason="两次告知的材料不一样。", actor=actor)
    failing.find_valid_complaint(
        uid=uid, facts="当天分两次告知缺少的材料。", reason="批评教育以后再次发生，已经查实。", actor=actor
    )


def _id(username: str) -> int:
    return Staff.objects.get(username=username).pk
