"""Who complained shows nowhere, and what is due is erased: every page of every post, on both databases.

The marks, their guises, and the crawl are those of the tests; here they run on SQLite and on PostgreSQL, the erasure
as well, and the sizes are counted. A mark found anywhere outside its own pages fails the part.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from uuid import UUID

os.environ.setdefault("BANSHI_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")

import django

django.setup()

from bench.report import Table, progress, run  # noqa: E402
from tests.institutions.complaints import canary  # noqa: E402
from tests.people import COLLEAGUES  # noqa: E402
from tests.postgres import server  # noqa: E402

SWEEPS = ("tests/institutions/complaints/test_canary.py", "tests/institutions/accountability/test_canary.py")
ERASURE = ("tests/privacy",)


def measure(quick: bool) -> Iterator[Table]:
    """Count what is searched, then search; on SQLite alone when quick."""
    needles = sum(len(found) for found in canary.NEEDLES.values())
    pages = len(canary.addresses(UUID(int=1), 1, 1))
    browsers = len(COLLEAGUES) + 1
    yield Table(
        "what is searched",
        ("marks", "guises in all", "addresses", "browsers", "pages"),
        [(len(canary.NEEDLES), needles, pages, browsers, pages * browsers)],
        aim="20 marks in 14 guises, at least 2,000 artefacts",
        notes=(
            "besides: papers as text, stored files, messages, logs, every column, a copy of the database",
        ),
    )
    rows = [("SQLite", *_proved({}))]
    if not quick:
        with server() as url:
            rows.append(("PostgreSQL", *_proved({"DATABASE_URL": url})))
    yield Table(
        "marks found, and erasure",
        ("database", "sweep", "erasure", "seconds"),
        rows,
        aim="no mark outside the screens made for it; the ledger verifies after erasure",
    )


def _proved(database: dict[str, str]) -> tuple[str, str, int]:
    begun = time.monotonic()
    results = (_tests(SWEEPS, database), _tests(ERASURE, database))
    return (*results, round(time.monotonic() - begun))


def _tests(paths: tuple[str, ...], database: dict[str, str]) -> str:
    progress(" ".join(paths))
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *paths]
    subprocess.run(command, env=os.environ | database, check=True)
    return "passed"


if __name__ == "__main__":
    run(measure)
