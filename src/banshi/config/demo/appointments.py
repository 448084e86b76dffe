"""Appointments of the demo: the bookable hours, bookings in every state and for the weeks to come."""

import datetime as dt
from collections.abc import Callable, Iterator

from banshi.config.demo.scene import Scene, Story
from banshi.institutions.appointments.actions.answering import accept_request, decline_request
from banshi.institutions.appointments.actions.booking import (
    Wanted,
    book,
    cancel_booking,
    move_booking,
    request_booking,
)
from banshi.institutions.appointments.actions.keeping import check_equipment, set_bookable_hours
from banshi.institutions.appointments.actions.serving import arrive, finish_booked, serve_booked
from banshi.institutions.appointments.queries.services import service
from banshi.institutions.appointments.queries.slots import SlotCard, bookable_days
from banshi.institutions.appointments.queries.slots import day as day_of
from banshi.institutions.appointments.rules.days import Hours, Opening
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.organisation.queries import section_by_code
from banshi.kernel.workdays.queries import closures
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.closure import Closing, close_hall

HEADS = {
    "SHZZ": "kezhang",
    "SHJZ": "jiuzhukezhang",
    "YLFW": "yanglaokezhang",
    "SHSW": "shiwukezhang",
    "CSCJ": "cishankezhang",
    "ZXT": "shenpi",
}
ITEMS = ("MZ-XK-01", "MZ-XK-01", "MZ-XK-02", "MZ-JF-01", "MZ-JF-05", "MZ-QR-01", "MZ-QR-07", "SHZZ")
HANDLERS = {"SHZZ": "jingban", "SHJZ": "jiuzhu", "YLFW": "yanglao", "SHSW": "shiwu", "CSCJ": "cishan"}
SHIFTS = ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17)))
# So that everything that happens to a booking happens within office hours.
LAST = dt.time(16, 30)
A_LITTLE = dt.timedelta(minutes=8)
# How many of each kind; the days are working days back from today, at which the booking is made.
COMING, PAST, TODAY = 34, 26, 12


def set_hours(staff: dict[str, Staff]) -> None:
    """Put the usual week of five sections and the consultation desk in force."""
    week = [Hours(day, *shift, 30, 2) for day in range(5) for shift in SHIFTS]
    week.append(Hours(5, *SHIFTS[0], 30, 2))
    for code, head in HEADS.items():
        set_bookable_hours(
            section_id=section_by_code(code).id,
            effective_from=clock.today(),
            week=tuple(week),
            actor=actor_for(staff[head]),
        )


def appointments(scene: Scene) -> Iterator[tuple[dt.datetime, Story]]:
    """When each booking is made, and its story; about sixty."""
    tellings: tuple[Callable[[Scene], Story], ...] = (
        served,
        served,
        served,
        given_up,
        late,
        called_off,
        moved,
    )
    today: tuple[Callable[[Scene, int, str], Story], ...] = (served, coming, coming, late)
    for n in range(PAST):
        yield _made(scene, scene.dice.between(6, 22)), tellings[n % len(tellings)](scene)
    # The associations' section has a day worth looking at, whenever the demo is loaded.
    for n in range(TODAY):
        yield _made(scene, 2 + n % 3), today[n % len(today)](scene, 2 + n % 3, "MZ-XK-01")
    for n in range(COMING):
        yield _made(scene, scene.dice.between(1, 4)), coming(scene, 1 + n % 11)
    for tell in (declined, weekend, unanswered, unanswered):
        yield _made(scene, 1), tell(scene)
    yield scene.until - dt.timedelta(minutes=40), unanswered(scene)
    yield scene.until - dt.timedelta(minutes=30), closed(scene)


def coming(scene: Scene, ahead: int, code: str = "") -> Story:
    """Booked for one of the next working days; who is already due checks in."""
    made = _book(scene, ahead, code)
    if made is None:
        return
    booking, slot = made
    yield slot.starts_at - A_LITTLE
    arrive(booking_id=booking, version=None, actor=CITIZEN)


def served(scene: Scene, ahead: int = 2, code: str = "") -> Story:
    """Came in time, was served in time."""
    made = _book(scene, ahead, code)
    if made is None:
        return
    booking, slot = made
    yield from _come(booking, slot)
    serve_booked(booking_id=booking, version=None, actor=_handler(scene, slot))
    yield slot.starts_at + dt.timedelta(minutes=scene.dice.between(12, 40))
    finish_booked(booking_id=booking, version=None, actor=_handler(scene, slot))


def late(scene: Scene, ahead: int = 2, code: str = "") -> Story:
    """Came in time and had to wait beyond the booked time."""
    made = _book(scene, ahead, code)
    if made is None:
        return
    booking, slot = made
    yield from _come(booking, slot)
    yield slot.ends_at + dt.timedelta(minutes=scene.dice.between(3, 15))
    serve_booked(booking_id=booking, version=None, actor=_handler(scene, slot))
    yield slot.ends_at + dt.timedelta(minutes=25)
    finish_booked(booking_id=booking, version=None, actor=_handler(scene, slot))


def given_up(scene: Scene) -> Story:
    """Did not come."""
    yield scene.minutes_later(1)
    _book(scene, 2)


def called_off(scene: Scene) -> Story:
    """Cancelled the day after."""
    made = _book(scene, 3)
    if made is None:
        return
    yield scene.days_later(1)
    cancel_booking(booking_id=made[0], version=None, actor=CITIZEN)


def moved(scene: Scene) -> Story:
    """Moved to another day, and came then."""
    made = _book(scene, 3)
    if made is None:
        return
    yield scene.days_later(1)
    slot = _free(scene, made[1].section_id, 3)
    if slot is None:
        return
    move_booking(booking_id=made[0], version=None, day=slot.day, start=slot.start, actor=CITIZEN)
    yield from _come(made[0], slot)
    serve_booked(booking_id=made[0], version=None, actor=_handler(scene, slot))


def declined(scene: Scene) -> Story:
    """Asked for a weekend, and it could not be."""
    asked = _ask(scene)
    if asked is None:
        return
    yield scene.minutes_later(12)
    reason = "这个周六大厅检修供电，没有电不能办理"
    decline_request(booking_id=asked[0], version=None, reason=reason, actor=scene.actor("jingban"))


def weekend(scene: Scene) -> Story:
    """Asked for a weekend, and it was given."""
    asked = _ask(scene)
    if asked is None:
        return
    yield scene.minutes_later(15)
    booking, day = asked
    accept_request(
        booking_id=booking,
        version=None,
        day=day,
        start=dt.time(9, 30),
        extra=True,
        actor=scene.actor("jingban"),
    )


def unanswered(scene: Scene) -> Story:
    """Asked for a weekend, and nobody has answered yet."""
    yield scene.minutes_later(1)
    _ask(scene)


def closed(scene: Scene) -> Story:
    """The hall will be shut for a day: whoever had booked it has to move. The equipment was checked today."""
    yield scene.minutes_later(1)
    section = section_by_code("SHZZ").id
    day = scene.office.shifted(clock.today(), 7)
    if _free_on(section, day) and not closures(day, day):
        close_hall(closing=Closing(day, day, "停电检修（样例）"), actor=scene.actor("bangongshi"))
    check_equipment(section_id=section, day=clock.today(), works=True, note="", actor=scene.actor("jingban"))


def _made(scene: Scene, ago: int) -> dt.datetime:
    return scene.office.moment(scene.office.shifted(scene.until.date(), -ago))


def _wanted(scene: Scene, code: str) -> Wanted:
    about = service(code)
    person = scene.applicants.for_item(about.spec or scene.spec("MZ-XK-01"))
    return Wanted(
        service=code,
        purpose=scene.dice.pick(("intake", "intake", "processing", "delivery")) if about.spec else "other",
        reason=scene.dice.pick(("YY-1", "YY-1", "YY-1", "YY-2", "YY-3")),
        channel=scene.dice.pick(("online", "online", "phone", "on_site")),
        name=person.legal_representative or person.name,
        phone=person.phone,
        note="" if about.spec else "想问一下年度报告怎样填写",
    )


def _book(scene: Scene, ahead: int, code: str = "") -> tuple[int, SlotCard] | None:
    """Book a free time some working days ahead; None where there is none, such as past the calendar."""
    code = code or scene.dice.pick(ITEMS)
    slot = _free(scene, service(code).section.id, ahead)
    if slot is None:
        return None
    wanted = _wanted(scene, code)
    online = wanted.channel == "online"
    actor = CITIZEN if online else scene.dice.pick((scene.clerk, scene.actor("daofu")))
    try:
        return book(wanted=wanted, day=slot.day, start=slot.start, actor=actor), slot
    except Refused:  # a known applicant who has one on that day already
        return None


def _free(scene: Scene, section_id: int, ahead: int) -> SlotCard | None:
    free = _free_on(section_id, scene.office.shifted(clock.today(), ahead))
    return scene.dice.pick(free) if free else None


def _free_on(section_id: int, day: dt.date) -> list[SlotCard]:
    card = day_of(section_id, day)
    early = (slot for slot in card.slots if slot.free and slot.end <= LAST)
    return list(early) if card.opening is Opening.OPEN else []


def _saturday() -> dt.date | None:
    """The next day that can be asked for; None where the calendar ends."""
    days = bookable_days(section_by_code("SHZZ").id)
    return next((day.day for day in days if day.opening is Opening.ON_REQUEST), None)


def _ask(scene: Scene) -> tuple[int, dt.date] | None:
    day = _saturday()
    if day is None:
        return None
    wanted = _wanted(scene, "MZ-XK-01")
    try:
        return request_booking(wanted=wanted, day=day, start=dt.time(9, 30), actor=CITIZEN), day
    except Refused:  # a known applicant who has one on that day already
        return None


def _come(booking: int, slot: SlotCard) -> Story:
    yield slot.starts_at - A_LITTLE
    arrive(booking_id=booking, version=None, actor=CITIZEN)
    yield slot.starts_at + dt.timedelta(minutes=2)


def _handler(scene: Scene, slot: SlotCard) -> Actor:
    return scene.actor(next(h for code, h in HANDLERS.items() if section_by_code(code).id == slot.section_id))
