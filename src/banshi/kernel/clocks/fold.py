"""A clock is a fold over facts: from a timeline to where each clock stands. Pure.

Miss a sweep, restart a worker, load a calendar: the same facts give the same clock.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

from banshi.kernel.cases.facts import (
    Accepted,
    CommitmentKept,
    Decided,
    DeemedAccepted,
    DueRecomputed,
    ExtensionGranted,
    Fact,
    ProcedureEnded,
    ProcedureStarted,
    PromiseSuspended,
    ProvisionallyAccepted,
    SupplementAsked,
    TakenOver,
)
from banshi.kernel.catalogue.schema import SPECIAL_KINDS, ItemSpec
from banshi.kernel.clocks.kinds import KINDS, ClockKind
from banshi.kernel.clocks.reckoning import Limit, Pause, Reckoned, Unit, due
from banshi.kernel.workdays.days import DayTable
from banshi.lib.clock import BEIJING


class Dated(Protocol):
    """A fact and the moment it was recorded."""

    @property
    def at(self) -> dt.datetime: ...
    @property
    def fact(self) -> Fact: ...


# The clocks that run on a number of the regulation, in working days: its article and parameter.
NUMBERS: Mapping[str, tuple[str, str]] = {
    "intake": ("06-03-2", "law_limit_working_days"),
    "tell_refusal": ("01-08", "notice_working_days"),
    "deliver": ("07-01", "certificate_delivery_working_days"),
    "tell_termination": ("04-12", "notice_working_days"),
    "hearing": ("06-05-2", "hearing_hold_working_days"),
}
# What moves a promised date.
_MOVERS = (ProcedureStarted, ProcedureEnded, ExtensionGranted, PromiseSuspended)
# (article, parameter, day) → value in force on that day
Parameters = Callable[[str, str, dt.date], object]


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one clock stands: what it runs on, whether it has stopped, and its due date."""

    kind: ClockKind
    reckoned: Reckoned
    stopped: dt.datetime | None
    online: bool

    @property
    def running(self) -> bool:
        """Whether the duty is still open."""
        return self.stopped is None


def standings(timeline: Sequence[Dated], days: DayTable, parameters: Parameters) -> dict[str, Standing]:
    """All clocks of a timeline by kind name; kinds that never started are left out."""
    found = {}
    for kind in KINDS.values():
        standing = _standing(kind, timeline, days, parameters)
        if standing is not None:
            found[kind.name] = standing
    return found


def _standing(
    kind: ClockKind, timeline: Sequence[Dated], days: DayTable, parameters: Parameters
) -> Standing | None:
    begun: Dated | None = None
    stopped: dt.datetime | None = None
    for event in timeline:
        if event.fact.kind in kind.starts and _concerns(kind, event.fact):
            begun, stopped = event, None
        elif (
            event.fact.kind in kind.stops
            and begun is not None
            and stopped is None
            and _ends(kind, event.fact)
        ):
            stopped = event.at
    if begun is None:
        return None
    start, limit, fixed = _terms(kind, begun, parameters)
    fixed = _standing_promise(kind, begun, timeline) or fixed
    if fixed is not None:
        reckoned = replace(due(fixed, Limit(0, Unit.IMMEDIATE), days), start=start)
    else:
        pauses = pauses_of(kind.name, timeline) if kind.stoppable else ()
        extensible = kind.stoppable and limit.unit is not Unit.NONE
        extension = extension_of(timeline) if extensible else None
        reckoned = due(start, limit, days, pauses, extension)
    online = kind.midnight or bool(getattr(begun.fact, "online", False))
    return Standing(kind, reckoned, stopped, online)


def _standing_promise(kind: ClockKind, begun: Dated, timeline: Sequence[Dated]) -> dt.date | None:
    """The date an earlier promise keeps after a calendar change, until a pause or extension moves it."""
    kept: dt.date | None = None
    for event in timeline:
        fact = event.fact
        if isinstance(fact, DueRecomputed) and fact.clock == kind.name and event.at >= begun.at:
            kept = fact.before if fact.stands else None
        elif isinstance(fact, _MOVERS):
            kept = None
    return kept


def _concerns(kind: ClockKind, fact: Fact) -> bool:
    if isinstance(fact, Decided):
        return fact.granted == (kind.name == "deliver")
    if isinstance(fact, TakenOver):
        return (fact.accepted_on is None) == (kind.name == "intake")
    # The promised limit begins anew only where the bureau counts from completion (04-11, ruling R2).
    return not isinstance(fact, CommitmentKept) or fact.counts == "completion"


def _ends(kind: ClockKind, fact: Fact) -> bool:
    return fact.kind != "served" or bool(getattr(fact, "decision", False))


def _terms(kind: ClockKind, begun: Dated, parameters: Parameters) -> tuple[dt.date, Limit, dt.date | None]:
    """Start day, limit, and a date fixed by a notice where there is one."""
    day = begun.at.astimezone(BEIJING).date()
    if isinstance(begun.fact, TakenOver):
        day = begun.fact.received_on
    match begun.fact:
        case (
            Accepted(since=since, statutory=statutory, promised=promised)
            | DeemedAccepted(since=since, statutory=statutory, promised=promised)
            | TakenOver(accepted_on=dt.date() as since, statutory=statutory, promised=promised)
        ):
            return since, limit_of(statutory if kind.name == "statutory" else promised), None
        case ProvisionallyAccepted(until=until) if kind.name == "commitment":
            return day, Limit(0, Unit.IMMEDIATE), until
        case ProvisionallyAccepted(since=since, statutory=statutory, promised=promised):
            return since, limit_of(statutory if kind.name == "statutory" else promised), None
        case CommitmentKept(since=since, promised=promised):
            return since, limit_of(promised), None
        case SupplementAsked(until=until) if kind.name == "supply":
            return day, Limit(0, Unit.IMMEDIATE), until
    article, name = NUMBERS[kind.name]
    return day, Limit(cast(int, parameters(article, name, day)), Unit.WORKING_DAY), None


def pauses_of(clock: str, timeline: Sequence[Dated]) -> tuple[Pause, ...]:
    """The days that stop the named clock: of special procedures, cut short where they ended early, and of a closed
    hall where a leader decided it for the promise."""
    ended = {e.fact.procedure: e.fact.last for e in timeline if isinstance(e.fact, ProcedureEnded)}
    found = []
    for event in timeline:
        fact = event.fact
        if isinstance(fact, ProcedureStarted) and clock in fact.stops:
            last = min(fact.last, ended.get(fact.procedure, fact.last))
            if fact.first <= last:
                label = SPECIAL_KINDS.get(fact.procedure_kind, fact.procedure_kind)
                found.append(Pause(fact.first, last, label))
        elif isinstance(fact, PromiseSuspended) and clock == "promised":
            found.append(Pause(fact.first, fact.last, fact.reason))
    return tuple(found)


def extension_of(timeline: Sequence[Dated]) -> Limit | None:
    """The one extension that was granted, if any."""
    for event in timeline:
        if isinstance(event.fact, ExtensionGranted):
            return Limit(event.fact.days, Unit.WORKING_DAY)
    return None


def limits_of(spec: ItemSpec) -> dict[str, str]:
    """Both limits of an item as facts carry them, by name."""
    return {
        "statutory": limit_text(spec.statutory_limit.value, spec.statutory_limit.unit),
        "promised": limit_text(spec.promised_limit.value, spec.promised_limit.unit),
    }


def limit_text(value: int | None, unit: str) -> str:
    """A limit as facts carry it, such as "20 working_day"."""
    return f"{value or 0} {unit}"


def limit_of(text: str) -> Limit:
    """The limit behind `limit_text`."""
    value, unit = text.split()
    return Limit(int(value), Unit(unit))
