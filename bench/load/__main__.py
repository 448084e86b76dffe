"""Mixed journeys, a rush on one time and the boards, by both servers, beside the bare database."""

import json
import os
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection
from django.test import Client

from banshi.kernel.cases.models import Case
from banshi.kernel.ledger.models import Entry
from banshi.kernel.organisation.models import Staff
from bench.databases import postmaster
from bench.dataset import making
from bench.dataset.originals import BASE
from bench.intake.site import SERVERS, WORKERS, serving
from bench.load import plain
from bench.load.client import GOOD, SHARES
from bench.load.plan import COLLEAGUES, Plan, bodies, plan, times
from bench.report import Table, progress, run
from bench.timing import cpu_seconds, family, percentile, shown

PEOPLE, CROWD, SCREENS, EVERY = 8, 200, 300, 4.0
# Without a data set one is made that is large enough to try the part.
SMALL = 2_000
MILLI = 1e-3
Seen = list[tuple[str, int, float]]


@dataclass(slots=True)
class Lap:
    """What a crowd met, and what it cost."""

    elapsed: float
    seen: Seen
    cpu: tuple[float, float]
    memory: int
    pages: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for page, _status, seconds in self.seen:
            self.pages[page].append(seconds)

    def counted(self, page: str, *statuses: int) -> int:
        """How many answers of a page had one of these statuses."""
        return sum(one == page and status in statuses for one, status, _ in self.seen)


def measure(quick: bool) -> Iterator[Table]:
    """The same three crowds for each server."""
    making.found_bureau()
    if not Case.objects.filter(pk=BASE).exists():
        making.copy(SMALL)
        making.tidy()
    seconds = 4.0 if quick else 60.0
    asked, free = plan(), times()
    pages = {name: plain.questions(work) for name, work in _openings(asked).items()}
    size = f"{Case.objects.count():,} cases, {Entry.objects.count():,} entries"
    connection.close()
    progress(f"the bare database, {PEOPLE} clients")
    url = os.environ["DATABASE_URL"]
    bare = plain.run(url, {name: one[0] for name, one in pages.items()}, clients=PEOPLE, seconds=seconds / 4)
    laps = {name: _laps(name, asked, free.pop(0), seconds) for name in SERVERS}
    yield _pages(laps, bare, {name: number for name, (_, number) in pages.items()}, size)
    yield _servers(laps)
    yield _rush(laps)
    yield _boards(laps)


def _openings(asked: Plan) -> dict[str, object]:
    """The pages that only read, as they are opened in this process."""
    citizen, colleague = Client(), Client()
    colleague.force_login(Staff.objects.get(username=COLLEAGUES[0]))
    number, code = asked.own[len(asked.own) // 2]
    citizen.post("/progress/", {"number": number, "secret": code})
    opened = {
        "home": (citizen, "/"),
        "search": (citizen, "/search/?q=低保"),
        "item": (citizen, f"/items/{asked.items[0]}/"),
        "progress, own case": (citizen, f"/progress/{number}/"),
        "booking, days": (citizen, f"/appointments/{asked.bookable}/"),
        "my work": (colleague, "/desk/"),
        "case page": (colleague, f"/desk/cases/{asked.staff[0]['cases'][0]}/"),
        "board": (citizen, "/hall/board/"),
    }
    for client, address in opened.values():
        if (status := client.get(address).status_code) != 200:
            raise RuntimeError(f"{address}: status {status}")
    return {name: (lambda c=client, a=address: c.get(a)) for name, (client, address) in opened.items()}


def _laps(server: str, asked: Plan, free: tuple[str, int], seconds: float) -> dict[str, Lap]:
    """The mixed journeys, the rush with a few others about, the boards alone."""
    slot, _places = free
    applications = bodies(int(seconds * 40))
    connection.close()
    with serving(server) as (pid, port):
        known = asked.asked(port=port, bodies=applications)
        _lap(pid, known | {"people": PEOPLE, "seconds": seconds / 8})
        progress(f"{server}: {PEOPLE} people, {seconds:.0f} s; then {CROWD} at once; then {SCREENS} boards")
        return {
            "mixed": _lap(pid, known | {"people": PEOPLE, "seconds": seconds}),
            "rush": _lap(pid, known | {"people": 2, "seconds": seconds / 8, "rush": CROWD, "slot": slot}),
            "boards": _lap(pid, known | {"boards": 15, "pace": 15 * EVERY / SCREENS, "seconds": seconds / 4}),
        }


def _lap(pid: int, wanted: dict[str, object]) -> Lap:
    before = _cpu(pid)
    command = [sys.executable, "-m", "bench.load.client"]
    done = subprocess.run(command, input=json.dumps(wanted), capture_output=True, text=True, check=True)
    after, found = _cpu(pid), json.loads(done.stdout)
    return Lap(found["elapsed"], found["seen"], (after[0] - before[0], after[1] - before[1]), _memory(pid))


def _cpu(pid: int) -> tuple[float, float]:
    parent = postmaster(os.environ["DATABASE_URL"])
    return cpu_seconds(family(pid)), cpu_seconds(family(parent)) if parent else 0.0


def _memory(pid: int) -> int:
    """Megabytes of the server's processes; what they share is counted once."""
    texts = [Path(f"/proc/{one}/smaps_rollup").read_text() for one in family(pid)]
    return (
        sum(int(line.split()[1]) for text in texts for line in text.splitlines() if line[:4] == "Pss:")
        // 1024
    )


def _times(seconds: Sequence[float], *shares: float) -> list[str]:
    return [shown(percentile(seconds, share) / MILLI) for share in shares]


Laps = dict[str, dict[str, Lap]]


def _pages(laps: Laps, bare: dict[str, list[float]], queries: dict[str, int], size: str) -> Table:
    names = list(dict.fromkeys(page for each in laps.values() for page in each["mixed"].pages))
    rows = []
    for page in names:
        cells = [cell for each in laps.values() for cell in _times(each["mixed"].pages[page], 0.5, 0.95)]
        number = sum(len(each["mixed"].pages[page]) for each in laps.values())
        rows.append((page, number, *_times(bare.get(page, ()), 0.5, 0.95), *cells, queries.get(page, "–")))
    head = [f"{name} {share}" for name in ("bare", *laps) for share in ("p50", "p95")]
    shares = ", ".join(f"{name} {share}" for name, share in SHARES.items())
    return Table(
        f"load: {PEOPLE} people without a pause, {size} (ms)",
        ("page", "asked", *head, "queries"),
        rows,
        aim="p95 of at most 250 ms, at most 25 queries",
        notes=(
            f"of a hundred: {shares}",
            "bare: the page's own SELECTs by psycopg, as many clients, same run",
        ),
    )


def _servers(laps: Laps) -> Table:
    rows, notes = [], [f"{WORKERS} server processes"]
    for name, each in laps.items():
        lap = each["mixed"]
        number, seconds = len(lap.seen), [seconds for _, _, seconds in lap.seen]
        cpu = [shown(part / number / MILLI) for part in lap.cpu]
        wrong = Counter(f"{page} {status}" for page, status, _ in lap.seen if status not in GOOD)
        spread = _times(seconds, 0.5, 0.95, 0.99)
        memory = (lap.memory, each["boards"].memory)
        rows.append((name, number, shown(number / lap.elapsed), *spread, wrong.total(), *cpu, *memory))
        notes += [f"{name}: {page} × {times}" for page, times in wrong.most_common()]
    columns = "server, requests, a second, p50, p95, p99, wrong, server CPU, database CPU, MB, MB at the end"
    aim = "150 requests a second, p95 250 ms, p99 600 ms, no error"
    return Table(
        "load: the mixed journeys (ms a request)", tuple(columns.split(", ")), rows, aim, tuple(notes)
    )


def _rush(laps: Laps) -> Table:
    rows = []
    for name, each in laps.items():
        lap, page = each["rush"], "rush, confirmed"
        told = [lap.counted(page, 302), lap.counted(page, 422)]
        others = [s for one, _, s in lap.seen if not one.startswith(("rush", "booking, form"))]
        spread = _times(lap.pages[page], 0.5, 0.95, 1)
        rows.append((name, CROWD, *told, CROWD - sum(told), *spread, *_times(others, 0.95)))
    columns = ("server", "clients", "booked", "told it is full", "else", "p50", "p95", "worst", "others' p95")
    return Table("load: everybody wants one time with 20 places (ms)", columns, rows, "exactly 20, p95 2 s")


def _boards(laps: Laps) -> Table:
    rows = []
    for name, each in laps.items():
        lap = each["boards"]
        server, database = (shown(part / lap.elapsed * 100) for part in lap.cpu)
        rate = len(lap.seen) / lap.elapsed
        rows.append(
            (name, round(rate * EVERY), shown(rate), *_times(lap.pages["board"], 0.5, 0.95), server, database)
        )
    columns = ("server", "boards", "a second", "p50 ms", "p95 ms", "server: % of a core", "database: %")
    return Table(f"load: boards, each every {EVERY:.0f} s", columns, rows, "300 boards within 20 % of a core")


if __name__ == "__main__":
    run(measure)
