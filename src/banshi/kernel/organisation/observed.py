"""What rooms tell a supervision run (11-03): counts and duties as plain values, never words or cases. Pure."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Counted:
    """So many of a kind in a period, in a section and perhaps of a colleague; `of` how many there were in all."""

    section_id: int | None
    staff_id: int | None
    count: int
    of: int = 0


@dataclass(frozen=True, slots=True)
class Owed:
    """Something that had to be done by a day: when it was. `number` is the id of the row it is about."""

    number: int
    due: dt.date | None
    done_on: dt.date | None
    section_id: int | None
    staff_id: int | None
