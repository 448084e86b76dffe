"""Where the time of decided cases went: waiting for us, for the applicant, for procedures. Exact to working days.

A case that ran straight through is counted in the database by its two days. Of those that were told what is
missing, ran on a promise or stood still for a procedure the clocks are read, one row each; of the few that were
told twice the facts themselves.
"""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate

from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import timelines
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.reckoning import Pause, counted_between
from banshi.kernel.reports.funnel import counted
from banshi.kernel.reports.scope import Asked
from banshi.kernel.workdays.days import ONE_DAY, DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

FIELD = "decided_at"
BATCH = 500
_ANSWERS = {"supplement_supplied", "accepted", "provisionally_accepted", "intake_refused", "decided"}


@dataclass(frozen=True, slots=True)
class Split:
    """Working days of one case from receipt to decision; `procedures` by the name of the procedure."""

    us: int
    applicant: int = 0
    procedures: Mapping[str, int] = field(default_factory=dict)

    @property
    def stopped(self) -> int:
        """All days of procedures."""
        return sum(self.procedures.values())

    @property
    def total(self) -> int:
        """The whole way."""
        return self.us + self.applicant + self.stopped


@dataclass(frozen=True, slots=True)
class Share:
    """One place of an order of cases by length: its whole, and how cases of just this length split on average."""

    total: int
    us: float
    applicant: float
    stopped: float


@dataclass(frozen=True, slots=True)
class ItemTime:
    """The decided cases of an item: how many, the one in the middle, the one at nine of ten."""

    code: str
    name: str
    number: int
    median: Share
    ninetieth: Share


@dataclass(frozen=True, slots=True)
class ProcedureTime:
    """How often a procedure stopped the clock, and for how many working days in all."""

    name: str
    number: int
    days: int


def split(
    received: dt.date, decided: dt.date, waits: Iterable[Pause], pauses: Iterable[Pause], days: DayTable
) -> Split:
    """The split of one case. `waits`: days that waited for the applicant. A day of a procedure is only that. Pure."""
    procedures: dict[str, int] = {}
    seen: list[Pause] = []
    for pause in sorted(pauses, key=lambda one: (one.first, one.last)):
        counted_days = _in(pause, received, decided, seen, days)
        procedures[pause.label] = procedures.get(pause.label, 0) + counted_days
        seen.append(pause)
    applicant = 0
    for wait in sorted(waits, key=lambda one: (one.first, one.last)):
        applicant += _in(wait, received, decided, seen, days)
        seen.append(wait)
    return Split(counted_between(received, decided, days, seen), applicant, procedures)


def _in(part: Pause, received: dt.date, decided: dt.date, seen: Sequence[Pause], days: DayTable) -> int:
    """Working days of a part within (received, decided] that nothing before took."""
    begin, end = max(part.first - ONE_DAY, received), min(part.last, decided)
    return counted_between(begin, end, days, seen)


def nearest(splits: Mapping[int, tuple[int, float, float, float]], share: float) -> Share:
    """The nearest rank of an order: `splits` is total → (how many, sums of us, applicant, procedures). Pure."""
    whole = sum(number for number, *_sums in splits.values())
    rank, passed = max(1, -int(-whole * share // 1)), 0
    for total in sorted(splits):
        number, us, applicant, stopped = splits[total]
        passed += number
        if passed >= rank:
            return Share(total, us / number, applicant / number, stopped / number)
    raise ValueError("no case has no middle")


class _Heap:
    """What is known of the cases of one item."""

    def __init__(self) -> None:
        self.splits: dict[int, tuple[int, float, float, float]] = {}

    def add(self, one: Split, number: int = 1) -> None:
        n, us, applicant, stopped = self.splits.get(one.total, (0, 0.0, 0.0, 0.0))
        self.splits[one.total] = (
            n + number,
            us + one.us * number,
            applicant + one.applicant * number,
            stopped + one.stopped * number,
        )


def where_time_goes(
    asked: Asked, twice: Collection[int]
) -> tuple[tuple[ItemTime, ...], tuple[ProcedureTime, ...]]:
    """Items by how long nine of ten cases take, the longest first; procedures by days. `twice`: ids told twice."""
    days = table()
    heaps: dict[str, _Heap] = defaultdict(_Heap)
    names: dict[str, str] = {}
    for code, name, since, until, number in _straight(asked):
        names[code] = name
        for between, times in counted([(since, until, number)], days):
            heaps[code].add(Split(between), times)
    often: Counter[str] = Counter()
    long: Counter[str] = Counter()
    for case, one in _crooked(asked, twice, days):
        names[case.item_code] = case.item_name
        heaps[case.item_code].add(one)
        often.update(one.procedures)
        often.subtract({name: number - 1 for name, number in one.procedures.items()})
        long.update(one.procedures)
    items = [_item(code, names[code], heap) for code, heap in heaps.items()]
    procedures = tuple(ProcedureTime(name, often[name], number) for name, number in long.most_common())
    return tuple(sorted(items, key=lambda one: (-one.ninetieth.total, one.code))), procedures


def splits_of(cases: Sequence[Case], twice: Collection[int]) -> dict[int, Split]:
    """The splits of a few cases, for a list: case id to split. Cases outside the calendar are left out."""
    days = table()
    return {case.pk: one for case, one in _split_all(cases, twice, days) if one}


def behind(asked: Asked, procedure: str = "") -> QuerySet[Case]:
    """The decided cases, or those that a procedure stopped, the newest first."""
    rows = asked.cases(FIELD)
    if not procedure:
        return rows
    # No database asks alike whether a list holds a list: the clocks that were ever stopped are few, and read.
    stopped = Clock.objects.filter(case__in=rows.order_by(), kind="statutory", interrupted=True).order_by(
        "id"
    )
    ids = [
        case_id
        for case_id, pauses in stopped.values_list("case_id", "pauses")
        if any(label == procedure for _first, _last, label in pauses)
    ]
    return rows.filter(pk__in=ids)


def _item(code: str, name: str, heap: _Heap) -> ItemTime:
    number = sum(count for count, *_sums in heap.splits.values())
    return ItemTime(code, name, number, nearest(heap.splits, 0.5), nearest(heap.splits, 0.9))


def _crooks() -> Exists:
    clocks = Clock.objects.filter(case=OuterRef("pk"))
    return Exists(clocks.filter(Q(kind__in=["supply", "commitment"]) | Q(kind="statutory", interrupted=True)))


def _straight(asked: Asked) -> Iterable[tuple[str, str, dt.date, dt.date, int]]:
    rows = asked.cases(FIELD).filter(~_crooks()).order_by()
    days = rows.annotate(
        since=TruncDate("received_at", tzinfo=clock.BEIJING), until=TruncDate(FIELD, tzinfo=clock.BEIJING)
    )
    return days.values_list("item_code", "item_name", "since", "until").annotate(number=Count("pk"))


def _crooked(asked: Asked, twice: Collection[int], days: DayTable) -> Iterator[tuple[Case, Split]]:
    rows = asked.cases(FIELD).filter(_crooks()).order_by("pk")
    columns = rows.only("item_code", "item_name", "received_at", "accepted_on", "decided_at")
    found = iter(columns.iterator(BATCH))
    while part := list(islice(found, BATCH)):
        for case, one in _split_all(part, twice, days):
            if one:
                yield case, one


def _split_all(
    cases: Sequence[Case], twice: Collection[int], days: DayTable
) -> Iterator[tuple[Case, Split | None]]:
    """Each case with its split: one question for the clocks, one more where somebody was told twice."""
    ids = [case.pk for case in cases]
    clocks: dict[int, dict[str, Clock]] = defaultdict(dict)
    for row in Clock.objects.filter(case_id__in=ids).order_by("id"):
        clocks[row.case_id][row.kind] = row
    stories = timelines([one for one in ids if one in twice]) if any(one in twice for one in ids) else {}
    for case in cases:
        received, decided = _day(case.received_at), _day(case.decided_at or clock.now())
        if not (days.covers(received) and days.covers(decided)):
            yield case, None
            continue
        own = clocks[case.pk]
        told = _told_in(stories[case.pk]) if case.pk in stories else _told(own, decided)
        waits = [*told, *_promise(own, decided)]
        yield case, split(received, decided, waits, _pauses(own), days)


def _told(own: Mapping[str, Clock], decided: dt.date) -> list[Pause]:
    """From the day after the supplement notice to the day the papers came, or to what ended the wait."""
    supply, intake = own.get("supply"), own.get("intake")
    if supply is None:
        return []
    ended = _day(supply.stopped_at) if supply.stopped_at else decided
    if intake and intake.start >= supply.start and intake.stopped_at:
        answered_after = _day(intake.stopped_at) > supply.start
        ended = intake.start if intake.start > supply.start or answered_after else ended
    return _span(supply.start, ended)


def _told_in(story: Iterable[object]) -> list[Pause]:
    """The same from the facts, for whoever was told twice."""
    found: list[Pause] = []
    since: dt.date | None = None
    for event in story:
        kind, day = event.fact.kind, _day(event.at)  # type: ignore[attr-defined]
        if since is not None and kind in _ANSWERS:
            found += _span(since, day)
            since = None
        if kind == "supplement_asked":
            since = since or day
    return found


def _promise(own: Mapping[str, Clock], decided: dt.date) -> list[Pause]:
    promise = own.get("commitment")
    if promise is None:
        return []
    return _span(promise.start, _day(promise.stopped_at) if promise.stopped_at else decided)


def _pauses(own: Mapping[str, Clock]) -> list[Pause]:
    statutory = own.get("statutory")
    given = statutory.pauses if statutory else []
    return [Pause(dt.date.fromisoformat(a), dt.date.fromisoformat(b), label) for a, b, label in given]


def _span(since: dt.date, until: dt.date) -> list[Pause]:
    """The days after `since` up to `until`; none when that is no day."""
    return [Pause(since + ONE_DAY, until)] if until > since else []


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.BEIJING).date()
