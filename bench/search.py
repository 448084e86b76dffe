"""Finding an item by ordinary words: among the 32 of the catalogue, and among thousands."""

import itertools
from collections.abc import Iterator
from typing import Any

from banshi.kernel.catalogue import actions as catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.queries import published
from banshi.kernel.catalogue.search import search
from banshi.lib import clock
from bench import bureau
from bench.report import Table, progress, run
from bench.timing import each, percentile, shown

QUERIES = (
    "社团",
    "社会团体",
    "shetuan",
    "shtt",
    "养老院",
    "我要给老人办补贴",
    "收养",
    "低保",
    "残疾人",
    "MZ-XK-01",
    "结婚登记要带什么",
    "慈善募捐",
)
PLACES = "海州细河太平新邱清河门阜蒙彰武城东城西城南城北高新开发"
MILLI = 1e-3


def measure(quick: bool) -> Iterator[Table]:
    """Every query many times, warm; and the first one, which builds the process's index."""
    bureau.found()
    rows = [_row("the sample catalogue", 10)]
    number = 1_000 if quick else 5_000
    progress(f"a catalogue of {number:,} items is imported")
    _grow(number)
    rows.append(_row("with synthetic items", 3))
    yield Table(
        "search (ms)",
        ("catalogue", "items", "first", "median", "p95", "worst"),
        rows,
        notes=(f"{len(QUERIES)} queries: words, pinyin, initials, a code, whole sentences",),
    )


def _row(name: str, rounds: int) -> tuple[str | int, ...]:
    today = clock.today()
    items = len(published(today))
    first = each(lambda: search(QUERIES[0], today), times=1, warm=0)
    queries = itertools.cycle(QUERIES)
    seconds = each(lambda: search(next(queries), today), times=rounds * len(QUERIES), warm=len(QUERIES))
    shares = (percentile(seconds, share) / MILLI for share in (0.5, 0.95, 1))
    return name, items, shown(first[0] / MILLI), *map(shown, shares)


def _grow(number: int) -> None:
    samples = load_bundled()
    synthetic = [_like(samples[n % len(samples)], n) for n in range(number - len(samples))]
    for at in range(0, len(synthetic), 500):
        report = catalogue.import_catalogue(
            rows=synthetic[at : at + 500], effective_from=bureau.CATALOGUE_SINCE, actor_ref="system"
        )
        if not report.imported:
            raise RuntimeError(f"the synthetic items were refused: {report.bad[0]}")


def _like(sample: dict[str, Any], n: int) -> dict[str, Any]:
    """The same item elsewhere, with a code and a name of its own."""
    place = PLACES[n * 2 % len(PLACES) :][:2]
    return sample | {"code": f"MZ-XN-{n:05d}", "name_zh": f"{place}{n}号{sample['name_zh']}"}


if __name__ == "__main__":
    run(measure)
