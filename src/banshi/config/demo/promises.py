"""Stories of 容缺受理 in the demo: commitments that run, are kept, lapse; a confirmed bar, a record withdrawn."""

import datetime as dt
from collections.abc import Generator

from banshi.config.demo.scene import Scene, Story
from banshi.institutions.provisional_acceptance.actions import committing, register, supplying
from banshi.institutions.provisional_acceptance.actions.committing import Signed
from banshi.institutions.provisional_acceptance.actions.supplying import Arrival
from banshi.institutions.provisional_acceptance.queries import promises, records
from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.parties.models import Party
from banshi.lib import clock

# None: the calendar is not published far enough for a promise, and the story ends.
Telling = Generator[dt.datetime, None, int | None]
ALL_FIVE = (1, 2, 3, 4, 5)
SAID = "家里老人住院，耽误了几天，不是有意的。"


def running(scene: Scene, item: str, ago: int) -> Story:
    """A commitment that runs; half of them have one paper on the way."""
    case_id = yield from _accepted(scene, item, days=max(2, ago + scene.dice.between(2, 4)))
    if case_id is None:
        return
    if scene.dice.percent(50):
        yield scene.minutes_later(30)
        found = promises.commitment(case_id)
        assert found is not None
        supplying.announce_piece(
            case_id=case_id,
            version=None,
            sent=Arrival(found.gaps[:1], "post", f"XX{scene.dice.between(10_000_000, 99_999_999)}CN"),
            actor=CITIZEN,
        )


def unchecked(scene: Scene, item: str, ago: int) -> Story:
    """Handed in online, waits to be checked."""
    case_id = yield from _accepted(scene, item, days=max(3, ago + 1))
    if case_id is None:
        return
    yield scene.days_later(1)
    _supply(scene, case_id, channel="online")


def kept(scene: Scene, item: str, ago: int) -> Story:
    """Supplied in time and in order: the review goes on."""
    case_id = yield from _accepted(scene, item, days=4)
    if case_id is None:
        return
    yield scene.days_later(2)
    _supply(scene, case_id, channel="in_person")


def signed_online(scene: Scene, item: str, ago: int) -> Story:
    """Signed at home, waits for the clerk."""
    yield scene.minutes_later(1)
    until = _until(scene, 4)
    if until is None:
        return
    case_id = scene.receive(scene.application(item, channel="online", missing=_later(scene, item)))
    yield scene.minutes_later(9)
    committing.commit_online(
        case_id=case_id, version=None, until=until, signed=_signed(case_id, online=True), actor=CITIZEN
    )


def broken(scene: Scene, item: str, ago: int) -> Story:
    """Never supplied: the tick ends the case and reports the breach."""
    yield from _accepted(scene, item, days=2)


def barred(scene: Scene, item: str, ago: int) -> Story:
    """Reported, told, heard, confirmed: a year without provisional acceptance."""
    case_id = yield from _told_and_heard(scene, item)
    if case_id is None:
        return
    yield scene.days_later(1)
    register.confirm_breach(
        record_id=_record(case_id),
        reason="承诺的材料到期没有补齐，陈述的情况不影响补交。",
        actor=scene.actor("shenpi"),
    )


def withdrawn(scene: Scene, item: str, ago: int) -> Story:
    """Reported in error: the person had a good reason, and the record falls."""
    case_id = yield from _told_and_heard(scene, item)
    if case_id is None:
        return
    yield scene.days_later(1)
    register.withdraw_breach(
        record_id=_record(case_id),
        reason="住院证明属实，期间无法补交，撤销记录。",
        actor=scene.actor("shenpi"),
    )


def _told_and_heard(scene: Scene, item: str) -> Telling:
    case_id = yield from _accepted(scene, item, days=2)
    if case_id is None:
        return None
    yield scene.days_later(4)
    register.tell_breach(record_id=_record(case_id), actor=scene.actor("shenpi"))
    yield scene.days_later(2)
    register.hear_party(record_id=_record(case_id), statement=SAID, actor=scene.actor("shenpi"))
    return case_id


def _accepted(scene: Scene, item: str, *, days: int) -> Telling:
    """Taken in with the tolerable papers missing, asked for, signed and accepted at the window."""
    yield scene.minutes_later(1)
    until = _until(scene, days)
    if until is None:
        return None
    case_id = scene.receive(scene.application(item, missing=_later(scene, item)))
    yield scene.minutes_later(4)
    committing.draw_up_commitment(case_id=case_id, version=None, until=until, actor=scene.clerk)
    yield scene.minutes_later(6)
    committing.accept_provisionally(case_id=case_id, version=None, signed=_signed(case_id), actor=scene.clerk)
    return case_id


def _supply(scene: Scene, case_id: int, *, channel: str) -> None:
    found = promises.commitment(case_id)
    assert found is not None
    online = channel == "online"
    arrival = Arrival(found.gaps, channel, found={} if online else dict.fromkeys(found.gaps, ""))
    actor = CITIZEN if online else scene.clerk
    supplying.log_arrival(case_id=case_id, version=None, arrival=arrival, actor=actor)


def _later(scene: Scene, item: str) -> tuple[int, ...]:
    return tuple(paper.seq for paper in scene.spec(item).materials if paper.tolerable)


def _signed(case_id: int, *, online: bool = False) -> Signed:
    party = Party.objects.get(pk=Case.objects.values_list("party_id", flat=True).get(pk=case_id))
    if online:
        return Signed(ALL_FIVE, "typed", id_copy=True, signed_as=party.legal_representative or party.name)
    citizen = party.kind == "citizen"
    return Signed(ALL_FIVE, "hand" if citizen else "representative", id_copy=citizen)


def _record(case_id: int) -> int:
    return next(one.id for one in records.records() if one.case_id == case_id)


def _until(scene: Scene, days: int) -> dt.date | None:
    """The working day so many working days from now; None past the published calendar."""
    until = scene.office.shifted(clock.today(), days)
    return until if until <= scene.office.last_published else None
