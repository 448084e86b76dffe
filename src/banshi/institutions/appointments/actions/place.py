"""One place at one time of a section's day: taken by a guarded statement, so that no place is given twice (03-04)."""

import datetime as dt
from dataclasses import dataclass

from banshi.institutions.appointments.models import Plan, Slot
from banshi.institutions.appointments.queries import slots
from banshi.institutions.appointments.queries.slots import SlotCard
from banshi.institutions.appointments.rules.booking import slot_open
from banshi.institutions.appointments.rules.days import Opening
from banshi.kernel.ui.wording import date_text
from banshi.lib import clock
from banshi.lib.results import Decision, Reason, Refused, gettext_noop, require

NO_SUCH_TIME = gettext_noop("这一天没有这个时段，请从列表里选。")
NEAREST = gettext_noop("最近的空闲时间：%(time)s")
NONE_FREE = gettext_noop("近期的时段都约满了，您可以提出申请，我们来安排。")


@dataclass(frozen=True, slots=True)
class Place:
    """A time that somebody wants. `by_staff`: weekends can be given, and a full slot widened with `extra`."""

    section_id: int
    day: dt.date
    start: dt.time
    by_staff: bool = False
    extra: bool = False

    def take(self) -> Slot:
        """Take a place; raises `Refused` with the nearest free times when there is none."""
        card = self._bookable()
        row = self._row() or self._made()
        if Slot.objects.take(row.pk, card.places):
            return row
        if self.extra:
            Slot.objects.add_place(row.pk)
            return row
        raise self._full()

    def ready(self) -> Slot:
        """The row of the slot, made if nobody was in it yet; raises `Refused` when it cannot be booked."""
        self._bookable()
        return self._row() or self._made()

    def _bookable(self) -> SlotCard:
        day = slots.day(self.section_id, self.day)
        if day.opening is Opening.SHUT or (day.opening is Opening.ON_REQUEST and not self.by_staff):
            assert day.reason is not None
            raise Refused(day.reason, instead=_nearest(self.section_id))
        card = day.slot(self.start)
        if card is None:
            raise Refused(Reason(NO_SUCH_TIME, ("03-04",), "time"), instead=_nearest(self.section_id))
        free = 1 if self.extra else card.free
        decision = slot_open(starts=card.starts_at, now=clock.now(), free=free)
        require(decision if decision.allowed else self._with_nearest(decision))
        return card

    def _row(self) -> Slot | None:
        return Slot.objects.filter(section_id=self.section_id, day=self.day, start=self.start).first()

    def _made(self) -> Slot:
        """A new plan and a new slot wait for each other here: whoever comes second sees the other's."""
        list(Plan.objects.select_for_update().filter(section_id=self.section_id).order_by("id"))
        card = self._bookable()
        new = Slot(
            section_id=self.section_id, day=self.day, start=card.start, end=card.end, places=card.places
        )
        Slot.objects.bulk_create([new], ignore_conflicts=True)
        return Slot.objects.get(section_id=self.section_id, day=self.day, start=self.start)

    def _full(self) -> Refused:
        return Refused(
            *slot_open(starts=clock.now() + dt.timedelta(minutes=1), now=clock.now(), free=0).reasons,
            instead=_nearest(self.section_id),
        )

    def _with_nearest(self, decision: Decision) -> Decision:
        return Decision(False, decision.reasons, decision.articles, _nearest(self.section_id))


def _nearest(section_id: int) -> tuple[Reason, ...]:
    """The next free times as sentences."""
    found = slots.nearest(section_id)
    if not found:
        return (Reason(NONE_FREE, ("03-07",)),)
    return tuple(Reason(NEAREST, ("03-04",), params={"time": f"{date_text(s.day)} {s.text}"}) for s in found)
