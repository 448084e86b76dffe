"""make bench: `python -m bench [days clocks notices intake lists dashboard tick search bookings load] [--quick]`.

Each part runs in a process of its own, with a database of its own where it needs one, and ends by itself.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import yardstick
from bench.databases import KINDS
from bench.machine import facts
from bench.report import say

# part → the databases it runs on, one after the other
PARTS: dict[str, tuple[str, ...]] = {
    "days": ("sqlite",),
    "clocks": ("sqlite",),
    "notices": ("sqlite",),
    "search": ("sqlite",),
    "intake": ("postgresql", "sqlite"),
    "tick": ("postgresql",),
    "lists": ("postgresql",),
    "dashboard": ("postgresql",),
    "bookings": ("postgresql", "sqlite"),
    "load": ("dataset",),
}
# The calendar of the year is published, and results of another day stay comparable.
MOMENT = "2026-10-29T10:00"
RESULTS = Path(__file__).parents[1] / "var" / "bench"


def main(arguments: list[str]) -> int:
    """Run the chosen parts (all without a choice) and keep the results in var/bench/."""
    quick = "--quick" in arguments
    chosen = [name for name in arguments if name != "--quick"] or list(PARTS)
    if unknown := [name for name in chosen if name not in PARTS]:
        say(f"unknown: {' '.join(unknown)}\nusage: python -m bench [{' '.join(PARTS)}] [--quick]")
        return 2
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    found: dict[str, object] = {"machine": facts(), "quick": quick, "parts": {}}
    say("\n".join(f"{name:11} {value}" for name, value in facts().items()))
    runs = [(name, kind) for name in chosen for kind in PARTS[name]]
    failed = [f"{name} on {kind}" for name, kind in runs if not _part(name, kind, quick, found)]
    RESULTS.mkdir(parents=True, exist_ok=True)
    target = RESULTS / f"{facts()['date'].replace(':', '')}.json"
    target.write_text(json.dumps(found, ensure_ascii=False, indent=1))
    say(f"\nresults: {target.relative_to(Path.cwd()) if target.is_relative_to(Path.cwd()) else target}")
    say("\n".join(f"failed: {one}" for one in failed))
    return len(failed)


def _part(name: str, kind: str, quick: bool, found: dict) -> bool:
    """Run one part on one kind of database; adds its tables to `found`."""
    with ExitStack() as stack:
        url = stack.enter_context(KINDS[kind]())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="banshi-bench-")))
        command = [
            sys.executable,
            "-m",
            "bench.start",
            name,
            *["--quick"] * quick,
            "--json",
            str(folder / "tables"),
        ]
        done = subprocess.run(command, env=environment(url, folder), check=False)
        say(f"  yardstick after it: {yardstick.now()}")
        if done.returncode == 0:
            found["parts"][f"{name}.{kind}"] = json.loads((folder / "tables").read_text())
        return done.returncode == 0


def environment(url: str, folder: Path) -> dict[str, str]:
    """The settings of a part: its database, a folder of its own, the day of the benchmark."""
    rehearsal = {"BANSHI_ENV": "demo", "BANSHI_NOW": MOMENT, "BANSHI_DATA": str(folder / "data")}
    # Checkpoints of a million cases are no files of this machine.
    rehearsal["BANSHI_LEDGER_OUTSIDE"] = ""
    settings = os.environ.get("DJANGO_SETTINGS_MODULE", "banshi.config.settings")
    return os.environ | rehearsal | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": settings}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
