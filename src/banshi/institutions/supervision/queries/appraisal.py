"""Reading the appraisal: sheets with their figures, a section's table, objections (11-03, 11-03-6)."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import F, Max, QuerySet, Sum

from banshi.institutions.supervision.models.appraisal import (
    AppraisalFigure,
    AppraisalObjection,
    AppraisalPeriod,
    AppraisalSheet,
)
from banshi.institutions.supervision.rules import appraisal as rules
from banshi.institutions.supervision.rules.appraisal import (
    SHEET_STATES,
    Period,
    PeriodKind,
    SheetNow,
    SheetState,
    Thresholds,
)
from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import Relation, may
from banshi.kernel.regulations.registry import parameter
from banshi.lib import clock
from banshi.lib.results import Decision

SHOWN = 60
HEAD = "head"
Counts = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class SheetCard:
    """A sheet as pages show it. `facts` are its figures by key as counted at the cut-off, `changes` what accepted
    objections corrected since."""

    id: int
    period: Period
    cut_off: dt.datetime
    until: dt.date | None
    section_id: int
    section: str
    staff_id: int | None
    name: str
    state: SheetState
    version: int
    confirmed_by: str
    confirmed_at: dt.datetime | None
    closed_by: str
    closed_at: dt.datetime | None
    facts: Counts
    changes: Counts
    open_objections: int

    @property
    def counts(self) -> Counts:
        """The figures that hold: the facts with their corrections."""
        keys = {*self.facts, *self.changes}
        return {key: max(0, self.facts.get(key, 0) + self.changes.get(key, 0)) for key in keys}

    @property
    def state_name(self) -> str:
        """Where it stands, in words (a message id)."""
        return SHEET_STATES[self.state]

    @property
    def relation(self) -> Relation:
        """What the permission table asks about."""
        return Relation(self.section_id)

    def own(self, actor: Actor) -> bool:
        """Whether the actor is the one to check it: the colleague it is about, or the head of the section."""
        if self.staff_id is not None:
            return self.staff_id == actor.staff_id
        return (HEAD, self.section_id) in actor.posts

    def concerns(self, actor: Actor) -> bool:
        """Whether it is about the actor, or somebody they stand in for."""
        return self.staff_id is not None and self.staff_id in actor.staff_ids

    def now(self, actor: Actor) -> SheetNow:
        """The sheet as the rules look at it."""
        return SheetNow(self.state, self.own(actor), self.until, self.open_objections)


@dataclass(frozen=True, slots=True)
class ObjectionCard:
    """An objection, opened from the vault."""

    id: int
    sheet_id: int
    section: str
    staff_id: int | None
    name: str
    period: Period
    key: str
    reason: str
    made_by_id: int
    made_by: str
    made_at: dt.datetime
    accepted: bool | None
    change: int | None
    answer: str
    answered_by: str
    answered_at: dt.datetime | None

    @property
    def figure_name(self) -> str:
        """What the figure is called (a message id)."""
        return FIGURE_NAMES[self.key]

    @property
    def signed(self) -> str:
        """The correction with its sign; "" without one."""
        return "" if self.change is None else f"{self.change:+d}"


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of a section's table: a colleague's figures in the section; `staff_id` is None for nobody's."""

    staff_id: int | None
    name: str
    sheet_id: int | None
    counts: Counts


def sees(actor: Actor, card: SheetCard) -> bool:
    """Whether the actor may know of a sheet: their own, or as the permission table says."""
    return card.own(actor) or may(actor, "read_appraisals", card.relation)


def closable(card: SheetCard, actor: Actor) -> Decision:
    """Whether the actor may close a sheet today: never their own, nor one they check for their section."""
    theirs = replace(card.now(actor), own=card.own(actor) or card.concerns(actor))
    return rules.closing(theirs, today=clock.today())


def thresholds(period: Period) -> Thresholds:
    """The lamps' thresholds of a period: the bureau's settings on its last day."""
    names = ("rate_green_percent", "rate_amber_percent", "faults_amber_most")
    return Thresholds(*(int(parameter(rules.ITEM, name, period.last)) for name in names))


def newest_drafted() -> dict[PeriodKind, dt.date]:
    """The first day of the newest drafted month and year: one query."""
    rows = AppraisalPeriod.objects.order_by("kind").values("kind").annotate(newest=Max("first"))
    return {PeriodKind(row["kind"]): row["newest"] for row in rows}


def periods(kind: PeriodKind) -> tuple[Period, ...]:
    """The periods with sheets, the newest first."""
    rows = AppraisalPeriod.objects.filter(kind=kind, sheets__isnull=False).distinct().order_by("-first")
    return tuple(Period(kind, first) for first in rows.values_list("first", flat=True)[:SHOWN])


def sheet(sheet_id: int) -> SheetCard:
    """One sheet; raises `AppraisalSheet.DoesNotExist`. Three queries."""
    return card_of(_rows().get(pk=sheet_id))


def card_of(row: AppraisalSheet) -> SheetCard:
    """The card of a row: two queries."""
    figures = row.figures.order_by("key").values("key").annotate(total=Sum("count"))
    objections = list(row.objections.order_by("id").values_list("key", "accepted", "change"))
    changes: dict[str, int] = {}
    for key, _accepted, change in objections:
        if change:
            changes[key] = changes.get(key, 0) + change
    waiting = sum(accepted is None for _key, accepted, _change in objections)
    return _card(row, {one["key"]: one["total"] for one in figures}, changes, waiting)


def _card(row: AppraisalSheet, facts: Counts, changes: Counts, waiting: int) -> SheetCard:
    return SheetCard(
        id=row.pk,
        period=Period(PeriodKind(row.period.kind), row.period.first),
        cut_off=row.period.cut_off,
        until=row.period.object_until,
        section_id=row.section_id,
        section=row.section.called,
        staff_id=row.staff_id,
        name=row.staff.called if row.staff else "",
        state=SheetState(row.state),
        version=row.version,
        confirmed_by=row.confirmed_by.called if row.confirmed_by else "",
        confirmed_at=row.confirmed_at,
        closed_by=row.closed_by.called if row.closed_by else "",
        closed_at=row.closed_at,
        facts=facts,
        changes=changes,
        open_objections=waiting,
    )


def _rows() -> QuerySet[AppraisalSheet]:
    return AppraisalSheet.objects.select_related("period", "section", "staff", "confirmed_by", "closed_by")


def sheet_before(card: SheetCard) -> SheetCard | None:
    """The sheet of the same colleague or section for the period before, if there is one."""
    earlier = card.period.before
    rows = _rows().filter(period__kind=earlier.kind, period__first=earlier.first)
    if card.staff_id is None:
        rows = rows.filter(section_id=card.section_id, staff=None)
    else:
        rows = rows.filter(staff_id=card.staff_id)
    row = rows.order_by("id").first()
    return card_of(row) if row else None


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A sheet in a list."""

    id: int
    period: Period
    section: str
    name: str
    state: SheetState
    waiting: bool

    @property
    def state_name(self) -> str:
        """Where it stands, in words (a message id)."""
        return SHEET_STATES[self.state]


def sheets_of(staff_id: int) -> tuple[SheetLine, ...]:
    """A colleague's own sheets, the newest first."""
    return _lines(AppraisalSheet.objects.filter(staff_id=staff_id))


def sheets_of_sections(section_ids: Iterable[int]) -> tuple[SheetLine, ...]:
    """The sheets of these sections as such, the newest first."""
    return _lines(AppraisalSheet.objects.filter(staff=None, section_id__in=list(section_ids)))


def _lines(rows: QuerySet[AppraisalSheet]) -> tuple[SheetLine, ...]:
    rows = rows.select_related("period", "section", "staff").order_by("-period__first", "period__kind", "id")
    waiting = AppraisalObjection.objects.filter(accepted=None, sheet__in=rows.order_by().values("pk"))
    open_ones = set(waiting.order_by("id").values_list("sheet_id", flat=True))
    return tuple(
        SheetLine(
            row.pk,
            Period(PeriodKind(row.period.kind), row.period.first),
            row.section.called,
            row.staff.called if row.staff else "",
            SheetState(row.state),
            row.pk in open_ones,
        )
        for row in rows[:SHOWN]
    )


def section_sheet(section_id: int, period: Period) -> SheetCard | None:
    """The sheet of a section for a period."""
    rows = _rows().filter(section_id=section_id, staff=None, period__kind=period.kind)
    row = rows.filter(period__first=period.first).order_by("id").first()
    return card_of(row) if row else None


def sheets_in(section_id: int, period: Period) -> tuple[SheetCard, ...]:
    """The sheets of a section and of those at home in it, the section's own last: two queries a sheet."""
    rows = _rows().filter(section_id=section_id, period__kind=period.kind, period__first=period.first)
    return tuple(card_of(row) for row in rows.order_by(F("staff_id").asc(nulls_last=True), "id"))


def table(card: SheetCard) -> tuple[TableRow, ...]:
    """A section's sheet colleague by colleague; nobody's last. The rows add up to the section: two queries.

    Who belongs to the section and had nothing counted stands there too.
    """
    counts: dict[int | None, dict[str, int]] = {}
    names: dict[int | None, str] = {}
    rows = AppraisalFigure.objects.filter(sheet_id=card.id).order_by("key", "id")
    for staff_id, name, key, count in rows.values_list("staff_id", "staff__name_zh", "key", "count"):
        found = counts.setdefault(staff_id, {})
        found[key] = found.get(key, 0) + count
        names[staff_id] = name or ""
    people = AppraisalSheet.objects.filter(
        period__kind=card.period.kind, period__first=card.period.first, staff__isnull=False
    )
    sheets: dict[int | None, int] = {}
    listed = people.order_by("staff__name_zh", "id").values_list(
        "pk", "staff_id", "staff__name_zh", "section_id"
    )
    for sheet_id, staff_id, name, section_id in listed:
        if section_id == card.section_id or staff_id in counts:
            sheets[staff_id] = sheet_id
            names[staff_id] = name
    order = [*sheets, *(one for one in counts if one is not None and one not in sheets)]
    if None in counts:
        order.append(None)
    return tuple(TableRow(one, names[one], sheets.get(one), counts.get(one, {})) for one in order)


def objections(sheet_id: int) -> tuple[ObjectionCard, ...]:
    """The objections to a sheet, the oldest first."""
    return tuple(_objection(row) for row in _objection_rows().filter(sheet_id=sheet_id).order_by("id"))


def open_objections() -> tuple[ObjectionCard, ...]:
    """All that wait for an answer, the oldest first."""
    return tuple(_objection(row) for row in _objection_rows().filter(accepted=None).order_by("id")[:SHOWN])


def objection(objection_id: int) -> ObjectionCard:
    """One objection; raises `AppraisalObjection.DoesNotExist`."""
    return _objection(_objection_rows().get(pk=objection_id))


def _objection_rows() -> QuerySet[AppraisalObjection]:
    return AppraisalObjection.objects.select_related(
        "sheet__period", "sheet__section", "sheet__staff", "made_by", "answered_by"
    )


def _objection(row: AppraisalObjection) -> ObjectionCard:
    period = row.sheet.period
    return ObjectionCard(
        id=row.pk,
        sheet_id=row.sheet_id,
        section=row.sheet.section.called,
        staff_id=row.sheet.staff_id,
        name=row.sheet.staff.called if row.sheet.staff else "",
        period=Period(PeriodKind(period.kind), period.first),
        key=row.key,
        reason=row.reason,
        made_by_id=row.made_by_id,
        made_by=row.made_by.called,
        made_at=row.made_at,
        accepted=row.accepted,
        change=row.change,
        answer=row.answer,
        answered_by=row.answered_by.called if row.answered_by else "",
        answered_at=row.answered_at,
    )
