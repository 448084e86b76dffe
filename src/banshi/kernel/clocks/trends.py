"""How work went over weeks or months: received, decided, in time, late, and how long it took (11-03-6)."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncDate

from banshi.kernel.cases.models import Case
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.record import DECISION
from banshi.kernel.workdays.periods import ONE_DAY, Period, place
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

RECEIVED, DECIDED, LATE = "received", "decided", "late"
MEASURES = (RECEIVED, DECIDED, LATE)
Sections = Collection[int] | None


@dataclass(frozen=True, slots=True)
class Course:
    """The figures of each period; `median_days` are working days from acceptance to decision, None without any."""

    received: tuple[int, ...]
    decided: tuple[int, ...]
    late: tuple[int, ...]
    median_days: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class PastCase:
    """A case behind a figure, without its applicant."""

    id: int
    number: str
    item_name: str
    item_version_id: int
    section_id: int
    handler_id: int | None
    received_at: dt.datetime
    decided_at: dt.datetime | None

    @property
    def item_called(self) -> str:
        """The item's name in the language of the page; papers say `item_name`."""
        return item_called(self.item_version_id, self.item_name)


def course(periods: Sequence[Period], sections: Sections) -> Course:
    """The figures of some periods in a row, of these sections or of all: three questions over indexes."""
    received = _by_day(_received(periods[0].first, sections), "received_at")
    late = _by_day(_late(periods[0].first, sections), "case__decided_at", "case_id")
    pairs = list(_pairs(periods[0].first, sections))
    decided = [(day, number) for _since, day, number in pairs]
    return Course(
        _sums(received, periods), _sums(decided, periods), _sums(late, periods), _medians(pairs, periods)
    )


def lines(measure: str, period: Period, sections: Sections, *, skip: int, limit: int) -> list[PastCase]:
    """The cases behind a figure, the newest first: one question."""
    begin, end = _midnight(period.first), _midnight(period.last + ONE_DAY)
    field = "received_at" if measure == RECEIVED else "decided_at"
    rows = _within(Case.objects.filter(**{f"{field}__gte": begin, f"{field}__lt": end}), sections)
    if measure == LATE:
        rows = rows.filter(pk__in=_late(period.first, sections).order_by().values("case_id"))
    columns = PastCase.__slots__
    found = rows.order_by(f"-{field}", "-id").values_list(*columns)[skip : skip + limit]
    return [PastCase(*row) for row in found]


def weighted_median(values: Iterable[tuple[int, int]]) -> float | None:
    """The median of (value, how often) pairs; None of none."""
    ranked = sorted(values)
    total = sum(times for _value, times in ranked)
    if not total:
        return None
    low, high = _nth(ranked, (total - 1) // 2), _nth(ranked, total // 2)
    return (low + high) / 2


def _nth(ranked: Sequence[tuple[int, int]], at: int) -> int:
    for value, times in ranked:
        if at < times:
            return value
        at -= times
    raise IndexError(at)


def _received(first: dt.date, sections: Sections) -> QuerySet[Case]:
    return _within(Case.objects.filter(received_at__gte=_midnight(first)), sections)


def _late(first: dt.date, sections: Sections) -> QuerySet[Clock]:
    """Clocks of decisions that had run out before the decision."""
    rows = Clock.objects.filter(
        case__decided_at__gte=_midnight(first), kind__in=DECISION, ends_at__lt=F("stopped_at")
    )
    return rows if sections is None else rows.filter(case__section_id__in=sorted(sections))


def _pairs(first: dt.date, sections: Sections) -> Iterable[tuple[dt.date | None, dt.date, int]]:
    """How many were accepted on a day and decided on a day."""
    rows = _within(Case.objects.filter(decided_at__gte=_midnight(first)), sections).order_by()
    days = rows.annotate(day=TruncDate("decided_at", tzinfo=clock.BEIJING)).values_list("accepted_on", "day")
    return days.annotate(number=Count("pk"))


def _by_day(rows: QuerySet[Any], field: str, counted: str = "pk") -> Iterable[tuple[dt.date, int]]:
    days = rows.order_by().annotate(day=TruncDate(field, tzinfo=clock.BEIJING)).values_list("day")
    return days.annotate(number=Count(counted, distinct=counted != "pk"))


def _within(rows: QuerySet[Case], sections: Sections) -> QuerySet[Case]:
    return rows if sections is None else rows.filter(section_id__in=sorted(sections))


def _sums(days: Iterable[tuple[dt.date, int]], periods: Sequence[Period]) -> tuple[int, ...]:
    found: Counter[int | None] = Counter()
    for day, number in days:
        found[place(day, periods)] += number
    return tuple(found[at] for at in range(len(periods)))


def _medians(
    pairs: Iterable[tuple[dt.date | None, dt.date, int]], periods: Sequence[Period]
) -> tuple[float | None, ...]:
    days = table()
    taken: dict[int | None, list[tuple[int, int]]] = {}
    for since, day, number in pairs:
        if since is not None and days.covers(since) and days.covers(day):
            taken.setdefault(place(day, periods), []).append((days.between(since, day), number))
    return tuple(weighted_median(taken.get(at, ())) for at in range(len(periods)))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), clock.BEIJING)
