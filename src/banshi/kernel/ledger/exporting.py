"""The whole ledger as a plain file, a canonical JSON object on each line, for the verifier that needs nothing of us.

Checkpoints come first, so that the entries after them can be checked while they are read, in the order of their
ids. Nothing here is personal: the ledger holds references and digests only.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import rfc8785
from django.conf import settings

from banshi.kernel.ledger.models import Checkpoint, Entry, Head
from banshi.kernel.ledger.reading import lenient, rows
from banshi.kernel.ledger.statement import as_line, moment

PIECE = 5000


def export(files: Iterable[dict[str, Any]] = (), since: int = 0) -> Iterator[str]:
    """The lines, each with its line break. `since`: only what came after that checkpoint, which comes along.

    `files` are the attachments whose digests the ledger holds: kind, uid, sha256, stored_as, sealed.
    Raises `Checkpoint.DoesNotExist`.
    """
    after = Checkpoint.objects.get(number=since).last if since else 0
    counts = dict.fromkeys(("entry", "head", "checkpoint", "file"), 0)
    yield _line("ledger", {"format": 1, "bureau": settings.BUREAU["division"], "since": since})
    for kind, found in (
        ("checkpoint", _checkpoints(since)),
        ("entry", _entries(after)),
        ("head", _heads()),
        ("file", files),
    ):
        for one in found:
            counts[kind] += 1
            yield _line(kind, one)
    yield _line("end", counts)


def _line(kind: str, values: Mapping[str, Any]) -> str:
    """One line; what has no canonical form, because somebody changed it, is written as it can be."""
    line = {"t": kind, **values}
    try:
        return rfc8785.dumps(line).decode() + "\n"
    except (ValueError, TypeError):
        return json.dumps(line, default=str) + "\n"


def _checkpoints(since: int) -> Iterator[dict[str, Any]]:
    with lenient():
        for row in Checkpoint.objects.filter(number__gte=since).order_by("number").iterator(chunk_size=PIECE):
            yield as_line(row)


def _heads() -> Iterator[dict[str, Any]]:
    with lenient():
        heads = Head.objects.order_by("stream").values_list("stream", "seq", "hash")
        for stream, seq, digest in heads.iterator(chunk_size=PIECE):
            yield {"stream": stream, "seq": seq, "hash": digest}


def _entries(after: int) -> Iterator[dict[str, Any]]:
    for row in rows(Entry.objects.filter(id__gt=after).order_by("id")):
        line = asdict(row)
        del line["as_written"]
        yield {**line, "at": moment(row.at) if row.at else None}
