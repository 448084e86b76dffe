"""One acceptance through the HTTP API, under 1, 4 and 16 clients, beside the same rows in plain SQL."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.db import connection

from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.workflows.intake import receive_and_accept
from bench import bureau
from bench.applications import applicants, application, body, papers
from bench.databases import postmaster
from bench.intake import raw, rows
from bench.intake.site import serving
from bench.report import Table, progress, run
from bench.timing import cpu_seconds, family, percentile, shown

CLIENTS = (1, 4, 16)
WORKERS = 2
MOST_A_SECOND = 500
MILLI = 1e-3


@dataclass(frozen=True, slots=True)
class Line:
    """What one crowd of clients met."""

    clients: int
    rate: float
    seconds: list[float]
    cpu: tuple[float, float, float] | None
    wrong: dict[str, int]

    def cells(self) -> tuple[str, ...]:
        """Requests a second and the percentiles in milliseconds."""
        shares = [shown(percentile(self.seconds, share) / MILLI) for share in (0.5, 0.95, 0.99)]
        return shown(self.rate), *shares


def measure(quick: bool) -> Iterator[Table]:
    """The API first, then plain SQL, for each number of clients."""
    bureau.found()
    url, seconds = os.environ["DATABASE_URL"], 3.0 if quick else 10.0
    written = _rows_of_one()
    key = bureau.key()
    connection.close()
    lines, bare = [], []
    with serving(WORKERS) as (pid, port):
        _crowd(pid, port, key, clients=4, seconds=2.0)  # warms every worker
        for clients in CLIENTS:
            progress(f"{clients} clients, the API, then plain SQL, {seconds:.0f} s each")
            lines.append(_crowd(pid, port, key, clients=clients, seconds=seconds))
            bare.append(_plain(url, written, clients, seconds))
    yield _table(lines, bare, written)


def _rows_of_one() -> list[raw.Rows]:
    """The rows of one acceptance, the second one: the first also begins the running numbers."""
    clerk = actor_for(Staff.objects.get(username=bureau.CLERK))
    people = applicants(first=900_000)
    receive_and_accept(application=application(next(people)), actor=clerk)
    mark = rows.Mark.now()
    receive_and_accept(application=application(next(people)), actor=clerk)
    return rows.since(mark)


def _crowd(pid: int, port: int, key: str, *, clients: int, seconds: float) -> Line:
    with tempfile.NamedTemporaryFile() as file:
        people = islice(_people, int(seconds * MOST_A_SECOND))
        present = papers()
        connection.close()
        Path(file.name).write_bytes(b"\n".join(body(one, present) for one in people))
        before = _cpu(pid)
        command = [sys.executable, "-m", "bench.intake.client", port, key, clients, seconds, file.name]
        done = subprocess.run([*map(str, command)], capture_output=True, check=True)
        after = _cpu(pid)
    seen = json.loads(done.stdout)
    wrong = {status: number for status, number in seen["statuses"].items() if status != "201"}
    good = len(seen["seconds"])
    used = (after[0] - before[0], after[1] - before[1], seen["cpu"])
    cpu = tuple(part / good for part in used) if good else None
    return Line(clients, good / seen["elapsed"], seen["seconds"], cpu, wrong)


_people = applicants()


def _cpu(pid: int) -> tuple[float, float]:
    """CPU seconds used so far by the server's processes and by the database's."""
    parent = postmaster(os.environ["DATABASE_URL"])
    return cpu_seconds(family(pid)), cpu_seconds(family(parent)) if parent else 0.0


def _plain(url: str, written: list[raw.Rows], clients: int, seconds: float) -> Line:
    loads = raw.run(url, written, clients=clients, seconds=seconds)
    rate = sum(len(load.seconds) / load.elapsed for load in loads)
    return Line(clients, rate, [second for load in loads for second in load.seconds], None, {})


def _table(lines: list[Line], bare: list[Line], written: list[raw.Rows]) -> Table:
    cells = []
    for ours, theirs in zip(lines, bare, strict=True):
        cpu = [shown(part / MILLI) for part in ours.cpu] if ours.cpu else ["–"] * 3
        wrong = " ".join(f"{status}×{number}" for status, number in ours.wrong.items()) or "none"
        cells.append(
            (f"API, {ours.clients} clients", *ours.cells(), *cpu, f"{ours.rate / theirs.rate:.1%}", wrong)
        )
        cells.append((f"plain SQL, {theirs.clients} clients", *theirs.cells(), "", "", "", "100%", ""))
    count = sum(len(each.values) for each in written)
    return Table(
        f"intake: one acceptance, {connection.vendor}",
        (
            "way",
            "a second",
            "p50 ms",
            "p95 ms",
            "p99 ms",
            "server CPU ms",
            "database",
            "client",
            "of plain",
            "not 201",
        ),
        cells,
        aim="200 a second at 4 clients, 10 ms of CPU (server and database)",
        notes=(
            f"banshi serve with {WORKERS} processes; a fresh applicant, {len(papers())} papers; "
            f"{count} rows in {len(written)} tables and two running numbers",
        ),
    )


if __name__ == "__main__":
    run(measure)
