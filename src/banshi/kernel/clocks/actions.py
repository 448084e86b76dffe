"""Keeping the index of clocks in step with the facts. Called inside acts."""

import datetime as dt
from collections.abc import Iterator, Sequence

from django.db import transaction
from django.db.models import Exists, OuterRef

from banshi.kernel.cases.life import OPEN
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import timeline, timelines
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.clocks.fold import Standing, standings
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.rungs import Step, Warnings, ladder, next_moment
from banshi.kernel.organisation.hours import close_of, end_of
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import table

_COLUMNS = ["start", "due", "provisional", "online", "pauses", "ends_at", "next_at", "stopped_at"]
_COLUMNS += ["governs", "interrupted"]


def refresh(case: Case, events: Sequence[Recorded] | None = None) -> dict[str, Standing]:
    """Recompute every clock of a case from its facts and store the index; returns where they stand."""
    days = table()
    found = standings(timeline(case.pk) if events is None else events, days, parameter)
    store([(case, found)], days)
    return found


def restore(limit: int) -> int:
    """Write the index of up to `limit` open cases that have lost theirs; returns how many. Their facts suffice.

    A case has a due date because a clock of its governs: where that clock is missing, the index was lost. What a
    session after hours held back (`hold_until`) is not known any more.
    """
    governed = Clock.objects.filter(case=OuterRef("pk"), governs=True)
    with transaction.atomic():
        lost = Case.objects.filter(~Exists(governed), state__in=sorted(OPEN), due__isnull=False)
        cases = list(lost.select_for_update(skip_locked=True, of=("self",)).order_by("due", "id")[:limit])
        stories, days = timelines([case.pk for case in cases]), table()
        store([(case, standings(stories[case.pk], days, parameter)) for case in cases], days)
    return len(cases)


def store(cases: Sequence[tuple[Case, dict[str, Standing]]], days: DayTable) -> None:
    """Write the index rows of several cases at once, and each case's governing due date."""
    rows: list[Clock] = []
    for case, found in cases:
        first = governing(found)
        for standing in found.values():
            rows.append(row := index_row(case, standing, days))
            row.governs = standing is first
    Clock.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["case", "kind"], update_fields=_COLUMNS
    )
    moved = []
    for case, found in cases:
        if case.due != (first_due := governing_due(found)):
            case.due = first_due
            moved.append(case)
    if len(moved) == 1:
        moved[0].save(update_fields=["due"])
    elif moved:
        Case.objects.bulk_update(moved, ["due"], batch_size=500)


def governing_due(found: dict[str, Standing]) -> dt.date | None:
    """The earliest date among our running clocks: the shortest limit governs (07-01)."""
    first = governing(found)
    return _day_of(first) if first else None


def governing(found: dict[str, Standing]) -> Standing | None:
    """The clock whose date that is; None while none that runs has a date."""
    running = [s for s in found.values() if s.running]
    # The applicant's own time governs only while none of ours runs.
    ours = [s for s in running if not s.kind.theirs] or running
    dated = [(day, s.kind.name, s) for s in ours if (day := _day_of(s)) is not None]
    return min(dated, key=lambda one: one[:2])[2] if dated else None


def _day_of(standing: Standing) -> dt.date | None:
    return standing.reckoned.date or standing.reckoned.after


def index_row(case: Case, standing: Standing, days: DayTable) -> Clock:
    """The index row of one clock, with the moment the sweep has to look at it next."""
    r, online = standing.reckoned, standing.online
    settled = r.date if r.date is not None and not r.provisional else None
    return Clock(
        case=case,
        kind=standing.kind.name,
        start=r.start,
        due=r.date or r.after,
        provisional=r.provisional,
        online=online,
        pauses=[[p.first.isoformat(), p.last.isoformat(), p.label] for p in r.pauses],
        ends_at=end_of(settled, online=online) if settled else None,
        next_at=next_moment(steps(r.start, settled, days), online=online)
        if settled and standing.running
        else None,
        stopped_at=standing.stopped,
        interrupted=bool(r.pauses),
    )


def hold_until(case_ids: Sequence[int], moment: dt.datetime) -> int:
    """Look at the clocks that run out today only at `moment`: a session after hours is the same day (ruling R6).

    Returns how many clocks are held.
    """
    close = close_of(moment.date())
    rows = Clock.objects.filter(case_id__in=case_ids, due=moment.date(), online=False)
    return rows.filter(next_at__gte=close, next_at__lt=moment).update(next_at=moment)


def steps(start: dt.date, due: dt.date, days: DayTable) -> Iterator[Step]:
    """The ladder of a clock under the bureau's settings in force when it started (07-01)."""
    return ladder(start, due, days, _warnings(start))


def _warnings(day: dt.date) -> Warnings:
    return Warnings(
        parameter("07-01", "warn_handler_divisor", day),
        parameter("07-01", "warn_head_working_days", day),
        parameter("07-01", "warn_leader_working_days", day),
    )
