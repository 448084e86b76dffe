"""The arithmetic of the chain: canonical bytes in, hash out. Shared by the writer and the verifier."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import rfc8785
from cryptography.hazmat.primitives import hashes

START = "0" * 64
_ALGORITHMS = {"SHA-256": hashes.SHA256, "SM3": hashes.SM3}


@dataclass(frozen=True, slots=True)
class Sealed:
    """One entry as it is hashed. `at` is aware; `payload` holds no floats and no personal data."""

    stream: str
    seq: int
    at: dt.datetime
    actor: str
    behalf: str
    act: str
    articles: tuple[str, ...]
    payload: Mapping[str, Any]
    previous: str


def entry_hash(sealed: Sealed, algorithm: str) -> str:
    """Hex digest over the canonical JSON (RFC 8785) of an entry; algorithm SHA-256 or SM3."""
    body = rfc8785.dumps(
        {
            "stream": sealed.stream,
            "seq": sealed.seq,
            "at": sealed.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            "actor": sealed.actor,
            "behalf": sealed.behalf,
            "act": sealed.act,
            "articles": list(sealed.articles),
            "payload": dict(sealed.payload),
            "previous": sealed.previous,
        }
    )
    digest = hashes.Hash(_ALGORITHMS[algorithm]())
    digest.update(body)
    return digest.finalize().hex()
