"""Loading a calendar year or a catalogue, and what follows for the open clocks (07-01, 07-04, 11-03-1)."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from banshi.institutions.appointments.actions.duties import displace_bookings
from banshi.institutions.time_limits.rules import shortens
from banshi.kernel.cases.facts import DueRecomputed
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import timelines
from banshi.kernel.cases.stream import Recorded, stream
from banshi.kernel.catalogue import actions as catalogue
from banshi.kernel.clocks.actions import store
from banshi.kernel.clocks.fold import Standing, standings
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.models import Clock
from banshi.kernel.clocks.queries import concerned
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, Actor, act
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.notifications.addressing import to_party, to_staff
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays import actions as workdays
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, gettext_noop

NOTHING_NEW = gettext_noop("文件与现在使用的内容相同，没有需要导入的。")
BAD_FILE = gettext_noop("文件里有 %(count)s 行有错，一行也没有导入。请先改正再导入。")


@dataclass(frozen=True, slots=True)
class DateChange:
    """A due date that a new calendar moved, settled, or would have shortened (`stands`: it was kept)."""

    case_id: int
    case_number: str
    clock: str
    before: dt.date | None
    after: dt.date | None
    stands: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One batch of a recomputation: its changes, how many cases it went through, where the next one begins.

    `last` is the id of the last case, or None when nothing was left.
    """

    changes: list[DateChange]
    seen: int
    last: int | None


@act("load_calendar", "07-01")
def load_calendar(
    *, text: str, source: str, actor: Actor, cites: tuple[Citation, ...]
) -> workdays.ImportReport:
    """Load whole calendar years; nothing is loaded when a row is bad. Follow it with `recompute_open`."""
    permit(actor, "import_calendar")
    report = workdays.import_calendar(text=text, source=source, actor_ref=actor.ref)
    if not report.imported:
        raise _nothing_loaded(len(report.bad), "07-01")
    payload: dict[str, Any] = {"versions": [list(v) for v in report.versions], "changes": len(report.changes)}
    append([NewEntry("calendar", "calendar_loaded", cites, payload)], actor=actor)
    return report


@act("load_catalogue", "07-04", "11-03-1")
def load_catalogue(
    *, rows: list[dict[str, Any]], effective_from: dt.date, actor: Actor, cites: tuple[Citation, ...]
) -> catalogue.ImportReport:
    """Publish new versions of items, all or none."""
    permit(actor, "import_catalogue")
    report = catalogue.import_catalogue(
        rows=rows, effective_from=effective_from, actor_ref=actor.ref, sections=organisation.section_codes()
    )
    if not report.imported:
        raise _nothing_loaded(len(report.bad), "07-04", "11-03-1")
    payload = {"items": [row.code for row in report.rows if row.status in {"new", "changed"}]}
    append([NewEntry("catalogue", "catalogue_loaded", cites, payload)], actor=actor)
    return report


def _nothing_loaded(bad: int, *articles: str) -> Refused:
    if bad:
        return Refused(Reason(BAD_FILE, articles, "file", {"count": bad}))
    return Refused(Reason(NOTHING_NEW, articles, "file"))


def recompute_open(*, label: str, since: dt.date, actor: Actor, batch: int = 500) -> list[DateChange]:
    """Recompute every open clock that reaches `since` or is provisional; returns what changed.

    `label` names the calendar, such as "2027". Each batch is one act.
    """
    changes: list[DateChange] = []
    last: int | None = 0
    while last is not None:
        step = recompute_next(label=label, since=since, after=last, actor=actor, batch=batch)
        changes += step.changes
        last = step.last
    return changes


def recompute_next(*, label: str, since: dt.date, after: int, actor: Actor, batch: int = 500) -> Step:
    """Recompute the next `batch` cases after the case id `after` (0 to begin): for whoever shows the progress."""
    if not after:
        _displace_bookings()
    ids = _affected(since, after, batch)
    if not ids:
        return Step([], 0, None)
    return Step(recompute(case_ids=ids, label=label, actor=actor), len(ids), ids[-1])


@act("recompute", "07-01", many=True)
def recompute(
    *, case_ids: Sequence[int], label: str, actor: Actor, cites: tuple[Citation, ...]
) -> list[DateChange]:
    """Recompute these cases' clocks, record each change, keep a date that would be shortened, tell people."""
    days = table()
    cases = Case.objects.select_for_update(of=("self",)).in_bulk(list(case_ids))
    before = _indexed(case_ids)
    changes: list[DateChange] = []
    entries, stored = [], []
    for case_id, events in timelines(case_ids).items():
        found = standings(events, days, parameter)
        moved = _moved(cases[case_id], found, before)
        facts = [
            DueRecomputed(clock=c.clock, before=c.before, after=c.after, calendar=label, stands=c.stands)
            for c in moved
        ]
        entries += [NewEntry(stream(case_id), fact.kind, cites, fact.payload()) for fact in facts]
        if any(c.stands for c in moved):
            found = standings(_with(events, facts), days, parameter)
        stored.append((cases[case_id], found))
        changes += moved
    append(entries, actor=actor)
    store(stored, days)
    send_many([note for change in changes for note in _notes(change, cases[change.case_id])])
    return changes


def _displace_bookings(batch: int = 200) -> None:
    """Appointments on days that can no longer be kept: the people are told and offered new times (03-04)."""
    while displace_bookings(limit=batch, actor=SYSTEM):
        pass


def _affected(since: dt.date, last_id: int, batch: int) -> list[int]:
    rows = concerned(since).filter(case_id__gt=last_id)
    return list(rows.order_by("case_id").values_list("case_id", flat=True).distinct()[:batch])


def _indexed(case_ids: Sequence[int]) -> dict[tuple[int, str], tuple[dt.date | None, bool]]:
    rows = Clock.objects.filter(case_id__in=case_ids, stopped_at=None).order_by("id")
    return {(row.case_id, row.kind): (None if row.provisional else row.due, row.provisional) for row in rows}


def _moved(
    case: Case,
    found: dict[str, Standing],
    before: dict[tuple[int, str], tuple[dt.date | None, bool]],
) -> list[DateChange]:
    moved = []
    for kind, standing in found.items():
        reckoned = standing.reckoned
        now = None if reckoned.provisional else reckoned.date
        if not standing.running or before.get((case.pk, kind), (now, False))[0] == now:
            continue
        old = before[case.pk, kind][0]
        moved.append(DateChange(case.pk, case.number, kind, old, now, shortens(before=old, after=now)))
    return moved


def _with(events: Sequence[Recorded], facts: Sequence[DueRecomputed]) -> list[Recorded]:
    at = clock.now()
    return [*events, *(Recorded(0, at, "", "", (), fact) for fact in facts)]


def _notes(change: DateChange, case: Case) -> list[Notice]:
    """The handler always hears of it; the applicant when the date they were told is settled or later."""
    words = {
        "clock": KINDS[change.clock].title,
        "due": change.before if change.stands else change.after or "—",
    }
    handlers = [case.handler_id] if case.handler_id is not None else []
    notes = to_staff(case, handlers, "due_clash" if change.stands else "due_moved", **words)
    if change.clock != "promised" or change.stands or change.after is None:
        return notes
    section = organisation.section(case.section_id)
    if change.before is None:
        return [*notes, to_party(case, section, "provisional_dates_set", due=change.after)]
    return [*notes, to_party(case, section, "due_recomputed", before=change.before, after=change.after)]
