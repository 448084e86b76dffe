"""What a checkpoint says, read from its signed text, and whether it stands."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from typing import Any

import rfc8785

from banshi.kernel.ledger import merkle, signing
from banshi.kernel.ledger.models import Checkpoint

KIND = "banshi-checkpoint/1"


@dataclass(frozen=True, slots=True)
class Statement:
    """The signed values, and those derived from them: the edge it was grown to, and the hash the next one names.

    `first_after` is the number after the checkpoint before it: its own, or the first one that a restore gave up.
    """

    number: int
    at: str
    entries: int
    last: int
    algorithm: str
    root: str
    previous: str
    key: str
    public: str
    following: dict[str, str] | None
    first_after: int
    edge: merkle.Edge
    hash: str

    @property
    def signer(self) -> tuple[str, str]:
        """Key id and public key that must sign the next checkpoint."""
        following = self.following
        return (following["key"], following["public"]) if following else (self.key, self.public)


def checkpoint_hash(body: str, signature: str) -> str:
    """SHA-256 over the signed text and its signature: what the next checkpoint calls `previous`."""
    return hashlib.sha256(f"{body}\n{signature}".encode()).hexdigest()


def read(row: Checkpoint) -> Statement:
    """The statement of a checkpoint as it stands in the table; raises ValueError or KeyError when it is none."""
    body: dict[str, Any] = json.loads(row.body)
    return Statement(
        number=body["number"],
        at=body["at"],
        entries=body["entries"],
        last=body["last"],
        algorithm=body["algorithm"],
        root=body["root"],
        previous=body["previous"],
        key=body["key"],
        public=body["public"],
        following=body["next"],
        first_after=body["abandoned"]["from"] if "abandoned" in body else body["number"],
        edge=tuple(bytes.fromhex(node) for node in row.edge.split()),
        hash=checkpoint_hash(row.body, row.signature),
    )


def standing(row: Checkpoint) -> bool:
    """Whether the text is signed by the key it names, the columns say the same, and the edge leads to the root."""
    try:
        found = read(row)
        canonical = rfc8785.dumps(json.loads(row.body)).decode() == row.body
        signed = signing.signed_by(found.public, row.body.encode(), row.signature)
        grown = merkle.fits(found.edge, found.entries)
        rooted = merkle.root(found.algorithm, found.edge).hex() == found.root
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    same = (row.number, row.entries, row.last, moment(row.at)) == (
        found.number,
        found.entries,
        found.last,
        found.at,
    )
    return canonical and signed and grown and rooted and same


def moment(at: dt.datetime) -> str:
    """A moment as signed texts write it."""
    return at.astimezone(dt.UTC).isoformat(timespec="microseconds")


def as_line(row: Checkpoint) -> dict[str, Any]:
    """A checkpoint for an export: the signed object, its signature, its edge."""
    try:
        body = json.loads(row.body)
    except ValueError:
        body = row.body
    return {"body": body, "signature": row.signature, "edge": row.edge}
