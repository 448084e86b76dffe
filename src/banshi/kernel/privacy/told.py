"""What was erased when under which rule, for those who look after it; silent kinds are left out (10-05)."""

import datetime as dt
from dataclasses import dataclass

from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.models import Entry
from banshi.kernel.privacy.dictionary import tables
from banshi.kernel.privacy.erasing import stream_of
from banshi.kernel.privacy.models import Round
from banshi.kernel.privacy.periods import Kind, kinds

SHOWN = 100


@dataclass(frozen=True, slots=True)
class ErasedLine:
    """One piece: when, of which kind, from which table, how many, what ended before which day."""

    at: dt.datetime
    kind: Kind
    table: str
    count: int
    before: dt.date | None
    reference: str


def erased() -> list[ErasedLine]:
    """The newest pieces, at most 100."""
    streams = {stream_of(key): kind for key, kind in kinds().items() if not kind.quiet}
    rows = Entry.objects.filter(stream__in=streams).order_by("-id")[:SHOWN]
    return [_line(row, streams[row.stream]) for row in rows]


def last_round() -> dt.datetime | None:
    """When the newest finished round ended."""
    return Round.objects.exclude(done_at=None).order_by("-day").values_list("done_at", flat=True).first()


def case_stream(number: str) -> str | None:
    """The stream of the case with this number."""
    found = Case.objects.filter(number=number).values_list("pk", flat=True).first()
    return f"case:{found}" if found else None


def case_numbers(streams: list[str]) -> dict[str, str]:
    """stream → number of the case, for those that are of cases."""
    keys = [int(one.partition(":")[2]) for one in streams if one.startswith("case:")]
    found = Case.objects.filter(pk__in=keys).order_by("pk").values_list("pk", "number")
    return {f"case:{pk}": number for pk, number in found}


def _line(row: Entry, kind: Kind) -> ErasedLine:
    before = row.payload["before"]
    table = tables().get(row.payload["table"])
    name = str(table.model._meta.label) if table else row.payload["table"]
    day = dt.date.fromisoformat(before) if before else None
    return ErasedLine(row.at, kind, name, row.payload["count"], day, f"{row.stream}#{row.seq}")
