"""Ledgers made without the product's tables: lines as `banshi ledger export` writes them, and ways to spoil them."""

import random
import string
from dataclasses import dataclass, field
from typing import Any

import rfc8785
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from banshi.kernel.ledger import verifier
from banshi.kernel.ledger.chain import START

ACTS = ("registered", "accepted", "supplement_asked", "decided", "delivered", "warned")
WORDS = ("张三", "已受理", 'a"b\\c', "线\n换行", "é\u2028", "😀", "ﬁ", "\x7f", "")
KEYS = {f"k{n}": Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2)}
PUBLIC = {kid: key.public_key().public_bytes_raw().hex() for kid, key in KEYS.items()}


@dataclass
class Sample:
    """A sound ledger as lines, and the files of its checkpoints outside."""

    lines: list[str]
    outside: dict[int, dict[str, Any]] = field(default_factory=dict)
    keys: tuple[str, ...] = (PUBLIC["k1"],)


def line(kind: str, **values: Any) -> str:
    return rfc8785.dumps({"t": kind, **values}).decode()


def make(
    count: int, *, every: int = 7, algorithm: str = "SHA-256", seed: int = 1, streams: int = 5
) -> Sample:
    """A ledger of `count` entries in `streams` streams, sealed each `every` entries, the key changed half-way."""
    chance = random.Random(seed)
    heads: dict[str, tuple[int, str]] = {}
    entries = []
    for number in range(1, count + 1):
        stream = f"case:{chance.randrange(streams)}"
        seq, previous = heads.get(stream, (0, START))
        row = {
            "stream": stream,
            "seq": seq + 1,
            "at": f"2026-11-23T{number // 3600:02}:{number // 60 % 60:02}:{number % 60:02}.000000+00:00",
            "actor": f"staff:{chance.randrange(9)}",
            "behalf": "",
            "act": chance.choice(ACTS),
            "articles": ["07-03"],
            "payload": {"note": chance.choice(WORDS), chance.choice("abcdeﬁ😀"): chance.randrange(10**6)},
            "previous": previous,
        }
        digest = verifier.DIGESTS[algorithm](rfc8785.dumps(row)).hex()
        heads[stream] = (seq + 1, digest)
        entries.append({**row, "id": 2 * number, "algorithm": algorithm, "hash": digest})
    sample = Sample([])
    checkpoints = _checkpoints(entries, every, algorithm, sample)
    sample.lines = [
        line("ledger", format=1, bureau="210900", since=0),
        *checkpoints,
        *(line("entry", **row) for row in entries),
        *(line("head", stream=name, seq=seq, hash=digest) for name, (seq, digest) in sorted(heads.items())),
        line("end", entry=count, head=len(heads), checkpoint=len(checkpoints), file=0),
    ]
    return sample


def _checkpoints(entries: list[dict[str, Any]], every: int, algorithm: str, sample: Sample) -> list[str]:
    tree, previous, kid, found = verifier.Tree(algorithm), START, "k1", []
    pieces = [entries[at : at + every] for at in range(0, len(entries) - every + 1, every)]
    pieces.insert(len(pieces) // 2, [])
    last = 0
    for number, piece in enumerate(pieces, start=1):
        leaves = [tree.leaf(row["stream"], row["seq"], row["hash"]) for row in piece]
        for leaf in leaves:
            tree.add(leaf)
        last = piece[-1]["id"] if piece else last
        body = {
            "kind": verifier.KIND,
            "bureau": "210900",
            "number": number,
            "at": f"2026-11-23T{number:02}:00:00.000000+00:00",
            "entries": tree.size,
            "last": last,
            "algorithm": algorithm,
            "root": tree.root(),
            "previous": previous,
            "key": kid,
            "public": PUBLIC[kid],
            "next": None if piece else {"key": "k2", "public": PUBLIC["k2"]},
        }
        text = rfc8785.dumps(body)
        signature = KEYS[kid].sign(text).hex()
        kid = kid if piece else "k2"
        previous = verifier.hashlib.sha256(text + b"\n" + signature.encode()).hexdigest()
        edge = " ".join(node.hex() for node in tree.edge)
        found.append(line("checkpoint", body=body, signature=signature, edge=edge))
        sample.outside[number] = {
            "body": body,
            "signature": signature,
            "leaves": [one.hex() for one in leaves],
        }
    return found


def verdict(lines: list[str], sample: Sample) -> list[verifier.Fault]:
    return verifier.Ledger(set(sample.keys), sample.outside).read(lines)


def spoilt(lines: list[str], chance: random.Random) -> list[str]:
    """One manipulation of the lines."""
    lines = list(lines)
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.choice(("flip", "drop", "double", "swap", "move", "insert", "null", "case", "cut")):
        case "flip":
            lines[at] = flipped(lines[at], chance)
        case "drop":
            del lines[at]
        case "double":
            lines.insert(at, lines[at])
        case "swap":
            lines[at], lines[other] = lines[other], lines[at]
        case "move":
            lines.insert(other, lines.pop(at))
        case "insert":
            lines.insert(other, lines[at].replace('"seq":', '"seq":1', 1))
        case "null":
            lines[at] = lines[at].replace('"seq":', '"seq":null,"x":', 1)
        case "case":
            lines[at] = (
                lines[at].swapcase() if chance.random() < 0.3 else lines[at].replace("staff", "Staff", 1)
            )
        case "cut":
            lines = lines[:at]
    return lines


def flipped(text: str, chance: random.Random) -> str:
    """One byte changed: one bit of it, or another letter or digit."""
    data = bytearray(text.encode())
    at = chance.randrange(len(data))
    other = (
        data[at] ^ (1 << chance.randrange(8))
        if chance.random() < 0.7
        else ord(chance.choice(string.printable))
    )
    data[at] = other
    return data.decode(errors="surrogateescape")
