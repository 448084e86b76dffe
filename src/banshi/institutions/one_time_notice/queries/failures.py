"""Reading failures to tell at once: what waits to be checked, one's own, and what follows (06-09).

The colleague whom a failure is about and their head never learn from here whether somebody complained: what was
found by checking looks the same whatever the checking began with (10-05).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from banshi.institutions.one_time_notice.models import (
    FAILURE_STATES,
    FAILURES,
    OMISSIONS,
    Criticism,
    Failure,
    ValidComplaint,
)
from banshi.institutions.one_time_notice.rules import failing
from banshi.institutions.one_time_notice.rules.failing import (
    Consequence,
    FailureKind,
    FailureState,
    Standing,
)
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.permissions import ANY, TABLE, Relation, may
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.ui.wording import bracketed

SHOWN = 100


@dataclass(frozen=True, slots=True)
class View:
    """As what somebody sees a failure: it is about them; they may judge it; they may find a valid complaint."""

    own: bool = False
    judges: bool = False
    finds: bool = False


@dataclass(frozen=True, slots=True)
class PaperCard:
    """Criticism put on record, or a valid complaint found: by whom, when, the words, the paper's key."""

    by: str
    at: dt.datetime
    first: str
    second: str
    document_id: int


@dataclass(frozen=True, slots=True)
class FailureCard:
    """A failure as its reader may see it. `on` is None where the day would tell too much; `month` always stands.

    `times` is the how manyeth counted one of the colleague it is; 0 while it does not count.
    """

    uid: UUID
    kind: FailureKind
    omission: str
    staff_id: int | None
    name: str
    section_id: int | None
    section: str
    on: dt.date | None
    month: dt.date
    case_id: int | None
    case_number: str
    state: FailureState
    delay: int | None
    judged_by: str
    judged_at: dt.datetime | None
    reason: str
    statement: str
    stated_at: dt.datetime | None
    complained: bool
    view: View

    @property
    def kind_name(self) -> str:
        """How it came to light, in words."""
        return FAILURES[self.kind]

    @property
    def omission_name(self) -> str:
        """What was not told, in words."""
        return OMISSIONS[self.omission]

    @property
    def state_name(self) -> str:
        """How far it is, in words."""
        return FAILURE_STATES[self.state]


@dataclass(frozen=True, slots=True)
class Record:
    """A failure with what followed: the count, what the article asks for, the two papers."""

    card: FailureCard
    times: int
    follows: Consequence
    criticism: PaperCard | None
    valid: PaperCard | None


def record(uid: UUID, actor: Actor) -> Record:
    """One failure with everything its reader may see; raises `Failure.DoesNotExist` for who may not."""
    row, view = seen(uid, actor)
    times, follows = following(row, view)
    return Record(
        card=_card(row, view),
        times=times,
        follows=follows,
        criticism=_criticism(row),
        valid=_valid(row) if view.own or view.finds else None,
    )


def seen(uid: UUID, actor: Actor) -> tuple[Failure, View]:
    """The row, and as what the actor sees it; raises `Failure.DoesNotExist` for who may not."""
    row = _rows().get(pk=uid)
    view = view_of(row, actor)
    if view == View():
        raise Failure.DoesNotExist
    return row, view


def view_of(row: Failure, actor: Actor) -> View:
    """As what the actor sees a failure; an empty view for who may not."""
    if row.staff_id is not None and row.staff_id in actor.staff_ids:
        return View(own=row.staff_id == actor.staff_id)
    finds = may(actor, "find_valid_complaint")
    judges = may(actor, "judge_failure", Relation(section_of(row))) and (finds or not row.restricted)
    return View(judges=judges, finds=finds)


def section_of(row: Failure) -> int | None:
    """The section whose failure it is: the colleague's, or the case's while nobody is named."""
    if row.staff is not None:
        return row.staff.section_id
    return row.case.section_id if row.case else None


def mine(actor: Actor) -> tuple[FailureCard, ...]:
    """What is about the actor, the newest first."""
    rows = _rows().filter(staff_id=actor.officer).order_by("-on", "-found_at", "uid")[:SHOWN]
    return tuple(_card(row, View(own=True)) for row in rows)


def waiting(actor: Actor) -> tuple[FailureCard, ...]:
    """What waits to be checked by the actor, the oldest first."""
    return _judged_by(actor, _rows().filter(state=FailureState.WAITING).order_by("on", "found_at", "uid"))


def proved(actor: Actor) -> tuple[FailureCard, ...]:
    """What was proved, of those whom the actor judges, and has not been dealt with yet; the oldest first."""
    rows = _rows().filter(state=FailureState.VERIFIED, delay__gt=0, criticism=None, valid_complaint=None)
    return _judged_by(actor, rows.order_by("on", "found_at", "uid"))


def _judged_by(actor: Actor, rows: QuerySet[Failure]) -> tuple[FailureCard, ...]:
    if any(TABLE["judge_failure"].get(role) == ANY for role, _section in actor.posts):
        chosen = rows
    else:
        # The section of a failure is worked out from two tables: those of other sections are few.
        chosen = rows.filter(restricted=False)
    found = ((row, view_of(row, actor)) for row in chosen[: 5 * SHOWN])
    return tuple(_card(row, view) for row, view in found if view.judges)[:SHOWN]


def following(row: Failure, view: View) -> tuple[int, Consequence]:
    """The how manyeth counted failure of the colleague this is (0: does not count), and what follows from it.

    Only who may find a valid complaint gets an answer that rests on one; for a head it is as if those that
    they may not see did not exist.
    """
    one = standing(row, knows=view.finds)
    if not one.counts:
        return 0, Consequence.NONE
    rows = Failure.objects.filter(staff=row.staff).order_by("on", "found_at", "uid")
    if not (view.own or view.finds):
        rows = rows.filter(restricted=False)
    months = int(parameter("06-09", "again_within_months", row.on))
    others = [standing(each, knows=view.finds) for each in rows]
    before = failing.earlier(one, others, since=failing.window_start(row.on, months))
    return len(before) + 1, failing.consequence(one, before)


def standing(row: Failure, *, knows: bool = True) -> Standing:
    """A failure as the rules see it."""
    return Standing(
        key=f"{row.found_at.isoformat()}{row.pk.hex}",
        staff_id=row.staff_id,
        on=row.on,
        state=FailureState(row.state),
        delay=row.delay,
        complained=knows and row.complained,
    )


def colleagues(actor: Actor) -> list[tuple[int, str]]:
    """Of whom the actor may judge: id, name and section."""
    rows = Staff.objects.filter(is_active=True).select_related("section").order_by("section__code", "pk")
    return [
        (one.pk, one.called + bracketed(one.section.called))
        for one in rows
        if one.pk not in actor.staff_ids and may(actor, "judge_failure", Relation(one.section_id))
    ]


def _rows() -> QuerySet[Failure]:
    return Failure.objects.select_related("staff__section", "case__section", "judged_by")


def _criticism(row: Failure) -> PaperCard | None:
    found = Criticism.objects.filter(failure=row).select_related("by").first()
    if found is None:
        return None
    return PaperCard(found.by.called, found.at, found.said, found.answer, found.document_id)


def _valid(row: Failure) -> PaperCard | None:
    found = ValidComplaint.objects.filter(failure=row).select_related("by").first()
    if found is None:
        return None
    return PaperCard(found.by.called, found.at, found.facts, found.reason, found.document_id)


def _card(row: Failure, view: View) -> FailureCard:
    section = row.staff.section if row.staff else row.case.section if row.case else None
    told = view.judges or row.case is not None
    return FailureCard(
        uid=row.pk,
        kind=FailureKind(row.kind),
        omission=row.omission,
        staff_id=row.staff_id,
        name=row.staff.called if row.staff else "",
        section_id=section.pk if section else None,
        section=section.called if section else "",
        on=row.on if told else None,
        month=row.on.replace(day=1),
        case_id=row.case_id,
        case_number=(row.case.number if row.case else row.case_number) if told else "",
        state=FailureState(row.state),
        delay=row.delay if row.state == FailureState.VERIFIED or view.judges else None,
        judged_by=row.judged_by.called if row.judged_by else "",
        judged_at=row.judged_at,
        reason=row.reason,
        statement=row.statement,
        stated_at=row.stated_at,
        complained=view.finds and row.complained,
        view=view,
    )


def rows_of(staff_id: int) -> Sequence[Failure]:
    """All failures of a colleague, for the act that receives another one."""
    return list(
        Failure.objects.select_related("case").filter(staff_id=staff_id).order_by("on", "found_at", "uid")
    )
