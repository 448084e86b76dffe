#!/usr/bin/env python3
"""台账核验器 / Verifier of a Banshi ledger: one file, nothing but Python's standard library. Copy it anywhere.

    python3 verifier.py ledger.jsonl --key PUBLIC_KEY [--outside FOLDER] [--files FOLDER] [--lang en]
    python3 verifier.py --proof proof.json --key PUBLIC_KEY

`ledger.jsonl` comes from `banshi ledger export`; the public key (64 hex digits, more than one may be given) from
paper or from whoever keeps it, never from the same machine; the folder is the one outside that checkpoints are
written to. Exit code: 0 sound, 1 something is wrong (each place is named), 2 the call or a file is of no use.

It knows nothing of the program that wrote the ledger: own canonical JSON (RFC 8785), Merkle tree (RFC 6962),
Ed25519 (RFC 8032) and SM3 (GB/T 32905). Written twice: tests/kernel/ledger/verifier.mjs must always agree.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TextIO

START = "0" * 64
HASHED = ("stream", "seq", "at", "actor", "behalf", "act", "articles", "payload", "previous")
KIND = "banshi-checkpoint/1"
WORDS = {
    "unreadable": ("读不懂这一行", "this line cannot be read"),
    "respelled": ("意思没变，写法被改", "means the same, but was written differently"),
    "altered": ("内容被改", "altered"),
    "missing": ("缺记录", "missing"),
    "doubled": ("重复或者多出来的记录", "doubled or inserted"),
    "disordered": ("次序被改", "out of order"),
    "unchained": ("和前一条接不上", "does not follow the one before"),
    "headless": ("没有链头", "has no head"),
    "cut": ("末尾和链头不同", "its end is not what its head says"),
    "forged": ("签名不对，或者不接前一个", "not signed by the key, or does not follow the one before"),
    "unsealed": ("记录和封存时不同", "the entries are not those that were sealed"),
    "ahead": ("外面有，这里没有", "is outside, and missing here"),
    "differs": ("外面的和这里的不同", "is different outside"),
    "truncated": ("文件不完整", "the export is not whole"),
    "file": ("附件丢失或者被改", "attachment missing or altered"),
    "unwitnessed": ("附件的摘要台账里没有", "the ledger has no such digest of the attachment"),
}
TEXTS = ("stream", "at", "actor", "behalf", "act", "algorithm", "previous", "hash")
SHAPES: dict[str, dict[str, type]] = {
    "entry": {**dict.fromkeys(TEXTS, str), "id": int, "seq": int, "articles": list, "payload": dict},
    "head": {"stream": str, "seq": int, "hash": str},
    "file": {"kind": str, "uid": str, "sha256": str, "stored_as": str, "sealed": bool},
    "checkpoint": {"body": dict, "signature": str, "edge": str},
    "ledger": {"format": int, "bureau": str, "since": int},
    "end": dict.fromkeys(("entry", "head", "checkpoint", "file"), int),
}
ORDER = ("ledger", "checkpoint", "entry", "head", "file", "end")
# Streams that hold nothing but the digest of a file, named by the file's kind.
FILES = ("document", "upload", "picture", "report_file")
CONTENT = "at/actor/behalf/act/articles/payload"


@dataclass
class Fault:
    """Where something is wrong: kind, stream ("checkpoint", "line", "file" for what is no entry), number, column."""

    kind: str
    stream: str
    seq: int | str
    column: str = ""


# --- canonical JSON ------------------------------------------------------------------------------------------

_plain = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Any) -> str:
    """A value as RFC 8785 writes it."""
    return _slow(value)


def parse(line: str) -> tuple[Any, Callable[[Any], str]]:
    """The value of a line, and the quickest function that writes such values canonically; raises ValueError.

    Without fractions and rare characters, the library's own order of keys is the one that is asked for.
    """
    if not line.isascii():
        line.encode()
    try:
        value = json.loads(line, parse_float=_refuse, parse_constant=_refuse)
    except OverflowError:
        return json.loads(line), _slow
    return value, _plain if line.isascii() or max(line) < "\ud800" else _slow


def _refuse(text: str) -> float:
    raise OverflowError(text)


def _slow(value: Any) -> str:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(f"{_plain(key)}:{_slow(value[key])}" for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_slow, value)) + "]"
    return _float(value) if isinstance(value, float) else _plain(value)


def _float(value: float) -> str:
    """A number as ECMAScript writes it."""
    if value == 0:
        return "0"
    mantissa, _, power = f"{abs(value)!r}".partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + ("" if part == "0" else part)).lstrip("0")
    point = (
        len(whole) + int(power or 0)
        if whole != "0"
        else int(power or 0) - (len(part) - len(part.lstrip("0")))
    )
    digits = digits.rstrip("0")
    if 0 < point <= 21:
        text = digits[:point].ljust(point, "0") + ("." + digits[point:] if digits[point:] else "")
    elif -6 < point <= 0:
        text = "0." + "0" * -point + digits
    else:
        text = digits[0] + ("." + digits[1:] if digits[1:] else "") + f"e{point - 1:+d}"
    return "-" * (value < 0) + text


# --- digests and the tree ------------------------------------------------------------------------------------


def sm3(data: bytes) -> bytes:
    """SM3, for a Python whose OpenSSL has none."""
    mask = 0xFFFFFFFF

    def rol(word: int, by: int) -> int:
        return (word << by % 32 | (word & mask) >> (32 - by % 32)) & mask

    state = [0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E]
    data += b"\x80" + bytes((55 - len(data)) % 64) + (8 * len(data)).to_bytes(8, "big")
    for at in range(0, len(data), 64):
        w = [int.from_bytes(data[at + i : at + i + 4], "big") for i in range(0, 64, 4)]
        for j in range(16, 68):
            x = w[j - 16] ^ w[j - 9] ^ rol(w[j - 3], 15)
            w.append(x ^ rol(x, 15) ^ rol(x, 23) ^ rol(w[j - 13], 7) ^ w[j - 6])
        a, b, c, d, e, f, g, h = state
        for j in range(64):
            ss1 = rol(rol(a, 12) + e + rol(0x79CC4519 if j < 16 else 0x7A879D8A, j) & mask, 7)
            ss2 = ss1 ^ rol(a, 12)
            ff = a ^ b ^ c if j < 16 else (a & b) | (a & c) | (b & c)
            gg = e ^ f ^ g if j < 16 else (e & f) | (~e & mask & g)
            tt1, tt2 = ff + d + ss2 + (w[j] ^ w[j + 4]) & mask, gg + h + ss1 + w[j] & mask
            a, b, c, d, e, f, g, h = tt1, a, rol(b, 9), c, tt2 ^ rol(tt2, 9) ^ rol(tt2, 17), e, rol(f, 19), g
        state = [old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h), strict=True)]
    return b"".join(word.to_bytes(4, "big") for word in state)


def digester(algorithm: str) -> Callable[[bytes], bytes]:
    """The function of SHA-256 or SM3; raises ValueError for another name."""
    if algorithm == "SHA-256":
        return lambda data: hashlib.sha256(data).digest()
    if algorithm != "SM3":
        raise ValueError(algorithm)
    return (lambda data: hashlib.new("sm3", data).digest()) if "sm3" in hashlib.algorithms_available else sm3


DIGESTS = {name: digester(name) for name in ("SHA-256", "SM3")}


@dataclass
class Tree:
    """A tree grown leaf by leaf: only its edge and its size are kept."""

    algorithm: str = "SHA-256"
    edge: list[bytes] = field(default_factory=list)
    size: int = 0

    def add(self, leaf: bytes) -> None:
        """Append one leaf."""
        self.edge.append(leaf)
        self.size += 1
        full = self.size
        while full % 2 == 0:
            right = self.edge.pop()
            self.edge[-1] = self.node(self.edge[-1], right)
            full //= 2

    def node(self, left: bytes, right: bytes) -> bytes:
        """What stands above two nodes."""
        return DIGESTS[self.algorithm](b"\1" + left + right)

    def leaf(self, stream: str, seq: int, entry_hash: str) -> bytes:
        """The leaf of an entry."""
        return DIGESTS[self.algorithm](b"\0" + f"{stream}\n{seq}\n{entry_hash}".encode())

    def root(self) -> str:
        """The root, as hex digits."""
        if not self.edge:
            return DIGESTS[self.algorithm](b"").hex()
        found = self.edge[-1]
        for left in reversed(self.edge[:-1]):
            found = self.node(left, found)
        return found.hex()


# --- Ed25519 -------------------------------------------------------------------------------------------------

_P, _L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
Point = tuple[int, int, int, int]


@lru_cache(maxsize=1024)
def signed_by(public: str, text: bytes, signature: str) -> bool:
    """Whether the owner of `public` signed `text`; both keys and signatures are small hex digits."""
    try:
        key, raw = bytes.fromhex(public), bytes.fromhex(signature)
        if (key.hex(), raw.hex(), len(key), len(raw)) != (public, signature, 32, 64):
            return False
        owner, commitment = _point(key), _point(raw[:32])
    except ValueError:
        return False
    scalar = int.from_bytes(raw[32:], "little")
    challenge = int.from_bytes(hashlib.sha512(raw[:32] + key + text).digest(), "little") % _L
    x, y, z, _ = _times(scalar, _BASE, _L - challenge, owner)
    x, y = (x - commitment[0] * z) % _P, (y - commitment[1] * z) % _P
    return scalar < _L and x == y == 0


def _point(data: bytes) -> Point:
    y = int.from_bytes(data, "little")
    odd, y = y >> 255, y & ((1 << 255) - 1)
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * pow(2, (_P - 1) // 4, _P) % _P
    if y >= _P or (x * x - square) % _P or (x == 0 and odd):
        raise ValueError("no point")
    x = _P - x if x & 1 != odd else x
    return x, y, 1, x * y % _P


def _sum(a: Point, b: Point) -> Point:
    p, q = (a[1] - a[0]) * (b[1] - b[0]) % _P, (a[1] + a[0]) * (b[1] + b[0]) % _P
    r, s = 2 * a[3] * b[3] * _D % _P, 2 * a[2] * b[2] % _P
    e, f, g, h = q - p, s - r, s + r, q + p
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _times(one: int, first: Point, two: int, second: Point) -> Point:
    """one * first + two * second."""
    found: Point = (0, 1, 1, 0)
    choice = (None, first, second, _sum(first, second))
    for bit in reversed(range(256)):
        found = _sum(found, found)
        added = choice[(one >> bit & 1) + 2 * (two >> bit & 1)]
        if added is not None:
            found = _sum(found, added)
    return found


_BASE = _point(bytes.fromhex("58" + "66" * 31))


# --- checkpoints ---------------------------------------------------------------------------------------------


@dataclass
class Checkpoint:
    """A checkpoint with the edge it was grown to, if the export gave one that leads to its root."""

    body: dict[str, Any]
    signature: str
    edge: list[bytes]

    @property
    def text(self) -> str:
        """What is signed."""
        return canonical(self.body)

    @property
    def hash(self) -> str:
        """What the next one calls `previous`."""
        return hashlib.sha256(f"{self.text}\n{self.signature}".encode()).hexdigest()

    @property
    def follower(self) -> tuple[str, str]:
        """Key id and public key that sign the next one."""
        after = self.body["next"]
        return (after["key"], after["public"]) if after else (self.body["key"], self.body["public"])

    @property
    def given_up(self) -> range:
        """Numbers of the checkpoints that a restored database gave up; they may still be outside."""
        lost = self.body.get("abandoned")
        return (
            range(lost["from"], lost["to"] + 1) if lost else range(self.body["number"], self.body["number"])
        )

    def tree(self) -> Tree | None:
        """The tree as this checkpoint left it; None when it cannot be known."""
        tree = Tree(self.body["algorithm"], list(self.edge), self.body["entries"])
        return tree if len(self.edge) == tree.size.bit_count() and tree.root() == self.body["root"] else None


def read_checkpoint(line: dict[str, Any]) -> Checkpoint:
    """A checkpoint from its line or file; raises KeyError, TypeError or ValueError when it is none."""
    body, after = line["body"], line["body"]["next"]
    whole = {
        "number": int,
        "entries": int,
        "last": int,
        "root": str,
        "previous": str,
        "key": str,
        "public": str,
    }
    if body["kind"] != KIND or not all(type(body[name]) is kind for name, kind in whole.items()):
        raise ValueError("no checkpoint")
    if after is not None and not (isinstance(after["key"], str) and isinstance(after["public"], str)):
        raise ValueError("no checkpoint")
    lost = body.get("abandoned", {"from": body["number"], "to": body["number"] - 1})
    if type(lost["from"]) is not int or lost["to"] != body["number"] - 1:
        raise ValueError("no checkpoint")
    digester(body["algorithm"])
    edge = [bytes.fromhex(node) for node in line.get("edge", "").split()]
    if " ".join(node.hex() for node in edge) != line.get("edge", "") or type(body["bureau"]) is not str:
        raise ValueError("no checkpoint")
    return Checkpoint(body, str(line["signature"]), edge)


def check_checkpoints(
    found: list[Checkpoint], keys: set[str], bureau: str, first: int = 1
) -> Iterator[Fault]:
    """Faults of a series: each follows the one before; whom the next one does not vouch for must be signed."""
    trusted = set(keys)
    for at, one in enumerate(found):
        before, after = (found[at - 1] if at else None), (found[at + 1] if at + 1 < len(found) else None)
        body = one.body
        begins = one.given_up.start
        follows = begins == first and (first > 1 or body["previous"] == START)
        if before is not None:
            named = (body["previous"], begins, body["key"], body["public"], body["algorithm"])
            number = before.body["number"] + 1
            follows = named == (before.hash, number, *before.follower, before.body["algorithm"])
        vouched = after is not None and after.body["previous"] == one.hash and not body["next"] and at > 0
        signed = vouched or signed_by(body["public"], one.text.encode(), one.signature)
        if not (follows and signed and body["public"] in trusted):
            yield Fault("forged", "checkpoint", body["number"])
        elif body["next"]:
            trusted.add(body["next"]["public"])
        if one.tree() is None:
            yield Fault("altered", "checkpoint", body["number"], "edge")
        if body["bureau"] != bureau:
            yield Fault("differs", "checkpoint", body["number"], "bureau")


# --- the ledger ----------------------------------------------------------------------------------------------


@dataclass
class Chain:
    """The end of a stream as it was read; `computed` is what its last hash ought to be, `fault` what was said."""

    seq: int = 0
    hash: str = START
    computed: str = START
    fault: Fault | None = None


@dataclass
class Ledger:
    """Reads an export line by line; what is wrong gathers in `faults`. `outside` are the files of the folder."""

    keys: set[str]
    outside: dict[int, dict[str, Any]] = field(default_factory=dict)
    files: Path | None = None
    faults: list[Fault] = field(default_factory=list)
    counts: dict[str, int] = field(
        default_factory=lambda: dict.fromkeys(("entry", "head", "checkpoint", "file"), 0)
    )
    sealed: int = 0
    opened: int = 0

    def __post_init__(self) -> None:
        self.chains: dict[str, Chain] = {}
        self.checkpoints: list[Checkpoint] = []
        self.pending: list[Checkpoint] = []
        self.tree: Tree | None = None
        self.range: list[tuple[str, int, bytes]] = []
        self.before: list[bytes] = []
        self.start = self.start_at = self.last_id = 0
        self.heads: set[str] = set()
        self.digests: dict[str, str] = {}
        self.settled, self.ended, self.rank, self.bureau = False, False, 0, ""

    def read(self, lines: Iterable[str], progress: Callable[[int], None] = lambda _: None) -> list[Fault]:
        """Check every line of an export; returns the faults."""
        for number, line in enumerate(lines, start=1):
            if number % 50_000 == 0:
                progress(number)
            text = line.removesuffix("\n")
            try:
                value, write = parse(text)
                self._line(value, write, spelled=write(value) == text)
            except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
                self._fault("unreadable", "line", number)
        self._end()
        return self.faults

    def _fault(self, kind: str, stream: str, seq: int | str, column: str = "") -> Fault:
        self.faults.append(Fault(kind, stream, seq, column))
        return self.faults[-1]

    def _line(self, value: dict[str, Any], write: Callable[[Any], str], *, spelled: bool) -> None:
        kind = value["t"]
        if value.keys() != {"t", *SHAPES[kind]} or any(
            type(value[k]) is not t for k, t in SHAPES[kind].items()
        ):
            raise ValueError("the line has another shape")
        if kind in self.counts:
            self.counts[kind] += 1
        if ORDER.index(kind) < self.rank:
            self._fault("disordered", kind, 0)
        self.rank = ORDER.index(kind)
        if self.ended or not spelled:
            where = {"entry": ("stream", "seq"), "head": ("stream", "seq"), "file": ("uid", "kind")}.get(kind)
            self._fault("respelled", *(value[name] for name in where)) if where else self._fault(
                "respelled", kind, 0
            )
        match kind:
            case "entry":
                self._entry(value, write)
            case "head":
                self._head(value)
            case "checkpoint":
                self.checkpoints.append(read_checkpoint(value))
            case "file":
                self._file(value)
            case "ledger":
                self._begin(value)
            case "end":
                self.ended = True
                if {name: value[name] for name in self.counts} != self.counts:
                    self._fault("truncated", "end", 0)
            case _:
                raise ValueError(kind)

    def _begin(self, value: dict[str, Any]) -> None:
        """An export may begin after a checkpoint: then the checkpoint comes along and what is older is left out."""
        if value["format"] != 1:
            raise ValueError("format")
        if self.bureau:
            self._fault("doubled", "ledger", 0)
        self.start, self.bureau = value["since"], value["bureau"]

    def _entry(self, entry: dict[str, Any], write: Callable[[Any], str]) -> None:
        if not self.settled:
            self._settle_checkpoints()
        stream, seq = entry["stream"], entry["seq"]
        while self.pending and entry["id"] > self.pending[0].body["last"]:
            self._close(self.pending.pop(0))
        if entry["id"] <= self.last_id:
            self._fault("disordered", stream, seq, "id")
        self.last_id = entry["id"]
        computed = DIGESTS[entry["algorithm"]](write({name: entry[name] for name in HASHED}).encode()).hex()
        self._chain(entry, computed, write)
        if stream.partition(":")[0] in FILES:
            self.digests.pop(stream, None)
            if isinstance(entry["payload"].get("sha256"), str):
                self.digests[stream] = entry["payload"]["sha256"]
        if self.tree is not None and self.pending:
            leaf = self.tree.leaf(stream, seq, entry["hash"])
            self.tree.add(leaf)
            self.range.append((stream, seq, leaf))

    def _chain(self, entry: dict[str, Any], computed: str, write: Callable[[Any], str]) -> None:
        stream, seq, previous = entry["stream"], entry["seq"], entry["previous"]
        chain = self.chains.get(stream)
        if chain is None:
            # What is older than the export was checked before.
            chain = Chain(seq - 1, previous, previous) if self.start and seq > 1 else Chain()
        if seq != chain.seq + 1:
            kind = "missing" if seq > chain.seq else "doubled"
            self._fault(kind, stream, min(seq, chain.seq + 1))
        elif previous != chain.hash:
            if chain.fault is not None and previous == chain.computed:
                chain.fault.column = "hash"
            else:
                self._fault("unchained", stream, seq, "previous")
        fault = None
        if computed != entry["hash"]:
            fault = self._fault("altered", stream, seq, self._column(entry, chain, write))
        self.chains[stream] = Chain(seq, entry["hash"], computed, fault)

    def _column(self, entry: dict[str, Any], chain: Chain, write: Callable[[Any], str]) -> str:
        """Which column, put right, gives the hash again."""
        for name, right in (("previous", chain.hash), ("seq", chain.seq + 1)):
            text = write({**{column: entry[column] for column in HASHED}, name: right})
            if DIGESTS[entry["algorithm"]](text.encode()).hex() == entry["hash"]:
                return name
        text = write({column: entry[column] for column in HASHED})
        if any(digest(text.encode()).hex() == entry["hash"] for digest in DIGESTS.values()):
            return "algorithm"
        return CONTENT

    def _head(self, head: dict[str, Any]) -> None:
        stream, chain = head["stream"], self.chains.get(head["stream"])
        if stream in self.heads:
            self._fault("doubled", stream, head["seq"], "head")
        self.heads.add(stream)
        if chain is None:
            if not self.start:
                self._fault("missing", stream, head["seq"])
        elif chain.fault is not None and (chain.seq, chain.computed) == (head["seq"], head["hash"]):
            chain.fault.column = "hash"
        elif (chain.seq, chain.hash) != (head["seq"], head["hash"]):
            self._fault("cut", stream, head["seq"], "head")

    def _file(self, file: dict[str, Any]) -> None:
        if not self.start and self.digests.pop(f"{file['kind']}:{file['uid']}", "") != file["sha256"]:
            self._fault("unwitnessed", file["uid"], file["kind"])
        if self.files is None:
            return
        path = self.files / file["stored_as"]
        if file["sealed"]:
            sound = path.is_file()
        else:
            self.opened += 1
            sound = path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"]
        if not sound:
            self._fault("file", file["uid"], file["kind"])

    def _settle_checkpoints(self) -> None:
        """All checkpoints were read: check them, and begin the tree where the export begins."""
        self.settled = True
        self.faults += check_checkpoints(self.checkpoints, self.keys, self.bureau, self.start or 1)
        first = self.checkpoints[0] if self.checkpoints else None
        self.tree = Tree(first.body["algorithm"] if first else "SHA-256")
        self.pending = list(self.checkpoints)
        if self.start and first is not None and first.body["number"] == self.start:
            self.tree = self.pending.pop(0).tree()
        self.before = list(self.tree.edge) if self.tree else []
        self.start_at = self.tree.size if self.tree else 0

    def _close(self, checkpoint: Checkpoint) -> None:
        """All entries up to a checkpoint were read: are they those that were sealed?"""
        body, grown = checkpoint.body, self.tree
        if grown is None or (grown.root(), grown.size) != (body["root"], body["entries"]):
            self._fault("unsealed", "checkpoint", body["number"])
            self._locate(checkpoint)
            self.tree = grown = checkpoint.tree()
        self.sealed = body["entries"]
        self.before, self.start_at = (list(grown.edge), grown.size) if grown else ([], 0)
        self.range = []

    def _locate(self, checkpoint: Checkpoint) -> None:
        """With the leaves kept outside: which entries are not those that were sealed, and how many are gone."""
        number, body = checkpoint.body["number"], checkpoint.body
        leaves = [bytes.fromhex(leaf) for leaf in self.outside.get(number, {}).get("leaves", ())]
        tree = Tree(body["algorithm"], list(self.before), self.start_at)
        for leaf in leaves:
            tree.add(leaf)
        if (tree.root(), tree.size) != (body["root"], body["entries"]):
            return
        known = set(leaves)
        for stream, seq, leaf in self.range:
            if leaf not in known and not any((f.stream, f.seq) == (stream, seq) for f in self.faults):
                self._fault("altered", stream, seq)
        gone = len(known - {leaf for *_, leaf in self.range})
        if gone:
            self._fault("missing", f"checkpoint {number}", gone)

    def _end(self) -> None:
        if not self.settled:
            self._settle_checkpoints()
        for checkpoint in self.pending:
            self._close(checkpoint)
        for stream in self.chains.keys() - self.heads:
            self._fault("headless", stream, self.chains[stream].seq)
        for stream in () if self.start else self.digests:
            self._fault("file", stream, 0)
        if not self.ended:
            self._fault("truncated", "end", 0)
        self._compare_outside()

    def _compare_outside(self) -> None:
        here = {one.body["number"]: one for one in self.checkpoints}
        lost = {number for one in self.checkpoints for number in one.given_up}
        for number, kept in sorted(self.outside.items()):
            if number not in here and number not in lost and number >= self.start:
                self._fault("ahead", "checkpoint", number)
            elif number in here and (kept.get("body"), kept.get("signature")) != (
                here[number].body,
                here[number].signature,
            ):
                self._fault("differs", "checkpoint", number)


# --- a citizen's proof ---------------------------------------------------------------------------------------


def check_proof(proof: dict[str, Any], keys: set[str]) -> list[Fault]:
    """Faults of a proof: one entry, its path in the tree, the signed checkpoint."""
    try:
        return list(_proof_faults(proof, keys))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return [Fault("unreadable", "line", 1)]


def _proof_faults(proof: dict[str, Any], keys: set[str]) -> Iterator[Fault]:
    entry, checkpoint = proof["entry"], read_checkpoint(proof["checkpoint"])
    tree = Tree(checkpoint.body["algorithm"])
    text = canonical({name: entry[name] for name in HASHED})
    digest = DIGESTS[entry["algorithm"]](text.encode()).hex()
    node = tree.leaf(entry["stream"], entry["seq"], digest)
    for step in proof["path"]:
        other = bytes.fromhex(step[1:])
        if other.hex() != step[1:]:
            raise ValueError("no digest")
        node = {"L": (lambda n, o: tree.node(o, n)), "R": tree.node}[step[0]](node, other)
    if digest != entry["hash"] or node.hex() != checkpoint.body["root"]:
        yield Fault("altered", entry["stream"], entry["seq"])
    signed = signed_by(checkpoint.body["public"], checkpoint.text.encode(), checkpoint.signature)
    if not signed or checkpoint.body["public"] not in keys:
        yield Fault("forged", "checkpoint", checkpoint.body["number"])


# --- the command ---------------------------------------------------------------------------------------------


def main(arguments: list[str] | None = None, out: TextIO = sys.stdout) -> int:
    """Check what the command line names, say what was found; the exit code."""
    options = _options().parse_args(arguments)
    keys = {word.lower() for given in options.key for word in _words(given)}
    english = options.lang == "en"
    try:
        if options.proof:
            faults = check_proof(json.loads(options.proof.read_text(encoding="utf-8")), keys)
            summary = ("证明核对完毕。", "The proof was checked.")
        else:
            ledger = Ledger(keys, _outside(options.outside), options.files)
            with options.export.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
                faults = ledger.read(lines, _progress)
            summary = _summary(ledger)
    except (OSError, ValueError) as error:
        out.write(f"{type(error).__name__}: {error}\n")
        return 2
    for fault in faults:
        words = WORDS[fault.kind][english]
        out.write("\t".join(filter(None, (fault.stream, str(fault.seq), fault.column, words))) + "\n")
    out.write(summary[english] + "\n")
    verdict = ("没有发现问题。", "Nothing wrong was found.") if not faults else ("问题", "faults")
    out.write(f"{len(faults)} {verdict[english]}\n" if faults else verdict[english] + "\n")
    return 1 if faults else 0


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="核验台账 / verify a ledger")
    parser.add_argument(
        "export", nargs="?", type=Path, help="banshi ledger export 的文件 / the exported file"
    )
    parser.add_argument("--proof", type=Path, help="一份证明 / one proof")
    parser.add_argument(
        "--key", action="append", required=True, help="公钥或者存公钥的文件 / public key, or a file"
    )
    parser.add_argument("--outside", type=Path, help="外面保存封存点的文件夹 / the folder outside")
    parser.add_argument("--files", type=Path, help="附件的文件夹 / the folder of attachments")
    parser.add_argument("--lang", choices=("zh", "en"), default="zh")
    return parser


def _words(given: str) -> list[str]:
    text = given if len(given) == 64 else Path(given).read_text(encoding="ascii")
    return [word for word in text.split() if len(word) == 64]


def _outside(folder: Path | None) -> dict[int, dict[str, Any]]:
    if folder is None:
        return {}
    if not folder.is_dir():
        raise ValueError(f"{folder}: 没有这个文件夹 / no such folder")
    found = {}
    for path in sorted(folder.glob("*/*.json")):
        try:
            found[int(path.stem)] = json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            found[int(path.stem)] = {}
    return found


def _progress(lines: int) -> None:
    sys.stderr.write(f"\r{lines:,} …")
    sys.stderr.flush()


def _summary(ledger: Ledger) -> tuple[str, str]:
    n = ledger.counts
    return (
        f"{len(ledger.chains)} 条链，{n['entry']} 条记录，其中 {ledger.sealed} 条已封存；{n['checkpoint']} 个封存点，"
        f"外面有 {len(ledger.outside)} 个；{n['file']} 个附件，打开核对 {ledger.opened} 个。",
        f"{len(ledger.chains)} streams, {n['entry']} entries, {ledger.sealed} of them sealed; {n['checkpoint']} "
        f"checkpoints, {len(ledger.outside)} outside; {n['file']} attachments, {ledger.opened} opened.",
    )


if __name__ == "__main__":
    sys.exit(main())
