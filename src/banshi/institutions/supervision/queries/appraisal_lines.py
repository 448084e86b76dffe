"""A sheet as lines to be read: each indicator with its value, its lamp, the period before, and its figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from banshi.institutions.supervision.queries.appraisal import Counts, SheetCard, TableRow, thresholds
from banshi.institutions.supervision.rules.appraisal import TRENDS, Trend, lamp, share, trend
from banshi.institutions.supervision.rules.indicators import (
    FIGURE_NAMES,
    FIVE,
    GROUPS,
    INDICATORS,
    Group,
    Heading,
    Indicator,
)
from banshi.lib.results import gettext_noop

LAMPS: Mapping[str, str] = {
    "green": gettext_noop("正常"),
    "amber": gettext_noop("请留意"),
    "red": gettext_noop("需要改进"),
    "": "",
}
NOTHING = "—"


@dataclass(frozen=True, slots=True)
class LampState:
    """A lamp with its words."""

    lamp: str
    text: str


@dataclass(frozen=True, slots=True)
class Part:
    """One figure of an indicator; `change` is what was corrected in it."""

    key: str
    name: str
    count: int
    change: int

    @property
    def signed(self) -> str:
        """The correction with its sign."""
        return f"{self.change:+d}"


@dataclass(frozen=True, slots=True)
class Line:
    """One indicator of a sheet. `number` is what a spreadsheet gets: a percentage or a count; None for nothing."""

    indicator: Indicator
    shown: str
    number: float | int | None
    lamp: LampState
    before: str
    before_number: float | int | None
    trend: Trend
    parts: tuple[Part, ...]

    @property
    def trend_name(self) -> str:
        """How it stands to the period before (a message id)."""
        return TRENDS[self.trend]

    @property
    def happened(self) -> bool:
        """Whether there is anything to see."""
        return any(part.count or part.change for part in self.parts) or self.before not in {"", "0", NOTHING}


@dataclass(frozen=True, slots=True)
class LineGroup:
    """The indicators of one kind."""

    group: Group
    name: str
    lines: tuple[Line, ...]


def lines(card: SheetCard, before: SheetCard | None) -> tuple[Line, ...]:
    """Every indicator of a sheet, in order."""
    limits = thresholds(card.period)
    earlier = before.counts if before else None

    def line(indicator: Indicator) -> Line:
        colour = lamp(indicator, card.counts, limits)
        return Line(
            indicator,
            shown(indicator, card.counts),
            number(indicator, card.counts),
            LampState(colour, LAMPS[colour]),
            "" if earlier is None else shown(indicator, earlier),
            None if earlier is None else number(indicator, earlier),
            trend(indicator, card.counts, earlier),
            tuple(_part(key, card) for key in indicator.keys),
        )

    return tuple(line(indicator) for indicator in INDICATORS)


def grouped(found: tuple[Line, ...]) -> tuple[LineGroup, ...]:
    """The lines in which something happened, by kind; kinds without any are left out."""
    groups = (
        LineGroup(group, name, tuple(one for one in found if one.indicator.group is group and one.happened))
        for group, name in GROUPS.items()
    )
    return tuple(group for group in groups if group.lines)


def shown(indicator: Indicator, counts: Counts) -> str:
    """The value of an indicator as text: 97.4%, 3, or — where there was nothing to share."""
    found = share(indicator, counts)
    return str(counts.get(indicator.counted, 0)) if found is None else str(found)


def number(indicator: Indicator, counts: Counts) -> float | int | None:
    """The value of an indicator as a number; a share in percent."""
    found = share(indicator, counts)
    return counts.get(indicator.counted, 0) if found is None else found.percent


def heading_shown(heading: Heading, counts: Counts) -> str:
    """One of the five of 11-03-6 as text."""
    if heading.indicator is not None:
        return shown(heading.indicator, counts)
    return str(sum(counts.get(key, 0) for key in heading.added))


def five(counts: Counts) -> tuple[str, ...]:
    """The five of 11-03-6 as text."""
    return tuple(heading_shown(heading, counts) for heading in FIVE)


def columns(rows: tuple[TableRow, ...]) -> tuple[Indicator, ...]:
    """The indicators of which somebody in the table has something."""
    keys = {key for row in rows for key, count in row.counts.items() if count}
    return tuple(one for one in INDICATORS if keys & set(one.keys))


def _part(key: str, card: SheetCard) -> Part:
    return Part(key, FIGURE_NAMES[key], card.counts.get(key, 0), card.changes.get(key, 0))
