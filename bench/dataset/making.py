"""Making the data set in the database of the settings: the sample bureau, copies of its cases, checkpoints.

Every batch is one transaction. A run that was broken off goes on with the batches that are missing.
"""

import multiprocessing
import os
import resource
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from banshi.config.demo import load as demo
from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.checkpoints import MOST, make_due
from banshi.kernel.ledger.models import Checkpoint, Entry
from bench.dataset.copying import Copier
from bench.dataset.originals import BASE, originals
from bench.report import Table, bar, say

T = TypeVar("T")
BATCH = 1000
# The sample bureau has so many cases of its own.
TOLD = 150
TABLES = (
    "parties_party",
    "cases_case",
    "cases_casematerial",
    "cases_outcome",
    "documents_document",
    "clocks_clock",
)
LEDGER = ("ledger_entry", "ledger_head", "ledger_checkpoint")


def make(cases: int) -> Table:
    """Fill the database up to `cases` copied cases with about ten chained entries each; what that took."""
    rows: list[tuple[str, str | int]] = [("the sample bureau (s)", _timed(found_bureau)[0])]
    seconds, entries = _timed(lambda: copy(cases))
    rows += [
        ("copies (s)", seconds),
        ("entries chained", entries),
        ("entries a second", int(entries / seconds)),
    ]
    rows.append(("statistics of the planner (s)", _timed(tidy)[0]))
    seconds, made = _timed(seal)
    rows += [("checkpoints (s)", seconds), ("checkpoints", made), *_size()]
    return Table(f"data set: {cases:,} cases", ("what", "value"), rows)


def _timed(work: Callable[[], T]) -> tuple[int, T]:
    begun = perf_counter()
    found = work()
    return round(perf_counter() - begun) or 1, found


def _size() -> Iterator[tuple[str, str | int]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database()), (SELECT count(*) FROM ledger_entry)")
        size, entries = cursor.fetchone()
    yield "entries in the ledger", entries
    yield "database (MB)", size // 10**6
    whose = (("this process", resource.RUSAGE_SELF), ("a worker at most", resource.RUSAGE_CHILDREN))
    for name, kind in whose:
        yield f"memory, {name} (MB)", resource.getrusage(kind).ru_maxrss // 1024


def found_bureau() -> None:
    """Create the tables and the sample bureau, unless they are there."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=0)
    if not demo.loaded():
        demo.load(cases=TOLD)


def copy(cases: int) -> int:
    """Copy the originals until there are so many copies; returns how many entries were chained."""
    closed, running = originals()
    copier = Copier(os.environ["DATABASE_URL"], closed, running)
    batches = list(_missing(cases))
    # The processes inherit the opened originals; a connection must not be inherited.
    connection.close()
    began, entries, done = perf_counter(), 0, 0
    with multiprocessing.get_context("fork").Pool(os.cpu_count(), _take, [copier]) as pool:
        for written in pool.imap_unordered(_write, batches):
            done, entries = done + 1, entries + written
            rate = f"{entries:,} entries, {entries / (perf_counter() - began):,.0f} a second"
            bar(done / len(batches), f"{done * BATCH:,} cases, {rate}")
    return entries


def _missing(cases: int) -> Iterator[tuple[int, int]]:
    """The batches whose first case is not there yet."""
    firsts = range(0, cases, BATCH)
    there = set(
        Case.objects.filter(pk__in=[BASE + n for n in firsts]).order_by().values_list("pk", flat=True)
    )
    return ((n, min(n + BATCH, cases) - 1) for n in firsts if BASE + n not in there)


_copiers: list[Copier] = []


def _take(copier: Copier) -> None:
    _copiers[:] = [copier]


def _write(numbers: tuple[int, int]) -> int:
    return _copiers[0].write(*numbers)


def tidy() -> None:
    """Let the running numbers go on after the copies, and the planner know what is there."""
    with connection.cursor() as cursor:
        for table in TABLES:
            newest = f"(SELECT max(id) FROM {table})"
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), {newest})")
        for table in (*TABLES, *LEDGER):
            cursor.execute(f"VACUUM ANALYZE {table}")


def seal() -> int:
    """The product's own checkpoints over all entries, as the minute tick catches up: at most 5,000 in each.

    Returns how many were made. The newest entries may wait, as they do in a bureau.
    """
    last = Checkpoint.objects.order_by("number").last()
    due = Entry.objects.filter(id__gt=last.last if last else 0).count()
    made = 0
    while more := make_due():
        made += more
        bar(min(0.99, made * MOST / max(due, 1)), f"{made:,} checkpoints")
    bar(1, f"{made:,} checkpoints")
    return made


if __name__ == "__main__":
    say(make(int(sys.argv[1])).text())
