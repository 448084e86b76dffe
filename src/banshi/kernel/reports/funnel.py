"""The way of the applications that came in during a period: how many reached each step, and how long it took.

Counted from the index of cases and clocks, never row by row: one question for all numbers, one for each stretch.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from banshi.kernel.cases.models import Case, OutcomeKind
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.trends import weighted_median
from banshi.kernel.reports.scope import Asked
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import gettext_noop

FIELD = "received_at"
_ENDING = ("deliver", "tell_refusal")


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the way; `of` is the step whose number is its whole, `main` whether it leads on."""

    name: str
    title: str
    of: str
    main: bool = True
    articles: tuple[str, ...] = ()


STEPS = (
    Step("submitted", gettext_noop("收到申请"), ""),
    Step("reviewed", gettext_noop("审看过，给了答复"), "submitted", articles=("06-03-2",)),
    Step("told", gettext_noop("其中：一次告知缺什么"), "reviewed", main=False, articles=("06-03-2",)),
    Step(
        "not_accepted", gettext_noop("其中：不予受理，说明理由"), "reviewed", main=False, articles=("01-04",)
    ),
    Step("accepted", gettext_noop("受理"), "submitted"),
    Step("provisional", gettext_noop("其中：容缺受理"), "accepted", main=False, articles=("04-11",)),
    Step("decided", gettext_noop("作出决定"), "submitted", articles=("07-03",)),
    Step("refused", gettext_noop("其中：不予许可，说明理由"), "decided", main=False, articles=("01-08",)),
    Step("served", gettext_noop("决定已经送达"), "submitted"),
)
NAMES = {step.name: step for step in STEPS}
_ACCEPTED = Q(accepted_on__isnull=False)
_DECIDED = _ACCEPTED & Q(decided_at__isnull=False)
CONDITIONS: Mapping[str, Q] = {
    "submitted": Q(),
    "reviewed": Q(told_on__isnull=False) | _ACCEPTED | Q(decided_at__isnull=False),
    "told": Q(told_on__isnull=False),
    "not_accepted": Q(outcome__kind=OutcomeKind.NOT_ACCEPTED),
    "accepted": _ACCEPTED,
    "provisional": _ACCEPTED & Q(promised=True),
    "decided": _DECIDED,
    "refused": _DECIDED & Q(outcome__kind=OutcomeKind.REFUSED),
    "served": _DECIDED & Q(served_at__isnull=False),
}
# From which day to which day: the stretch after each main step.
STRETCHES = (
    ("submitted", "received", "reviewed_on"),
    ("reviewed", "reviewed_on", "accepted_on"),
    ("accepted", "accepted_on", "decided"),
    ("decided", "decided", "served"),
)


@dataclass(frozen=True, slots=True)
class Reached:
    """How many applications reached a step; `days`: median working days to the next main step, None for none."""

    step: Step
    number: int
    share: float | None
    days: float | None


def funnel(asked: Asked) -> tuple[Reached, ...]:
    """The steps with their numbers: five questions, whatever the number of cases."""
    rows = _rows(asked).order_by()
    counts = {name: Count("pk", filter=q) if q else Count("pk") for name, q in CONDITIONS.items()}
    numbers: dict[str, int] = rows.aggregate(**{f"n_{name}": count for name, count in counts.items()})
    days = {step: _median(rows, since, until) for step, since, until in STRETCHES}
    return tuple(_reached(step, numbers, days.get(step.name)) for step in STEPS)


def behind(asked: Asked, step: str) -> QuerySet[Case]:
    """The applications behind the number of a step, the newest first."""
    return _rows(asked).filter(CONDITIONS[step])


def _reached(step: Step, numbers: Mapping[str, int], days: float | None) -> Reached:
    number, whole = numbers[f"n_{step.name}"], numbers[f"n_{step.of or step.name}"]
    return Reached(step, number, number / whole if whole else None, days)


def _rows(asked: Asked) -> QuerySet[Case]:
    """The applications of the period with the days that cases do not hold themselves."""
    own = Clock.objects.filter(case=OuterRef("pk"))
    told = own.filter(kind="supply").order_by("kind").values("start")[:1]
    served = own.filter(kind__in=_ENDING, stopped_at__isnull=False).order_by("kind").values("stopped_at")[:1]
    return asked.cases(FIELD).annotate(
        told_on=Subquery(told, output_field=DateField()),
        promised=Exists(own.filter(kind="commitment")),
        served_at=Subquery(served),
    )


def _median(rows: QuerySet[Case], since: str, until: str) -> float | None:
    """The median of working days between two days that are both known."""
    days = rows.annotate(
        received=_day("received_at"),
        decided=_day("decided_at"),
        served=_day("served_at"),
        reviewed_on=Coalesce("told_on", "accepted_on", _day("decided_at")),
    )
    known = days.filter(**{f"{since}__isnull": False, f"{until}__isnull": False})
    if until == "decided":
        known = known.filter(_DECIDED)
    pairs = known.values_list(since, until).annotate(number=Count("pk"))
    return weighted_median(counted(pairs, table()))


def _day(field: str) -> TruncDate:
    return TruncDate(F(field), tzinfo=clock.BEIJING)


def counted(pairs: Iterable[tuple[dt.date, dt.date, int]], days: DayTable) -> Iterable[tuple[int, int]]:
    """Pairs of days with their numbers as (working days between, number); days outside the calendar left out."""
    return [
        (days.between(since, until), number)
        for since, until, number in pairs
        if days.covers(since) and days.covers(until)
    ]
