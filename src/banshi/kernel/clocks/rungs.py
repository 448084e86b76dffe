"""The ladder of warnings before a due date, and the breach after it (07-01 to 07-05)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from banshi.kernel.organisation.hours import end_of
from banshi.kernel.workdays.days import DayTable
from banshi.lib.clock import BEIJING

HANDLER, HEAD, LEADER, BREACH = "handler", "head", "leader", "breach"
ORDER = (HANDLER, HEAD, LEADER, BREACH)


@dataclass(frozen=True, slots=True)
class Step:
    """One rung of one clock: from which day on it holds (the breach: after the due day's end)."""

    rung: str
    day: dt.date


def ladder(start: dt.date, due: dt.date, days: DayTable) -> Iterator[Step]:
    """The steps of a clock with a settled date, earliest first.

    The handler is warned when a quarter of the period is left, the head one working day before,
    the leader on the due day. A duty of the same day has only its end.
    """
    if start < due:
        total = days.between(start, due)
        yield Step(HANDLER, days.before(due, max(1, total // 4)))
        yield Step(HEAD, days.before(due, 1))
        yield Step(LEADER, due)
    yield Step(BREACH, due)


def moment_of(step: Step, *, online: bool) -> dt.datetime:
    """When a step is reached: the start of its day; the breach at the end of the due date."""
    if step.rung == BREACH:
        return end_of(step.day, online=online)
    return dt.datetime.combine(step.day, dt.time(0), BEIJING)


def reached(start: dt.date, due: dt.date, days: DayTable, *, online: bool, now: dt.datetime) -> str | None:
    """The highest rung reached by `now`; after an outage the lower ones are passed over."""
    rungs = [step.rung for step in ladder(start, due, days) if moment_of(step, online=online) <= now]
    return rungs[-1] if rungs else None


def next_moment(
    start: dt.date, due: dt.date, days: DayTable, *, online: bool, beyond: dt.datetime | None = None
) -> dt.datetime | None:
    """When the next rung after `beyond` comes; the first of all without `beyond`."""
    moments = (moment_of(step, online=online) for step in ladder(start, due, days))
    return next((moment for moment in moments if beyond is None or moment > beyond), None)
