"""A case's stream in the ledger, read as facts."""

import datetime as dt
from dataclasses import dataclass

from banshi.kernel.cases import facts
from banshi.kernel.cases.fact import Fact
from banshi.kernel.ledger.models import Entry


@dataclass(frozen=True, slots=True)
class Recorded:
    """A fact with who recorded it, when, by which articles."""

    seq: int
    at: dt.datetime
    actor: str
    behalf: str
    articles: tuple[str, ...]
    fact: Fact


def stream(case_id: int) -> str:
    """The name of a case's stream in the ledger."""
    return f"case:{case_id}"


def recorded(entry: Entry) -> Recorded:
    """A ledger entry read as a fact."""
    fact = facts.read(entry.act, entry.payload)
    return Recorded(entry.seq, entry.at, entry.actor, entry.behalf, tuple(entry.articles), fact)
