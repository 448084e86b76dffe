"""Kills of web, worker and database, at named points and at random, until 500 kills and 50,000 acts.

`make soak ARGS=faults`, about two hours; `--quick` about a minute a database. In pieces that end by themselves, each
on a house of its own: `tests.faults.siege`. Every acknowledged act is looked for after every round.
"""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.report import Cell, Table, progress, run

PIECES = 2
# database, server, and how many kills and acknowledged acts a piece lasts at least
LONG = (("postgresql", "serve", 150, 15000), ("sqlite", "serve", 110, 11000))
QUICK = (("postgresql", "serve", 12, 200), ("sqlite", "gunicorn", 8, 100))
COLUMNS = ("house", "kills", "at points", "web", "worker", "database", "acknowledged", "no answer", "broken")
AIM = "every acknowledged act is there once, none half there: 0 broken promises"


def measure(quick: bool) -> Iterator[Table]:
    """Siege after siege; raises `SystemExit` at the first broken promise."""
    pieces = QUICK if quick else LONG * PIECES
    reports = []
    for seed, (kind, server, kills, acts) in enumerate(pieces, 1):
        progress(f"siege {seed} of {len(pieces)}: {kind}, {server}")
        reports.append(report := _siege(kind, server, kills, acts, seed))
        if report["wrong"]:
            sys.stderr.write("\n".join(report["wrong"]) + "\n")
            break
    yield summary(reports)
    if any(report["wrong"] for report in reports):
        raise SystemExit("a promise was broken")


def summary(reports: list[dict[str, Any]]) -> Table:
    """One line for each siege, and all together."""
    rows = [_row(f"{one['kind']}, {one['server']}", [one]) for one in reports]
    points = sum((Counter(one["points"]) for one in reports), Counter[str]())
    names = Counter(point.partition(":")[0] for point in points.elements())
    worst = {name: max(one[name] for one in reports) for name in ("database_back", "taken_up")}
    return Table(
        "faults: processes killed in mid-act, under load",
        COLUMNS,
        [*rows, _row("together", reports)],
        aim=AIM,
        notes=(
            f"killed at {len(points)} different points of {len(names)} acts and steps",
            f"first act at most {worst['database_back']:.1f} s after the database came back, without a restart",
            f"what a dead worker held was taken up at most {worst['taken_up']:.0f} s of the house's time later",
            f"messages that left twice: {sum(one['sent_twice'] for one in reports)}",
        ),
    )


def _row(name: str, reports: list[dict[str, Any]]) -> tuple[Cell, ...]:
    kills = sum((Counter(one["kills"]) for one in reports), Counter[str]())
    points = sum(sum(one["points"].values()) for one in reports)
    told = [sum(one[key] for one in reports) for key in ("acknowledged", "unknown")]
    wrong = sum(len(one["wrong"]) for one in reports)
    by_kind = [kills[kind] for kind in ("web", "worker", "database")]
    return name, kills.total() + points, points, *by_kind, *told, wrong


def _siege(kind: str, server: str, kills: int, acts: int, seed: int) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile(suffix=".json") as file:
        wanted = {"kills": kills, "acts": acts, "seed": seed, "server": server, "to": file.name}
        options = [part for name, value in wanted.items() for part in (f"--{name}", str(value))]
        command = [sys.executable, "-m", "tests.faults.siege", kind, *options]
        done = subprocess.run(command, check=False)
        found = Path(file.name).read_text()
        if not found:
            raise SystemExit(f"the siege itself failed ({done.returncode})")
        return dict(json.loads(found))


if __name__ == "__main__":
    run(measure)
