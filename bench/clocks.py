"""Due dates from facts, and why: the fold over a case's timeline, and the day-by-day explanation."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from banshi.kernel.cases import facts
from banshi.kernel.cases.facts import Fact
from banshi.kernel.clocks.explanation import explain
from banshi.kernel.clocks.fold import standings
from banshi.kernel.clocks.lamps import lamp
from banshi.kernel.clocks.reckoning import Limit, Pause, Unit, due
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib.clock import BEIJING
from bench import bureau
from bench.report import Table, run
from bench.timing import per_operation

MICRO = 1e-6
START = dt.date(2026, 9, 1)
LIMITS = {"statutory": "20 working_day", "promised": "15 working_day"}


@dataclass(frozen=True, slots=True)
class Happened:
    """A fact and its moment, as the ledger gives them."""

    at: dt.datetime
    fact: Fact


def measure(quick: bool) -> Iterator[Table]:
    """A simple case and an eventful one: both clocks each, around National Day."""
    bureau.found()
    days = table()
    times = 200 if quick else 2000
    pause = (Pause(dt.date(2026, 9, 8), dt.date(2026, 9, 15), "hearing"),)
    extension = Limit(10, Unit.WORKING_DAY)
    plain = due(START, Limit(20, Unit.WORKING_DAY), days)
    full = due(START, Limit(20, Unit.WORKING_DAY), days, pause, extension)
    work = {
        "due date: start and limit": lambda: due(START, Limit(20, Unit.WORKING_DAY), days),
        "due date: with pause and extension": lambda: due(START, plain.limit, days, pause, extension),
        "all clocks of a simple case (2 facts, 3 clocks)": lambda: standings(SIMPLE, days, parameter),
        "all clocks of an eventful case (12 facts, 5 clocks)": lambda: standings(EVENTFUL, days, parameter),
        "lamp": lambda: lamp(full, days, today=dt.date(2026, 9, 22)),
        "explanation: start and limit": lambda: explain(plain, days),
        "explanation: with pause and extension": lambda: explain(full, days),
    }

    def repeated(name: str) -> None:
        for _ in range(times):
            work[name]()

    rows = [(name, per_operation(lambda n=name: repeated(n), operations=times).cell(MICRO)) for name in work]
    notes = (
        f"simple case: {', '.join(standings(SIMPLE, days, parameter))}",
        f"eventful case: {', '.join(standings(EVENTFUL, days, parameter))}",
        f"the explanation with pause and extension has {len(explain(full, days).lines)} days",
    )
    yield Table("clocks (µs)", ("what", "µs"), rows, "a due date 10 µs, an explanation 100 µs", notes)


def _timeline(*happened: Fact) -> tuple[Happened, ...]:
    first = dt.datetime.combine(START, dt.time(9, 30), BEIJING)
    return tuple(Happened(first + dt.timedelta(days=n), fact) for n, fact in enumerate(happened))


RECEIVED = facts.Received(channel="counter", item_version=1, party=1, materials=(1, 2, 3))
ACCEPTED = facts.Accepted(since=START, online=False, document=2, **LIMITS)
SIMPLE = _timeline(RECEIVED, ACCEPTED)
EVENTFUL = _timeline(
    RECEIVED,
    facts.MaterialsChecked(present=(1, 2), wrong=(3,)),
    facts.SupplementAsked(document=1, gaps=(3, 4), until=dt.date(2026, 9, 14)),
    facts.SupplementSupplied(materials=(3, 4), channel="counter"),
    ACCEPTED,
    facts.Assigned(handler=3),
    facts.ProcedureStarted(
        procedure=1,
        procedure_kind="hearing",
        first=dt.date(2026, 9, 8),
        last=dt.date(2026, 9, 15),
        stops=("statutory", "promised"),
        document=3,
    ),
    facts.ProcedureEnded(procedure=1, last=dt.date(2026, 9, 14)),
    facts.ExtensionRequested(request=1, days=10),
    facts.ExtensionGranted(request=1, days=10, document=4),
    facts.Warned(clock="promised", rung="handler", due=dt.date(2026, 10, 26)),
    facts.Decided(granted=True, document=5),
)

if __name__ == "__main__":
    run(measure)
