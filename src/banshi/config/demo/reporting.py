"""For the reports of the sample bureau: procedures that ended, a leader who wonders what a shorter promise would do."""

import datetime as dt
from collections.abc import Iterator

from banshi.config.demo.scene import Scene, Story
from banshi.config.demo.stories import PLACE, TIME, accepted
from banshi.institutions.one_time_notice.actions import suspending
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.kernel.reports.replay import Scenario
from banshi.lib import clock
from banshi.workflows.simulation import ask_simulation

SURVEYS = (
    ("MZ-XK-04", "site_survey", 5, 70),
    ("MZ-XK-07", "site_survey", 3, 55),
    ("MZ-XK-01", "expert_review", 9, 60),
)
MOMENT = dt.time(9, 20)


def stories(scene: Scene) -> Iterator[tuple[dt.datetime, Story]]:
    """When each begins, and its telling."""
    today = scene.until.date()
    for item, kind, days, ago in SURVEYS:
        yield _at(scene.office.shifted(today, -ago)), surveyed(scene, item, kind, days)
    yield _at(scene.office.shifted(today, -1)), wondered(scene)


def surveyed(scene: Scene, item: str, kind: str, days: int) -> Story:
    """The clock stands still for a procedure, then the case is decided."""
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(1)
    first = clock.today()
    announced = Announcement(
        kind=kind, place=PLACE, time=TIME, first=first, last=first + dt.timedelta(days=days - 1)
    )
    suspending.start_procedure(
        case_id=case_id, version=None, announced=announced, actor=scene.handler(case_id)
    )
    yield scene.days_later(days + 1)
    scene.decide(case_id, granted=True)


def wondered(scene: Scene) -> Story:
    """Would we have kept five working days, with a colleague fewer?"""
    yield scene.minutes_later(1)
    ask_simulation(
        first=clock.today() - dt.timedelta(days=364),
        last=clock.today(),
        sections=(),
        item="",
        scenario=Scenario(promise=5, fewer=1),
        actor=scene.actor("juling"),
    )


def _at(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, MOMENT, clock.BEIJING)
