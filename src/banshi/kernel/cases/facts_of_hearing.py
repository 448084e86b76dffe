"""The facts of hearing people before a decision (06-05, 06-05-2): part of the vocabulary in `facts`. Pure."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from banshi.kernel.cases.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingOffered(Fact):
    """告知听证权利: who is concerned may ask for a hearing until `until`."""

    kind: ClassVar[str] = "hearing_offered"
    hearing: int
    until: dt.date | None
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingRequested(Fact):
    """要求听证: by the applicant, or by the interested person `person`; to be held by `latest`."""

    kind: ClassVar[str] = "hearing_requested"
    hearing: int
    person: int | None
    latest: dt.date | None
    power: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingWaived(Fact):
    """放弃听证: who asked, or might have asked, said in writing that no hearing is wanted."""

    kind: ClassVar[str] = "hearing_waived"
    hearing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingArranged(Fact):
    """通知听证: day and chair, told at least seven working days ahead."""

    kind: ClassVar[str] = "hearing_arranged"
    hearing: int
    on: dt.date
    chair: int
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HearingHeld(Fact):
    """举行听证: the minutes are signed."""

    kind: ClassVar[str] = "hearing_held"
    hearing: int
    on: dt.date
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InterestedTold(Fact):
    """告知利害关系人: somebody whose major interest is touched may be heard until `until`."""

    kind: ClassVar[str] = "interested_told"
    person: int
    until: dt.date
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementHeard(Fact):
    """听取意见: the interested person's statement, or that none is made, is on record."""

    kind: ClassVar[str] = "statement_heard"
    person: int
    made: bool
