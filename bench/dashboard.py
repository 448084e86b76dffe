"""The leaders' dashboard with ten thousand and with a million cases: the page, the wall, the lists behind numbers."""

from collections.abc import Iterator

from django.urls import reverse

from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from bench import bureau
from bench.crowd import Crowd
from bench.lists import LEADER, Measured, Page, measured
from bench.report import Table, run
from bench.timing import percentile, shown

HEAD, HANDLER = "kezhang", "jingban"
MILLI = 1e-3


def measure(quick: bool) -> Iterator[Table]:
    """The same pages at both sizes of one database."""
    bureau.found()
    clerk = actor_for(Staff.objects.get(username=bureau.CLERK))
    small, large = (10_000, 100_000) if quick else (10_000, 1_000_000)
    crowd = Crowd.like_one_of(clerk, spared=Staff.objects.get(username=HANDLER).pk)
    crowd.grow(1, small)
    first = [measured(page, "") for page in _pages()]
    crowd.grow(small + 1, large)
    second = [measured(page, "") for page in _pages()]
    yield _table((small, large), first, second)


def _pages() -> tuple[Page, ...]:
    dashboard, behind = reverse("workbench:dashboard"), reverse("workbench:dashboard_list")
    return (
        Page("dashboard, a leader", dashboard, LEADER),
        Page("dashboard, twelve months", f"{dashboard}?span=months", LEADER),
        Page("dashboard, a head", dashboard, HEAD),
        Page("wall", reverse("workbench:dashboard_wall"), LEADER),
        Page("table to print", reverse("workbench:dashboard_table"), LEADER),
        Page("list, overdue cases", f"{behind}?kind=review&lamp=red", LEADER),
        Page("list, cases in time, page 3", f"{behind}?kind=review&lamp=green&skip=100", LEADER),
    )


def _table(sizes: tuple[int, int], first: Measured, second: Measured) -> Table:
    rows = []
    for (page, few, _), (_, many, queries) in zip(first, second, strict=True):
        parts = [percentile(values, share) for values in (few, many) for share in (0.5, 0.95)]
        cells = [shown(part / MILLI) for part in parts]
        rows.append((page.name, *cells, f"{parts[2] / parts[0]:.2f}", queries))
    columns = [f"{name} {size:,}" for size in sizes for name in ("median at", "p95 at")]
    return Table(
        f"dashboard: {sizes[0]:,} and {sizes[1]:,} cases, PostgreSQL (ms)",
        ("page", *columns, "ratio of medians", "queries"),
        rows,
        aim="p95 500 ms at a million cases of which a hundred thousand are open, the same queries at every size",
        notes=("in the process of the server; one case in ten is open",),
    )


if __name__ == "__main__":
    run(measure)
