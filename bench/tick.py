"""The minute tick among a million open clocks: nothing due, then a thousand due."""

from collections.abc import Iterator
from time import perf_counter

from django.db import connection

from banshi.institutions.time_limits.models import Breach
from banshi.kernel.clocks.models import Clock
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from banshi.workflows.tick import duties
from bench import bureau
from bench.crowd import Crowd, late
from bench.queries import Counted
from bench.report import Table, run
from bench.timing import shown


def measure(quick: bool) -> Iterator[Table]:
    """Twice with nothing due, then with the clocks due; letters and messages are left to the worker."""
    bureau.found()
    people = {one.username: one for one in Staff.objects.all()}
    crowd = Crowd.like_one_of(actor_for(people[bureau.CLERK]), spared=0, open_every=1)
    crowd.grow(1, 50_000 if quick else 500_000)
    duties()
    rows = [_timed("nothing due")]
    late(1_000)
    rows.append(_timed("1,000 due"))
    rows.append(_timed("again: nothing left"))
    running = Clock.objects.filter(stopped_at=None).count()
    written = f"{Breach.objects.count():,} breaches recorded, {Message.objects.count():,} messages queued"
    columns = ("tick", "seconds", "clocks looked at", "queries")
    yield Table(
        f"tick: {running:,} open clocks, {connection.vendor}", columns, rows, "2 s with 1,000 due", (written,)
    )


def _timed(name: str) -> tuple[str | int, ...]:
    with Counted() as counted:
        start = perf_counter()
        done = duties()
        seconds = perf_counter() - start
    return name, shown(seconds), sum(done.values()), counted.number


if __name__ == "__main__":
    run(measure)
