"""Loading a calendar year, all or nothing; closing the hall. The act above writes the ledger entry."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.db import IntegrityError, transaction
from django.db.models import Max

from banshi.kernel.workdays import bundled, calendar_file, queries
from banshi.kernel.workdays.calendar_file import Row
from banshi.kernel.workdays.days import Day, Kind
from banshi.kernel.workdays.models import LONGEST_TEXT, CalendarDay, CalendarYear, LocalClosure
from banshi.lib import clock
from banshi.lib.results import Reason, Refused, Stale, gettext_noop

SOMEBODY_ELSE = gettext_noop("同时有人导入了同一年的日历，请刷新后再试。")
NO_SOURCE = gettext_noop("请写明日历的依据文件，例如国务院办公厅的放假通知。")
LONG_SOURCE = gettext_noop("依据文件名称请不要超过 %(limit)s 个字。")
ENDS_BEFORE = gettext_noop("最后一天不能早于第一天。")
NO_CLOSURE = gettext_noop("没有找到这次闭厅，可能已经撤回。")
NO_REASON = gettext_noop("请写明闭厅的原因。")
LONG_REASON = gettext_noop("闭厅的原因请不要超过 %(limit)s 个字。")


@dataclass(frozen=True, slots=True)
class Change:
    """A day that is not what it was in the version in force."""

    date: dt.date
    before: Day
    after: Day

    @property
    def moves_dates(self) -> bool:
        """Whether a working day became a day off or the other way round."""
        return self.before.kind.works != self.after.kind.works


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import found and did, row by row.

    `versions` are the (year, version) written, or that would be written in a dry run; a year that equals
    the version in force is not written again.
    """

    rows: tuple[Row, ...]
    years: tuple[int, ...]
    changes: tuple[Change, ...]
    versions: tuple[tuple[int, int], ...]
    imported: bool

    @property
    def bad(self) -> tuple[Row, ...]:
        """The rows with something wrong."""
        return tuple(row for row in self.rows if not row.ok)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with the file."""
        return all(row.ok for row in self.rows)

    @property
    def counts_from(self) -> dt.date | None:
        """The first day that may count otherwise than before: of a new year its first; None when none does."""
        changed = {change.date.year: change.date for change in reversed(self.changes)}
        return min((changed.get(year, dt.date(year, 1, 1)) for year, _ in self.versions), default=None)


def import_calendar(*, text: str, source: str, actor_ref: str, dry_run: bool = False) -> ImportReport:
    """Load whole years from CSV text (date,kind,name) as new versions; one bad row and nothing is loaded.

    Raises Refused when `source` (the paper) is missing or too long, Stale when somebody loads the same year.
    """
    _require_text(source, "source", NO_SOURCE, LONG_SOURCE)
    try:
        with transaction.atomic():
            report, days = _examine(calendar_file.read(text))
            if dry_run or not report.ok or not report.versions:
                return report
            for year, version in report.versions:
                _write(year, version, days[year], source, actor_ref)
    except IntegrityError as error:
        raise Stale(Reason(SOMEBODY_ELSE)) from error
    queries.forget()
    transaction.on_commit(queries.forget)
    return replace(report, imported=True)


@transaction.atomic
def load_bundled(*, actor_ref: str) -> list[ImportReport]:
    """Load the years that come with the software and are not loaded yet; never touches a loaded year."""
    loaded = queries.in_force()
    missing = [year for year in bundled.years() if year.year not in loaded]
    # Nearest to what is loaded first, so that no year is refused for the hole the next one fills.
    missing.sort(key=lambda year: min((abs(year.year - other) for other in loaded), default=0))
    return [import_calendar(text=year.text, source=year.source, actor_ref=actor_ref) for year in missing]


def close_hall(
    *, first: dt.date, last: dt.date, reason: str, moves_promises: bool, decided_by: str
) -> LocalClosure:
    """Record that the hall is closed first..last (both included) by a leader's decision; raises Refused."""
    if last < first:
        raise Refused(Reason(ENDS_BEFORE, field="last"))
    _require_text(reason, "reason", NO_REASON, LONG_REASON)
    return LocalClosure.objects.create(
        first=first, last=last, reason=reason, moves_promises=moves_promises, decided_by=decided_by
    )


def locked_closure(closure_id: int) -> LocalClosure:
    """A closure, locked until the act ends; raises Refused when there is none."""
    row = LocalClosure.objects.select_for_update().filter(pk=closure_id).order_by("pk").first()
    if row is None:
        raise Refused(Reason(NO_CLOSURE))
    return row


def _require_text(text: str, field: str, missing: str, too_long: str) -> None:
    if not text.strip():
        raise Refused(Reason(missing, field=field))
    if len(text) > LONGEST_TEXT:
        raise Refused(Reason(too_long, field=field, params={"limit": LONGEST_TEXT}))


def _examine(rows: Sequence[Row]) -> tuple[ImportReport, dict[int, list[Day]]]:
    """Judge the rows beside what is in force."""
    days = sorted(row.day for row in rows if row.day)
    by_year = {year: list(group) for year, group in groupby(days, key=lambda day: day.date.year)}
    newest = queries.in_force()
    rows = _name_holes(rows, calendar_file.holes(by_year, newest))
    if not all(row.ok for row in rows):
        return ImportReport(tuple(rows), tuple(by_year), (), (), imported=False), by_year
    known = _known(newest[year] for year in by_year if year in newest)
    changes = tuple(Change(day.date, known[day.date], day) for day in days if known.get(day.date, day) != day)
    fresh = {year for year in by_year if year not in newest} | {change.date.year for change in changes}
    versions = tuple((year, _next_version(year)) for year in sorted(fresh))
    return ImportReport(tuple(rows), tuple(by_year), changes, versions, imported=False), by_year


def _known(calendars: Iterable[int]) -> dict[dt.date, Day]:
    return {date: Day(date, Kind(kind), name) for date, kind, name in queries.rows_of(calendars)}


def _name_holes(rows: Sequence[Row], holes: dict[int, Reason]) -> list[Row]:
    """Put the sentence about a missing year on the first row of the year after it."""
    left, named = dict(holes), []
    for row in rows:
        reason = left.pop(row.day.date.year, None) if row.day else None
        named.append(Row(row.line, row.text, row.day, (*row.reasons, reason)) if reason else row)
    if left and named:
        first = named[0]
        named[0] = Row(first.line, first.text, first.day, (*first.reasons, *left.values()))
    return named


def _next_version(year: int) -> int:
    last = CalendarYear.objects.filter(year=year).aggregate(last=Max("version"))["last"]
    return (last or 0) + 1


def _write(year: int, version: int, days: Sequence[Day], source: str, actor_ref: str) -> None:
    calendar = CalendarYear.objects.create(
        year=year, version=version, source=source.strip(), loaded_at=clock.now(), loaded_by=actor_ref
    )
    CalendarDay.objects.bulk_create(
        [CalendarDay(calendar=calendar, date=day.date, kind=day.kind.value, name=day.name) for day in days]
    )
