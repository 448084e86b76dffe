"""Databases of the benchmark's own: durable as in a bureau, gone afterwards."""

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


KINDS = {"postgresql": postgresql, "sqlite": sqlite}


def postmaster(url: str) -> int | None:
    """The process of the private server behind the URL; None for a server elsewhere."""
    home = parse_qs(urlsplit(url).query).get("host", [""])[0]
    pidfile = Path(home) / "data" / "postmaster.pid"
    return int(pidfile.read_text().splitlines()[0]) if home and pidfile.exists() else None
