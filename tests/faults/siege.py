"""`python -m tests.faults.siege KIND --kills N --acts N --seconds N`: one siege in a process of its own, on a house of
its own; what it saw comes as JSON. Ends with 1 when a promise was broken."""

import argparse
import json
import os
import signal
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path
from pkgutil import resolve_name

import django

from tests.faults.house import SERVERS, house


def main() -> int:
    """The command line."""
    arguments = argparse.ArgumentParser()
    arguments.add_argument("kind", choices=("sqlite", "postgresql"))
    arguments.add_argument("--kills", type=int, default=10)
    arguments.add_argument("--acts", type=int, default=100)
    arguments.add_argument("--seconds", type=float, default=3600)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--server", choices=sorted(SERVERS), default="serve")
    arguments.add_argument("--to", type=Path, default=Path("/dev/stdout"))
    given = arguments.parse_args()
    wanted = {name: getattr(given, name) for name in ("kills", "acts", "seconds", "seed", "server")}
    # A polite kill ends what was started, too.
    signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    with house(given.kind) as built:
        os.environ.update(built.environment())
        django.setup()
        # Only now are there settings, and everything that asks for them may be imported.
        report = resolve_name("tests.faults.assault:lay")(built, **wanted)
    # `asdict` cannot copy a Counter.
    plain = {one.name: _plain(getattr(report, one.name)) for one in fields(report)}
    given.to.write_text(json.dumps(plain, ensure_ascii=False) + "\n")
    return 1 if report.wrong else 0


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Counter) else value


if __name__ == "__main__":
    sys.exit(main())
