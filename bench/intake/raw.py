"""The same rows without the product: one transaction of plain SQL, one INSERT a table. No Django here."""

import multiprocessing
import sqlite3
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

import psycopg

# The two running numbers, taken as the product takes them: the row stays locked until the commit.
COUNTERS = (
    "INSERT INTO cases_dayseries (day, last) VALUES ('2000-01-01', 1) "
    "ON CONFLICT (day) DO UPDATE SET last = cases_dayseries.last + 1 RETURNING last",
    "INSERT INTO documents_series (mark, year, last) VALUES ('raw', 2000, 1) "
    "ON CONFLICT (mark, year) DO UPDATE SET last = documents_series.last + 1 RETURNING last",
)
SQLITE = ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=NORMAL", "PRAGMA foreign_keys=ON")
# Columns that point to a row of the same transaction.
REFERENCES = {"party_id": "parties_party", "case_id": "cases_case"}


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of one table, with all their columns."""

    table: str
    columns: tuple[str, ...]
    values: tuple[tuple[Any, ...], ...]

    def column(self, name: str) -> list[Any]:
        """The values of one column."""
        at = self.columns.index(name)
        return [row[at] for row in self.values]


@dataclass(frozen=True, slots=True)
class Load:
    """What one client did: transactions, and the seconds of each."""

    seconds: list[float]
    elapsed: float


def run(url: str, rows: Sequence[Rows], *, clients: int, seconds: float) -> list[Load]:
    """Let `clients` processes write the rows again and again."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(clients) as pool:
        return pool.starmap(_client, [(url, tuple(rows), seconds)] * clients, chunksize=1)


def _client(url: str, rows: Sequence[Rows], lasts: float) -> Load:
    line = _connect(url)
    _write(line, rows)
    seconds: list[float] = []
    begin = perf_counter()
    while (start := perf_counter()) < begin + lasts:
        _write(line, rows)
        seconds.append(perf_counter() - start)
    return Load(seconds, perf_counter() - begin)


def _connect(url: str) -> Any:
    if not url.startswith("sqlite"):
        return psycopg.connect(url)
    line = sqlite3.connect(urlsplit(url).path, timeout=60, isolation_level=None)
    for pragma in SQLITE:
        line.execute(pragma)
    return line


def _write(line: Any, rows: Sequence[Rows]) -> None:
    """One transaction; what must be unique is made anew."""
    plain = isinstance(line, sqlite3.Connection)
    mark = "?" if plain else "%s"
    ids: dict[str, int] = {}
    if plain:
        line.execute("BEGIN IMMEDIATE")
    for counter in COUNTERS:
        ids["serial"] = line.execute(counter).fetchone()[0]
    for each in rows:
        kept = [at for at, name in enumerate(each.columns) if name != "id"]
        names = [each.columns[at] for at in kept]
        values = [
            _fresh(name, row[at], ids) for row in each.values for at, name in zip(kept, names, strict=True)
        ]
        line_of_marks = f"({', '.join([mark] * len(kept))})"
        sql = f"INSERT INTO {each.table} ({', '.join(names)}) VALUES {', '.join([line_of_marks] * len(each.values))}"
        if "id" in each.columns:
            ids[each.table] = line.execute(f"{sql} RETURNING id", values).fetchall()[0][0]
        else:
            line.execute(sql, values)
    line.execute("COMMIT") if plain else line.commit()


def _fresh(column: str, value: Any, ids: dict[str, int]) -> Any:
    if column in REFERENCES and value is not None:
        return ids[REFERENCES[column]]
    if column == "stream":
        return f"case:{ids['cases_case']}"
    if column == "uid":
        return uuid.uuid4() if isinstance(value, uuid.UUID) else uuid.uuid4().hex
    if column in {"number", "number_digest", "verification_code"} and isinstance(value, str):
        return uuid.uuid4().hex[: max(16, min(len(value), 32))][: 16 if column == "verification_code" else 32]
    if column in {"mark", "serial"}:
        return "raw" if column == "mark" else ids["serial"]
    return value
