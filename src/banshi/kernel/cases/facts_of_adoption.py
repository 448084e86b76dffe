"""What can happen to a case before it comes to this house. Pure."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar

from banshi.kernel.cases.fact import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenOver(Fact):
    """原登记转入: an open case of the former register, with the dates it has there and the limits then in force."""

    kind: ClassVar[str] = "taken_over"
    channel: str
    item_version: int
    party: int
    old_number: str
    received_on: dt.date
    accepted_on: dt.date | None
    statutory: str
    promised: str
    online: bool = False
