"""The sweep: what is late becomes visible by itself (07-01, 07-03). Cost follows what is due, not what is open."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from banshi.institutions.time_limits.models import Breach
from banshi.kernel.cases.facts import Breached, Fact, Warned
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.stream import stream
from banshi.kernel.clocks.actions import steps
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.models import Clock, Rung
from banshi.kernel.clocks.rungs import BREACH, HEAD, LEADER, next_moment, reached
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.notifications.addressing import to_party, to_staff
from banshi.kernel.organisation.people import holders, holders_by_section
from banshi.kernel.organisation.queries import section, staff_names
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.workdays.queries import table
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class _Found:
    """One clock on a rung that nobody was told of yet."""

    row: Clock
    due: dt.date
    case: Case
    rung: str
    fact: Fact


@act("sweep", "07-01", "07-03", "07-05", many=True)
def sweep(*, limit: int, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Warn and record breaches for up to `limit` clocks whose moment has come. Returns how many it looked at.

    Run twice, in parallel or after an outage, each rung is given once: the rows are locked, the rung is
    a unique insert, and the next moment is set in the same transaction.
    """
    now = clock.now()
    rows = list(
        # With its case, as acts lock it first: a case that somebody is working on is looked at the next time.
        Clock.objects.select_related("case")
        .select_for_update(skip_locked=True, of=("self", "case"))
        .filter(next_at__lte=now)
        .order_by("next_at", "id")[:limit]
    )
    if rows:
        heads, leaders = holders_by_section("head"), holders("leader")
        found = _found(rows, heads, now)
        entries = append(
            [NewEntry(stream(f.case.pk), f.fact.kind, cites, f.fact.payload()) for f in found], actor=actor
        )
        _write(found, entries, now)
        _advance(rows, now)
        names = staff_names({f.case.handler_id for f in found if f.case.handler_id})
        send_many([note for f in found for note in _notes(f, heads, leaders, names)])
    return len(rows)


def note_breach(*, case: Case, kind: str, due: dt.date, entry_seq: int, handler_id: int | None) -> None:
    """Keep a breach that another act's fact proves (deemed acceptance), once; `handler_id` was to prevent it."""
    Breach.objects.get_or_create(
        case=case,
        clock=kind,
        due=due,
        defaults={"handler_id": handler_id, "found_at": clock.now(), "entry_seq": entry_seq},
    )


def _found(rows: Sequence[Clock], heads: Mapping[int, Sequence[int]], now: dt.datetime) -> list[_Found]:
    cases = Case.objects.select_related("section").in_bulk([row.case_id for row in rows])
    given = set(
        Rung.objects.filter(case_id__in=list(cases))
        .order_by("id")
        .values_list("case_id", "clock", "rung", "due")
    )
    days = table()
    found = []
    for row in rows:
        assert row.due is not None
        rung = reached(steps(row.start, row.due, days), online=row.online, now=now)
        if rung is None or (row.case_id, row.kind, rung, row.due) in given:
            continue
        case = cases[row.case_id]
        found.append(_Found(row, row.due, case, rung, _fact(row, case, rung, heads)))
    return found


def _fact(row: Clock, case: Case, rung: str, heads: Mapping[int, Sequence[int]]) -> Fact:
    assert row.due is not None
    if rung != BREACH or KINDS[row.kind].theirs:
        return Warned(clock=row.kind, rung=rung, due=row.due)
    return Breached(
        clock=row.kind,
        due=row.due,
        handler=case.handler_id,
        supervisors=tuple(heads.get(case.section_id, ())),
    )


def _write(found: Sequence[_Found], entries: Sequence[Entry], now: dt.datetime) -> None:
    Rung.objects.bulk_create(
        Rung(case=f.case, clock=f.row.kind, rung=f.rung, due=f.due, at=now) for f in found
    )
    Breach.objects.bulk_create(
        (
            Breach(
                case=f.case,
                clock=f.row.kind,
                due=f.due,
                handler_id=f.case.handler_id,
                found_at=now,
                entry_seq=entry.seq,
            )
            for f, entry in zip(found, entries, strict=True)
            if isinstance(f.fact, Breached)
        ),
        ignore_conflicts=True,
    )


def _advance(rows: Sequence[Clock], now: dt.datetime) -> None:
    days = table()
    for row in rows:
        assert row.due is not None
        row.next_at = next_moment(steps(row.start, row.due, days), online=row.online, beyond=now)
    Clock.objects.bulk_update(rows, ["next_at"], batch_size=500)


def _notes(
    found: _Found, heads: Mapping[int, Sequence[int]], leaders: Sequence[int], names: Mapping[int, str]
) -> list[Notice]:
    """Who hears of it: the handler; then also the head; then also the leaders; of a breach all of them."""
    case, rung, kind = found.case, found.rung, KINDS[found.row.kind]
    listeners = [case.handler_id] if case.handler_id else []
    if rung in {HEAD, LEADER, BREACH} or not listeners:
        listeners += heads.get(case.section_id, ())
    if rung in {LEADER, BREACH} and not kind.theirs:
        listeners += leaders
    reminders = [_reminder(found)] if kind.reminder and rung == HEAD else []
    return reminders + to_staff(
        case,
        listeners,
        kind.over if rung == BREACH else f"warning_{rung}",
        due=found.row.due,
        clock=kind.title,
        handler=names.get(case.handler_id or 0, "—"),
        section=case.section.name_zh,
    )


def _reminder(found: _Found) -> Notice:
    """The applicant hears in good time that their own date is near."""
    case = found.case
    return to_party(case, section(case.section_id), KINDS[found.row.kind].reminder, due=found.row.due)
