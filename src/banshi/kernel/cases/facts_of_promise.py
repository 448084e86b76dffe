"""Facts of provisional acceptance: offer, commitment, promised papers, end (annex 4). Pure."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from banshi.kernel.cases.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class ToleranceJudged(Fact):
    """容缺判定: a section head judged that this paper may come later in this case (04-05-4)."""

    kind: ClassVar[str] = "tolerance_judged"
    judgement: int
    material: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentRequested(Fact):
    """申请容缺受理: the applicant asked for it; `document` is the commitment letter, `signed` when it came signed."""

    kind: ClassVar[str] = "commitment_requested"
    commitment: int
    document: int
    gaps: tuple[int, ...]
    until: dt.date
    channel: str
    signed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalDeclined(Fact):
    """不要容缺受理: it was offered, and the applicant does not want it."""

    kind: ClassVar[str] = "provisional_declined"
    gaps: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionalDenied(Fact):
    """不适用容缺: told on the spot which articles forbid it, and until when (`until` only with a bar)."""

    kind: ClassVar[str] = "provisional_denied"
    document: int
    grounds: tuple[str, ...]
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionallyAccepted(Fact):
    """容缺受理: accepted on a commitment to supply `gaps` by `until`; `notice` says so (W09), `document` is W05.

    `counts` is "acceptance", or "completion" where the promised limit begins anew when all is there.
    """

    kind: ClassVar[str] = "provisionally_accepted"
    since: dt.date
    statutory: str
    promised: str
    online: bool
    document: int
    notice: int
    commitment: int
    gaps: tuple[int, ...]
    until: dt.date
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceSent(Fact):
    """容缺材料已寄出: the applicant says that papers are under way, and how."""

    kind: ClassVar[str] = "piece_sent"
    materials: tuple[int, ...]
    means: str
    power: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceArrived(Fact):
    """容缺材料到了: which papers, how, with their receipt; not yet checked."""

    kind: ClassVar[str] = "piece_arrived"
    materials: tuple[int, ...]
    means: str
    document: int
    power: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceChecked(Fact):
    """容缺材料核对: one paper was found in order, or not."""

    kind: ClassVar[str] = "piece_checked"
    piece: int
    material: int
    accepted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CommitmentKept(Fact):
    """承诺兑现: the last paper is in order; with `counts` "completion" the promised limit begins after `since`."""

    kind: ClassVar[str] = "commitment_kept"
    commitment: int
    since: dt.date
    promised: str
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Terminated(Fact):
    """终止办理: `reason` is "not_supplied" or "not_acceptable"; `record` is the report to the integrity register."""

    kind: ClassVar[str] = "terminated"
    reason: str
    document: int
    commitment: int
    gaps: tuple[int, ...]
    record: int
