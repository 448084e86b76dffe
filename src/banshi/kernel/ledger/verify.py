"""Checking the ledger: every chain from its first entry to its head, and every checkpoint."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from banshi.kernel.ledger.chain import START, Sealed, entry_hash
from banshi.kernel.ledger.models import Entry, Head


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the ledger is broken and how: altered, missing, unchained, headless, cut or respelled (other bytes
    that mean the same). In `sealed.check`, where `stream` is "checkpoint": forged, unsealed, ahead or differs."""

    stream: str
    seq: int
    kind: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a check over `streams` chains with `entries` entries."""

    streams: int
    entries: int
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """True when nothing was found."""
        return not self.faults


def verify() -> Verdict:
    """Read the whole ledger in order and report every fault found."""
    heads = dict(Head.objects.values_list("stream", "hash").iterator())
    faults: list[Fault] = []
    counted = 0
    seen: set[str] = set()
    entries = spelled(Entry.objects.order_by("stream", "seq")).iterator(chunk_size=2000)
    for stream, group in groupby(entries, key=lambda entry: entry.stream):
        seen.add(stream)
        chain = list(group)
        counted += len(chain)
        faults += check_chain(stream, chain, heads.get(stream))
    faults += [Fault(stream, 0, "missing") for stream in sorted(heads.keys() - seen)]
    return Verdict(len(seen | heads.keys()), counted, tuple(faults))


def check_chain(stream: str, chain: Iterable[Entry], head: str | None) -> Iterator[Fault]:
    """Faults of one stream whose entries come in order; `head` is its recorded newest hash."""
    previous, seq = START, 0
    for entry in chain:
        seq += 1
        if entry.seq != seq:
            yield Fault(stream, seq, "missing")
            seq = entry.seq
        if entry.previous != previous:
            yield Fault(stream, entry.seq, "unchained")
        if _hash(entry) != entry.hash:
            yield Fault(stream, entry.seq, "altered")
        elif not _spelled_as_written(entry):
            yield Fault(stream, entry.seq, "respelled")
        previous = entry.hash
    if head is None:
        yield Fault(stream, seq, "headless")
    elif head != previous:
        yield Fault(stream, seq, "cut")


def spelled(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    """Entries with the very text of their columns beside them, on a database that keeps texts as they come."""
    if connection.vendor != "sqlite":
        return entries
    texts = {f"text_of_{name}": Cast(F(name), TextField()) for name in ("at", "articles", "payload")}
    return entries.annotate(**texts)


def entry_sound(entry: Entry) -> bool:
    """Whether an entry is what its hash says, and written as we write."""
    return _hash(entry) == entry.hash and _spelled_as_written(entry)


def _spelled_as_written(entry: Entry) -> bool:
    """SQLite keeps a moment and JSON as text, in which a blank or a letter may change without changing the sense."""
    found: dict[str, Any] = vars(entry)
    if "text_of_at" not in found:
        return True
    written = (
        str(entry.at.astimezone(dt.UTC).replace(tzinfo=None)),
        json.dumps(entry.articles),
        json.dumps(entry.payload),
    )
    return (found["text_of_at"], found["text_of_articles"], found["text_of_payload"]) == written


def _hash(entry: Entry) -> str:
    sealed = Sealed(
        entry.stream,
        entry.seq,
        entry.at,
        entry.actor,
        entry.behalf,
        entry.act,
        tuple(entry.articles),
        entry.payload,
        entry.previous,
    )
    try:
        return entry_hash(sealed, entry.algorithm)
    except (KeyError, ValueError, TypeError, AttributeError):
        return ""
