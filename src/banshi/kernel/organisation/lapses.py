"""A duty not done as the articles ask, told by the room that saw it: what a lead starts from (12-05). Pure."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lapse:
    """One lapse, with its evidence.

    `source` names it once and for all ("time_limits.breach:17"): one lead for each, however often it is told.
    `kind` is a sentence of the room that says what was not done. `stream` and `seq` are the entry of the ledger
    that proves it; "" where the evidence may not be named, as in a complaint. `closed_to` are colleagues (ids)
    who may not learn of it, besides those whom it names (10-05).
    """

    source: str
    kind: str
    articles: tuple[str, ...]
    on: dt.date
    section_id: int | None
    handler_id: int | None
    stream: str = ""
    seq: int | None = None
    closed_to: frozenset[int] = frozenset()
