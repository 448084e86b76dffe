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
from bench.intake.site import SERVERS, WORKERS, serving
from bench.report import Table, progress, run
from bench.timing import cpu_seconds, family, percentile, shown

CLIENTS = (1, 4, 16)
MOST_A_SECOND = 500
MILLI = 1e-3


@dataclass(frozen=True, slots=True)
class Line:
    """What one crowd of clients met."""

    server: str
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
    """Plain SQL first, then each server, for each number of clients."""
    bureau.found()
    url, seconds = os.environ["DATABASE_URL"], 3.0 if quick else 10.0
    written = _rows_of_one()
    key = bureau.key()
    connection.close()
    bare = {clients: _plain(url, written, clients, seconds) for clients in CLIENTS}
    lines = [line for server in SERVERS for line in _served(server, key, seconds)]
    yield _table(lines, bare, written)


def _served(server: str, key: str, seconds: float) -> list[Line]:
    with serving(server) as (pid, port):
        # Every thread of every worker opens its connection and compiles what it needs.
        _crowd(server, pid, port, key, clients=16, seconds=3.0)
        progress(f"{server} with {CLIENTS} clients, {seconds:.0f} s each")
        return [_crowd(server, pid, port, key, clients=clients, seconds=seconds) for clients in CLIENTS]


def _rows_of_one() -> list[raw.Rows]:
    """The rows of one acceptance, the second one: the first also begins the running numbers."""
    clerk = actor_for(Staff.objects.get(username=bureau.CLERK))
    people = applicants(first=900_000)
    receive_and_accept(application=application(next(people)), actor=clerk)
    mark = rows.Mark.now()
    receive_and_accept(application=application(next(people)), actor=clerk)
    return rows.since(mark)


def _crowd(server: str, pid: int, port: int, key: str, *, clients: int, seconds: float) -> Line:
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
    return Line(server, clients, good / seen["elapsed"], seen["seconds"], cpu, wrong)


_people = applicants()


def _cpu(pid: int) -> tuple[float, float]:
    """CPU seconds used so far by the server's processes and by the database's."""
    parent = postmaster(os.environ["DATABASE_URL"])
    return cpu_seconds(family(pid)), cpu_seconds(family(parent)) if parent else 0.0


def _plain(url: str, written: list[raw.Rows], clients: int, seconds: float) -> Line:
    loads = raw.run(url, written, clients=clients, seconds=seconds)
    rate = sum(len(load.seconds) / load.elapsed for load in loads)
    return Line("plain SQL", clients, rate, [second for load in loads for second in load.seconds], None, {})


def _table(lines: list[Line], bare: dict[int, Line], written: list[raw.Rows]) -> Table:
    cells = []
    for line in lines:
        cpu = [shown(part / MILLI) for part in line.cpu] if line.cpu else ["–"] * 3
        wrong = " ".join(f"{status}×{number}" for status, number in line.wrong.items()) or "none"
        share = f"{line.rate / bare[line.clients].rate:.1%}"
        cells.append((f"{line.server}, {line.clients} clients", *line.cells(), *cpu, share, wrong))
    for line in bare.values():
        cells.append((f"plain SQL, {line.clients} clients", *line.cells(), "", "", "", "100%", ""))
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
            f"{WORKERS} server processes; a fresh applicant, {len(papers())} papers; "
            f"{count} rows in {len(written)} tables and two running numbers",
        ),
    )


if __name__ == "__main__":
    run(measure)
