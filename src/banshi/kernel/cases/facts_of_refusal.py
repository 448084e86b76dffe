"""Facts of refusing and of handing papers back (annex 1). Pure."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from banshi.kernel.cases.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeRefused(Fact):
    """不予受理: not taken up; `ground` is NF-1 to NF-4, or why it belongs elsewhere (not_needed, not_ours)."""

    kind: ClassVar[str] = "intake_refused"
    ground: str
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionsRequested(Fact):
    """请示: the section asks a leader before it refuses; `request` holds the particulars."""

    kind: ClassVar[str] = "instructions_requested"
    request: int
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class InstructionsAnswered(Fact):
    """批示: approved, sent back, or taken over by the leader."""

    kind: ClassVar[str] = "instructions_answered"
    request: int
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalArchived(Fact):
    """否定备案归档: the approvals section entered the refusal under an archive number."""

    kind: ClassVar[str] = "refusal_archived"
    refusal: int
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalFiled(Fact):
    """否定备案报送: handed to the business-environment bureau with the filing."""

    kind: ClassVar[str] = "refusal_filed"
    refusal: int
    filing: int
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalReceipted(Fact):
    """否定备案回执: the business-environment bureau confirmed the filing."""

    kind: ClassVar[str] = "refusal_receipted"
    refusal: int
    filing: int
    receipt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusalUnfiled(Fact):
    """否定备案未报送: still not filed on the day `due` of a rung (amber, red)."""

    kind: ClassVar[str] = "refusal_unfiled"
    refusal: int
    rung: str
    due: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnRequested(Fact):
    """申请退件: the applicant wants the papers back; `document` is the list to be signed."""

    kind: ClassVar[str] = "return_requested"
    request: int
    channel: str
    document: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MaterialsReturned(Fact):
    """退件: the papers went back, signed for or by post."""

    kind: ClassVar[str] = "materials_returned"
    request: int
    way: str
