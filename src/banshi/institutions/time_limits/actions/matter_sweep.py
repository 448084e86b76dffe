"""The sweep of matters: the same ladder of warnings as for cases, and each breach once (07-02, 07-05)."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banshi.institutions.time_limits.actions.standing import MatterDesk, MatterIndex
from banshi.institutions.time_limits.models import Breach, Matter, MatterRung, Part
from banshi.institutions.time_limits.rules import MATTER_LIMITS, OPEN_MATTERS
from banshi.kernel.clocks.rungs import BREACH, HEAD, LEADER, next_moment, reached
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.people import holders, holders_by_section
from banshi.kernel.organisation.queries import staff_names
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.workdays.days import DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class _Found:
    """A matter on a rung that nobody was told of yet, and whose it is."""

    matter: Matter
    rung: str
    parts: tuple[Part, ...]

    @property
    def lead(self) -> Part | None:
        return next((part for part in self.parts if part.lead), None)

    @property
    def section_id(self) -> int:
        return self.lead.section_id if self.lead else self.matter.office_id

    @property
    def handler_id(self) -> int | None:
        """Who has it in hand: before it was routed, who registered it."""
        return self.lead.handler_id if self.lead else self.matter.registered_by_id


@act("sweep_matters", "07-01", "07-02", "07-05", many=True)
def sweep_matters(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Warn and record breaches for up to `limit` matters whose moment has come. Returns how many it looked at.

    Like the sweep of cases: the rows are locked, the rung is a unique insert, the next moment is set with it.
    """
    now = clock.now()
    rows = list(
        Matter.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(next_at__lte=now)
        .order_by("next_at", "id")[:limit]
    )
    if rows:
        heads = holders_by_section("head")
        found = _found(rows, now)
        entries = append(
            [NewEntry(f.matter.stream, _kind(f), cites, _payload(f, heads)) for f in found], actor=actor
        )
        _write(found, [entry.seq for entry in entries], now)
        _advance(rows, now)
        names = staff_names({f.handler_id for f in found if f.handler_id})
        send_many([note for f in found for note in _notes(f, heads, names, actor, cites)])
    return len(rows)


@act("settle_matters", "07-02", many=True)
def settle_matters(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Count anew the matters whose limit reached past the calendar, or that a corrected calendar may move."""
    days = table()
    rows = list(
        Matter.objects.select_for_update(skip_locked=True, of=("self",))
        .filter(known_until__lt=days.last_day)
        .order_by("known_until", "id")[:limit]
    )
    moved = [entry for matter in rows if (entry := _settled(matter, days, cites)) is not None]
    if moved:
        append(moved, actor=actor)
    return len(rows)


def _settled(matter: Matter, days: DayTable, cites: tuple[Citation, ...]) -> NewEntry | None:
    """Count one matter anew and save it; an entry only when its date moved."""
    before = (matter.clock, matter.due, matter.provisional)
    MatterIndex.settle(matter, days)
    if matter.state not in OPEN_MATTERS:
        matter.known_until = None
    if before == (matter.clock, matter.due, matter.provisional):
        matter.save(update_fields=["known_until", "next_at"])
        return None
    matter.version += 1
    matter.save()
    old = None if before[2] else str(before[1])
    payload = {"clock": matter.clock, "before": old, "after": str(matter.due)}
    return NewEntry(matter.stream, "matter_recomputed", cites, payload)


def _found(rows: Sequence[Matter], now: dt.datetime) -> list[_Found]:
    ids = [row.pk for row in rows]
    given = set(
        MatterRung.objects.filter(matter_id__in=ids)
        .order_by("id")
        .values_list("matter_id", "clock", "rung", "due")
    )
    parts: dict[int, list[Part]] = {}
    for part in Part.objects.filter(matter_id__in=ids, returned_at=None).order_by("-lead", "id"):
        parts.setdefault(part.matter_id, []).append(part)
    days = table()
    found = []
    for row in rows:
        rung = reached(MatterIndex.ladder(row.start, row.due, days), online=False, now=now)
        if rung is None or (row.pk, row.clock, rung, row.due) in given:
            continue
        if row.state in OPEN_MATTERS or rung == BREACH:
            found.append(_Found(row, rung, tuple(parts.get(row.pk, ()))))
    return found


def _kind(found: _Found) -> str:
    return "matter_breached" if found.rung == BREACH else "matter_warned"


def _payload(found: _Found, heads: Mapping[int, Sequence[int]]) -> dict[str, object]:
    what: dict[str, object] = {"clock": found.matter.clock, "due": str(found.matter.due)}
    if found.rung != BREACH:
        return what | {"rung": found.rung}
    return what | {"handler": found.handler_id, "supervisors": list(heads.get(found.section_id, ()))}


def _write(found: Sequence[_Found], seqs: Sequence[int], now: dt.datetime) -> None:
    MatterRung.objects.bulk_create(
        MatterRung(matter=f.matter, clock=f.matter.clock, rung=f.rung, due=f.matter.due, at=now)
        for f in found
    )
    Breach.objects.bulk_create(
        (
            Breach(
                matter=f.matter,
                clock=f.matter.clock,
                due=f.matter.due,
                handler_id=f.handler_id,
                found_at=now,
                entry_seq=seq,
            )
            for f, seq in zip(found, seqs, strict=True)
            if f.rung == BREACH
        ),
        ignore_conflicts=True,
    )


def _advance(rows: Sequence[Matter], now: dt.datetime) -> None:
    days = table()
    for row in rows:
        steps = MatterIndex.ladder(row.start, row.due, days)
        row.next_at = next_moment(steps, online=False, beyond=now) if row.state in OPEN_MATTERS else None
    Matter.objects.bulk_update(rows, ["next_at"], batch_size=500)


def _notes(
    found: _Found,
    heads: Mapping[int, Sequence[int]],
    names: Mapping[int, str],
    actor: Actor,
    cites: tuple[Citation, ...],
) -> list[Notice]:
    """Who hears of it: who has a part in hand; then also the head; then also the leaders."""
    listeners = [part.handler_id for part in found.parts if part.handler_id and part.done_at is None]
    if not found.parts:
        listeners.append(found.matter.registered_by_id)
    waiting = [part for part in found.parts if part.handler_id is None]
    listeners += [head for part in waiting for head in heads.get(part.section_id, ())]
    if found.rung in {HEAD, LEADER, BREACH}:
        listeners += heads.get(found.section_id, ())
    if found.rung in {LEADER, BREACH}:
        listeners += holders("leader")
    return MatterDesk(found.matter, actor, cites).notes(
        listeners,
        "matter_breach" if found.rung == BREACH else "matter_warning",
        clock=MATTER_LIMITS[found.matter.clock],
        handler=names.get(found.handler_id or 0, "—"),
    )
