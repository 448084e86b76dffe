"""The minute tick: every duty is re-derived from the tables; a lost run costs a minute, not a right."""

from collections.abc import Callable
from dataclasses import dataclass

from banshi.institutions.provisional_acceptance.actions.ending import terminate
from banshi.institutions.provisional_acceptance.queries.promises import broken_commitments
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.institutions.time_limits.queries import silent_cases
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.worker import deliver_due
from banshi.lib.results import Refused
from banshi.workflows.intake import deem_accepted

BATCH = 500


@dataclass(frozen=True, slots=True)
class Ticked:
    """What one tick did: deemed acceptances, broken commitments, clocks looked at, papers typeset, messages sent."""

    deemed: int
    terminated: int
    swept: int
    rendered: int
    delivered: int


def tick() -> Ticked:
    """Do everything that is due now. Safe to run twice, in parallel, after any outage."""
    deemed, terminated, swept = duties()
    return Ticked(deemed, terminated, swept, work_off(render_due), work_off(deliver_due))


def duties() -> tuple[int, int, int]:
    """The duties of the clocks alone: how many were deemed accepted, how many terminated, how many clocks looked at."""
    deemed = terminated = swept = 0
    while cases := silent_cases(BATCH):
        for case_id, missed in cases:
            deem_accepted(case_id=case_id, missed=missed, actor=SYSTEM)
        deemed += len(cases)
    while broken := broken_commitments(BATCH):
        terminated += sum(_terminate(case_id) for case_id in broken)
    while looked_at := sweep(limit=BATCH, actor=SYSTEM):
        swept += looked_at
    return deemed, terminated, swept


def _terminate(case_id: int) -> bool:
    """False when the last paper came, or another worker was here, in the very moment between."""
    try:
        terminate(case_id=case_id, actor=SYSTEM)
    except Refused:
        return False
    return True


def work_off(batch: Callable[[int], int]) -> int:
    """Repeat a batch of a queue until it finds nothing to do; returns how many were done."""
    done = 0
    while treated := batch(BATCH):
        done += treated
    return done
