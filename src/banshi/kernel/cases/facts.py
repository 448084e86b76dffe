"""The closed vocabulary of procedural facts: what can happen to a case. Pure.

A case's timeline is its stream in the ledger; each entry's payload is one of these. Rooms meet only
through these facts. Each kind is written by exactly one place (house test). No personal data: people,
papers and reasons are referenced by id.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from banshi.kernel.cases.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Fact):
    """登记: papers came in; `materials` are the numbers of those handed in."""

    kind: ClassVar[str] = "received"
    channel: str
    item_version: int
    party: int
    materials: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsChecked(Fact):
    """核对: the papers were looked through again; `present` are those in order now."""

    kind: ClassVar[str] = "materials_checked"
    present: tuple[int, ...]
    wrong: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectedOnSpot(Fact):
    """当场更正: what could be put right at the window was put right there."""

    kind: ClassVar[str] = "corrected_on_spot"
    materials: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementAsked(Fact):
    """补正: the one notice that lists every gap; `until` is the applicant's date."""

    kind: ClassVar[str] = "supplement_asked"
    document: int
    gaps: tuple[int, ...]
    until: dt.date
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementSupplied(Fact):
    """补交: the applicant supplied papers."""

    kind: ClassVar[str] = "supplement_supplied"
    materials: tuple[int, ...]
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Fact):
    """受理: the clocks start after `since`; limits such as "20 working_day" as they were in force."""

    kind: ClassVar[str] = "accepted"
    since: dt.date
    statutory: str
    promised: str
    online: bool
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedAccepted(Fact):
    """视为受理: nobody told the applicant in time, so it is accepted from the day of receipt."""

    kind: ClassVar[str] = "deemed_accepted"
    since: dt.date
    statutory: str
    promised: str
    online: bool
    missed: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned(Fact):
    """分办: who handles the case from here on."""

    kind: ClassVar[str] = "assigned"
    handler: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureStarted(Fact):
    """特别程序: days first..last are not counted on the clocks named in `stops`."""

    kind: ClassVar[str] = "procedure_started"
    procedure: int
    procedure_kind: str
    first: dt.date
    last: dt.date
    stops: tuple[str, ...]
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcedureEnded(Fact):
    """特别程序提前结束: `last` replaces the announced last day."""

    kind: ClassVar[str] = "procedure_ended"
    procedure: int
    last: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionRequested(Fact):
    """申请延期: `request` holds the reason."""

    kind: ClassVar[str] = "extension_requested"
    request: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionGranted(Fact):
    """批准延期: `days` working days once."""

    kind: ClassVar[str] = "extension_granted"
    request: int
    days: int
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtensionDeclined(Fact):
    """不批准延期."""

    kind: ClassVar[str] = "extension_declined"
    request: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Fact):
    """决定: granted or refused, with its paper."""

    kind: ClassVar[str] = "decided"
    granted: bool
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Served(Fact):
    """送达: a paper reached the applicant, on its legal date."""

    kind: ClassVar[str] = "served"
    document: int
    delivery: int
    way: str
    on: dt.date
    decision: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    """撤回: the applicant no longer wants it."""

    kind: ClassVar[str] = "withdrawn"
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived(Fact):
    """归档."""

    kind: ClassVar[str] = "archived"
    volume: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Warned(Fact):
    """预警: a clock reached a rung; who is warned follows from the rung."""

    kind: ClassVar[str] = "warned"
    clock: str
    rung: str
    due: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Breached(Fact):
    """超期: a clock ran out; names who handled it and who supervised (12-03)."""

    kind: ClassVar[str] = "breached"
    clock: str
    due: dt.date
    handler: int | None
    supervisors: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DueRecomputed(Fact):
    """重算: a calendar was loaded or corrected; `stands` when the earlier promise is kept."""

    kind: ClassVar[str] = "due_recomputed"
    clock: str
    before: dt.date | None
    after: dt.date | None
    calendar: str
    stands: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Fact):
    """告知: an enquiry was answered from the catalogue; oral or written."""

    kind: ClassVar[str] = "told"
    item_version: int | None
    duty: str
    form: str
    channel: str
    document: int | None


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PieceArrived(Fact):
    """容缺材料到了: which papers, how, with their receipt; not yet checked."""

    kind: ClassVar[str] = "piece_arrived"
    materials: tuple[int, ...]
    means: str
    document: int


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


KINDS: Mapping[str, type[Fact]] = {
    cls.kind: cls
    for cls in (
        Received,
        MaterialsChecked,
        CorrectedOnSpot,
        SupplementAsked,
        SupplementSupplied,
        Accepted,
        DeemedAccepted,
        Assigned,
        ProcedureStarted,
        ProcedureEnded,
        ExtensionRequested,
        ExtensionGranted,
        ExtensionDeclined,
        Decided,
        Served,
        Withdrawn,
        Archived,
        Warned,
        Breached,
        DueRecomputed,
        Told,
        ToleranceJudged,
        CommitmentRequested,
        ProvisionalDeclined,
        ProvisionalDenied,
        ProvisionallyAccepted,
        PieceSent,
        PieceArrived,
        PieceChecked,
        CommitmentKept,
        Terminated,
    )
}


def read(kind: str, payload: Mapping[str, Any]) -> Fact:
    """The fact of a ledger entry; raises KeyError on a kind outside the vocabulary."""
    return KINDS[kind].read(payload)
