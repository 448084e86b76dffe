"""The minute tick: every duty is re-derived from the tables; a lost run costs a minute, not a right."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from functools import partial

from banshi.institutions.appointments.actions.duties import (
    displace_bookings,
    give_up_bookings,
    note_lateness,
)
from banshi.institutions.complaints.actions.receiving import climb
from banshi.institutions.complaints.actions.sweep import settle_duty, warn
from banshi.institutions.complaints.queries import waiting
from banshi.institutions.conduct.actions.inspecting import remind_corrections
from banshi.institutions.extended_hours.actions.sessions import close_forgotten
from banshi.institutions.first_contact.actions.handing import return_unaccepted
from banshi.institutions.first_contact.actions.sweeping import note_lapses, settle_days
from banshi.institutions.guidance.actions.assisting import close_expired
from banshi.institutions.guidance.actions.rating import note_lapses as note_late_ratings
from banshi.institutions.provisional_acceptance.actions.ending import terminate
from banshi.institutions.provisional_acceptance.queries.promises import broken_commitments
from banshi.institutions.refusals.actions.filing import warn_unfiled
from banshi.institutions.refusals.tasks.sending import send_due
from banshi.institutions.supervision.actions.correcting import sweep_corrections
from banshi.institutions.supervision.actions.keeping import remind_posts
from banshi.institutions.supervision.actions.running import start_monthly_run
from banshi.institutions.time_limits.actions.matter_sweep import settle_matters, sweep_matters
from banshi.institutions.time_limits.actions.sweep import sweep
from banshi.institutions.time_limits.queries.limits import silent_cases
from banshi.kernel.cases import uploads
from banshi.kernel.clocks.actions import restore
from banshi.kernel.documents import worker as papers
from banshi.kernel.ledger import checkpoints, rereading
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.worker import deliver_due
from banshi.kernel.privacy.requests import warn_overdue
from banshi.kernel.reports.simulating import advance
from banshi.kernel.reports.worker import typeset_due
from banshi.kernel.reports.worker import witness_due as witness_reports
from banshi.kernel.safekeeping.actions import warn_late
from banshi.kernel.safekeeping.queries import paused
from banshi.kernel.safekeeping.sheets import sheet_due
from banshi.kernel.webhooks import worker as webhooks
from banshi.lib import clock
from banshi.lib.results import Refused
from banshi.workflows.closure import suspend_promises
from banshi.workflows.failing import pass_failing
from banshi.workflows.figures import draft_due
from banshi.workflows.hall import end_visits
from banshi.workflows.intake import deem_accepted
from banshi.workflows.leads import leads
from banshi.workflows.monthly_report import make_due_report
from banshi.workflows.retaining import erase_due
from banshi.workflows.supervising import check_waiting
from banshi.workflows.witnessing import photos_due

BATCH = 500
EVERY = dt.timedelta(minutes=1)
# Treats at most so many and returns how many it treated.
Batch = Callable[[int], int]
# One with the size of its pieces.
Queue = tuple[Batch, int]


def tick() -> dict[str, int]:
    """Do everything that is due now; returns how many of each kind. Safe twice, in parallel, after any outage.

    After a restoration only what stays in the house, until somebody says that the bureau goes on.
    """
    if paused():
        return in_turn({name: QUEUES[name] for name in INDOORS})
    done = duties() | in_turn(QUEUES)
    return done | {name: work_off(batch) for name, batch in SEALS.items()}


def duties(leaving: Collection[str] = ()) -> dict[str, int]:
    """Everything that is due but letters, messages and filings, in the order of `DUTIES`; `leaving` some for later.

    The duties of complaints are done and not counted: what is returned is logged (10-05).
    """
    complaints()
    done = {name: work_off(batch) for name, batch in DUTIES.items() if name not in leaving}
    work_off(_silent_leads)
    return done


def complaints() -> None:
    """The duties of complaints; nothing is said about them."""
    for report in waiting.unanswered_reports(BATCH):
        climb(report=report, actor=SYSTEM)
    for duty in waiting.unsettled_duties(BATCH):
        settle_duty(duty=duty, actor=SYSTEM)
    for duty in waiting.due_duties(BATCH):
        warn(duty=duty, actor=SYSTEM)
    for failing in waiting.unpassed_failings(BATCH):
        pass_failing(failing=failing)


def work_off(batch: Batch) -> int:
    """Repeat a batch until one is not full; returns how many were done."""
    done = 0
    while treated := batch(BATCH):
        done += treated
        if treated < BATCH:
            break
    return done


def in_turn(queues: Mapping[str, Queue]) -> dict[str, int]:
    """Work off a piece of each queue, round and round, until all are empty or a minute is over.

    So a message does not wait for everybody's letters, nor the duties of the next minute for either; and whoever is
    killed in between had claimed a piece, not the whole queue.
    """
    done, began = dict.fromkeys(queues, 0), clock.now()
    more = True
    while more and dt.timedelta(0) <= clock.now() - began < EVERY:
        treated = {name: batch(piece) for name, (batch, piece) in queues.items()}
        done = {name: done[name] + number for name, number in treated.items()}
        more = any(treated[name] >= piece for name, (_, piece) in queues.items())
    return done


def _deem(limit: int) -> int:
    cases = silent_cases(limit)
    for case_id, missed in cases:
        deem_accepted(case_id=case_id, missed=missed, actor=SYSTEM)
    return len(cases)


def _terminate(limit: int) -> int:
    broken = broken_commitments(limit)
    for case_id in broken:
        # The last paper may come, or another worker be here, in the very moment between.
        with suppress(Refused):
            terminate(case_id=case_id, actor=SYSTEM)
    return len(broken)


def _leads(limit: int) -> int:
    return leads(limit, SYSTEM)


def _silent_leads(limit: int) -> int:
    return leads(limit, SYSTEM, silent=True)


def _system(duty: Callable[..., int], limit: int) -> int:
    return duty(limit=limit, actor=SYSTEM)


# Whoever is deemed accepted, given up or closed comes before the clocks are looked at.
DUTIES: Mapping[str, Batch] = {
    "deemed": _deem,
    "terminated": _terminate,
    "sessions_closed": partial(_system, close_forgotten),
    "visits_ended": partial(_system, end_visits),
    "promises_suspended": partial(_system, suspend_promises),
    "bookings_displaced": partial(_system, displace_bookings),
    "bookings_given_up": partial(_system, give_up_bookings),
    "bookings_late": partial(_system, note_lateness),
    "clocks_restored": restore,
    "clocks": partial(_system, sweep),
    "matters_settled": partial(_system, settle_matters),
    "matters": partial(_system, sweep_matters),
    "corrections_late": partial(_system, remind_corrections),
    "refusals_unfiled": partial(_system, warn_unfiled),
    "contact_days": partial(_system, settle_days),
    "contacts_returned": partial(_system, return_unaccepted),
    "contacts_late": partial(_system, note_lapses),
    "assistance_ended": partial(_system, close_expired),
    "ratings_late": partial(_system, note_late_ratings),
    "appraisals_drafted": partial(_system, draft_due),
    "monthly_reports": partial(_system, make_due_report),
    "leads": _leads,
    "rectifications": partial(_system, sweep_corrections),
    "posts_to_check": partial(_system, remind_posts),
    # A run looks at what the duties above have found.
    "runs_begun": partial(_system, start_monthly_run),
    "runs_checked": partial(_system, check_waiting),
    "backups_late": partial(_system, warn_late),
    "requests_late": warn_overdue,
    # After everything that may still need what is erased.
    "erased": partial(_system, erase_due),
}
# What is claimed at once is small: it all waits for its lease when its worker is killed.
QUEUES: Mapping[str, Queue] = {
    "letters": (papers.render_due, 20),
    "reports": (typeset_due, 1),
    "simulations": (advance, BATCH),
    "messages": (deliver_due, 50),
    "filings": (send_due, 10),
    "webhooks": (webhooks.deliver_due, 20),
}
# What was done above is sealed, then a piece of what was sealed before is read again.
SEALS: Mapping[str, Batch] = {
    "papers_witnessed": papers.witness_due,
    "uploads_witnessed": uploads.witness_due,
    "photos_witnessed": photos_due,
    "reports_witnessed": witness_reports,
    "checkpoints": checkpoints.make_due,
    "ledger_sheets": partial(_system, sheet_due),
    "reread": rereading.look_again,
}
INDOORS = ("letters", "reports", "simulations")
