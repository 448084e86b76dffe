"""Reading the register of key posts and links, as far as the reader may (11-02, 11-02-3)."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from banshi.institutions.supervision.models.posts import KeyPost, PostCheck
from banshi.institutions.supervision.rules.keeping import GROUPS, RESULTS, Group, Lamp, Result, lamp, readable
from banshi.kernel.clocks.lamps import Lamp as Shape
from banshi.kernel.clocks.lamps import LampState
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.permissions import Relation, may
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.ui.wording import bracketed
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

SHOWN = 300
_WORDS = {
    Lamp.GREEN: gettext_noop("按期"),
    Lamp.AMBER: gettext_noop("快到期"),
    Lamp.RED: gettext_noop("检查过期"),
}


@dataclass(frozen=True, slots=True)
class PostCard:
    """A point of risk, opened from the vault."""

    id: int
    group: Group
    group_name: str
    article: str
    name: str
    risk: str
    measures: str
    section_id: int
    section: str
    owner_id: int
    owner: str
    period: int
    next_check: dt.date
    lamp: LampState | None
    retired_at: dt.datetime | None
    retire_reason: str

    @property
    def relation(self) -> Relation:
        """What the permission table asks about."""
        return Relation(self.section_id, self.owner_id)

    @property
    def overdue(self) -> bool:
        """Whether its check should have been made."""
        return self.lamp is not None and self.lamp.lamp is Shape.RED


@dataclass(frozen=True, slots=True)
class CheckCard:
    """One periodic check that was made."""

    due: dt.date
    result: Result
    result_name: str
    note: str
    by: str
    at: dt.datetime
    late: bool


def posts(actor: Actor, limit: int = SHOWN) -> tuple[PostCard, ...]:
    """The entries this person may read, those due first."""
    rows = KeyPost.objects.filter(retired_at=None).order_by("next_check", "id")
    if not may(actor, "see_closed_posts"):
        rows = rows.exclude(group=Group.DISCIPLINE_PERSONNEL)
    return tuple(_card(row) for row in _with_names(rows)[:limit] if _reads(actor, row))


def post(post_id: int, actor: Actor) -> PostCard | None:
    """One entry; None for whoever may not know of it, as when there is none (11-02-3)."""
    row = _with_names(KeyPost.objects.filter(pk=post_id)).first()
    return _card(row) if row is not None and _reads(actor, row) else None


def _with_names(rows: QuerySet[KeyPost]) -> QuerySet[KeyPost]:
    return rows.select_related("section", "owner")


def _reads(actor: Actor, row: KeyPost) -> bool:
    return readable(
        group=row.group,
        open_to=may(actor, "see_posts", Relation(row.section_id, row.owner_id)),
        closed_to=may(actor, "see_closed_posts"),
    )


def _card(row: KeyPost) -> PostCard:
    group = Group(row.group)
    article, name = GROUPS[group]
    return PostCard(
        row.pk,
        group,
        name,
        article,
        row.name,
        row.risk,
        row.measures,
        row.section_id,
        row.section.called,
        row.owner_id,
        row.owner.called,
        row.period,
        row.next_check,
        None if row.retired_at else _lamp(row.next_check),
        row.retired_at,
        row.retire_reason,
    )


def _lamp(due: dt.date) -> LampState:
    today = clock.today()
    amber = int(parameter("11-02", "check_amber_calendar_days", today))
    shape = lamp(due=due, today=today, amber_days=amber)
    return LampState(Shape(shape.value), (due - today).days, Reason(_WORDS[shape]))


def checks(post_id: int) -> tuple[CheckCard, ...]:
    """The checks of an entry, the newest first."""
    rows = PostCheck.objects.filter(post_id=post_id).select_related("by").order_by("-id")[:SHOWN]
    return tuple(
        CheckCard(
            row.due,
            Result(row.result),
            RESULTS[Result(row.result)],
            row.note,
            row.by.called,
            row.at,
            row.late,
        )
        for row in rows
    )


def people() -> list[tuple[int, str]]:
    """All active staff with their home section, for choosing an owner."""
    rows = Staff.objects.filter(is_active=True).select_related("section").order_by("section__code", "id")
    return [(one.pk, one.called + bracketed(one.section.called)) for one in rows]
