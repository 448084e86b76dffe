"""The sample appraisal: sheets that the watch drafted, one objection answered, one open, older months closed."""

import datetime as dt
from collections.abc import Iterator

from banshi.config.demo.scene import Scene, Story
from banshi.institutions.supervision.actions import appraisal as acts
from banshi.institutions.supervision.queries import appraisal as queries
from banshi.institutions.supervision.rules.appraisal import Answer, Period, PeriodKind, SheetState, period_of
from banshi.kernel.organisation.models import Section, Staff
from banshi.lib import clock

BEGINS = 45
CLOSED_AFTER = 8
MOMENT = dt.time(10, 40)


def stories(scene: Scene) -> Iterator[tuple[dt.datetime, Story]]:
    """When each begins, and its telling."""
    day = scene.office.shifted(scene.until.date(), -BEGINS)
    for tell in (answered, left_open, closed):
        yield dt.datetime.combine(day, MOMENT, clock.BEIJING), tell(scene)


def answered(scene: Scene) -> Story:
    """A clerk misses something she did; the party office checks and corrects the figure."""
    yield from _drafted(scene)
    sheet = _sheet("chuangkou", _last_month(scene))
    if sheet is None:
        return
    yield scene.days_later(1)
    reason = "有一天下午的电话答复没有登记上，当时系统在升级，来电登记本上有。"
    acts.object_to_appraisal(
        sheet_id=sheet,
        version=None,
        objected=acts.Objected("told", reason),
        actor=scene.actor("chuangkou"),
    )
    yield scene.days_later(1)
    made = queries.open_objections()[-1]
    count = queries.sheet(sheet).counts.get(made.key, 0)
    answer = Answer(True, count + 1, "核对了来电登记本，确有一次，予以更正。")
    acts.answer_appraisal_objection(objection_id=made.id, answer=answer, actor=scene.actor("renshi"))
    yield scene.days_later(1)
    acts.confirm_appraisal(sheet_id=sheet, version=None, actor=scene.actor("chuangkou"))


def left_open(scene: Scene) -> Story:
    """A handler objects to a figure; the answer is still to come."""
    yield from _drafted(scene)
    sheet = _sheet("jingban", _last_month(scene))
    if sheet is None:
        return
    yield scene.days_later(3)
    reason = "其中一件是月初同事转给我的，转来的时候期限已经快到了，请核对。"
    acts.object_to_appraisal(
        sheet_id=sheet,
        version=None,
        objected=acts.Objected("decided", reason),
        actor=scene.actor("jingban"),
    )


def closed(scene: Scene) -> Story:
    """The party office closes what may be closed of the months before."""
    yield scene.minutes_later(1)
    while True:
        ended = [one for one in queries.periods(PeriodKind.MONTH) if one < _last_month(scene)]
        for period in ended:
            for section in Section.objects.order_by("code"):
                ready = queries.sheets_in(section.pk, period)
                actor = scene.actor("renshi")
                if any(
                    card.state is not SheetState.CLOSED and queries.closable(card, actor) for card in ready
                ):
                    acts.close_appraisals(section_id=section.pk, period=period, actor=actor)
        yield scene.days_later(CLOSED_AFTER)


def _drafted(scene: Scene) -> Story:
    """Wait for the sheets of the month before the demo's last day."""
    yield scene.minutes_later(1)
    while _last_month(scene) not in queries.periods(PeriodKind.MONTH):
        yield scene.days_later(1)


def _last_month(scene: Scene) -> Period:
    return period_of(PeriodKind.MONTH, scene.until.date()).before


def _sheet(username: str, period: Period) -> int | None:
    staff = Staff.objects.get(username=username).pk
    return next((one.id for one in queries.sheets_of(staff) if one.period == period), None)
