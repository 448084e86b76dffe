"""A proof that one entry is in the sealed ledger: small, and checked anywhere by the one-file verifier."""

from typing import Any

from banshi.kernel.ledger import merkle, outside
from banshi.kernel.ledger.models import Checkpoint, Entry
from banshi.kernel.ledger.statement import as_line, moment, read


def proof(stream: str) -> dict[str, Any] | None:
    """The first entry of a stream, its path in the tree and the checkpoint that sealed it; None before that."""
    entry = Entry.objects.filter(stream=stream, seq=1).first()
    row = Checkpoint.objects.filter(last__gte=entry.pk).order_by("number").first() if entry else None
    if entry is None or row is None:
        return None
    start = Checkpoint.objects.filter(number__lt=row.number).order_by("number").last()
    leaves = outside.leaves(row, start.last if start else 0)
    algorithm, edge, size = (
        read(row).algorithm,
        read(start).edge if start else (),
        start.entries if start else 0,
    )
    leaf = merkle.leaf(algorithm, entry.stream, entry.seq, entry.hash)
    if leaf not in leaves:
        return None
    checkpoint = as_line(row)
    return {
        "entry": _columns(entry),
        "path": merkle.path(algorithm, edge, size, leaves, leaves.index(leaf)),
        "checkpoint": {"body": checkpoint["body"], "signature": checkpoint["signature"]},
    }


def sealed(stream: str) -> bool:
    """Whether there is such a proof: one query."""
    first = Entry.objects.filter(stream=stream, seq=1).values("id")
    return Checkpoint.objects.filter(last__gte=first[:1]).exists()


def _columns(entry: Entry) -> dict[str, Any]:
    names = (
        "stream",
        "seq",
        "actor",
        "behalf",
        "act",
        "articles",
        "payload",
        "algorithm",
        "previous",
        "hash",
    )
    return {**{name: getattr(entry, name) for name in names}, "at": moment(entry.at)}
