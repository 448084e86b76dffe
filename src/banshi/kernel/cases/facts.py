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
from banshi.kernel.cases.facts_of_adoption import TakenOver
from banshi.kernel.cases.facts_of_hearing import (
    HearingArranged,
    HearingHeld,
    HearingOffered,
    HearingRequested,
    HearingWaived,
    InterestedTold,
    StatementHeard,
)
from banshi.kernel.cases.facts_of_promise import (
    CommitmentKept,
    CommitmentRequested,
    PieceArrived,
    PieceChecked,
    PieceSent,
    ProvisionalDeclined,
    ProvisionalDenied,
    ProvisionallyAccepted,
    Terminated,
    ToleranceJudged,
)
from banshi.kernel.cases.facts_of_refusal import (
    InstructionsAnswered,
    InstructionsRequested,
    IntakeRefused,
    MaterialsReturned,
    RefusalArchived,
    RefusalFiled,
    RefusalReceipted,
    RefusalUnfiled,
    ReturnRequested,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received(Fact):
    """登记: papers came in; `materials` are the numbers of those handed in."""

    kind: ClassVar[str] = "received"
    channel: str
    item_version: int
    party: int
    materials: tuple[int, ...]
    others: tuple[int, ...] = ()
    agent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PowerRecorded(Fact):
    """授权委托: an applicant gave an agent a power of attorney; `power` is its number on the case."""

    kind: ClassVar[str] = "power_recorded"
    power: int
    principal: int
    agent: int
    first: dt.date
    last: dt.date


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
    document: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCorrected(Fact):
    """不予当场更正: what could not be put right at the window; the record says why."""

    kind: ClassVar[str] = "not_corrected"
    materials: tuple[int, ...]
    document: int


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
    power: int | None = None


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
class Claimed(Fact):
    """认领: a handler took a case that waited for the section."""

    kind: ClassVar[str] = "claimed"
    handler: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimUndone(Fact):
    """撤销认领: the handler gave it back before anything was done on it."""

    kind: ClassVar[str] = "claim_undone"
    handler: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Recused(Fact):
    """回避: a colleague declared an interest and is off the case; `declaration` holds with whom and why."""

    kind: ClassVar[str] = "recused"
    staff: int
    declaration: int


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
    power: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipReturned(Fact):
    """邮政回执退回: the day on the postal return slip, from which the paper counts as served."""

    kind: ClassVar[str] = "slip_returned"
    document: int
    delivery: int
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Fact):
    """撤回: the applicants no longer want it; `powers` under which agents said so."""

    kind: ClassVar[str] = "withdrawn"
    channel: str
    applicants: tuple[int, ...] = ()
    powers: tuple[int, ...] = ()


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
class PromiseSuspended(Fact):
    """闭厅: by a leader's decision days first..last of a closed hall do not count towards the promise."""

    kind: ClassVar[str] = "promise_suspended"
    closure: int
    first: dt.date
    last: dt.date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Fact):
    """告知: an enquiry was answered from the catalogue; oral or written."""

    kind: ClassVar[str] = "told"
    item_version: int | None
    duty: str
    form: str
    channel: str
    document: int | None


KINDS: Mapping[str, type[Fact]] = {
    cls.kind: cls
    for cls in (
        Received,
        TakenOver,
        PowerRecorded,
        MaterialsChecked,
        CorrectedOnSpot,
        NotCorrected,
        SupplementAsked,
        SupplementSupplied,
        Accepted,
        DeemedAccepted,
        Assigned,
        Claimed,
        ClaimUndone,
        Recused,
        ProcedureStarted,
        ProcedureEnded,
        ExtensionRequested,
        ExtensionGranted,
        ExtensionDeclined,
        HearingOffered,
        HearingRequested,
        HearingWaived,
        HearingArranged,
        HearingHeld,
        InterestedTold,
        StatementHeard,
        Decided,
        IntakeRefused,
        InstructionsRequested,
        InstructionsAnswered,
        RefusalArchived,
        RefusalFiled,
        RefusalReceipted,
        RefusalUnfiled,
        ReturnRequested,
        MaterialsReturned,
        Served,
        SlipReturned,
        Withdrawn,
        Archived,
        Warned,
        Breached,
        DueRecomputed,
        PromiseSuspended,
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
