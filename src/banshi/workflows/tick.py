"""The minute tick: every duty is re-derived from the tables; a lost run costs a minute, not a right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from banshi.institutions.appointments.actions.duties import (
    displace_bookings,
    give_up_bookings,
    note_lateness,
)
from banshi.institutions.extended_hours.actions.sessions import close_forgotten
from banshi.institutions.refusals.actions.filing import warn_unfiled
from banshi.institutions.refusals.tasks.sending import send_due
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.institutions.time_limits.queries import silent_cases
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.worker import deliver_due
from banshi.workflows.hall import end_visits
from banshi.workflows.intake import deem_accepted

BATCH = 500


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: deemed acceptances, clocks looked at, bookings moved on, papers typeset, messages and
    filings sent."""

    deemed: int
    swept: int
    bookings: int
    rendered: int
    delivered: int
    filed: int


def tick() -> Ticked:
    """Do everything that is due now. Safe to run twice, in parallel, after any outage."""
    deemed, swept = duties()
    made, sent = work_off(render_due), work_off(deliver_due)
    return Ticked(deemed, swept, booking_duties(), made, sent, work_off(send_due))


def duties() -> tuple[int, int]:
    """The duties of the clocks alone: how many were deemed accepted, how many clocks were looked at."""
    deemed = swept = 0
    while cases := silent_cases(BATCH):
        for case_id, missed in cases:
            deem_accepted(case_id=case_id, missed=missed, actor=SYSTEM)
        deemed += len(cases)
    work_off(partial(_done, close_forgotten))
    work_off(partial(_done, end_visits))
    while looked_at := sweep(limit=BATCH, actor=SYSTEM):
        swept += looked_at
    while warn_unfiled(limit=BATCH, actor=SYSTEM):
        pass
    return deemed, swept


def _done(duty: Callable[..., int], limit: int) -> int:
    return duty(limit=limit, actor=SYSTEM)


def booking_duties() -> int:
    """The duties of appointments: days that cannot be kept, who did not come, what the bureau is late with."""
    acts = (displace_bookings, give_up_bookings, note_lateness)
    return sum(work_off(partial(_done, one)) for one in acts)


def work_off(batch: Callable[[int], int]) -> int:
    """Repeat a batch of a queue until it finds nothing to do; returns how many were done."""
    done = 0
    while treated := batch(BATCH):
        done += treated
    return done
