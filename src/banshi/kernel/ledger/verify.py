"""Checking the ledger: every chain from its first entry to its head. The checkpoints are checked by `sealed`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from banshi.kernel.ledger.chain import START, Sealed, entry_hash
from banshi.kernel.ledger.models import Entry, Head
from banshi.kernel.ledger.reading import Row, lenient, rows


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the ledger is broken and how: altered, missing, unchained, headless, cut or respelled (other bytes
    that mean the same). From `sealed.check`, where `stream` is "checkpoint": forged, unsealed, ahead or differs."""

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
    with lenient():
        heads = {stream: (seq, digest) for stream, seq, digest in Head.objects.values_list().iterator()}
    faults: list[Fault] = []
    counted = 0
    seen: set[str] = set()
    entries = rows(Entry.objects.order_by("stream", "seq"))
    for stream, group in groupby(entries, key=lambda entry: entry.stream):
        seen.add(stream)
        chain = list(group)
        counted += len(chain)
        faults += check_chain(stream, chain, heads.get(stream))
    faults += [Fault(stream, 0, "missing") for stream in sorted(heads.keys() - seen)]
    return Verdict(len(seen | heads.keys()), counted, tuple(faults))


def check_chain(stream: str, chain: Iterable[Row], head: tuple[int, str] | None) -> Iterator[Fault]:
    """Faults of one stream whose entries come in order; `head` is its recorded newest number and hash."""
    previous, seq = START, 0
    for entry in chain:
        seq += 1
        if entry.seq != seq:
            yield Fault(stream, seq, "missing")
            seq = entry.seq if isinstance(entry.seq, int) else seq
        if entry.previous != previous:
            yield Fault(stream, entry.seq, "unchained")
        if _hash(entry) != entry.hash:
            yield Fault(stream, entry.seq, "altered")
        elif not entry.as_written:
            yield Fault(stream, entry.seq, "respelled")
        previous = entry.hash
    if head is None:
        yield Fault(stream, seq, "headless")
    elif head != (seq, previous):
        yield Fault(stream, seq, "cut")


def entry_sound(entry: Row) -> bool:
    """Whether an entry is what its hash says, and written as we write."""
    return _hash(entry) == entry.hash and entry.as_written


def _hash(entry: Row) -> str:
    """What its hash ought to be; empty when it holds what cannot be hashed."""
    if entry.at is None:
        return ""
    sealed = Sealed(
        entry.stream,
        entry.seq,
        entry.at,
        entry.actor,
        entry.behalf,
        entry.act,
        tuple(entry.articles or ()),
        entry.payload,
        entry.previous,
    )
    try:
        return entry_hash(sealed, entry.algorithm)
    except (KeyError, ValueError, TypeError, AttributeError):
        return ""
