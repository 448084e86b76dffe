"""Reading official documents, superiors' tasks and transfers: cards, parts, explanations (07-02, 07-05)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from banshi.institutions.time_limits.models import (
    GRADE_NAMES,
    GROUND_NAMES,
    KIND_NAMES,
    Explanation,
    Matter,
    Part,
)
from banshi.institutions.time_limits.rules import (
    MATTER_LIMITS,
    MATTER_STATES,
    OPEN_MATTERS,
    Grade,
    Ground,
    MatterKind,
    MatterState,
)
from banshi.kernel.clocks.lamps import Lamp, LampState, lamp
from banshi.kernel.clocks.reckoning import Limit, Reckoned, Unit
from banshi.kernel.organisation.hours import end_of
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.workdays.queries import table
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class PartCard:
    """One section's part."""

    id: int
    section_id: int
    section: str
    lead: bool
    handler_id: int | None
    handler: str
    due: dt.date | None
    taken_up_at: dt.datetime | None
    done_at: dt.datetime | None
    opinion: str

    @property
    def relation(self) -> Relation:
        """What the permission table asks about."""
        return Relation(self.section_id, self.handler_id)


@dataclass(frozen=True, slots=True)
class MatterCard:
    """A matter as lists and its page show it; its names are message ids."""

    id: int
    version: int
    kind: MatterKind
    number: str
    title: str
    source: str
    source_number: str
    grade: Grade
    ground: str
    state: MatterState
    received_at: dt.datetime
    office_id: int
    set_due: dt.date | None
    set_reason: str
    clock: str
    due: dt.date
    provisional: bool
    ends_at: dt.datetime | None
    done_at: dt.datetime | None
    closing_note: str
    lamp: LampState | None

    @property
    def kind_name(self) -> str:
        """Its kind in words."""
        return KIND_NAMES[self.kind]

    @property
    def grade_name(self) -> str:
        """Its class in words."""
        return GRADE_NAMES[self.grade]

    @property
    def ground_name(self) -> str:
        """Why it is special, in words; empty otherwise."""
        return GROUND_NAMES[Ground(self.ground)] if self.ground else ""

    @property
    def state_name(self) -> str:
        """Where it stands, in words."""
        return MATTER_STATES[self.state]

    @property
    def clock_name(self) -> str:
        """Which limit governs, in words."""
        return MATTER_LIMITS[self.clock]

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done before its limit."""
        return self.state in OPEN_MATTERS

    @property
    def over(self) -> bool:
        """Whether the limit that governs has run out."""
        return self.ends_at is not None and clock.now() >= self.ends_at


@dataclass(frozen=True, slots=True)
class MatterScope:
    """Which matters: with a part of these sections; with `handlers`, theirs and what nobody took up. None: any."""

    sections: tuple[int, ...] | None = None
    handlers: tuple[int, ...] | None = None
    states: frozenset[MatterState] = OPEN_MATTERS


@dataclass(frozen=True, slots=True)
class MatterPage:
    """The most urgent matters of a scope, their lamps counted; `beyond`: there are more."""

    rows: tuple[MatterCard, ...]
    tallies: Mapping[Lamp, int]
    beyond: bool


MATTERS_SHOWN = 100


def matter(matter_id: int) -> MatterCard:
    """One matter; raises `Matter.DoesNotExist`."""
    return _matter_card(Matter.objects.get(pk=matter_id))


def matters(scope: MatterScope) -> MatterPage:
    """The matters of a scope, most urgent first, at most MATTERS_SHOWN; two queries."""
    rows = Matter.objects.filter(state__in=sorted(scope.states)).order_by("due", "id")
    if scope.sections is not None or scope.handlers is not None:
        rows = rows.filter(pk__in=_parts_of(scope).values("matter_id"))
    found = [_matter_card(row) for row in rows[: MATTERS_SHOWN + 1]]
    shown = tuple(found[:MATTERS_SHOWN])
    tallies = Counter(row.lamp.lamp for row in shown if row.lamp)
    return MatterPage(shown, tallies, len(found) > MATTERS_SHOWN)


def _parts_of(scope: MatterScope) -> QuerySet[Part]:
    """The parts that still wait for these people; without an order, for it is only looked into."""
    waiting = Part.objects.filter(returned_at=None).order_by()
    if scope.states <= OPEN_MATTERS:
        waiting = waiting.filter(done_at=None)
    if scope.handlers is None:
        return waiting.filter(section_id__in=scope.sections or ())
    untaken = Q(section_id__in=scope.sections or (), handler=None)
    return waiting.filter(Q(handler_id__in=scope.handlers) | untaken)


def find_matter(matter_id: int) -> MatterCard | None:
    """One matter; None when there is none."""
    return next((_matter_card(row) for row in Matter.objects.filter(pk=matter_id).order_by("id")), None)


def parts(matter_id: int) -> tuple[PartCard, ...]:
    """The parts that count, the lead first, with the opinions opened."""
    return parts_of([matter_id]).get(matter_id, ())


def parts_of(matter_ids: Iterable[int]) -> dict[int, tuple[PartCard, ...]]:
    """The parts that count of each of these matters, the lead first: one query."""
    rows = Part.objects.filter(matter_id__in=list(matter_ids), returned_at=None)
    found: dict[int, tuple[PartCard, ...]] = {}
    for row in rows.select_related("section", "handler").order_by("matter_id", "-lead", "id"):
        found[row.matter_id] = (*found.get(row.matter_id, ()), _part(row))
    return found


def _part(row: Part) -> PartCard:
    return PartCard(
        row.pk,
        row.section_id,
        row.section.called,
        row.lead,
        row.handler_id,
        row.handler.called if row.handler else "",
        row.due,
        row.taken_up_at,
        row.done_at,
        row.opinion,
    )


def sections_of(matter_ids: Iterable[int]) -> dict[int, str]:
    """The lead section's name, in the language of the page, of each of these matters that has one."""
    rows = Part.objects.filter(matter_id__in=list(matter_ids), lead=True, returned_at=None).order_by("id")
    return {one.matter_id: one.section.called for one in rows.select_related("section")}


@dataclass(frozen=True, slots=True)
class ExplanationCard:
    """Why a date could not be kept; `in_time`: the new date counts."""

    reason: str
    old_due: dt.date
    new_due: dt.date | None
    agreed_by: str
    in_time: bool
    made_by: str
    made_at: dt.datetime


def explanations(matter_id: int) -> tuple[ExplanationCard, ...]:
    """The explanations of a matter, oldest first."""
    rows = Explanation.objects.filter(matter_id=matter_id).select_related("made_by").order_by("id")
    return tuple(
        ExplanationCard(
            row.reason, row.old_due, row.new_due, row.agreed_by, row.in_time, row.made_by.called, row.made_at
        )
        for row in rows
    )


def returned_reasons(matter_id: int) -> tuple[tuple[str, str, dt.datetime], ...]:
    """Which sections gave the matter back, with their reasons and when, oldest first."""
    rows = Part.objects.filter(matter_id=matter_id, returned_at__isnull=False).select_related("section")
    return tuple(
        (row.section.called, row.return_reason, row.returned_at)
        for row in rows.order_by("id")
        if row.returned_at is not None
    )


def _matter_card(row: Matter) -> MatterCard:
    return MatterCard(
        id=row.pk,
        version=row.version,
        kind=MatterKind(row.kind),
        number=row.number,
        title=row.title,
        source=row.source,
        source_number=row.source_number,
        grade=Grade(row.grade),
        ground=row.ground,
        state=MatterState(row.state),
        received_at=row.received_at,
        office_id=row.office_id,
        set_due=row.set_due,
        set_reason=row.set_reason,
        clock=row.clock,
        due=row.due,
        provisional=row.provisional,
        ends_at=row.ends_at,
        done_at=row.done_at,
        closing_note=row.closing_note,
        lamp=_matter_lamp(row) if row.state in OPEN_MATTERS else None,
    )


def _matter_lamp(row: Matter) -> LampState:
    now = clock.now()
    known = None if row.provisional else row.due
    reckoned = Reckoned(
        row.start, Limit(0, Unit.NONE), (), None, known, row.provisional, row.due if not known else None, 0
    )
    closed = known is not None and now >= end_of(known, online=False)
    return lamp(reckoned, table(), today=now.date(), after_close=closed)


def own_due_dates(staff_id: int) -> list[tuple[str, dt.date]]:
    """Number and last day of the matters a colleague has in hand, without titles (07-02)."""
    rows = Part.objects.filter(
        handler_id=staff_id, returned_at=None, done_at=None, matter__state__in=sorted(OPEN_MATTERS)
    )
    found = rows.order_by("matter__due", "id").values_list("matter__number", "due", "matter__due")
    return [(number, own or due) for number, own, due in found]
