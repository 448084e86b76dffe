"""Finding an item by ordinary words: among the 32 of the catalogue, and among thousands."""

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from banshi.kernel.catalogue import actions as catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.queries import published
from banshi.kernel.catalogue.search import search
from banshi.lib import clock
from bench import bureau
from bench.report import Table, progress, run
from bench.timing import each, percentile, shown

DATA = Path(__file__).parent / "data"
FIRST = 3
AIM = 0.95
PLACES = "海州细河太平新邱清河门阜蒙彰武城东城西城南城北高新开发"
MILLI = 1e-3


def measure(quick: bool) -> Iterator[Table]:
    """Every query many times, warm; and the first one, which builds the process's index."""
    bureau.found()
    everyday, held_out = _asked("queries.yaml"), _asked("held_out.yaml")
    yield _recall({"everyday queries": everyday, "written afterwards": held_out})
    queries = [query for query, _code in everyday]
    rows = [_row("the sample catalogue", queries)]
    number = 1_000 if quick else 5_000
    progress(f"a catalogue of {number:,} items is imported")
    _grow(number)
    rows.append(_row("with synthetic items", queries))
    yield Table(
        "search (ms)",
        ("catalogue", "items", "first", "median", "p95", "worst"),
        rows,
        aim="p95 of at most 50 ms with 5,000 items",
        notes=(f"{len(queries)} queries: words, sentences, pinyin, initials, wrong characters",),
    )


def _asked(name: str) -> list[tuple[str, str]]:
    """The queries of a file, each with the code of the item it must find."""
    by_item = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    return [(str(query), code) for code, queries in by_item.items() for query in queries]


def _recall(lists: dict[str, list[tuple[str, str]]]) -> Table:
    """How many of the queries find their item among the first three."""
    today, rows, missed = clock.today(), [], []
    for name, asked in lists.items():
        lost = [q for q, code in asked if code not in {hit.code for hit in search(q, today, limit=FIRST)}]
        rows.append((name, len(asked), len(asked) - len(lost), f"{1 - len(lost) / len(asked):.1%}"))
        missed += lost
    notes = (f"not found: {'、'.join(missed)}",) if missed else ()
    columns = ("queries", "asked", "found", "recall")
    return Table(f"search: among the first {FIRST}", columns, rows, f"recall of at least {AIM:.0%}", notes)


def _row(name: str, queries: list[str]) -> tuple[str | int, ...]:
    today = clock.today()
    items = len(published(today))
    first = each(lambda: search(queries[0], today), times=1, warm=0)
    asked = itertools.cycle(queries)
    seconds = each(lambda: search(next(asked), today), times=3 * len(queries), warm=len(queries))
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
