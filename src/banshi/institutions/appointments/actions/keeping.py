"""What a section keeps for its appointments: bookable hours, working equipment, a calendar address (03-04, 03-10)."""

import datetime as dt

from banshi.institutions.appointments.models import Capacity, EquipmentCheck, Feed, Plan, Slot
from banshi.institutions.appointments.queries.slots import planned
from banshi.institutions.appointments.rules.days import Hours, hours_fit
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.vault.digests import digest
from banshi.lib import clock, ids
from banshi.lib.results import Reason, Refused, gettext_noop, require

BEGINS_IN_PAST = gettext_noop("请从今天或者以后的一天起施行。")
NAME_THE_FAULT = gettext_noop("有设备不正常的，请写明是什么、怎样处理。")


@act("set_bookable_hours", "03-04")
def set_bookable_hours(
    *,
    section_id: int,
    effective_from: dt.date,
    week: tuple[Hours, ...],
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Put a week of hours in force from a day on; what is booked stands. Returns the plan's id."""
    permit(actor, "set_capacity", Relation(section_id))
    if effective_from < clock.today():
        raise Refused(Reason(BEGINS_IN_PAST, ("03-04",), "effective_from"))
    require(hours_fit(week))
    # New slots of this section wait here, so that none is made by the old plan.
    list(Plan.objects.select_for_update().filter(section_id=section_id).order_by("id"))
    plan = Plan.objects.create(
        section_id=section_id, effective_from=effective_from, set_by_id=actor.officer, set_at=clock.now()
    )
    Capacity.objects.bulk_create(
        Capacity(
            plan=plan, weekday=h.weekday, opens=h.opens, closes=h.closes, minutes=h.minutes, places=h.places
        )
        for h in sorted(week)
    )
    _fit_slots(section_id, effective_from)
    payload = {"plan": plan.pk, "from": effective_from.isoformat(), "hours": len(week)}
    append([NewEntry(f"bookable_hours:{section_id}", "hours_set", cites, payload)], actor=actor)
    return plan.pk


@act("check_equipment", "03-10")
def check_equipment(
    *,
    section_id: int,
    day: dt.date,
    works: bool,
    note: str,
    actor: Actor,
    cites: tuple[Citation, ...],
) -> int:
    """Record whether what the day's appointments need works; a fault is named. Returns the check's id."""
    permit(actor, "serve_booking", Relation(section_id))
    if not works and not note.strip():
        raise Refused(Reason(NAME_THE_FAULT, ("03-10",), "note"))
    row = EquipmentCheck.objects.create(
        section_id=section_id,
        day=day,
        works=works,
        note=note.strip()[:200],
        staff_id=actor.officer,
        at=clock.now(),
    )
    payload = {"check": row.pk, "day": day.isoformat(), "works": works}
    append([NewEntry(f"booking_equipment:{section_id}", "equipment_checked", cites, payload)], actor=actor)
    return row.pk


@act("open_feed", "03-07")
def open_feed(*, section_id: int, actor: Actor, cites: tuple[Citation, ...]) -> str:
    """A new secret address for the section's calendar programmes; the one before is closed. Returns the secret."""
    permit(actor, "set_capacity", Relation(section_id))
    Feed.objects.filter(section_id=section_id, closed_at=None).update(closed_at=clock.now())
    token = ids.token()
    row = Feed.objects.create(
        section_id=section_id,
        digest=digest("booking-feed", token),
        opened_by_id=actor.officer,
        opened_at=clock.now(),
    )
    append([NewEntry(f"bookable_hours:{section_id}", "feed_opened", cites, {"feed": row.pk})], actor=actor)
    return token


def _fit_slots(section_id: int, since: dt.date) -> None:
    """Give the slots that somebody is in the places of the plan now in force; nobody loses a place."""
    rows = list(Slot.objects.select_for_update().filter(section_id=section_id, day__gte=since).order_by("id"))
    if not rows:
        return
    days = [row.day for row in rows]
    places = planned(section_id, min(days), max(days))
    for row in rows:
        row.places = max(places.get((row.day, row.start, row.end), 0), row.taken)
    Slot.objects.bulk_update(rows, ["places"])
