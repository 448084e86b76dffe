"""Days and times as they can be booked: the plan in force, the calendar, and what is taken (03-04)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from banshi.institutions.appointments.models import Plan, Slot
from banshi.institutions.appointments.rules.days import (
    Daylight,
    Hours,
    Opening,
    Span,
    opening,
    spans_of,
    way,
)
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import Closure, closures, table
from banshi.lib import clock
from banshi.lib.results import Decision, Reason


@dataclass(frozen=True, slots=True)
class SlotCard:
    """One slot of a day, with the places still free; `begun`: too late to book it."""

    section_id: int
    day: dt.date
    start: dt.time
    end: dt.time
    places: int
    taken: int
    begun: bool

    @property
    def free(self) -> int:
        """Places that can still be booked."""
        return 0 if self.begun else max(0, self.places - self.taken)

    @property
    def key(self) -> str:
        """The start in an address, such as 0930."""
        return f"{self.start:%H%M}"

    @property
    def text(self) -> str:
        """Such as 9:30–10:00."""
        return f"{self.start:%-H:%M}–{self.end:%-H:%M}"

    @property
    def starts_at(self) -> dt.datetime:
        """The start as a moment."""
        return dt.datetime.combine(self.day, self.start, clock.BEIJING)

    @property
    def ends_at(self) -> dt.datetime:
        """The end as a moment."""
        return dt.datetime.combine(self.day, self.end, clock.BEIJING)


@dataclass(frozen=True, slots=True)
class DayCard:
    """A day as somebody who wants an appointment sees it, with the reason why it is not simply open."""

    day: dt.date
    opening: Opening
    reason: Reason | None
    slots: tuple[SlotCard, ...]

    @property
    def free(self) -> int:
        """All places still free."""
        return sum(slot.free for slot in self.slots)

    @property
    def places(self) -> int:
        """All places there are."""
        return sum(slot.places for slot in self.slots)

    @property
    def open(self) -> bool:
        """Whether it can be booked at once."""
        return self.opening is Opening.OPEN and self.free > 0

    @property
    def on_request(self) -> bool:
        """Whether one can ask for it: a weekend with hours, or an open day that is full; never one that is over."""
        coming = any(not slot.begun for slot in self.slots)
        return coming and (
            self.opening is Opening.ON_REQUEST or (self.opening is Opening.OPEN and not self.free)
        )

    def slot(self, start: dt.time) -> SlotCard | None:
        """The slot that begins then."""
        return next((slot for slot in self.slots if slot.start == start), None)


def days(
    section_id: int, first: dt.date, last: dt.date, trying: tuple[dt.date, Sequence[Hours]] | None = None
) -> tuple[DayCard, ...]:
    """The days first..last of a section; `trying` is a plan (from when, hours) that is not yet in force."""
    known, shut = table(), closures(first, last)
    plans = _plans(section_id) + ([trying] if trying else [])
    kept: dict[dt.date, list[Slot]] = {}
    for row in Slot.objects.filter(section_id=section_id, day__range=(first, last)).order_by("day", "start"):
        kept.setdefault(row.day, []).append(row)
    today = clock.today()
    # A plan that is only tried is shown whole, however far ahead it begins.
    rules = {
        "today": today,
        "ahead": (last - today).days if trying else ahead(today),
        "bookable": parameter("03-04", "bookable_day_kinds", today),
    }
    found = []
    for offset in range((last - first).days + 1):
        known_day = daylight(first + dt.timedelta(days=offset), known, shut)
        week = _in_force(plans, known_day.day)
        found.append(
            _day(section_id, known_day, opening(known_day, **rules), week, kept.get(known_day.day, ()))
        )
    return tuple(found)


def day(section_id: int, when: dt.date) -> DayCard:
    """One day of a section."""
    return days(section_id, when, when)[0]


def bookable_days(section_id: int) -> tuple[DayCard, ...]:
    """Every day from today to the last that can be booked."""
    today = clock.today()
    return days(section_id, today, today + dt.timedelta(days=ahead(today)))


def grouped(cards: Iterable[DayCard]) -> list[tuple[DayCard, dt.date]]:
    """Days with the last day for which the same holds: days that are shut for one reason stand together."""
    found: list[tuple[DayCard, dt.date]] = []
    for card in cards:
        before = found[-1] if found else None
        if before and _alike(before[0], card) and before[1] + dt.timedelta(days=1) == card.day:
            found[-1] = (before[0], card.day)
        else:
            found.append((card, card.day))
    return found


def _alike(a: DayCard, b: DayCard) -> bool:
    shut = a.opening is Opening.SHUT and b.opening is Opening.SHUT
    return shut and a.reason is not None and b.reason is not None and a.reason.text == b.reason.text


def nearest(section_id: int, count: int = 3) -> tuple[SlotCard, ...]:
    """The next free times of a section."""
    found: list[SlotCard] = []
    for each in bookable_days(section_id):
        if each.opening is Opening.OPEN:
            found += [slot for slot in each.slots if slot.free]
        if len(found) >= count:
            break
    return tuple(found[:count])


def hours_on(section_id: int, when: dt.date) -> tuple[Hours, ...]:
    """The week of hours that is in force for a section on a day."""
    return tuple(_in_force(_plans(section_id), when))


def planned(section_id: int, first: dt.date, last: dt.date) -> dict[tuple[dt.date, dt.time, dt.time], int]:
    """The places of every slot (day, start, end) that the plans alone make of the days first..last."""
    known, plans = table(), _plans(section_id)
    found: dict[tuple[dt.date, dt.time, dt.time], int] = {}
    for offset in range((last - first).days + 1):
        when = first + dt.timedelta(days=offset)
        published = known.get(when)
        for span in spans_of(when, published.kind if published else None, _in_force(plans, when)):
            found[when, span.start, span.end] = span.places
    return found


def daylight(when: dt.date, known: DayTable, shut: Iterable[Closure]) -> Daylight:
    """What the calendar and the bureau's own closures say of a day."""
    found = known.get(when)
    closed = next((each.reason for each in shut if each.first <= when <= each.last), "")
    return Daylight(when, found.kind if found else None, found.name if found else "", closed)


def ahead(today: dt.date) -> int:
    """How many days ahead can be booked."""
    return int(parameter("03-04", "bookable_days_ahead", today))


def no_show_minutes(on: dt.date) -> int:
    """How late counts as given up (03-09)."""
    return int(parameter("03-09", "no_show_minutes", on))


def _plans(section_id: int) -> list[tuple[dt.date, Sequence[Hours]]]:
    rows = Plan.objects.filter(section_id=section_id).order_by("effective_from", "id")
    return [(plan.effective_from, _hours(plan)) for plan in rows.prefetch_related("hours")]


def _hours(plan: Plan) -> Sequence[Hours]:
    return [Hours(h.weekday, h.opens, h.closes, h.minutes, h.places) for h in plan.hours.all()]


def _in_force(plans: Sequence[tuple[dt.date, Sequence[Hours]]], when: dt.date) -> Sequence[Hours]:
    """The latest plan that has begun; of two from the same day the one that was set later."""
    begun = [plan for plan in plans if plan[0] <= when]
    return max(enumerate(begun), key=lambda each: (each[1][0], each[0]))[1][1] if begun else ()


def _day(
    section_id: int, known: Daylight, decision: Decision, week: Sequence[Hours], kept: Sequence[Slot]
) -> DayCard:
    now = clock.now()
    spans = spans_of(known.day, known.kind, week)
    found, reason = way(known, decision, spans)
    rows = {row.start: row for row in kept}
    cards = [_slot(section_id, known.day, span, rows.pop(span.start, None), now) for span in spans]
    # Outside the plan: who has a place keeps it, and nobody else gets one.
    gone = (row for row in rows.values() if row.taken)
    cards += [_slot(section_id, known.day, Span(r.start, r.end, r.taken), r, now) for r in gone]
    return DayCard(known.day, found, reason, tuple(sorted(cards, key=lambda card: card.start)))


def _slot(section_id: int, when: dt.date, span: Span, row: Slot | None, now: dt.datetime) -> SlotCard:
    begun = dt.datetime.combine(when, span.start, clock.BEIJING) <= now
    taken = row.taken if row else 0
    return SlotCard(section_id, when, span.start, row.end if row else span.end, span.places, taken, begun)
