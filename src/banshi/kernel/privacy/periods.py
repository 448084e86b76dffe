"""How long each kind of personal data stays: dated values, read from data/retention.yaml."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from banshi.lib import clock
from banshi.lib.results import gettext_noop

FILE = Path(__file__).parent / "data" / "retention.yaml"
EVER, RECORD = "ever", "record"
UNITS = {
    "h": gettext_noop("%(number)s 小时"),
    "d": gettext_noop("%(number)s 天"),
    "m": gettext_noop("%(number)s 个月"),
    "y": gettext_noop("%(number)s 年"),
    EVER: gettext_noop("永久"),
    RECORD: gettext_noop("与所属记录同期"),
}
_WRITTEN = re.compile(r"([1-9][0-9]{0,3})([hdmy])")


@dataclass(frozen=True, slots=True)
class Period:
    """A period from a day on; `number` of `unit` (h, d, m, y), or the unit "ever" or "record" without a number."""

    since: dt.date
    number: int
    unit: str
    source: str

    @property
    def ends(self) -> bool:
        """Whether anything is ever erased by it."""
        return self.unit not in {EVER, RECORD}

    @property
    def sentence(self) -> str:
        """The period as a sentence to be translated, with its number as a parameter."""
        return UNITS[self.unit]


@dataclass(frozen=True, slots=True)
class Kind:
    """What is kept, why, by which ground, how long; texts by language ("zh", "en").

    `quiet`: nothing is told of what was erased (10-05). `items`: codes of the service items it is about.
    `inside`: about the staff only.
    `answer_working_days`: the bureau's own limit for an answer.
    """

    key: str
    name: Mapping[str, str]
    why: Mapping[str, str]
    ground: Mapping[str, str]
    periods: tuple[Period, ...]
    year_end: bool = False
    quiet: bool = False
    items: tuple[str, ...] = ()
    inside: bool = False
    answer_working_days: int = 0

    def period(self, on: dt.date) -> Period:
        """The period in force on a day: the newest that has begun, or the first."""
        begun = [one for one in self.periods if one.since <= on]
        return begun[-1] if begun else self.periods[0]

    def cutoff(self, now: dt.datetime) -> dt.datetime | None:
        """What began to count before this moment is due at `now`; None when nothing ever is."""
        period = self.period(now.astimezone(clock.BEIJING).date())
        return _back(period, now.astimezone(clock.BEIJING), year_end=self.year_end) if period.ends else None


@cache
def kinds() -> Mapping[str, Kind]:
    """All kinds by key, in the order of the file."""
    return {one["key"]: _kind(one) for one in yaml.safe_load(FILE.read_text(encoding="utf-8"))}


@cache
def kept_for_ever() -> frozenset[str]:
    """The codes of the service items whose files are never erased."""
    return frozenset(code for one in kinds().values() for code in one.items)


def _kind(one: Mapping[str, Any]) -> Kind:
    periods = tuple(sorted((_period(each) for each in one["keep"]), key=lambda each: each.since))
    return Kind(
        one["key"],
        one["name"],
        one["why"],
        one["ground"],
        periods,
        one.get("year_end", False),
        one.get("quiet", False),
        tuple(one.get("items", ())),
        one.get("inside", False),
        one.get("answer_working_days", 0),
    )


def _period(given: Mapping[str, Any]) -> Period:
    value = given["value"]
    if value in {EVER, RECORD}:
        return Period(given["from"], 0, value, given["source"])
    found = _WRITTEN.fullmatch(value)
    if found is None:
        raise ValueError(f"{FILE.name}: {value!r} is not a period")
    return Period(given["from"], int(found[1]), found[2], given["source"])


def _back(period: Period, now: dt.datetime, *, year_end: bool) -> dt.datetime:
    if year_end and period.unit == "y":
        # Counted from 1 January after the end: what ended before this new year is due.
        return now.replace(
            year=now.year - period.number, month=1, day=1, hour=0, minute=0, second=0, microsecond=0
        )
    if period.unit in "hd":
        return now - dt.timedelta(hours=period.number * (24 if period.unit == "d" else 1))
    months = now.year * 12 + now.month - 1 - period.number * (12 if period.unit == "y" else 1)
    year, month = divmod(months, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, _days(year, month + 1)))


def _days(year: int, month: int) -> int:
    return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).day
