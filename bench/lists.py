"""Work lists and the case list with ten thousand and with a million cases, as ordinary colleagues see them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.test import Client
from django.urls import reverse

from banshi.kernel.cases.models import Case
from banshi.kernel.organisation.models import Staff
from banshi.kernel.organisation.people import actor_for
from bench import bureau
from bench.crowd import Crowd, give
from bench.queries import Counted
from bench.report import Table, run
from bench.timing import each, percentile, shown

HANDLER, LEADER = "jingban", "juling"
ON_THE_DESK = 60
TIMES = 30
MILLI = 1e-3


@dataclass(frozen=True, slots=True)
class Page:
    """A page and who opens it; the API's lists are asked for with the clerk's key."""

    name: str
    address: str
    who: str = ""

    def client(self, key: str) -> Client:
        """A logged-in browser, or a system with a key."""
        client = Client(
            headers={} if self.who else {"authorization": f"Bearer {key}"}, raise_request_exception=False
        )
        if self.who:
            client.force_login(Staff.objects.get(username=self.who))
        return client


def measure(quick: bool) -> Iterator[Table]:
    """The same pages at both sizes of one database."""
    bureau.found()
    handler = Staff.objects.get(username=HANDLER)
    clerk = actor_for(Staff.objects.get(username=bureau.CLERK))
    small, large = (10_000, 100_000) if quick else (10_000, 1_000_000)
    crowd = Crowd.like_one_of(clerk, spared=handler.pk)
    key = bureau.key()
    crowd.grow(1, small)
    give(handler.pk, handler.section_id, ON_THE_DESK)
    first = [measured(page, key) for page in _pages()]
    crowd.grow(small + 1, large)
    second = [measured(page, key) for page in _pages()]
    yield _table((small, large), first, second)


def _pages() -> tuple[Page, ...]:
    work, cases = reverse("workbench:home"), reverse("api:cases")
    newest = Case.objects.order_by("-id").values_list("number", flat=True)[0]
    return (
        Page(f"my work, a handler with {ON_THE_DESK} cases", work, HANDLER),
        Page("my work, the whole section", f"{work}?desk=section", HANDLER),
        Page("my work, everything, as a leader", f"{work}?desk=all", LEADER),
        Page("my work, the next page", f"{work}?desk=all&after=2026-10-20.1", LEADER),
        Page("find a case by its number", f"{reverse('workbench:find')}?q={newest}", bureau.CLERK),
        Page("API, the newest 25 cases", cases),
        Page("API, open cases of a section", f"{cases}?open=true&section=SHZZ"),
        Page("API, page 2 of 100 open cases", f"{cases}?open=true&limit=100&before=2005000"),
        Page("API, due by a day", f"{cases}?due_by=2026-10-29&open=true"),
    )


def measured(page: Page, key: str) -> tuple[Page, list[float], int]:
    """The page with the seconds of each opening, and how many questions it asks."""
    client = page.client(key)

    def open_it() -> None:
        answer = client.get(page.address)
        if answer.status_code != 200:
            raise RuntimeError(f"{page.name}: status {answer.status_code}")

    seconds = each(open_it, times=TIMES, warm=3)
    with Counted() as counted:
        open_it()
    return page, seconds, counted.number


Measured = list[tuple[Page, list[float], int]]


def _table(sizes: tuple[int, int], first: Measured, second: Measured) -> Table:
    rows = []
    for (page, few, _), (_, many, queries) in zip(first, second, strict=True):
        small, large = percentile(few, 0.95), percentile(many, 0.95)
        halves = percentile(few, 0.5), percentile(many, 0.5)
        cells = [shown(part / MILLI) for part in (halves[0], small, halves[1], large)]
        rows.append((page.name, *cells, f"{halves[1] / halves[0]:.2f}", f"{large / small:.2f}", queries))
    columns = [f"{name} {size:,}" for size in sizes for name in ("median at", "p95 at")]
    return Table(
        f"lists: {sizes[0]:,} and {sizes[1]:,} cases, PostgreSQL (ms)",
        ("page", *columns, "ratio of medians", "of p95", "queries"),
        rows,
        aim="p95 150 ms, at most 1.3 times as slow at a million, at most 25 queries",
        notes=(f"p95 of {TIMES} in the process of the server; one case in ten is open",),
    )


if __name__ == "__main__":
    run(measure)
