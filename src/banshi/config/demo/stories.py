"""What happens to cases in the demo: each story goes on at the moments it yields, through the real acts.

A story gets the scene, an item, and how many working days ago it begins; it ends in the state it is named for.
"""

import datetime as dt
from collections.abc import Generator

from banshi.config.demo.scene import ONE_DAY, Scene, Story
from banshi.institutions.one_time_notice.actions import completing, hearings, interested, suspending
from banshi.institutions.one_time_notice.actions.interested import Interested
from banshi.institutions.one_time_notice.queries.telling import hearing_bounds, persons, procedures
from banshi.institutions.one_time_notice.rules.hearings import Arrangement
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.institutions.time_limits.actions import extensions
from banshi.institutions.time_limits.queries.limits import extensions as requests
from banshi.kernel.cases.queries import card
from banshi.kernel.cases.sides import applicants_of
from banshi.lib import clock
from banshi.workflows import intake, representation

Telling = Generator[dt.datetime, None, int]

PLACE, TIME = "政务服务中心三楼会议室（样例）", "上午 9 时"
LATE = "现场核实的单位推迟回复，已当面向申请人说明。"
MORE_TIME = "涉及两个部门的意见不一致，需要再次会商。"


def accepted(scene: Scene, item: str) -> int:
    """A complete application at the counter, accepted at once."""
    return intake.receive_and_accept(application=scene.application(item), actor=scene.clerk)


def taken_in(scene: Scene, item: str) -> Telling:
    """The four ways to acceptance: at once, online, corrected on the spot, after the supplement notice."""
    way = scene.dice.between(1, 100)
    if way <= 50:
        return accepted(scene, item)
    if way <= 75:
        case_id = scene.receive(scene.application(item, channel="online"))
        yield scene.days_later(1)
        scene.accept(case_id)
        return case_id
    if way <= 85:
        case_id = scene.receive(scene.application(item, wrong=(1,)))
        yield scene.minutes_later(12)
        completing.correct_on_spot(case_id=case_id, version=None, materials=(1,), actor=scene.clerk)
        yield scene.minutes_later(3)
        scene.accept(case_id)
        return case_id
    case_id = yield from asked_to_supply(scene, item)
    yield scene.days_later(scene.dice.between(1, 3))
    completing.supply(case_id=case_id, version=None, materials=(2,), channel="counter", actor=scene.clerk)
    yield scene.minutes_later(5)
    scene.accept(case_id)
    return case_id


def asked_to_supply(scene: Scene, item: str, days: int = 0) -> Telling:
    """A paper is missing, and the one notice says so; to be answered in so many `days`, or in two to four weeks."""
    case_id = scene.receive(scene.application(item, missing=(2,)))
    yield scene.minutes_later(10)
    until = clock.today() + dt.timedelta(days=days or scene.dice.between(15, 30))
    completing.ask_supplement(case_id=case_id, version=None, until=until, actor=scene.clerk)
    return case_id


def received(scene: Scene, item: str, ago: int) -> Story:
    """Handed in online, nobody has looked yet."""
    yield scene.minutes_later(1)
    scene.receive(scene.application(item, channel="online" if scene.dice.percent(70) else "post"))


def supplement(scene: Scene, item: str, ago: int) -> Story:
    """Waits for the applicant's papers."""
    yield from asked_to_supply(scene, item)


def review(scene: Scene, item: str, ago: int) -> Story:
    """Under review, in good time."""
    yield from taken_in(scene, item)


def near_due(scene: Scene, item: str, ago: int) -> Story:
    """Under review, due today or very soon."""
    yield scene.minutes_later(1)
    accepted(scene, item)


def paused(scene: Scene, item: str, ago: int) -> Story:
    """The clock stands still for an expert review."""
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(max(1, ago - 2))
    last = scene.until.date() + dt.timedelta(days=scene.dice.between(3, 10))
    _announce(scene, case_id, first=clock.today(), last=last)


def resumed(scene: Scene, item: str, ago: int) -> Story:
    """An expert review that ended earlier than announced; the clock runs again."""
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(1)
    _announce(scene, case_id, first=clock.today(), last=clock.today() + dt.timedelta(days=12))
    yield scene.days_later(2)
    running = procedures(case_id)[0].id
    suspending.end_procedure(
        case_id=case_id, version=None, procedure_id=running, actor=scene.handler(case_id)
    )


def heard(scene: Scene, item: str, ago: int) -> Story:
    """A neighbour is told, asks for a hearing, and its day is announced."""
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(1)
    until = scene.office.shifted(clock.today(), 5)
    told = Interested("李样例", "", "拟设的活动场所与其住宅相邻，可能影响休息。", until)
    actor = scene.handler(case_id)
    interested.tell_interested(case_id=case_id, version=None, told=told, actor=actor)
    hearings.offer_hearing(
        case_id=case_id, version=None, matter="拟准予登记；相邻住户提出了不同意见。", actor=actor
    )
    yield scene.days_later(1)
    (person,) = persons(case_id)
    hearings.request_hearing(case_id=case_id, version=None, person=person.id, actor=scene.clerk)
    on = hearing_bounds(card(case_id)).earliest
    if on is not None and scene.dice.percent(50):
        yield scene.minutes_later(20)
        chair = scene.actor("bangongshi").officer
        wanted = Arrangement(on=on, time=TIME, place=PLACE, chair=chair)
        hearings.arrange_hearing(case_id=case_id, version=None, wanted=wanted, actor=actor)


def slip_awaited(scene: Scene, item: str, ago: int) -> Story:
    """Granted and posted; the return slip is still out."""
    case_id = yield from _decided(scene, item, after=ago - 2)
    yield scene.days_later(1)
    scene.post(case_id)


def provisional(scene: Scene, item: str, ago: int) -> Story:
    """A long review is announced; what is left of the limit lies in a year that is not published yet."""
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(1)
    first = scene.until.date() + dt.timedelta(days=3)
    last = max(first, scene.office.last_published - 2 * ONE_DAY)
    _announce(scene, case_id, first=first, last=last)


def extended(scene: Scene, item: str, ago: int) -> Story:
    """The leader granted more time."""
    case_id = yield from extension_asked(scene, item, ago, waiting=3)
    yield scene.days_later(1)
    _answer(scene, case_id, granted=True)


def extension_declined(scene: Scene, item: str, ago: int) -> Story:
    """The leader saw no reason for more time."""
    case_id = yield from extension_asked(scene, item, ago, waiting=3)
    yield scene.days_later(1)
    _answer(scene, case_id, granted=False)


def extension_waiting(scene: Scene, item: str, ago: int) -> Story:
    """The request lies on the leader's desk."""
    yield from extension_asked(scene, item, ago, waiting=1)


def extension_asked(scene: Scene, item: str, ago: int, waiting: int) -> Telling:
    """The handler asks for more time, `waiting` working days ago."""
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(max(1, ago - waiting))
    extensions.request_extension(
        case_id=case_id,
        version=None,
        days=scene.dice.between(3, 8),
        reason=MORE_TIME,
        actor=scene.handler(case_id),
    )
    return case_id


def deemed(scene: Scene, item: str, ago: int) -> Story:
    """Nobody answered in five working days: the tick finds it deemed accepted, and a breach."""
    yield scene.minutes_later(1)
    scene.receive(scene.application(item, channel="post"))


def overdue(scene: Scene, item: str, ago: int) -> Story:
    """The promised limit ran out: the tick records the breach."""
    yield scene.minutes_later(1)
    accepted(scene, item)


def granted(scene: Scene, item: str, ago: int) -> Story:
    """Granted yesterday or the day before, waits to be served."""
    yield from _decided(scene, item, after=ago - scene.dice.between(1, 2))


def refused(scene: Scene, item: str, ago: int) -> Story:
    """Refused, with reasons; waits to be served."""
    yield from _decided(scene, item, after=ago - scene.dice.between(1, 2), granting=False)


def served(scene: Scene, item: str, ago: int) -> Story:
    """Granted and handed over."""
    case_id = yield from _decided(scene, item, after=ago - 3)
    yield scene.days_later(1)
    scene.serve(case_id)


def archived(scene: Scene, item: str, ago: int) -> Story:
    """The whole way, to the archive; one in eight was refused."""
    case_id = yield from _reviewed(scene, item)
    scene.decide(case_id, granted=not scene.dice.percent(12))
    yield scene.days_later(scene.dice.between(0, 2) or 1)
    scene.serve(case_id)
    yield scene.days_later(scene.dice.between(1, 3))
    scene.archive(case_id)


def late(scene: Scene, item: str, ago: int) -> Story:
    """Decided after the promised date, with the cause on record."""
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(_promised(scene, item) + scene.dice.between(1, 4))
    scene.decide(case_id, delay_reason=LATE)
    yield scene.days_later(1)
    scene.serve(case_id)


def at_once(scene: Scene, item: str, ago: int) -> Story:
    """A matter done on the spot: accepted, decided and handed over within the hour."""
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.minutes_later(8)
    scene.decide(case_id)
    yield scene.minutes_later(4)
    scene.serve(case_id)
    yield scene.days_later(1)
    scene.archive(case_id)


def withdrawn(scene: Scene, item: str, ago: int) -> Story:
    """The applicant took it back."""
    yield from _taken_back(scene, item)


def withdrawn_archived(scene: Scene, item: str, ago: int) -> Story:
    """Taken back, and put into the archive."""
    case_id = yield from _taken_back(scene, item)
    yield scene.days_later(1)
    scene.archive(case_id)


def _taken_back(scene: Scene, item: str) -> Telling:
    case_id = yield from taken_in(scene, item)
    yield scene.days_later(1)
    said = {one.id: None for one in applicants_of(card(case_id))}
    representation.withdraw(case_id=case_id, version=None, channel="counter", said=said, actor=scene.clerk)
    return case_id


def _decided(scene: Scene, item: str, *, after: int, granting: bool = True) -> Telling:
    yield scene.minutes_later(1)
    case_id = accepted(scene, item)
    yield scene.days_later(max(1, after))
    scene.decide(case_id, granted=granting)
    return case_id


def _reviewed(scene: Scene, item: str) -> Telling:
    case_id = yield from taken_in(scene, item)
    yield scene.days_later(scene.dice.between(1, _promised(scene, item) - 1))
    return case_id


def _promised(scene: Scene, item: str) -> int:
    return scene.spec(item).promised_limit.value or 1


def _announce(scene: Scene, case_id: int, *, first: dt.date, last: dt.date) -> None:
    announced = Announcement(kind="expert_review", place=PLACE, time=TIME, first=first, last=last)
    suspending.start_procedure(
        case_id=case_id, version=None, announced=announced, actor=scene.handler(case_id)
    )


def _answer(scene: Scene, case_id: int, *, granted: bool) -> None:
    extensions.answer_extension(
        extension_id=requests(case_id)[0].id,
        version=None,
        granted=granted,
        opinion="同意。" if granted else "两部门意见已经一致，请按原期限办结。",
        actor=scene.actor("juling"),
    )
