"""The ladder of warnings before a due date, and the breach after it (07-01 to 07-05)."""

import datetime as dt
from collections.abc import Iterable, Iterator
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


@dataclass(frozen=True, slots=True)
class Warnings:
    """When whom is warned: the handler with 1/`handler_divisor` of the period left, the others so many
    working days before the due date (0: on the day itself)."""

    handler_divisor: int
    head_days: int
    leader_days: int


def ladder(start: dt.date, due: dt.date, days: DayTable, warnings: Warnings) -> Iterator[Step]:
    """The steps of a clock with a settled date, earliest first; a duty of the same day has only its end."""
    if start < due:
        total = days.between(start, due)
        yield Step(HANDLER, _ahead(due, max(1, total // warnings.handler_divisor), days))
        yield Step(HEAD, _ahead(due, warnings.head_days, days))
        yield Step(LEADER, _ahead(due, warnings.leader_days, days))
    yield Step(BREACH, due)


def _ahead(due: dt.date, n: int, days: DayTable) -> dt.date:
    return days.before(due, n) if n else due


def moment_of(step: Step, *, online: bool) -> dt.datetime:
    """When a step is reached: the start of its day; the breach at the end of the due date."""
    if step.rung == BREACH:
        return end_of(step.day, online=online)
    return dt.datetime.combine(step.day, dt.time(0), BEIJING)


def reached(steps: Iterable[Step], *, online: bool, now: dt.datetime) -> str | None:
    """The highest rung reached by `now`; after an outage the lower ones are passed over."""
    rungs = [step.rung for step in steps if moment_of(step, online=online) <= now]
    return rungs[-1] if rungs else None


def next_moment(
    steps: Iterable[Step], *, online: bool, beyond: dt.datetime | None = None
) -> dt.datetime | None:
    """When the next rung after `beyond` comes; the first of all without `beyond`."""
    moments = (moment_of(step, online=online) for step in steps)
    return next((moment for moment in moments if beyond is None or moment > beyond), None)
