"""Open things with a date, counted by lamp and listed: what every part of the house tells the dashboard. Pure.

A number and the list behind it come from the same conditions, so the one is always the length of the other.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from banshi.lib.results import Reason

# Whose date it is: the bureau's own; the applicant's, which is no lateness of ours; or something that waits
# within a case that is counted already.
OURS, THEIRS, WITHIN = "ours", "theirs", "within"
PAGE = 50


@dataclass(frozen=True, slots=True)
class DatedKind:
    """One kind of thing. `acts`: any of these of the permission table lets a reader of the dashboard count it."""

    name: str
    title: str
    articles: tuple[str, ...]
    group: str = OURS
    acts: tuple[str, ...] = ("see_lamps",)


@dataclass(frozen=True, slots=True)
class Dated:
    """How many open things of a kind a section has with a lamp; the section is None where it is nobody's yet."""

    kind: str
    section_id: int | None
    lamp: str
    number: int


@dataclass(frozen=True, slots=True)
class Reader:
    """Who counts: `staff_ids` learn nothing of what is about themselves; `sections` None means all."""

    staff_ids: frozenset[int]
    sections: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which list: of a kind, perhaps of one lamp and of some sections (None among them: nobody's yet)."""

    reader: Reader
    kind: str
    lamp: str = ""
    sections: tuple[int | None, ...] | None = None
    skip: int = 0
    limit: int = PAGE


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One thing in a list: no personal data. `stream` names it as the ledger does ("case:5"); "" without a page."""

    stream: str
    number: str
    title: Reason | str
    section_id: int | None
    handler_id: int | None
    due: dt.date | None
    lamp: str


@dataclass(frozen=True, slots=True)
class Source:
    """What one part of the house offers: its kinds, their numbers, and the list behind each number.

    `counts` asks the same few questions whatever the number of things; `lines` gives at most `limit` of them.
    """

    kinds: tuple[DatedKind, ...]
    counts: Callable[[Reader], list[Dated]]
    lines: Callable[[Wanted], Sequence[DatedLine]]
