"""The minute tick: every duty is re-derived from the tables; a lost run costs a minute, not a right."""

from collections.abc import Callable
from dataclasses import dataclass

from banshi.institutions.conduct.actions.inspecting import remind_corrections
from banshi.institutions.time_limits.actions.matter_sweep import settle_matters, sweep_matters
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.institutions.time_limits.queries import silent_cases
from banshi.kernel.documents.worker import render_due
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.worker import deliver_due
from banshi.workflows.intake import deem_accepted

BATCH = 500


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
    while looked_at := sweep(limit=BATCH, actor=SYSTEM):
        swept += looked_at
    while settle_matters(limit=BATCH, actor=SYSTEM):
        pass
    while looked_at := sweep_matters(limit=BATCH, actor=SYSTEM):
        swept += looked_at
    while remind_corrections(limit=BATCH, actor=SYSTEM):
        pass
    return deemed, swept


def work_off(batch: Callable[[int], int]) -> int:
    """Repeat a batch of a queue until it finds nothing to do; returns how many were done."""
    done = 0
    while treated := batch(BATCH):
        done += treated
    return done
