"""What if: cases of the past run through the clocks of production with another promise, calendar or roster. Pure.

The clock is the real one (`fold.standings`, `reckoning.due`, `lamps.lamp`); nothing is copied. Only who works when is
a model, and a simple one (decision 0024): a section has so many places, a case waits for a free one in the order of
acceptance, and takes as many working days as a case of its item took, drawn by the seed. The same gives the same.
"""

import datetime as dt
import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from banshi.kernel.cases.facts import DueRecomputed, Fact
from banshi.kernel.clocks.fold import Dated, Parameters, Standing, limit_of, limit_text, standings
from banshi.kernel.clocks.lamps import Lamp, lamp
from banshi.kernel.clocks.reckoning import Limit, Pause, Unit, counted_between, due
from banshi.kernel.workdays.days import DayTable, Kind
from banshi.lib.clock import BEIJING
from banshi.lib.results import Decision, Reason, gettext_noop

MOST, LONGEST_PROMISE, MOST_FEWER = 20_000, 366, 50
ARTICLE = "07-04"
DECISION = ("promised", "statutory")
NOTHING_CHANGED = gettext_noop("请至少改一样：承诺期限、周六开门，或者少几位同事。")
NO_CASES = gettext_noop("这段时间没有已经作出决定的办件，请换一段时间。")
TOO_MANY = gettext_noop(
    "一共 %(number)s 件，一次最多推演 %(most)s 件，请选短一点的时间，或者选一个科室、一个事项。"
)


@dataclass(frozen=True, slots=True)
class Scenario:
    """What is otherwise: `promise` working days at most (None: as it was), open on Saturdays, so many fewer."""

    promise: int | None = None
    saturdays: bool = False
    fewer: int = 0
    seed: int = 1

    @property
    def roster(self) -> bool:
        """Whether people work otherwise than they did, so that the model has to say when cases are decided."""
        return self.saturdays or self.fewer > 0


@dataclass(frozen=True, slots=True)
class Event:
    """A fact with its moment, as the clocks read it."""

    at: dt.datetime
    fact: Fact


@dataclass(frozen=True, slots=True)
class Job:
    """A case for the model: accepted on a day, taking `service` working days, its pauses not counted."""

    case_id: int
    start: dt.date
    service: int
    pauses: tuple[Pause, ...] = ()


def asking(scenario: Scenario, number: int) -> Decision:
    """Whether a simulation of so many cases may be made."""
    if scenario.promise is None and not scenario.roster:
        return Decision(False, (Reason(NOTHING_CHANGED, (ARTICLE,), "promise"),))
    if not number:
        return Decision(False, (Reason(NO_CASES, (ARTICLE,), "first"),))
    if number > MOST:
        return Decision(False, (Reason(TOO_MANY, (ARTICLE,), "first", {"number": number, "most": MOST}),))
    return Decision(True)


def calendar(days: DayTable, scenario: Scenario) -> DayTable:
    """The calendar of a scenario: ordinary Saturdays become working days, holidays stay."""
    if not scenario.saturdays:
        return days
    first = days.first_day.toordinal()
    known = (days.get(dt.date.fromordinal(first + at)) for at in range(len(days.ranks) - 1))
    return DayTable((day.date, _kind(day.date, day.kind), day.name) for day in known if day)


def _kind(date: dt.date, kind: Kind) -> Kind:
    return Kind.ADJUSTED_WORKDAY if kind is Kind.WEEKEND and date.weekday() == 5 else kind


def told(timeline: Iterable[Dated], scenario: Scenario) -> tuple[Event, ...]:
    """The timeline with the shorter promise; limits that are shorter, or not in working days, stay as they were."""
    return tuple(
        Event(event.at, _promised(event.fact, scenario.promise))
        for event in timeline
        if not (isinstance(event.fact, DueRecomputed) and (scenario.promise or scenario.saturdays))
    )


def _promised(fact: Fact, promise: int | None) -> Fact:
    text = getattr(fact, "promised", "")
    if promise is None or not isinstance(text, str) or not text:
        return fact
    limit = limit_of(text)
    if limit.unit is not Unit.WORKING_DAY or limit.value <= promise:
        return fact
    changed: dict[str, Any] = {"promised": limit_text(promise, Unit.WORKING_DAY)}
    return replace(fact, **changed)


def judge(
    timeline: Sequence[Dated], days: DayTable, parameters: Parameters, end: dt.datetime, closed: bool
) -> Lamp:
    """The lamp at the moment of the decision: red is late, by the date that comes first. `closed`: after hours."""
    found = running(timeline, days, parameters)
    today = end.astimezone(BEIJING).date()
    shown = {
        lamp(one.reckoned, days, today=today, after_close=closed and not one.online).lamp for one in found
    }
    # A clock that stood still at that moment was not late, nor near.
    return next((one for one in (Lamp.RED, Lamp.AMBER, Lamp.HOLLOW) if one in shown), Lamp.GREEN)


def running(timeline: Sequence[Dated], days: DayTable, parameters: Parameters) -> list[Standing]:
    """The clocks of the decision."""
    found = standings(timeline, days, parameters)
    return [found[name] for name in DECISION if name in found]


def handled(standing: Standing, decided: dt.date, days: DayTable) -> int:
    """How many working days a case took from the start of its clock to the decision, its pauses left out."""
    return counted_between(standing.reckoned.start, decided, days, standing.reckoned.pauses)


def drawn(seed: int, case_id: int, observed: Sequence[int]) -> int:
    """One of the observed handling times, the same for the same seed and case."""
    number = int.from_bytes(sha256(f"{seed}:{case_id}".encode()).digest()[:8])
    return sorted(observed)[number % len(observed)]


def places(jobs: Iterable[tuple[dt.date, dt.date]], people: int, fewer: int) -> int:
    """How many cases a section works on at once: the most it had in fact (start and decision of each), by heads.

    At least one colleague stays.
    """
    changes = sorted(
        (day, step) for start, end in jobs for day, step in ((start, 1), (end + dt.timedelta(1), -1))
    )
    most = at_once = 0
    for _day, step in changes:
        at_once += step
        most = max(most, at_once)
    people = max(people, 1)
    return max(1, most * max(people - fewer, 1) // people)


def queue(jobs: Iterable[Job], number: int, days: DayTable) -> dict[int, dt.date]:
    """When each case is decided with so many places: first come, first served. Case id to day.

    A case whose end lies past the published calendar ends on its last day.
    """
    free: list[dt.date] = []
    ends: dict[int, dt.date] = {}
    for job in sorted(jobs, key=lambda one: (one.start, one.case_id)):
        begin = job.start
        if len(free) >= number:
            begin = max(begin, heapq.heappop(free))
        end = _end(begin, job, days)
        heapq.heappush(free, end)
        ends[job.case_id] = end
    return ends


def _end(begin: dt.date, job: Job, days: DayTable) -> dt.date:
    if not job.service:
        return begin
    return due(begin, Limit(job.service, Unit.WORKING_DAY), days, job.pauses).date or days.last_day
