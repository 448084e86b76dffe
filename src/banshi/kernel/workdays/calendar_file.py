"""Reads a calendar file (CSV: date,kind,name) row by row and says what is wrong with which row. Pure."""

import csv
import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from banshi.kernel.workdays.days import ONE_DAY, Day, Kind
from banshi.lib.results import Reason, gettext_noop

HEADER = ["date", "kind", "name"]
DATE_SHAPE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
SATURDAY = 5
LONGEST_NAME = 40
LONGEST_SHOWN = 200

NO_ROWS = gettext_noop("文件里没有日期。请提供一整年的日历，每天一行。")
BAD_HEADER = gettext_noop("第一行应为 date,kind,name。")
BAD_COLUMNS = gettext_noop("每行应有日期、类型、名称三列，本行有 %(count)s 列。")
BAD_DATE = gettext_noop("“%(value)s”不是有效的日期，请写成 2027-01-01 的样式。")
BAD_KIND = gettext_noop("“%(value)s”不是有效的类型，请写 workday、weekend、holiday 或 adjusted_workday。")
WEEKEND_AS_WORKDAY = gettext_noop("%(date)s 是周末，不能写 workday；如果调休上班，请写 adjusted_workday。")
WEEKDAY_AS_WEEKEND = gettext_noop("%(date)s 不是周末，不能写 weekend；如果放假，请写 holiday。")
WEEKDAY_AS_ADJUSTED = gettext_noop("%(date)s 不是周末，不能写 adjusted_workday；照常上班请写 workday。")
LONG_NAME = gettext_noop("节日名称请不要超过 %(limit)s 个字。")
NO_NAME = gettext_noop("放假和调休上班的日子要写明节日名称。")
TWICE = gettext_noop("%(date)s 重复，第 %(line)s 行已经有这一天。")
ODD_NAME = gettext_noop("节日名称里有不能保存的字符，请删去后再导入。")
MISSING = gettext_noop("%(year)s 年的日历不完整，这一行之前缺少 %(first)s 至 %(last)s。")
MISSING_AFTER = gettext_noop("%(year)s 年的日历不完整，这一行之后缺少 %(first)s 至 %(last)s。")
YEAR_HOLE = gettext_noop("%(year)s 年的日历还没有导入。年份要连续，请先导入 %(year)s 年。")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file: its number (the header is 1), the day read, or what is wrong with it."""

    line: int
    text: str
    day: Day | None
    reasons: tuple[Reason, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong with the row."""
        return not self.reasons


def read(text: str) -> list[Row]:
    """All rows of the file with what is wrong with each; whole years only. Never raises on bad content."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    filled = [(number, _cells(line)) for number, line in enumerate(lines, 1) if line.strip(" ,\t\0")]
    if not filled or filled[0][1] != HEADER:
        number, cells = filled[0] if filled else (1, [])
        return [Row(number, _shown(cells), None, (Reason(BAD_HEADER),))]
    rows = [_row(number, cells) for number, cells in filled[1:]]
    return _whole(rows) if rows else [Row(1, _shown(HEADER), None, (Reason(NO_ROWS),))]


def holes(years: Iterable[int], published: Iterable[int]) -> dict[int, Reason]:
    """For each year of the file that would leave the calendar with a hole before it: the sentence."""
    wanted = set(years)
    everything = sorted(wanted | set(published))
    return {
        after: Reason(YEAR_HOLE, field="date", params={"year": before + 1})
        for before, after in pairwise(everything)
        if after != before + 1 and (after in wanted or before in wanted)
    }


def _cells(line: str) -> list[str]:
    try:
        return [cell.strip() for cell in next(csv.reader([line]), [])]
    except csv.Error:
        return [line]


def _shown(cells: Sequence[str]) -> str:
    return ",".join(cells)[:LONGEST_SHOWN]


def _row(number: int, cells: Sequence[str]) -> Row:
    text = _shown(cells)
    if len(cells) != len(HEADER):
        return Row(number, text, None, (Reason(BAD_COLUMNS, params={"count": len(cells)}),))
    date, kind = _date(cells[0]), _kind(cells[1])
    if date is None:
        return Row(number, text, None, (Reason(BAD_DATE, field="date", params={"value": cells[0][:40]}),))
    if kind is None:
        return Row(number, text, None, (Reason(BAD_KIND, field="kind", params={"value": cells[1][:40]}),))
    day = Day(date, kind, cells[2])
    return Row(number, text, day, tuple(_wrong(day)))


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if DATE_SHAPE.fullmatch(text) else None
    except ValueError:
        return None


def _kind(text: str) -> Kind | None:
    try:
        return Kind(text)
    except ValueError:
        return None


def _wrong(day: Day) -> Iterable[Reason]:
    weekend = day.date.weekday() >= SATURDAY
    sentence = {
        (True, Kind.WORKDAY): WEEKEND_AS_WORKDAY,
        (False, Kind.WEEKEND): WEEKDAY_AS_WEEKEND,
        (False, Kind.ADJUSTED_WORKDAY): WEEKDAY_AS_ADJUSTED,
    }.get((weekend, day.kind))
    if sentence:
        yield Reason(sentence, field="kind", params={"date": day.date})
    if day.kind in {Kind.HOLIDAY, Kind.ADJUSTED_WORKDAY} and not day.name:
        yield Reason(NO_NAME, field="name")
    if not day.name.isprintable():
        yield Reason(ODD_NAME, field="name")
    if len(day.name) > LONGEST_NAME:
        yield Reason(LONG_NAME, field="name", params={"limit": LONGEST_NAME})


def _whole(rows: Sequence[Row]) -> list[Row]:
    """Add to the rows what only shows beside the others: days that come twice, days that are missing."""
    first: dict[dt.date, Row] = {}
    extra: dict[int, list[Reason]] = {}
    for row in rows:
        if row.day is None:
            continue
        before = first.setdefault(row.day.date, row)
        if before is not row:
            params = {"date": row.day.date, "line": before.line}
            extra.setdefault(row.line, []).append(Reason(TWICE, field="date", params=params))
    if all(row.day for row in rows):
        for year in {date.year for date in first}:
            for line, reason in _gaps(year, {d: row for d, row in first.items() if d.year == year}):
                extra.setdefault(line, []).append(reason)
    return [Row(row.line, row.text, row.day, (*row.reasons, *extra.get(row.line, ()))) for row in rows]


def _gaps(year: int, rows: Mapping[dt.date, Row]) -> Iterable[tuple[int, Reason]]:
    expected = dt.date(year, 1, 1)
    for date in sorted(rows):
        if date > expected:
            yield rows[date].line, _missing(MISSING, expected, date - ONE_DAY)
        expected = date + ONE_DAY if date < dt.date.max else date
    end = dt.date(year, 12, 31)
    if expected <= end and max(rows) < end:
        yield rows[max(rows)].line, _missing(MISSING_AFTER, expected, end)


def _missing(sentence: str, first: dt.date, last: dt.date) -> Reason:
    return Reason(sentence, field="date", params={"year": first.year, "first": first, "last": last})
