"""The same questions without the product: the SELECTs of a page, asked by psycopg one after the other."""

import multiprocessing
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from time import perf_counter
from typing import Any

import psycopg
from django.db import connection

Asked = tuple[str, Any]


def questions(work: Callable[[], object]) -> tuple[list[Asked], int]:
    """The SELECTs that `work` sends to the database, and how many statements there were in all."""
    asked: list[Asked] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        asked.append((sql, params))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        work()
    return [one for one in asked if one[0].startswith("SELECT")], len(asked)


def run(
    url: str, pages: Mapping[str, Sequence[Asked]], *, clients: int, seconds: float
) -> dict[str, list[float]]:
    """Let `clients` processes ask what the pages ask, page by page; the seconds of each page."""
    found: dict[str, list[float]] = defaultdict(list)
    with multiprocessing.get_context("fork").Pool(clients) as pool:
        for one in pool.starmap(_client, [(url, dict(pages), seconds)] * clients, chunksize=1):
            for page, each in one.items():
                found[page] += each
    return found


def _client(url: str, pages: Mapping[str, Sequence[Asked]], lasts: float) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    end = perf_counter() + lasts
    with psycopg.connect(url, autocommit=True) as line:
        while perf_counter() < end:
            for page, asked in pages.items():
                begun = perf_counter()
                for sql, params in asked:
                    line.execute(sql, params).fetchall()
                found[page].append(perf_counter() - begun)
    return found
