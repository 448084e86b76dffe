"""make soak: `python -m soak [part ...] [--quick]`.

Each part is a module of this package with a `main(quick)` that gives tables, as in `bench`; it runs in a process
of its own, brings the databases and servers it needs, and ends by itself. A broken promise raises: the part fails.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.machine import facts
from bench.report import say

# part → about how many minutes the long run takes
PARTS: dict[str, int] = {
    "faults": 120,
    "points": 20,
    "disks": 5,
    "restore": 25,
    "nodes": 8,
    "privacy": 15,
    "ledger": 25,
    "access": 20,
    "inputs": 190,
    "fuzz": 60,
}
RESULTS = Path(__file__).parents[1] / "var" / "soak"


def main(arguments: list[str]) -> int:
    """Run the chosen parts (all without a choice), keep their tables in var/soak/; the number that failed."""
    quick = ["--quick"] * ("--quick" in arguments)
    chosen = [name for name in arguments if name != "--quick"] or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        say(f"unknown: {' '.join(unknown)}\nusage: python -m soak [{' '.join(PARTS)}] [--quick]")
        return 2
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    say("\n".join(f"{name:11} {value}" for name, value in facts().items()))
    results = {name: _part(name, quick) for name in chosen}
    RESULTS.mkdir(parents=True, exist_ok=True)
    target = RESULTS / f"{facts()['date'].replace(':', '')}.json"
    found = {"machine": facts(), "quick": bool(quick), "parts": results}
    target.write_text(json.dumps(found, ensure_ascii=False, indent=1))
    failed = [name for name, tables in results.items() if tables is None]
    say(f"\nresults: {target}" + "".join(f"\nfailed: {name}" for name in failed))
    return len(failed)


def _part(name: str, quick: list[str]) -> list | None:
    """The tables of one part; None when it failed."""
    with tempfile.TemporaryDirectory(prefix="banshi-soak-") as folder:
        target = Path(folder) / "tables"
        command = [sys.executable, "-m", f"soak.{name}", *quick, "--json", str(target)]
        done = subprocess.run(command, env=os.environ | {"BANSHI_DATA": f"{folder}/data"}, check=False)
        return json.loads(target.read_text()) if done.returncode == 0 else None


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
