"""What happened in a period, counted: whose, in which section, and what stands behind each number (11-03-6).

Each room describes what it counts in `queries/figures.py`; the appraisal (room 11) puts the numbers on its sheets.
A figure and the list behind it come from the same rows, so that they agree.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import BigIntegerField, Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Cast, Substr

from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import Relation, may
from banshi.lib.clock import BEIJING
from banshi.lib.results import Reason

Rows = QuerySet[Any]
STAFF = "staff:"
_ID: "BigIntegerField[int | None, int | None]" = BigIntegerField(null=True)


@dataclass(frozen=True, slots=True)
class Span:
    """The days first..last, both included."""

    first: dt.date
    last: dt.date

    @property
    def begin(self) -> dt.datetime:
        """Its first moment, in Beijing."""
        return dt.datetime.combine(self.first, dt.time(0), BEIJING)

    @property
    def end(self) -> dt.datetime:
        """The first moment after it."""
        return dt.datetime.combine(self.last + dt.timedelta(days=1), dt.time(0), BEIJING)

    def within(self, moment: str) -> Q:
        """The condition that the field `moment` (of moments) lies in it."""
        return Q(**{f"{moment}__gte": self.begin, f"{moment}__lt": self.end})


@dataclass(frozen=True, slots=True)
class Figure:
    """How often `key` happened to a colleague's account in a section; None: nobody's, of no section."""

    key: str
    staff_id: int | None
    section_id: int | None
    count: int


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose rows are asked for: a colleague's, a section's, both, or everybody's. `nobody`: those of no colleague."""

    staff_id: int | None = None
    section_id: int | None = None
    nobody: bool = False

    def includes(self, staff_id: int | None, section_id: int | None) -> bool:
        """Whether something of this colleague and section is asked for."""
        if self.nobody and staff_id is not None:
            return False
        return self.staff_id in {None, staff_id} and self.section_id in {None, section_id}


@dataclass(frozen=True, slots=True)
class Instance:
    """One of those behind a figure. `label` names it without personal data.

    `page` and `args` are the address (its name and parts) of what it is about; it may be opened by whoever may do
    `act` on `relation`, and by the colleague `own`. Without a page there is nothing to open.
    """

    on: dt.date
    label: str | Reason
    page: str = ""
    args: tuple[int, ...] = ()
    act: str = ""
    relation: Relation | None = None
    own: int | None = None

    def opens_to(self, actor: Actor) -> bool:
        """Whether the actor may open its page."""
        if not self.page or (self.relation is not None and self.relation.bars(actor)):
            return False
        theirs = self.own is not None and self.own == actor.staff_id
        return theirs or (bool(self.act) and may(actor, self.act, self.relation))


class Source(Protocol):
    """Something that is counted."""

    @property
    def key(self) -> str: ...

    def tally(self, span: Span) -> list[Figure]:
        """Its figures of a period, one for each colleague and section."""

    def count(self, span: Span, whose: Whose) -> int:
        """How many are behind a figure."""

    def behind(self, span: Span, whose: Whose, start: int, stop: int) -> list[Instance]:
        """Those behind a figure from the `start`-th to before the `stop`-th, earliest first."""


@dataclass(frozen=True, slots=True)
class Counted:
    """Rows of a table. `staff` and `section` are where their ids stand ("" for nobody's, for no section);
    `on` is the order of time; `tell` makes an instance of a row; `needs` are related rows it reads."""

    key: str
    rows: Callable[[Span], Rows]
    tell: Callable[[Any], Instance]
    on: str
    staff: str = ""
    section: str = ""
    needs: tuple[str, ...] = ()

    def tally(self, span: Span) -> list[Figure]:
        """Counted by the database: one query."""
        where = {"by_staff": self.staff, "by_section": self.section}
        groups = {name: F(path) for name, path in where.items() if path}
        rows = self.rows(span).order_by().values(**groups).annotate(how_many=Count("pk"))
        return [
            Figure(self.key, row.get("by_staff"), row.get("by_section"), row["how_many"])
            for row in rows.order_by(*groups)
            if row["how_many"]
        ]

    def count(self, span: Span, whose: Whose) -> int:
        """One query."""
        rows = self._of(span, whose)
        return 0 if rows is None else rows.count()

    def behind(self, span: Span, whose: Whose, start: int, stop: int) -> list[Instance]:
        """One query."""
        rows = self._of(span, whose)
        if rows is None:
            return []
        return [
            self.tell(row) for row in rows.select_related(*self.needs).order_by(self.on, "pk")[start:stop]
        ]

    def _of(self, span: Span, whose: Whose) -> Rows | None:
        rows = self.rows(span)
        for path, wanted in ((self.staff, whose.staff_id), (self.section, whose.section_id)):
            if wanted is not None and not path:
                return None
            if wanted is not None:
                rows = rows.filter(**{path: wanted})
        return rows.filter(**{f"{self.staff}__isnull": True}) if whose.nobody and self.staff else rows


@dataclass(frozen=True, slots=True)
class Seen:
    """Something that is no row: whose, where, and how it is told."""

    staff_id: int | None
    section_id: int | None
    instance: Instance


@dataclass(frozen=True, slots=True)
class Listed:
    """What a rule finds in a period, where the database has no rows of it. For the few."""

    key: str
    find: Callable[[Span], Iterable[Seen]]

    def tally(self, span: Span) -> list[Figure]:
        """Counted one by one."""
        counts: dict[tuple[int | None, int | None], int] = {}
        for seen in self.find(span):
            place = (seen.staff_id, seen.section_id)
            counts[place] = counts.get(place, 0) + 1
        return [Figure(self.key, *place, count) for place, count in counts.items()]

    def count(self, span: Span, whose: Whose) -> int:
        """How many of them are asked for."""
        return len(self._of(span, whose))

    def behind(self, span: Span, whose: Whose, start: int, stop: int) -> list[Instance]:
        """Those asked for."""
        return self._of(span, whose)[start:stop]

    def _of(self, span: Span, whose: Whose) -> list[Instance]:
        asked = (s.instance for s in self.find(span) if whose.includes(s.staff_id, s.section_id))
        return sorted(asked, key=lambda one: one.on)


def by_reference(path: str) -> Case:
    """The colleague of a reference such as "staff:12" in the field `path`; None for everybody else."""
    number = Cast(Substr(path, len(STAFF) + 1), _ID)
    return Case(When(**{f"{path}__startswith": STAFF}, then=number), default=None, output_field=_ID)


def day(moment: dt.datetime) -> dt.date:
    """The day of a moment in Beijing."""
    return moment.astimezone(BEIJING).date()
