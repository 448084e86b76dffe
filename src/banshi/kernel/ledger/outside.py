"""Checkpoints in a folder outside the database: one file each, written once, never changed.

A file holds the signed text, its signature and the leaves, digests from which nothing can be read: with them a
verifier names the very entry that was changed, even when whoever changed it rebuilt every chain.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import rfc8785
from django.conf import settings

from banshi.kernel.ledger import merkle, watching
from banshi.kernel.ledger.models import Checkpoint, Entry
from banshi.kernel.ledger.statement import checkpoint_hash, read

AT_ONCE = 100


def place(number: int) -> Path:
    """Where checkpoint `number` is kept: a thousand in each folder."""
    return Path(settings.LEDGER_OUTSIDE) / f"{number // 1000:06}" / f"{number:09}.json"


def content(row: Checkpoint) -> str:
    """The file of a checkpoint: one line of JSON."""
    start = Checkpoint.objects.filter(number__lt=row.number).order_by("number").last()
    kept = leaves(row, start.last if start else 0)
    document = {
        "body": json.loads(row.body),
        "signature": row.signature,
        "leaves": [one.hex() for one in kept],
    }
    return json.dumps(document, sort_keys=True, separators=(",", ":")) + "\n"


def leaves(row: Checkpoint, after: int) -> list[bytes]:
    """The leaves that a checkpoint added to the tree, from the entries as they stand now."""
    algorithm = read(row).algorithm
    entries = Entry.objects.filter(id__gt=after, id__lte=row.last).order_by("id")
    return [merkle.leaf(algorithm, *entry) for entry in entries.values_list("stream", "seq", "hash")]


def ahead(last: Checkpoint | None) -> tuple[str, str] | None:
    """The trouble when the folder holds a checkpoint after `last`, or another in its place; None when it agrees."""
    if not settings.LEDGER_OUTSIDE:
        return None
    number = last.number if last else 0
    try:
        if place(number + 1).exists():
            return "ahead", str(number + 1)
        if last is not None and place(number).exists() and not _same(last):
            return "differs", str(number)
    except OSError as error:
        watching.note("outside_failed", error.strerror or type(error).__name__)
    return None


def beyond(last: Checkpoint | None) -> dict[str, Any] | None:
    """The last checkpoint outside, when it comes after `last`. Raises OSError or ValueError."""
    if not settings.LEDGER_OUTSIDE:
        return None
    found = max(Path(settings.LEDGER_OUTSIDE).glob("*/*.json"), key=lambda path: path.stem, default=None)
    if found is None or int(found.stem) <= (last.number if last else 0):
        return None
    kept: dict[str, Any] = json.loads(found.read_text(encoding="utf-8"))
    return kept


def hash_of(kept: Mapping[str, Any]) -> str:
    """What the checkpoint after a kept one calls `previous`."""
    return checkpoint_hash(rfc8785.dumps(kept["body"]).decode(), kept["signature"])


def catch_up() -> int:
    """Write the checkpoints that are not outside yet; returns how many. What fails is noted and tried again."""
    if not settings.LEDGER_OUTSIDE:
        watching.note("outside_unset")
        return 0
    far = watching.watch()
    missing = list(Checkpoint.objects.filter(number__gt=far.written).order_by("number")[:AT_ONCE])
    written = 0
    try:
        for row in missing:
            _write(row)
            far.written, written = row.number, written + 1
    except FileExistsError:
        watching.note("differs", str(row.number))
    except OSError as error:
        watching.note("outside_failed", error.strerror or type(error).__name__)
    else:
        watching.well(*watching.WRITING)
    if written:
        far.save(update_fields=["written"])
    return written


def _write(row: Checkpoint) -> None:
    """Write one file for good; one that says the same is left, half of one is replaced, another one stays."""
    target, text = place(row.number), content(row)
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        found = target.read_text(encoding="utf-8")
        if found == text:
            return
        if not text.startswith(found):
            raise FileExistsError(target)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    with fresh.open("w", encoding="utf-8") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.replace(target)


def _same(row: Checkpoint) -> bool:
    try:
        found = json.loads(place(row.number).read_text(encoding="utf-8"))
        return bool(found["signature"] == row.signature and found["body"] == json.loads(row.body))
    except (ValueError, KeyError, TypeError):
        return False
