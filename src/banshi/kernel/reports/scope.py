"""Whose work a reader counts: all, whole sections, or only what they handled themselves; one period, perhaps one item.

Number and list filter by the same `Asked`: whatever is counted is listed, and nothing else (decision 0017).
"""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.permissions import ANY, SECTION, TABLE
from banshi.kernel.workdays.days import ONE_DAY
from banshi.kernel.workdays.periods import Period
from banshi.lib import clock

OPENS = "see_reports"


@dataclass(frozen=True, slots=True)
class Scope:
    """`whole`: sections counted wholly, None for all. `own`: sections where only the work of `people` counts."""

    whole: frozenset[int] | None = None
    own: frozenset[int] = frozenset()
    people: tuple[int, ...] = ()

    def within(self, section: str, handler: str = "") -> Q:
        """The condition; `handler` names the field of who did the work, "" where there is none."""
        if self.whole is None:
            return Q()
        found = Q(**{f"{section}__in": sorted(self.whole)})
        if handler and self.own:
            found |= Q(**{f"{section}__in": sorted(self.own), f"{handler}__in": sorted(self.people)})
        return found

    @property
    def sections(self) -> frozenset[int] | None:
        """Where anything is counted; None for everywhere."""
        return None if self.whole is None else self.whole | self.own

    def holds(self, section_id: int | None) -> bool:
        """Whether the whole of a section, or of the bureau (None), is the reader's to see."""
        return self.whole is None or section_id in self.whole


def scope_of(actor: Actor, act: str = OPENS) -> Scope:
    """What the permission table lets this person count."""
    reaches = [(TABLE[act].get(role), section) for role, section in actor.posts]
    if any(reach == ANY for reach, _section in reaches):
        return Scope()
    whole = frozenset(section for reach, section in reaches if reach == SECTION)
    own = frozenset(section for reach, section in reaches if reach) - whole
    return Scope(whole, own, actor.staff_ids)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a report is about. `section` None: all of the scope; `item` "": every item."""

    period: Period
    scope: Scope
    section: int | None = None
    item: str = ""

    @property
    def begin(self) -> dt.datetime:
        """The first moment."""
        return dt.datetime.combine(self.period.first, dt.time(0), clock.BEIJING)

    @property
    def end(self) -> dt.datetime:
        """The first moment after."""
        return dt.datetime.combine(self.period.last + ONE_DAY, dt.time(0), clock.BEIJING)

    def during(self, field: str) -> Q:
        """The condition that a moment lies in the period."""
        return Q(**{f"{field}__gte": self.begin, f"{field}__lt": self.end})

    def within(self, section: str, handler: str = "") -> Q:
        """The condition of the scope and the chosen section."""
        chosen = Q() if self.section is None else Q(**{section: self.section})
        return self.scope.within(section, handler) & chosen

    def cases(self, field: str) -> QuerySet[Case]:
        """The cases whose moment `field` lies in the period."""
        rows = Case.objects.filter(self.during(field), self.within("section_id", "handler_id"))
        return (rows.filter(item_code=self.item) if self.item else rows).order_by(f"-{field}", "-id")
