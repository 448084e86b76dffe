"""Numbers of the regulation that change: one approved and announced, one that waits for a leader."""

import datetime as dt

from banshi.config.demo.scene import Scene, Story
from banshi.kernel.regulations.amending import Proposal
from banshi.workflows.amending import approve, propose

ANNOUNCED, WAITING = 8, 1


def stories(scene: Scene) -> list[tuple[dt.datetime, Story]]:
    """Both stories with the moments at which they begin."""
    today = scene.until.date()
    return [
        (scene.office.moment(scene.office.shifted(today, -ANNOUNCED)), _announced(scene)),
        (scene.office.moment(scene.office.shifted(today, -WAITING)), _waiting(scene)),
    ]


def _announced(scene: Scene) -> Story:
    """Refusals are to be told in two working days instead of three."""
    wanted = Proposal(
        "01-08",
        "notice_working_days",
        "2",
        _first_of_a_month(scene, 31),
        "让申请人早一天知道结果",
        "阜民发〔2026〕12号（样例）",
    )
    made = propose(proposal=wanted, actor=scene.actor("guanli"))
    yield scene.office.moment(scene.office.shifted(scene.until.date(), 1 - ANNOUNCED))
    approve(amendment_id=made, actor=scene.actor("juling"))


def _waiting(scene: Scene) -> Story:
    """What is missing is to be told in three working days instead of five."""
    wanted = Proposal(
        "06-03-2",
        "law_limit_working_days",
        "3",
        _first_of_a_month(scene, 62),
        "窗口实际三天都能告知",
        "阜民发〔2026〕13号（样例）",
    )
    propose(proposal=wanted, actor=scene.actor("guanli"))
    yield from ()


def _first_of_a_month(scene: Scene, days: int) -> dt.date:
    """The first day of the month in which this many days from now lie, never in this month."""
    return (scene.until.date() + dt.timedelta(days=days)).replace(day=1)
