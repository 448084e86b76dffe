"""A simulation piece by piece: what is still to do is read off its rows, so a killed worker costs one piece.

Reading: the cases of the time with their clocks. Queueing: when the model decides them, one section after the other.
Judging: the lamps as it was, before and after. Real cases and their ledger are only read.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from banshi.kernel.cases.models import Case, OutcomeKind
from banshi.kernel.cases.queries import timelines
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.reckoning import Pause
from banshi.kernel.organisation.hours import close_of
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.reports import replay
from banshi.kernel.reports.models import WORKING, SimulatedCase, Simulation, SimulationState
from banshi.kernel.reports.replay import Job, Scenario
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Refused

PIECE = 200
NOON = dt.time(12)
DECIDED = (OutcomeKind.GRANTED, OutcomeKind.REFUSED)


def cases_of(first: dt.date, last: dt.date, sections: Sequence[int], item: str) -> QuerySet[Case]:
    """The cases that were accepted in these days and have been decided, in the order of their ids."""
    begin = dt.datetime.combine(first, dt.time(0), clock.BEIJING)
    # Decided after they were accepted: the index of decisions finds them.
    rows = Case.objects.filter(decided_at__gte=begin, accepted_on__gte=first, accepted_on__lte=last)
    chosen = Q(section_id__in=list(sections)) if sections else Q()
    chosen &= Q(item_code=item) if item else Q()
    return rows.filter(chosen, outcome__kind__in=DECIDED).order_by("pk")


def advance(limit: int) -> int:
    """Do one piece of the oldest simulation under way; returns how many pieces were done (0 or 1)."""
    if not limit:
        return 0
    with transaction.atomic():
        rows = Simulation.objects.filter(state__in=WORKING).order_by("id")
        row = rows.select_for_update(skip_locked=True).first()
        if row is None:
            return 0
        # Cases decided since the simulation was asked for stay outside: what is found does not depend on the worker.
        _STAGES[SimulationState(row.state)](row)
    return 1


def scenario_of(row: Simulation) -> Scenario:
    """What is otherwise in it."""
    return Scenario(row.promise, row.saturdays, row.fewer, row.seed)


def _read(row: Simulation) -> None:
    seen = row.cases.order_by("-case_id").values_list("case_id", flat=True).first() or 0
    wanted = cases_of(row.first, row.last, row.sections, row.item).filter(decided_at__lt=row.asked_at)
    days = table()
    # A piece in which no clock can be reckoned leaves no row behind: on to the next one at once.
    while part := list(wanted.filter(pk__gt=seen)[:PIECE]):
        stories = timelines([case.pk for case in part])
        lines = (_line(row, case, stories.get(case.pk, ()), days) for case in part)
        found = [one for one in lines if one]
        SimulatedCase.objects.bulk_create(found, batch_size=PIECE)
        if found and len(part) == PIECE:
            return
        seen = part[-1].pk
    roster = scenario_of(row).roster
    _turn(row, SimulationState.QUEUEING if roster else SimulationState.JUDGING)


def _line(row: Simulation, case: Case, story: Sequence[Recorded], days: DayTable) -> SimulatedCase | None:
    """A case with its clock as it was; None where the clocks cannot be reckoned any more."""
    try:
        clocks = replay.running(story, days, parameter)
    except Refused:
        return None
    if not clocks or case.decided_at is None:
        return None
    reckoned, decided = clocks[0].reckoned, case.decided_at.astimezone(clock.BEIJING).date()
    return SimulatedCase(
        simulation=row,
        case=case,
        section_id=case.section_id,
        handler_id=case.handler_id,
        item_code=case.item_code,
        start=reckoned.start,
        decided_on=decided,
        service=max(0, replay.handled(clocks[0], decided, days)),
        pauses=[[one.first.isoformat(), one.last.isoformat()] for one in reckoned.pauses],
    )


def _queue(row: Simulation) -> None:
    """One section: the same draws for both rosters, so that only the roster makes the difference."""
    left = row.cases.filter(after_on=None).order_by("section_id")
    section_id = left.values_list("section_id", flat=True).first()
    if section_id is None:
        _turn(row, SimulationState.JUDGING)
        return
    lines, scenario = list(row.cases.filter(section_id=section_id).order_by("id")), scenario_of(row)
    jobs = _jobs(lines, scenario.seed)
    stretches = [(one.start, one.decided_on) for one in lines]
    people = len({one.handler_id for one in lines if one.handler_id})
    days = table()
    before = replay.queue(jobs, replay.places(stretches, people, 0), days)
    number = replay.places(stretches, people, scenario.fewer)
    after = replay.queue(jobs, number, replay.calendar(days, scenario))
    for one in lines:
        one.before_on, one.after_on = before[one.case_id], after[one.case_id]
    SimulatedCase.objects.bulk_update(lines, ["before_on", "after_on"], batch_size=PIECE)


def _jobs(lines: Sequence[SimulatedCase], seed: int) -> list[Job]:
    observed: dict[str, list[int]] = defaultdict(list)
    for one in lines:
        observed[one.item_code].append(one.service)
    orders = {code: sorted(found) for code, found in observed.items()}
    return [
        Job(one.case_id, one.start, replay.drawn(seed, one.case_id, orders[one.item_code]), _pauses(one))
        for one in lines
    ]


def _pauses(one: SimulatedCase) -> tuple[Pause, ...]:
    return tuple(Pause(dt.date.fromisoformat(a), dt.date.fromisoformat(b)) for a, b in one.pauses)


def _judge(row: Simulation) -> None:
    lines = list(row.cases.filter(after="").select_related("case").order_by("id")[:PIECE])
    if not lines:
        _turn(row, SimulationState.DONE)
        return
    scenario, days = scenario_of(row), table()
    other, stories = replay.calendar(days, scenario), timelines([one.case_id for one in lines])
    for one in lines:
        story = stories.get(one.case_id, ())
        end = one.case.decided_at or clock.now()
        # By the engine, from the facts: as it was, and in the scenario.
        one.real = one.before = str(_lamp(story, days, end))
        if one.before_on and one.after_on:
            one.before = str(_lamp(story, days, _noon(one.before_on)))
            end = _noon(one.after_on)
        one.after = str(_lamp(replay.told(story, scenario), other, end))
    SimulatedCase.objects.bulk_update(lines, ["real", "before", "after"], batch_size=PIECE)


def _lamp(story: Sequence[replay.Dated], days: DayTable, end: dt.datetime) -> Lamp:
    day = end.astimezone(clock.BEIJING)
    try:
        return replay.judge(story, days, parameter, day, day >= close_of(day.date()))
    except Refused:
        return Lamp.HOLLOW


def _noon(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, NOON, clock.BEIJING)


def _turn(row: Simulation, state: SimulationState) -> None:
    row.state = state
    row.ended_at = clock.now() if state is SimulationState.DONE else None
    row.save(update_fields=["state", "ended_at"])


_STAGES = {
    SimulationState.READING: _read,
    SimulationState.QUEUEING: _queue,
    SimulationState.JUDGING: _judge,
}
