"""The closed vocabulary of procedural facts: what can happen to a case. Pure.

A case's timeline is its stream in the ledger; each entry's payload is one of these. Rooms meet only
through these facts. Each kind is written by exactly one place (house test). No personal data: people,
papers and reasons are referenced by id.
"""

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that happened. `kind` is its name in the ledger."""

    kind: ClassVar[str]

    def payload(self) -> dict[str, Any]:
        """Values for the ledger: numbers, texts, lists, and dates as ISO text."""
        return {f.name: _out(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """The fact behind a ledger payload."""
        hints = _hints(cls.kind)
        return cls(**{f.name: _in(hints[f.name], payload[f.name]) for f in fields(cls) if f.name in payload})


@cache
def _hints(kind: str) -> dict[str, Any]:
    # Reading a timeline of ten facts would otherwise spend more on this than on everything else.
    return get_type_hints(KINDS[kind])


def _out(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _in(hint: Any, value: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if value is None:
        return None
    if hint is dt.date:
        return dt.date.fromisoformat(value)
    return tuple(value) if get_origin(hint) is tuple else value


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
        Recused,
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
    )
}


def read(kind: str, payload: Mapping[str, Any]) -> Fact:
    """The fact of a ledger entry; raises KeyError on a kind outside the vocabulary."""
    return KINDS[kind].read(payload)
