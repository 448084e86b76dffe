"""A real full disk, a read-only one and a power cut, under load: in a mount namespace, as root (F7, F8, F13)."""

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.report import Table, progress, run

COLUMNS = ("house", "disk", "page meanwhile", "acts meanwhile", "refused with", "acts again after s")


def measure(quick: bool) -> Iterator[Table]:
    """Raises `SystemExit` when a promise was broken, or when no namespace is to be had: nothing is skipped."""
    rows, cuts, starts, wrong = [], [], [], []
    for kind in ("sqlite",) if quick else ("sqlite", "postgresql"):
        progress(f"disks: {kind}")
        seen = _seen(kind)
        rows += [
            _row(kind, name, one) for name, one in seen.items() if isinstance(one, dict) and "met" in one
        ]
        cuts.append((kind, seen["cut"]["known"], seen["cut"]["lost"]))
        if "read-only" in seen:
            one = seen["read-only"]
            starts.append((kind, one["page"], " ".join(one["said"])[:100], one["back"]))
        wrong += seen["wrong"]
        if seen["cut"]["lost"]:
            wrong.append(f"{kind}: {seen['cut']['lost']} acts are lost in the image of a power cut")
    yield Table("disks: full and read-only under load", COLUMNS, rows, aim="503 in plain words, pages go on")
    yield Table(
        "disks: the image of a power cut, opened",
        ("house", "acknowledged before", "lost"),
        cuts,
        aim="0 lost",
    )
    yield Table(
        "disks: started on one that is read-only",
        ("house", "page", "last line said", "acts again after s"),
        starts,
        aim="pages go on, or the start is refused in one clear line (page 0)",
    )
    if wrong:
        raise SystemExit("\n".join(wrong))


def _row(kind: str, name: str, one: dict[str, Any]) -> tuple[Any, ...]:
    met = ", ".join(f"{status}: {number}" for status, number in sorted(one["met"].items()))
    return kind, name, one["page"], one["acts"], met, one["back"]


def _seen(kind: str) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        command = ["unshare", "-m", sys.executable, "-m", "soak.inside_disks", kind, file.name]
        done = subprocess.run(command, check=False)
        if not (found := Path(file.name).read_text()):
            raise SystemExit(f"disks failed ({done.returncode}): is there a mount namespace to be had?")
        return dict(json.loads(found))


if __name__ == "__main__":
    run(measure)
