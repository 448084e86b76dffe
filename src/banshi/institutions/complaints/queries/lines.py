"""The lists: what the reader may know of, the most urgent first; what is filed; who opened whose identity."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.complaints.models import Complaint, Duty, Opening
from banshi.institutions.complaints.queries import dues, standing
from banshi.institutions.complaints.rules.access import Part
from banshi.institutions.complaints.rules.intake import CATEGORIES
from banshi.institutions.complaints.rules.limits import KINDS, Binding
from banshi.institutions.complaints.rules.steps import GRAVE, State
from banshi.kernel.clocks.lamps import LampState, lamp
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.hours import close_of
from banshi.kernel.organisation.queries import called
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

OPEN = (State.RECEIVED, State.ACCEPTED, State.PROPOSED, State.AGREED, State.REVIEW)
ENDED = (State.CLOSED, State.REFERRED)
DIRECTING = frozenset({Part.RECEIVER, Part.LEADER})


@dataclass(frozen=True, slots=True)
class RunningClock:
    """One running duty: its limits, which binds, and its lamp."""

    kind: str
    binding: Binding
    lamp: LampState


@dataclass(frozen=True, slots=True)
class Line:
    """A complaint in a list."""

    uid: UUID
    number: str
    channel: str
    named: bool
    category: str
    severity: str
    state: State
    received_at: dt.datetime
    investigator: str
    clocks: tuple[RunningClock, ...]
    outcome: str
    volume: str

    @property
    def due(self) -> dt.date:
        """What the list is ordered by."""
        return min((one.binding.date for one in self.clocks if one.binding.date), default=dt.date.max)


@dataclass(frozen=True, slots=True)
class OpeningLine:
    """One opening of an identity: of which complaint, by whom, as what, why, with whose agreement."""

    uid: UUID
    complaint: UUID
    number: str
    by: str
    part: str
    reason: str
    second: str
    at: dt.datetime
    opened_at: dt.datetime | None


def lines(actor: Actor, states: Sequence[State]) -> list[Line]:
    """The complaints in these states that the actor may know of: the grave ones first, then by their dates."""
    rows = Complaint.objects.filter(state__in=states)
    held = standing.held_in(actor, rows)
    mine = [row for row in rows.order_by("received_at", "uid") if row.pk in held]
    return sorted(as_lines(mine), key=lambda line: (line.severity not in GRAVE, line.due, line.received_at))


def volumes(actor: Actor, limit: int = 500) -> list[Line]:
    """What was filed last, by its nature, the newest first within each (10-13)."""
    newest = list(Complaint.objects.filter(state=State.ARCHIVED).order_by("-archived_at", "uid")[:limit])
    held = standing.held_in(actor, Complaint.objects.filter(pk__in=[row.pk for row in newest]))
    mine = [row for row in newest if row.pk in held]
    return as_lines(sorted(mine, key=lambda row: list(CATEGORIES).index(row.category)))


def openings(actor: Actor, limit: int = 200) -> list[OpeningLine]:
    """The last looks at an identity, of the complaints the actor directs, the newest first (10-05)."""
    newest = list(Opening.objects.select_related("complaint").order_by("-at", "uid")[:limit])
    theirs = Complaint.objects.filter(pk__in=[row.complaint_id for row in newest])
    held = standing.held_in(actor, theirs)
    return opening_lines([row for row in newest if held.get(row.complaint_id, frozenset()) & DIRECTING])


def opening_lines(rows: Sequence[Opening]) -> list[OpeningLine]:
    """Openings with names."""
    names = named(one for row in rows for one in (row.by_id, row.second_id))
    return [
        OpeningLine(
            row.pk,
            row.complaint_id,
            row.complaint.number,
            names.get(row.by_id, ""),
            row.part,
            row.reason,
            names.get(row.second_id or 0, ""),
            row.at,
            row.opened_at,
        )
        for row in rows
    ]


def named(ids: Iterable[int | None]) -> dict[int, str]:
    """Names of colleagues by id."""
    return called({one for one in ids if one is not None})


def as_lines(complaints: Sequence[Complaint]) -> list[Line]:
    """Complaints as lists show them."""
    names = named(one.investigator_id for one in complaints)
    running = _running(complaints)
    return [
        Line(
            one.pk,
            one.number,
            one.channel,
            one.named,
            one.category,
            one.severity,
            State(one.state),
            one.received_at,
            names.get(one.investigator_id or 0, ""),
            tuple(running.get(one.pk, ())),
            one.outcome,
            one.volume,
        )
        for one in complaints
    ]


def _running(complaints: Sequence[Complaint]) -> dict[UUID, list[RunningClock]]:
    keys = {one.pk: one for one in complaints}
    by_kind: dict[str, list[Complaint]] = {}
    for duty in Duty.objects.filter(complaint__in=list(keys), ended_at=None).order_by("start", "uid"):
        by_kind.setdefault(duty.kind, []).append(keys[duty.complaint_id])
    found: dict[UUID, list[RunningClock]] = {}
    # Keys are random: without an order of its own the list would change from complaint to complaint.
    for kind in (one for one in KINDS if one in by_kind):
        for uid, binding in dues.bindings(by_kind[kind], kind).items():
            found.setdefault(uid, []).append(RunningClock(kind, binding, _lamp(binding)))
    return found


def _lamp(binding: Binding) -> LampState:
    today = clock.today()
    closed = clock.now() >= close_of(today)
    return lamp(binding.binding.reckoned, table(), today=today, after_close=closed)
