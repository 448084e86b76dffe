"""Run the tests on SQLite, then on a real PostgreSQL: `python -m tests.both [arguments for pytest]`.

Pure tests and those marked `once` run with SQLite; all others run on both.
"""

import os
import signal
import subprocess
import sys
from types import FrameType

from tests.postgres import server

# Another database; and that each of the many processes should compile the source anew.
NOT_OURS = {"DATABASE_URL", "PYTHONDONTWRITEBYTECODE"}
# How the tests are shared out: `tests/scheduling.py`. Their order is kept, so that long ones begin.
WORKERS = ("-n", str(min(2, os.cpu_count() or 1)), "--dist", "loadscope", "--no-loadscope-reorder")


def main(arguments: list[str]) -> int:
    """Run pytest twice and return 0 only if both runs passed and each ran something."""
    signal.signal(signal.SIGTERM, _leave)
    first = _run("SQLite", {}, arguments)
    with server() as url:
        second = _run("PostgreSQL", {"DATABASE_URL": url}, ["-m", "not pure and not once", *arguments])
    return first or second


def _run(name: str, database: dict[str, str], arguments: list[str]) -> int:
    print(f"\n== Tests on {name} ==", flush=True)
    without = {key: value for key, value in os.environ.items() if key not in NOT_OURS}
    environment = without | {"BANSHI_ENV": "test"} | database
    # One -v against the -q of the settings: the full closing line, for people and for CI.
    command = [sys.executable, "-m", "pytest", "-v", *WORKERS, *arguments]
    return subprocess.run(command, env=environment, check=False).returncode


def _leave(number: int, frame: FrameType | None) -> None:
    """A polite kill ends like Ctrl-C: the server is stopped on the way out."""
    sys.exit(128 + number)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
