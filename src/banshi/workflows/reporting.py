"""Reports: the figures of a period from all rooms, and the list behind each of their numbers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from banshi.institutions.appointments.queries.arrivals import BOOKINGS
from banshi.institutions.one_time_notice.queries.twice import told_twice
from banshi.kernel.cases.models import Case
from banshi.kernel.reports import arrivals, funnel, shown, times
from banshi.kernel.reports.arrivals import Arrival, Kind
from banshi.kernel.reports.figure import Figure
from banshi.kernel.reports.scope import Asked
from banshi.kernel.reports.shown import Address
from banshi.kernel.reports.times import Split

ARRIVALS: Mapping[str, Kind] = {kind.name: kind for kind in (*arrivals.KINDS, BOOKINGS)}


@dataclass(frozen=True, slots=True)
class Behind:
    """A part of the list behind a number: how many there are, the wanted ones, their splits where time was asked."""

    number: int
    lines: tuple[Arrival, ...]
    splits: Mapping[str, Split]


def figures(asked: Asked, address: Address, kinds: Sequence[str]) -> tuple[Figure, ...]:
    """All figures of a report, with the arrivals of these kinds; about a dozen questions whatever the number."""
    twice = told_twice(times.behind(asked))
    items, procedures = times.where_time_goes(asked, twice)
    return (
        shown.funnel_figure(funnel.funnel(asked), address),
        *(
            shown.arrivals_figure(ARRIVALS[kind], arrivals.by_hour(ARRIVALS[kind], asked), address)
            for kind in kinds
        ),
        shown.times_figure(items, address),
        shown.procedures_figure(procedures, address),
    )


def behind(
    asked: Asked,
    question: str,
    *,
    of: str = "",
    weekday: int | None = None,
    hour: int | None = None,
    skip: int = 0,
    limit: int = 50,
) -> Behind | None:
    """What is behind a number, the newest first; None for a question that nobody asks."""
    read: Callable[[Any], Arrival] = arrivals.of_case
    match question:
        case "step" if of in funnel.NAMES:
            rows: Any = funnel.behind(asked, of)
        case "arrival" if of in ARRIVALS:
            rows, read = arrivals.behind(ARRIVALS[of], asked, weekday, hour), ARRIVALS[of].read
        case "time":
            rows = times.behind(asked)
        case "procedure" if of:
            rows = times.behind(asked, of)
        case _:
            return None
    found = list(rows[skip : skip + limit])
    timed = question in {"time", "procedure"}
    splits = _splits(found) if timed else {}
    return Behind(rows.count(), tuple(read(row) for row in found), splits)


def _splits(cases: Sequence[Case]) -> dict[str, Split]:
    twice = told_twice(Case.objects.filter(pk__in=[case.pk for case in cases]))
    return {f"case:{pk}": split for pk, split in times.splits_of(cases, twice).items()}
