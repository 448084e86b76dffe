"""Leads of accountability arise by themselves: every lapse of every room becomes one lead, once (12-05, 12-07).

A room that records lapses tells them (`queries/lapses.py`) and marks them taken up (`actions/lapses.py`); one line
in `ROOMS` is enough.
"""

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass

from banshi.institutions.accountability.actions.leads import enter_lapses
from banshi.institutions.appointments.actions import lapses as to_appointments
from banshi.institutions.appointments.queries import lapses as of_appointments
from banshi.institutions.complaints.actions import lapses as to_complaints
from banshi.institutions.complaints.queries import lapses as of_complaints
from banshi.institutions.conduct.actions import lapses as to_conduct
from banshi.institutions.conduct.queries import lapses as of_conduct
from banshi.institutions.extended_hours.actions import lapses as to_extended_hours
from banshi.institutions.extended_hours.queries import lapses as of_extended_hours
from banshi.institutions.first_contact.actions import lapses as to_first_contact
from banshi.institutions.first_contact.queries import lapses as of_first_contact
from banshi.institutions.guidance.actions import lapses as to_guidance
from banshi.institutions.guidance.queries import lapses as of_guidance
from banshi.institutions.one_time_notice.actions import lapses as to_one_time_notice
from banshi.institutions.one_time_notice.queries import lapses as of_one_time_notice
from banshi.institutions.refusals.actions import lapses as to_refusals
from banshi.institutions.refusals.queries import lapses as of_refusals
from banshi.institutions.supervision.actions import lapses as to_supervision
from banshi.institutions.supervision.queries import lapses as of_supervision
from banshi.institutions.time_limits.actions import lapses as to_time_limits
from banshi.institutions.time_limits.queries import lapses as of_time_limits
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.lapses import Lapse
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class Room:
    """A room that records lapses: it tells those that are no leads yet, and takes up those named to it.

    `take_up(sources=…, at=…)` returns the sources that were free and are now marked. `silent`: nothing is said of
    it, not even how many there were (10-05).
    """

    lapses: Callable[[int], tuple[Lapse, ...]]
    take_up: Callable[..., Collection[str]]
    silent: bool = False


ROOMS: tuple[Room, ...] = (
    Room(of_time_limits.lapses, to_time_limits.take_up),
    Room(of_first_contact.lapses, to_first_contact.take_up),
    Room(of_appointments.lapses, to_appointments.take_up),
    Room(of_guidance.lapses, to_guidance.take_up),
    Room(of_extended_hours.lapses, to_extended_hours.take_up),
    Room(of_conduct.lapses, to_conduct.take_up),
    Room(of_refusals.lapses, to_refusals.take_up),
    Room(of_one_time_notice.lapses, to_one_time_notice.take_up),
    Room(of_supervision.lapses, to_supervision.take_up),
    Room(of_complaints.lapses, to_complaints.take_up, silent=True),
)


@act("raise_leads", "12-05", "12-06", "12-07-5", "12-07-6", "12-07-7", many=True)
def raise_leads(*, room: Room, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Raise one lead for each of up to `limit` lapses of a room and mark them taken up, all or nothing.

    Returns how many. Twice, in parallel or after an outage each lapse has one lead: the room hands out only what
    nobody has taken, under a lock, and `source` is unique.
    """
    found = room.lapses(limit)
    if not found:
        return 0
    at: dt.datetime = clock.now()
    mine = room.take_up(sources=[one.source for one in found], at=at)
    enter_lapses([one for one in found if one.source in mine], actor, cites)
    return len(mine)


def leads(limit: int, actor: Actor, *, silent: bool = False) -> int:
    """Raise leads in every room that is (not) silent, up to `limit` in each; returns how many."""
    return sum(raise_leads(room=one, limit=limit, actor=actor) for one in ROOMS if one.silent is silent)
