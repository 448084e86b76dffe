"""The minute tick: every duty is re-derived from the tables; a lost run costs a minute, not a right."""

from collections.abc import Callable
from dataclasses import dataclass

from banshi.institutions.complaints.actions.receiving import climb
from banshi.institutions.complaints.actions.sweep import settle_duty, warn
from banshi.institutions.complaints.queries import waiting
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
    complaints()
    return deemed, swept


def complaints() -> None:
    """The duties of complaints: nothing about them is counted or logged (10-05)."""
    for report in waiting.unanswered_reports(BATCH):
        climb(report=report, actor=SYSTEM)
    for duty in waiting.unsettled_duties(BATCH):
        settle_duty(duty=duty, actor=SYSTEM)
    for duty in waiting.due_duties(BATCH):
        warn(duty=duty, actor=SYSTEM)


def work_off(batch: Callable[[int], int]) -> int:
    """Repeat a batch of a queue until it finds nothing to do; returns how many were done."""
    done = 0
    while treated := batch(BATCH):
        done += treated
    return done
