"""Checking the checkpoints: their signatures, their order, the entries they seal, and the folder outside."""

import json
from collections.abc import Iterator, Sequence
from itertools import pairwise

from django.conf import settings

from banshi.kernel.ledger import merkle, outside, signing
from banshi.kernel.ledger.chain import START
from banshi.kernel.ledger.models import Checkpoint, Entry
from banshi.kernel.ledger.reading import lenient
from banshi.kernel.ledger.statement import read, standing
from banshi.kernel.ledger.verify import Fault

CHECKPOINT = "checkpoint"
Leaves = list[tuple[str, int, bytes]]


def check() -> Iterator[Fault]:
    """Every fault of the checkpoints, oldest first; the entries themselves are checked by `verify`."""
    with lenient():
        yield from _check()


def _check() -> Iterator[Fault]:
    rows = list(Checkpoint.objects.order_by("number"))
    for before, row in pairwise([None, *rows]):
        if row is not None:
            yield from _check_one(before, row)
    keys = {signing.public(key) for key in signing.keys().values()}
    if rows and keys and read_signer(rows[-1]) not in keys:
        yield Fault(CHECKPOINT, rows[-1].number, "forged")
    if ahead := outside.ahead(rows[-1] if rows else None):
        yield Fault(CHECKPOINT, int(ahead[1]), ahead[0])


def read_signer(row: Checkpoint) -> str:
    """The public key that the next checkpoint must bear; empty when the text is broken."""
    try:
        return read(row).signer[1]
    except (ValueError, KeyError, TypeError):
        return ""


def _check_one(before: Checkpoint | None, row: Checkpoint) -> Iterator[Fault]:
    if not standing(row) or not _follows(before, row):
        yield Fault(CHECKPOINT, row.number, "forged")
        return
    said = read(row)
    after, size = (before.last, before.entries) if before else (0, 0)
    entries = Entry.objects.filter(id__gt=after, id__lte=row.last).order_by("id")
    found: Leaves = [
        (stream, seq, merkle.leaf(said.algorithm, stream, seq, digest))
        for stream, seq, digest in entries.values_list("stream", "seq", "hash").iterator()
    ]
    edge = read(before).edge if before else ()
    if merkle.grow(said.algorithm, edge, size, [one for *_, one in found]) != (said.edge, said.entries):
        yield Fault(CHECKPOINT, row.number, "unsealed")
        yield from _located(row.number, found)


def _follows(before: Checkpoint | None, row: Checkpoint) -> bool:
    said = read(row)
    if before is None:
        return (said.first_after, said.previous) == (1, START)
    try:
        previous = read(before)
    except (ValueError, KeyError, TypeError):
        return False
    expected = (previous.number + 1, previous.hash, previous.algorithm, previous.signer)
    return (said.first_after, said.previous, said.algorithm, (said.key, said.public)) == expected


def _located(number: int, found: Leaves) -> Iterator[Fault]:
    """Which entries are not those that were sealed, by the leaves kept outside, if they are."""
    kept = set(_kept(number))
    if kept:
        yield from (Fault(stream, seq, "altered") for stream, seq, one in found if one.hex() not in kept)


def _kept(number: int) -> Sequence[str]:
    if not settings.LEDGER_OUTSIDE:
        return ()
    try:
        return list(json.loads(outside.place(number).read_text(encoding="utf-8"))["leaves"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
