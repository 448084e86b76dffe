"""Databases of the benchmark's own: durable as in a bureau, gone afterwards, but for the data set."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from urllib.parse import parse_qs, urlsplit

from tests import postgres

# Every commit reaches the disk. Autovacuum runs, as it would.
DURABLE = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "max_connections": "260",
    "shared_buffers": "1GB",
    "max_wal_size": "4GB",
}


# The folder of the data set, when it is not var/dataset.
DATASET = "BANSHI_DATASET"


@contextmanager
def postgresql() -> Iterator[str]:
    """The URL of a private PostgreSQL that survives a power cut (or of `TEST_DATABASE_URL`, as it is set up)."""
    with patch.dict(postgres.SPEED, DURABLE, clear=True), postgres.server() as url:
        yield url


@contextmanager
def sqlite() -> Iterator[str]:
    """The URL of an SQLite file, with the product's own settings (WAL, synchronous NORMAL)."""
    with tempfile.TemporaryDirectory(prefix="banshi-bench-") as folder:
        yield f"sqlite:///{folder}/bench.sqlite3"


@contextmanager
def dataset() -> Iterator[str]:
    """The URL of the PostgreSQL that `python -m bench.dataset` fills; its data stay where they are."""
    home = Path(os.environ.get(DATASET) or Path(__file__).parents[1] / "var" / "dataset").resolve()
    home.mkdir(parents=True, exist_ok=True)
    with patch.dict(postgres.SPEED, DURABLE, clear=True), postgres.kept(home) as url:
        yield url


KINDS = {"postgresql": postgresql, "sqlite": sqlite, "dataset": dataset}


def postmaster(url: str) -> int | None:
    """The process of the private server behind the URL; None for a server elsewhere."""
    home = parse_qs(urlsplit(url).query).get("host", [""])[0]
    pidfile = Path(home) / "data" / "postmaster.pid"
    return int(pidfile.read_text().splitlines()[0]) if home and pidfile.exists() else None
