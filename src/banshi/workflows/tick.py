"""The minute tick: every duty is re-derived from the tables; a lost run costs a minute, not a right."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from banshi.institutions.extended_hours.actions.sessions import close_forgotten
from banshi.institutions.first_contact.actions.handing import return_unaccepted
from banshi.institutions.first_contact.actions.sweeping import note_lapses, settle_days
from banshi.institutions.guidance.actions.assisting import close_expired
from banshi.institutions.guidance.actions.rating import note_lapses as note_late_ratings
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.institutions.time_limits.queries import silent_cases
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.worker import deliver_due
from banshi.workflows.hall import end_visits
from banshi.workflows.intake import deem_accepted

BATCH = 500
# Acts of single rooms that look for what is due by themselves; each says how many it treated.
OWN_DUTIES = (settle_days, return_unaccepted, note_lapses, close_expired, note_late_ratings)


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: deemed acceptances, clocks looked at, papers typeset, messages sent."""

    deemed: int
    swept: int
    rendered: int
    delivered: int


def tick() -> Ticked:
    """Do everything that is due now. Safe to run twice, in parallel, after any outage."""
    deemed, swept = duties()
    return Ticked(deemed, swept, work_off(render_due), work_off(deliver_due))


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
    for duty in OWN_DUTIES:
        while duty(limit=BATCH, actor=SYSTEM) == BATCH:
            pass
    return deemed, swept


def _done(duty: Callable[..., int], limit: int) -> int:
    return duty(limit=limit, actor=SYSTEM)


def work_off(batch: Callable[[int], int]) -> int:
    """Repeat a batch of a queue until it finds nothing to do; returns how many were done."""
    done = 0
    while treated := batch(BATCH):
        done += treated
    return done
