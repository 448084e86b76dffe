"""Reading limits: the governing date, extensions, official documents and tasks, breaches."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from banshi.institutions.time_limits.models import (
    GRADE_NAMES,
    GROUND_NAMES,
    KIND_NAMES,
    Breach,
    Explanation,
    Extension,
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
    shortest,
)
from banshi.kernel.cases.life import State
from banshi.kernel.clocks.lamps import Lamp, LampState, lamp
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.reckoning import Limit, Reckoned, Unit
from banshi.kernel.organisation.hours import end_of
from banshi.kernel.organisation.permissions import Relation
from banshi.kernel.workdays.queries import table
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class ExtensionCard:
    """An extension as pages show it."""

    id: int
    case_id: int
    days: int
    reason: str
    asked_by: str
    asked_at: dt.datetime
    granted: bool | None
    opinion: str
    answered_by: str
    document_id: int | None


@dataclass(frozen=True, slots=True)
class BreachCard:
    """A clock that ran out, of a case (`case_id`) or of a matter (`matter_id`); `clock` is its name."""

    case_id: int | None
    matter_id: int | None
    number: str
    title: str
    clock: str
    due: dt.date
    handler: str
    found_at: dt.datetime


def governing(case_id: int) -> tuple[str, dt.date] | None:
    """Which limit holds for a case under review, and its date: the shortest (07-01).

    None while none is settled: nothing has started, or the calendar does not reach so far.
    """
    rows = Clock.objects.filter(case_id=case_id, kind__in=("statutory", "promised"), provisional=False)
    dues = {row.kind: row.due for row in rows.order_by("kind")}
    name = shortest(**dues)
    due = dues[name] if name else None
    return (name, due) if name and due else None


def governing_due(case_id: int) -> dt.date | None:
    """The date of the limit that holds; None while none is settled."""
    found = governing(case_id)
    return found[1] if found else None


def extension_state(case_id: int) -> tuple[bool, bool]:
    """Whether the case was extended already, and whether a request is waiting."""
    answers = list(Extension.objects.filter(case_id=case_id).order_by("id").values_list("granted", flat=True))
    return True in answers, None in answers


def extensions(case_id: int) -> tuple[ExtensionCard, ...]:
    """The extensions of a case, oldest first."""
    rows = Extension.objects.filter(case_id=case_id).select_related("asked_by", "answered_by").order_by("id")
    return tuple(_card(row) for row in rows)


def waiting_extensions(limit: int = 50) -> tuple[ExtensionCard, ...]:
    """Requests that wait for a leader's answer, oldest first."""
    rows = (
        Extension.objects.filter(granted=None)
        .select_related("asked_by", "answered_by")
        .order_by("id")[:limit]
    )
    return tuple(_card(row) for row in rows)


def breaches(
    case_id: int | None = None,
    limit: int = 100,
    section_ids: Collection[int] | None = None,
    matter_id: int | None = None,
) -> tuple[BreachCard, ...]:
    """Breaches, newest first, of one case or matter, of these sections, or of all."""
    rows = Breach.objects.select_related("case", "matter", "handler").order_by("-id")
    if case_id is not None:
        rows = rows.filter(case_id=case_id)
    if matter_id is not None:
        rows = rows.filter(matter_id=matter_id)
    if section_ids is not None:
        led = Part.objects.filter(section_id__in=list(section_ids), lead=True, returned_at=None)
        rows = rows.filter(
            Q(case__section_id__in=list(section_ids)) | Q(matter_id__in=led.values("matter_id"))
        )
    return tuple(_breach(row) for row in rows[:limit])


def _breach(row: Breach) -> BreachCard:
    number = row.matter.number if row.matter else row.case.number if row.case else ""
    title = row.matter.title if row.matter else row.case.item_name if row.case else ""
    handler = row.handler.name_zh if row.handler else ""
    return BreachCard(row.case_id, row.matter_id, number, title, row.clock, row.due, handler, row.found_at)


def _card(row: Extension) -> ExtensionCard:
    return ExtensionCard(
        row.pk,
        row.case_id,
        row.days,
        row.reason,
        row.asked_by.name_zh,
        row.asked_at,
        row.granted,
        row.opinion,
        row.answered_by.name_zh if row.answered_by else "",
        row.document_id,
    )


def silent_cases(limit: int) -> list[tuple[int, dt.date]]:
    """Cases whose applicant was told nothing within the limit, with the missed date (06-03-2)."""
    rows = Clock.objects.filter(
        kind="intake", stopped_at=None, ends_at__lte=clock.now(), case__state=State.RECEIVED
    ).order_by("ends_at", "id")
    return [(case_id, due) for case_id, due in rows.values_list("case_id", "due")[:limit] if due is not None]


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
        row.section.name_zh,
        row.lead,
        row.handler_id,
        row.handler.name_zh if row.handler else "",
        row.due,
        row.taken_up_at,
        row.done_at,
        row.opinion,
    )


def sections_of(matter_ids: Iterable[int]) -> dict[int, str]:
    """The lead section's name of each of these matters that has one."""
    rows = Part.objects.filter(matter_id__in=list(matter_ids), lead=True, returned_at=None).order_by("id")
    return dict(rows.values_list("matter_id", "section__name_zh"))


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
            row.reason, row.old_due, row.new_due, row.agreed_by, row.in_time, row.made_by.name_zh, row.made_at
        )
        for row in rows
    )


def returned_reasons(matter_id: int) -> tuple[tuple[str, str, dt.datetime], ...]:
    """Which sections gave the matter back, with their reasons and when, oldest first."""
    rows = Part.objects.filter(matter_id=matter_id, returned_at__isnull=False).select_related("section")
    return tuple(
        (row.section.name_zh, row.return_reason, row.returned_at)
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
