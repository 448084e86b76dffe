"""The minute tick: every duty is re-derived from the tables; a lost run costs a minute, not a right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from banshi.institutions.appointments.actions.duties import (
    displace_bookings,
    give_up_bookings,
    note_lateness,
)
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.institutions.time_limits.queries import silent_cases
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.worker import deliver_due
from banshi.workflows.intake import deem_accepted

BATCH = 500


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: deemed acceptances, clocks looked at, bookings moved on, papers typeset, messages sent."""

    deemed: int
    swept: int
    bookings: int
    rendered: int
    delivered: int


def tick() -> Ticked:
    """Do everything that is due now. Safe to run twice, in parallel, after any outage."""
    deemed, swept = duties()
    return Ticked(deemed, swept, booking_duties(), work_off(render_due), work_off(deliver_due))


def duties() -> tuple[int, int]:
    """The duties of the clocks alone: how many were deemed accepted, how many clocks were looked at."""
    deemed = swept = 0
    while cases := silent_cases(BATCH):
        for case_id, missed in cases:
            deem_accepted(case_id=case_id, missed=missed, actor=SYSTEM)
        deemed += len(cases)
    while looked_at := sweep(limit=BATCH, actor=SYSTEM):
        swept += looked_at
    return deemed, swept


def booking_duties() -> int:
    """The duties of appointments: days that cannot be kept, who did not come, what the bureau is late with."""
    acts = (displace_bookings, give_up_bookings, note_lateness)
    return sum(work_off(partial(_limited, one)) for one in acts)


def _limited(one: Callable[..., int], limit: int) -> int:
    return one(limit=limit, actor=SYSTEM)


def work_off(batch: Callable[[int], int]) -> int:
    """Repeat a batch of a queue until it finds nothing to do; returns how many were done."""
    done = 0
    while treated := batch(BATCH):
        done += treated
    return done
