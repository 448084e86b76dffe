"""What a period is made of: a number with a unit, and days that are not counted. Pure."""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from banshi.lib.results import Reason, Refused, gettext_noop

LONGEST_PAUSE = 3660


class Unit(StrEnum):
    """What a limit counts in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    IMMEDIATE = "immediate"
    NONE = "none"


_CODES = {"wd": Unit.WORKING_DAY, "cd": Unit.CALENDAR_DAY, "m": Unit.MONTH, "y": Unit.YEAR}
_LETTERS = {unit: letters for letters, unit in _CODES.items()}
_LONGEST = {Unit.WORKING_DAY: 3660, Unit.CALENDAR_DAY: 3660, Unit.MONTH: 120, Unit.YEAR: 10}
_WORDS = {
    Unit.WORKING_DAY: gettext_noop("%(count)s 个工作日"),
    Unit.CALENDAR_DAY: gettext_noop("%(count)s 日"),
    Unit.MONTH: gettext_noop("%(count)s 个月"),
    Unit.YEAR: gettext_noop("%(count)s 年"),
    Unit.IMMEDIATE: gettext_noop("当场办理"),
    Unit.NONE: gettext_noop("没有规定期限"),
}
_SHAPE = re.compile(r"([0-9]{1,4})(wd|cd|m|y)")

BAD_LIMIT = gettext_noop(
    "“%(value)s”不是有效的期限，请写成 5wd（工作日）、30cd（日）、6m（月）、1y（年）、immediate 或 none。"
)
BAD_LENGTH = gettext_noop("期限应在 1 至 %(longest)s 之间。")
BAD_PAUSE = gettext_noop("“%(value)s”不是有效的停止计算期间，请写成 2026-10-12..2026-10-16。")
PAUSE_ENDS_FIRST = gettext_noop("停止计算的最后一天不能早于第一天。")
PAUSE_TOO_LONG = gettext_noop("停止计算的期间不能超过 %(longest)s 日。")
TOO_FAR = gettext_noop("日期太远，不能计算。")


@dataclass(frozen=True, slots=True)
class Limit:
    """A number and a unit; `value` is 0 for IMMEDIATE and NONE. Raises Refused when out of range."""

    value: int
    unit: Unit

    def __post_init__(self) -> None:
        longest = _LONGEST.get(self.unit, 0)
        if not min(1, longest) <= self.value <= longest:
            raise Refused(Reason(BAD_LENGTH, field="limit", params={"longest": longest}))

    @classmethod
    def parse(cls, text: str) -> "Limit":
        """Read "5wd", "30cd", "6m", "1y", "immediate" or "none"; raises Refused."""
        text = text.strip().lower()
        if text in {Unit.IMMEDIATE, Unit.NONE}:
            return cls(0, Unit(text))
        match = _SHAPE.fullmatch(text)
        if not match:
            raise Refused(Reason(BAD_LIMIT, field="limit", params={"value": text}))
        return cls(int(match[1]), _CODES[match[2]])

    @property
    def code(self) -> str:
        """The form that `parse` reads, for facts and files."""
        letters = _LETTERS.get(self.unit)
        return f"{self.value}{letters}" if letters else self.unit.value

    @property
    def words(self) -> Reason:
        """The limit in words, such as 5 个工作日 or 60 日."""
        return Reason(_WORDS[self.unit], params={"count": self.value} if self.value else {})

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True, slots=True)
class Pause:
    """The days first..last, both included, are not counted; `label` names the procedure. Raises Refused."""

    first: dt.date
    last: dt.date
    label: str = ""

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise Refused(Reason(PAUSE_ENDS_FIRST, field="pause"))
        if (self.last - self.first).days >= LONGEST_PAUSE:
            raise Refused(Reason(PAUSE_TOO_LONG, field="pause", params={"longest": LONGEST_PAUSE}))

    @classmethod
    def parse(cls, text: str, label: str = "") -> "Pause":
        """Read "2026-10-12..2026-10-16"; raises Refused."""
        first, dots, last = text.strip().partition("..")
        try:
            days = dt.date.fromisoformat(first), dt.date.fromisoformat(last if dots else first)
        except ValueError:
            raise Refused(Reason(BAD_PAUSE, field="pause", params={"value": text})) from None
        return cls(*days, label)


def corresponding_date(date: dt.date, years: int = 1) -> dt.date:
    """The same day `years` later, such as the end of a one-year bar (04-13); 29 February goes to the 28th."""
    return months_later(date, 12 * years)


def months_later(date: dt.date, months: int) -> dt.date:
    """The same numbered day `months` later, or the last day of that month if it has none (民法典 202)."""
    index = date.year * 12 + date.month - 1 + months
    year, month = index // 12, index % 12 + 1
    if year > dt.MAXYEAR:
        raise Refused(Reason(TOO_FAR, field="start"))
    return dt.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def length_in_days(start: dt.date, limit: Limit) -> int:
    """Counted days of a limit: months and years up to the corresponding date; 0 if it has no number."""
    if limit.unit is Unit.MONTH:
        return (months_later(start, limit.value) - start).days
    if limit.unit is Unit.YEAR:
        return (corresponding_date(start, limit.value) - start).days
    return limit.value
