"""What happens by itself, found again by every tick: given up, the bureau late, days that can no longer stand."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from banshi.institutions.appointments.actions.change import Change
from banshi.institutions.appointments.models import Booking, Lateness
from banshi.institutions.appointments.queries.slots import daylight, nearest, no_show_minutes
from banshi.institutions.appointments.rules.days import opening
from banshi.institutions.appointments.rules.life import State
from banshi.institutions.appointments.rules.waiting import given_up
from banshi.kernel.ledger.actions import append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.people import holders, holders_by_section
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import Kind
from banshi.kernel.workdays.queries import closures, table
from banshi.lib import clock


@act("give_up_bookings", "03-09", many=True)
def give_up_bookings(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Who is more than 30 minutes late has given up: the place is free, the notice W29 says how to book again.

    Only of bookings that nobody has checked in for, on days that can stand. Returns how many, at most `limit`.
    """
    now = clock.now()
    minutes = no_show_minutes(now.date())
    rows = _locked(Q(starts_at__lt=now - dt.timedelta(minutes=minutes)))[:limit]
    shut, _weekends = _unfit(row.day for row in rows)
    gone = [
        Change(row, actor, cites)
        for row in rows
        if row.day not in shut
        and row.starts_at is not None
        and given_up(starts=row.starts_at, now=now, minutes=minutes, checked_in=row.arrived_at is not None)
    ]
    for change in gone:
        change.free_place()
        change.booking.ended_at = now
        change.lapse_paper()
        change.record("given_up", document=change.booking.document_id)
    send_many([change.told("booking_given_up", minutes=minutes) for change in gone])
    return len(gone)


@act("note_lateness", "03-08", many=True)
def note_lateness(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """The booked time of somebody who has checked in is over and nobody has begun: recorded once, told to the head.

    Returns how many, at most `limit`.
    """
    now = clock.now()
    waiting = Booking.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        state=State.ARRIVED, serve_by__lt=now, lateness=None
    )
    late = [Change(row, actor, cites) for row in waiting.order_by("serve_by", "id")[:limit]]
    entries = append(
        [change.entry("bureau_late", serve_by=_iso(change.booking.serve_by)) for change in late], actor=actor
    )
    for change in late:
        change.booking.save(update_fields=["state", "version"])
    Lateness.objects.bulk_create(
        Lateness(booking=c.booking, serve_by=c.booking.serve_by, found_at=now, entry_seq=entry.seq)
        for c, entry in zip(late, entries, strict=True)
        if c.booking.serve_by is not None
    )
    heads = holders_by_section("head")
    send_many(
        [note for c in late for note in c.colleagues("bureau_late", heads.get(c.booking.section_id, ()))]
    )
    return len(late)


@act("displace_bookings", "03-04", "03-07", many=True)
def displace_bookings(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Bookings on days that became holidays, or on which the hall is closed: the people are told and offered new
    times, the desk has them on its list. Returns how many, at most `limit`.
    """
    days = Booking.objects.filter(state=State.ACCEPTED).order_by("day").values_list("day", flat=True)
    shut, weekends = _unfit(days.distinct())
    unasked = Q(day__in=weekends, answered_by=None, taken_by_staff=None)
    rows = _locked(Q(day__in=shut) | unasked)[:limit] if shut or weekends else ()
    changes = [Change(row, actor, cites) for row in rows]
    for change in changes:
        change.free_place()
        change.booking.slot = None
        change.record("displaced", day=change.booking.day)
    send_many([note for change in changes for note in _displaced(change)])
    return len(changes)


def _displaced(change: Change) -> list[Notice]:
    booking = change.booking
    free = "；".join(f"{slot.day} {slot.text}" for slot in nearest(booking.section_id)) or "—"
    desk = [*holders("handler", booking.section_id), *holders("head", booking.section_id)]
    return [change.told("booking_displaced", nearest=free), *change.colleagues("bookings_displaced", desk)]


def _locked(chosen: Q) -> QuerySet[Booking]:
    rows = Booking.objects.select_for_update(skip_locked=True, of=("self",)).filter(
        chosen, state=State.ACCEPTED
    )
    return rows.order_by("starts_at", "id")


def _unfit(days: Iterable[dt.date]) -> tuple[list[dt.date], list[dt.date]]:
    """Of these days those that cannot be kept, holidays and closed ones; and the weekends, on which only what
    staff have agreed to stands (03-04)."""
    every = sorted(set(days))
    if not every:
        return [], []
    known, shut = table(), closures(every[0], every[-1])
    bookable = parameter("03-04", "bookable_day_kinds", clock.today())
    seen = [daylight(day, known, shut) for day in every]
    closed = [s.day for s in seen if not opening(s, today=s.day, ahead=0, bookable=bookable).allowed]
    return closed, [s.day for s in seen if s.kind is Kind.WEEKEND and s.day not in closed]


def _iso(moment: dt.datetime | None) -> str:
    return moment.isoformat() if moment else ""
