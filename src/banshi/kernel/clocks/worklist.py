"""轮到我: open cases by urgency, each with the lamp of the clock that governs it.

A page costs at most four queries for cases and one for clocks, whatever their number: the first `COUNTED`
cases of a desk are read once, for the tallies of the lamps and for the first page; further pages follow the
key (due, id) through the partial indexes of the cases. Nothing is counted over everything.
"""

import datetime as dt
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from django.conf import settings
from django.db.models import F, Q, QuerySet

from banshi.kernel.cases.life import NAMES, OPEN, State
from banshi.kernel.cases.models import Case, CoApplicant
from banshi.kernel.catalogue.queries import item_called
from banshi.kernel.clocks.agenda import Span, span
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.lamps import STOPPED_FOR, Lamp, LampState, lamp
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.reckoning import Limit, Pause, Reckoned, Unit
from banshi.kernel.organisation.hours import end_of
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason

PAGE = 25
COUNTED = 100
FOUND = 50
RECENT_DAYS = 90

_COLUMNS = (
    "id",
    "number",
    "item_name",
    "item_version_id",
    "party_masked",
    "state",
    "section_id",
    "handler_id",
    "due",
    "received_at",
    "version",
)
_CLOCK_COLUMNS = ("case_id", "kind", "start", "due", "provisional", "online", "pauses")


@dataclass(frozen=True, slots=True)
class Scope:
    """Which open cases: of these handlers or sections, in these states, due by a day. None means any."""

    handlers: tuple[int, ...] | None = None
    sections: tuple[int, ...] | None = None
    states: frozenset[State] = OPEN
    due_by: dt.date | None = None


class Place(NamedTuple):
    """A place in the order of urgency: cases without a date come last."""

    due: dt.date | None
    id: int

    def __str__(self) -> str:
        return f"{self.due or ''}.{self.id}"

    @classmethod
    def parse(cls, text: str) -> "Place | None":
        """The place behind `str`; None for anything else."""
        due, dot, number = text.partition(".")
        try:
            return cls(dt.date.fromisoformat(due) if due else None, int(number)) if dot else None
        except ValueError:
            return None


@dataclass(frozen=True, slots=True)
class Row:
    """A case in a list: masked, with its lamp. `clock` names the governing clock; "" and no lamp when closed."""

    id: int
    number: str
    item_name: str
    item_version_id: int
    party_masked: str
    state: State
    section_id: int
    handler_id: int | None
    due: dt.date | None
    received_at: dt.datetime
    version: int
    provisional: bool = False
    clock: str = ""
    pause_ends: dt.date | None = None
    lamp: LampState | None = None
    span: Span = Span.LATER

    @property
    def item_called(self) -> str:
        """The item's name in the language of the page; papers say `item_name`."""
        return item_called(self.item_version_id, self.item_name)

    @property
    def state_name(self) -> str:
        """The state in words (a message id)."""
        return NAMES[self.state]

    @property
    def relation(self) -> Relation:
        """What the permission table asks about."""
        return Relation(self.section_id, self.handler_id)

    @property
    def place(self) -> Place:
        """Where the case stands in the order."""
        return Place(self.due, self.id)


@dataclass(frozen=True, slots=True)
class WorkPage:
    """One page of a desk. `tallies` count the lamps of the most urgent `COUNTED` cases, `spans` the parts of
    the list that those of the asked lamp fall into; `beyond`: there are more."""

    rows: tuple[Row, ...]
    tallies: Mapping[Lamp, int]
    spans: Mapping[Span, int]
    beyond: bool
    next: Place | None


@dataclass(frozen=True, slots=True)
class Head:
    """The most urgent `COUNTED` cases of a desk; `beyond`: there are more."""

    rows: tuple[Row, ...]
    beyond: bool

    def number(self, *, shape: Lamp | None, state: State | None) -> str:
        """How many of them have this lamp and state (None: any); "100+" where there may be more."""
        found = [row for row in self.rows if state is None or row.state is state]
        number = sum(shape is None or (row.lamp is not None and row.lamp.lamp is shape) for row in found)
        return f"{number}{'+' if self.beyond else ''}"


def heads(scopes: Sequence[Scope]) -> list[Head]:
    """The beginnings of several desks: their cases, and one query for all clocks."""
    found = [_first(_cases(scope, None), None, COUNTED + 1) for scope in scopes]
    cases = {case[0]: case for each in found for case in each}
    rows = {row.id: row for row in _rows(list(cases.values()))}
    return [Head(tuple(rows[case[0]] for case in each[:COUNTED]), len(each) > COUNTED) for each in found]


def page(
    scope: Scope, *, shape: Lamp | None = None, state: State | None = None, after: Place | None = None
) -> WorkPage:
    """A page of a desk, most urgent first. With `shape`, only cases of that lamp among the first `COUNTED`."""
    head = _rows(_first(_cases(scope, state), None, COUNTED + 1))
    counted, beyond = head[:COUNTED], len(head) > COUNTED
    tallies = Counter(row.lamp.lamp for row in counted if row.lamp)
    asked = [row for row in counted if shape is None or (row.lamp and row.lamp.lamp is shape)]
    if shape is not None:
        rest = [row for row in asked if _follows(row, after)]
    elif after is None:
        rest = head
    else:
        rest = _rows(_first(_cases(scope, state), after, PAGE + 1))
    shown = tuple(rest[:PAGE])
    spans = Counter(row.span for row in asked)
    return WorkPage(shown, tallies, spans, beyond, shown[-1].place if len(rest) > PAGE else None)


def with_ids(case_ids: Iterable[int]) -> dict[int, Row]:
    """These cases by id, open or not."""
    found = Case.objects.filter(pk__in=list(case_ids)).order_by("id").values_list(*_COLUMNS)
    return {row.id: row for row in _rows(list(found))}


def of_parties(party_ids: Collection[int]) -> list[Row]:
    """The newest cases in which these parties apply, alone or together, or act as agents; at most `FOUND`."""
    ids = list(party_ids)
    # Three questions that an index answers each; one with OR would look through all cases.
    joint = (
        CoApplicant.objects.filter(party_id__in=ids).order_by("-case_id").values_list("case_id", flat=True)
    )
    found = set(joint[:FOUND])
    for role in ("party", "agent"):
        own = Case.objects.filter(**{f"{role}_id__in": ids}).order_by("-id")
        found.update(own.values_list("id", flat=True)[:FOUND])
    rows = Case.objects.filter(pk__in=found).order_by("-id").values_list(*_COLUMNS)
    return _rows(list(rows[:FOUND]))


def by_number(text: str) -> list[Row]:
    """Cases with this number, however typed: whole, its date and running number, or the running number alone
    (then of the last `RECENT_DAYS` days), newest first. Nothing for anything else."""
    numbers = likely_numbers(text, clock.today(), settings.BUREAU["division"])
    if not numbers:
        return []
    rows = Case.objects.filter(number__in=numbers).order_by("-id").values_list(*_COLUMNS)
    return _rows(list(rows[:FOUND]))


def likely_numbers(text: str, today: dt.date, division: str) -> list[str]:
    """The whole case numbers that a typed number or its tail may stand for: exact look-ups, no search."""
    plain = re.sub(r"[\s\u2010-\u2015\u2212_]+", "-", unicodedata.normalize("NFKC", text.strip()))
    if whole := re.fullmatch(r"(\d{6})-?(\d{8})-?(\d{6})", plain):
        return ["-".join(whole.groups())]
    if dated := re.fullmatch(r"(\d{8})-(\d{1,6})", plain):
        return [f"{division}-{dated[1]}-{int(dated[2]):06d}"]
    if day := re.fullmatch(r"(\d{4})-(\d{1,6})", plain):
        return [f"{division}-{year}{day[1]}-{int(day[2]):06d}" for year in (today.year, today.year - 1)]
    if re.fullmatch(r"\d{1,6}", plain):
        days = (today - dt.timedelta(days=n) for n in range(RECENT_DAYS))
        return [f"{division}-{one:%Y%m%d}-{int(plain):06d}" for one in days]
    return []


def _cases(scope: Scope, state: State | None) -> QuerySet[Case]:
    # The first condition is that of the partial indexes, word for word.
    rows = Case.objects.filter(state__in=sorted(OPEN))
    states = scope.states & {state} if state else scope.states
    if states != OPEN:
        rows = rows.filter(state__in=sorted(states))
    if scope.handlers is not None:
        rows = rows.filter(_one_of("handler", scope.handlers))
    if scope.sections is not None:
        rows = rows.filter(_one_of("section", scope.sections))
    return rows.filter(due__lte=scope.due_by) if scope.due_by else rows


def _one_of(column: str, ids: Sequence[int]) -> Q:
    """With one value the index gives the order too."""
    return Q(**{column: ids[0]}) if len(ids) == 1 else Q(**{f"{column}__in": list(ids)})


def _first(rows: QuerySet[Case], after: Place | None, number: int) -> list[tuple[Any, ...]]:
    """The next rows in the order (due, id), undated ones last; each stretch is one range of an index."""
    found: list[tuple[Any, ...]] = []
    for stretch in _stretches(rows, after):
        found += stretch.values_list(*_COLUMNS)[: number - len(found)]
        if len(found) >= number:
            break
    return found


def _stretches(rows: QuerySet[Case], after: Place | None) -> Iterator[QuerySet[Case]]:
    undated = rows.filter(due=None).order_by("id")
    dated = rows.exclude(due=None).order_by("due", "id")
    if after is None:
        yield dated
        yield undated
    elif after.due is None:
        yield undated.filter(id__gt=after.id)
    else:
        yield rows.filter(due=after.due, id__gt=after.id).order_by("id")
        yield dated.filter(due__gt=after.due)
        yield undated


def _follows(row: Row, after: Place | None) -> bool:
    if after is None:
        return True
    return ((row.due or dt.date.max), row.id) > ((after.due or dt.date.max), after.id)


def _rows(cases: Sequence[tuple[Any, ...]]) -> list[Row]:
    """Cards of these cases, with the lamps of their governing clocks: one query."""
    running: dict[int, list[tuple[Any, ...]]] = {}
    if cases:
        clocks = Clock.objects.filter(case_id__in=[case[0] for case in cases], stopped_at=None)
        urgent_first = clocks.order_by("case_id", F("due").asc(nulls_last=True), "kind")
        for row in urgent_first.values_list(*_CLOCK_COLUMNS):
            running.setdefault(row[0], []).append(row)
    days, now = table(), clock.now()
    return [_row(case, running.get(case[0]), days, now) for case in cases]


def _row(
    case: tuple[Any, ...], clocks: Sequence[tuple[Any, ...]] | None, days: DayTable, now: dt.datetime
) -> Row:
    values = dict(zip(_COLUMNS, case, strict=True))
    values["state"] = State(values["state"])
    if not clocks:
        return Row(**values)
    governing = next((row for row in clocks if not KINDS[row[1]].theirs), clocks[0])
    urgency, theirs = _urgency(governing, days, now), KINDS[governing[1]].theirs
    part = span(urgency["lamp"].lamp, values["due"], now.date(), theirs=theirs)
    return Row(**values, **urgency, span=part)


def _urgency(row: tuple[Any, ...], days: DayTable, now: dt.datetime) -> dict[str, Any]:
    """What the governing clock says: its lamp, and until when it stands still."""
    _, kind, start, due, provisional, online, pauses = row
    reckoned = reckoned_of(start, due, provisional, pauses)
    state = lamp_of(reckoned, days, now, online=online)
    today = now.date()
    pause = next((p for p in reckoned.pauses if p.first <= today <= p.last), None)
    if pause is not None and state.lamp is Lamp.GREY:
        state = replace(state, text=Reason(STOPPED_FOR, params={"label": Reason(pause.label)}))
    ends = pause.last if pause and state.lamp is Lamp.GREY else None
    return {"provisional": provisional, "clock": kind, "pause_ends": ends, "lamp": state}


def lamp_of(reckoned: Reckoned, days: DayTable, now: dt.datetime, *, online: bool) -> LampState:
    """The lamp of a running clock of the index at a moment."""
    over = reckoned.date is not None and now >= end_of(reckoned.date, online=online)
    return lamp(reckoned, days, today=now.date(), after_close=over)


def reckoned_of(start: dt.date, due: dt.date | None, provisional: bool, pauses: Sequence[Any]) -> Reckoned:
    """What a lamp needs of a clock, from its index row; without a limit the period is counted from its dates."""
    given = tuple(
        Pause(dt.date.fromisoformat(first), dt.date.fromisoformat(last), label)
        for first, last, label in pauses
    )
    return Reckoned(
        start=start,
        limit=Limit(0, Unit.NONE),
        pauses=given,
        extension=None,
        date=None if provisional else due,
        provisional=provisional,
        after=due if provisional else None,
        remaining=0,
    )
