"""Tampering with the ledger: every byte, every manipulation, two verifiers, and how long a million entries take."""

import json
import random
import re
import shutil
import subprocess
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from banshi.kernel.ledger import merkle, verifier
from bench.report import Table, progress, run
from tests.kernel.ledger import sample

SECOND = Path(__file__).parents[1] / "tests" / "kernel" / "ledger" / "verifier.mjs"
ID = re.compile(r'"id":\d+,')
NODES = (shutil.which("node"), str(Path(__file__).parents[1] / ".venv" / "bin" / "node"))


class Missed(AssertionError):
    """A manipulation that a verifier did not find, or two verifiers that disagree."""


def part(quick: bool) -> Iterable[Table]:
    """The tables of this part."""
    yield Table(
        "Manipulations of an exported ledger",
        ("manipulation", "tried", "found", "line named", "seconds"),
        [_flips(2 if quick else 20, 40 if quick else 1), _manipulations(2_000 if quick else 20_000)],
        aim="all found; each changed byte in its line",
    )
    yield Table(
        "Two verifiers, Python and JavaScript, on random ledgers, two thirds of them spoilt",
        ("ledgers", "same verdict", "seconds"),
        [_languages(500 if quick else 10_000)],
        aim="always the same",
    )
    yield Table(
        "Speed, one process",
        ("what", "entries", "seconds", "of the processor"),
        list(_speed(100_000 if quick else 1_000_000)),
        aim="one million entries within 60 s; what is new within 1 s",
    )


def _flips(ledgers: int, step: int) -> tuple[str, int, int, int, float]:
    """Each byte of each line of some small ledgers changed in one bit (every `step`-th byte), one at a time."""
    chance, tried, named = random.Random(1), 0, 0
    began = time.monotonic()
    for seed in range(ledgers):
        whole = sample.make(10, every=5, seed=seed)
        for at, line in enumerate(whole.lines):
            data = line.encode()
            for byte in range(0, len(data), step):
                changed = data[:byte] + bytes([data[byte] ^ (1 << chance.randrange(8))]) + data[byte + 1 :]
                lines = [*whole.lines[:at], changed.decode(errors="surrogateescape"), *whole.lines[at + 1 :]]
                faults = sample.verdict(lines, whole)
                if not faults and _same_order(lines, whole.lines):
                    continue
                if not faults:
                    raise Missed(lines[at])
                tried += 1
                named += _names(faults, line, at + 1)
        progress(f"ledger {seed + 1} of {ledgers}: {tried} changes")
    return "one bit of each byte", tried, tried, named, round(time.monotonic() - began, 1)


def _same_order(lines: list[str], before: list[str]) -> bool:
    """Whether only the id of an entry is another one, between the same neighbours: ids tell the order, no more."""
    return [re.sub(r'"id":\d+', "", line) for line in lines] == [
        re.sub(r'"id":\d+', "", line) for line in before
    ]


def _names(faults: list[verifier.Fault], line: str, number: int) -> bool:
    value = json.loads(line)
    body = value.get("body")
    place = ("checkpoint", body["number"]) if body else (value.get("stream", value["t"]), value.get("seq", 0))
    return any((fault.stream, fault.seq) in (place, ("line", number)) for fault in faults)


def _manipulations(count: int) -> tuple[str, int, int, str, float]:
    whole, chance = sample.make(40, every=10), random.Random(2)
    tried, began = 0, time.monotonic()
    for _ in range(count):
        lines = sample.spoilt(whole.lines, chance)
        if _told(lines) == _told(whole.lines):
            continue
        tried += 1
        if not sample.verdict(lines, whole) and _told(lines, ids=False) != _told(whole.lines, ids=False):
            raise Missed(sorted(set(lines) ^ set(whole.lines)))
    return "dropped, doubled, moved, swapped …", tried, tried, "—", round(time.monotonic() - began, 1)


def _told(lines: list[str], *, ids: bool = True) -> tuple[list[str], list[str]]:
    """What an export says, whatever the order of its heads; without the ids, which tell nothing but the order."""
    heads = [line for line in lines if '"t":"head"' in line]
    rest = [line for line in lines if line not in heads]
    return rest if ids else [ID.sub("", line) for line in rest], sorted(heads)


def _languages(count: int) -> tuple[int, int, float]:
    chance, began = random.Random(3), time.monotonic()
    cases = list(_cases(count, chance))
    given = "".join(
        json.dumps({"lines": lines, "keys": whole.keys, "outside": whole.outside}) + "\n"
        for lines, whole in cases
    )
    node = next(name for name in NODES if name and Path(name).exists())
    done = subprocess.run([node, str(SECOND)], input=given, capture_output=True, text=True, check=True)
    for (lines, whole), answer in zip(cases, done.stdout.splitlines(), strict=True):
        ours = sorted(f"{f.kind} {f.stream} {f.seq}" for f in sample.verdict(lines, whole))
        if ours != json.loads(answer):
            raise Missed((lines, ours, answer))
    return len(cases), len(cases), round(time.monotonic() - began, 1)


def _cases(count: int, chance: random.Random) -> Iterator[tuple[list[str], sample.Sample]]:
    while count:
        algorithm = chance.choice(("SHA-256", "SM3"))
        whole = sample.make(chance.randrange(2, 12), every=3, algorithm=algorithm, seed=count, streams=3)
        lines = whole.lines
        for _ in range(chance.randrange(3)):
            lines = sample.spoilt(lines, chance) if lines else lines
        if not any("\udc80" <= letter <= "\udcff" for line in lines for letter in line):
            count -= 1
            yield lines, whole


def _speed(count: int) -> Iterator[tuple[str, int, float, float]]:
    progress(f"making {count} entries")
    whole = sample.make(count, every=500, streams=count // 10)
    began, busy = time.monotonic(), time.process_time()
    if sample.verdict(whole.lines, whole):
        raise Missed("a sound ledger")
    yield "the one-file verifier, whole", count, *_since(began, busy)
    leaves = [bytes(32)] * 500
    edge, size = merkle.grow("SHA-256", (), 0, [bytes(32)] * (1 << 20))
    began, busy = time.monotonic(), time.process_time()
    merkle.grow("SHA-256", edge, size, leaves)
    yield "growing the tree by 500 after a million", 500, *_since(began, busy)


def _since(began: float, busy: float) -> tuple[float, float]:
    return round(time.monotonic() - began, 3), round(time.process_time() - busy, 3)


if __name__ == "__main__":
    run(part)
