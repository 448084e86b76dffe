"""Checking the ledger: every chain from its first entry to its head."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from banshi.kernel.ledger.chain import START, Sealed, entry_hash
from banshi.kernel.ledger.models import Entry, Head


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the ledger is broken and how: altered, missing, unchained, headless or cut."""

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
    entries = Entry.objects.order_by("stream", "seq").iterator(chunk_size=2000)
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
        previous = entry.hash
    if head is None:
        yield Fault(stream, seq, "headless")
    elif head != previous:
        yield Fault(stream, seq, "cut")


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
