"""Reading entries that somebody may have tampered with: nothing in them makes the reader stumble.

SQLite keeps a moment and JSON as text, in which anything may stand, and texts that are no UTF-8. They are read as
they are, parsed here, and compared with the way we write them.
"""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet, TextField
from django.db.models.functions import Cast

from banshi.kernel.ledger.models import Entry

PIECE = 2000
COLUMNS = ("id", "stream", "seq", "actor", "behalf", "act", "algorithm", "previous", "hash")
PARSED = ("at", "articles", "payload")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as it stands; what cannot be parsed is None. `as_written`: its texts are spelled as we spell them."""

    id: int
    stream: str
    seq: int
    actor: str
    behalf: str
    act: str
    algorithm: str
    previous: str
    hash: str
    at: dt.datetime | None
    articles: Any
    payload: Any
    as_written: bool = True


def rows(entries: QuerySet[Entry]) -> Iterator[Row]:
    """The entries of an ordered query, one by one."""
    if connection.vendor != "sqlite":
        for found in entries.values_list(*COLUMNS, *PARSED).iterator(chunk_size=PIECE):
            yield Row(*found)
        return
    texts = {f"text_of_{name}": Cast(F(name), TextField()) for name in PARSED}
    with lenient():
        for found in entries.annotate(**texts).values_list(*COLUMNS, *texts).iterator(chunk_size=PIECE):
            yield _parsed(found[:-3], *found[-3:])


@contextmanager
def lenient() -> Iterator[None]:
    """Inside, SQLite gives back bytes that are no text as well, marked as such, instead of failing."""
    if connection.vendor != "sqlite":
        yield
        return
    connection.ensure_connection()
    before = connection.connection.text_factory
    connection.connection.text_factory = _text
    try:
        yield
    finally:
        connection.connection.text_factory = before


def _text(data: bytes) -> str:
    return data.decode(errors="surrogateescape")


def _parsed(columns: tuple[Any, ...], at_text: Any, articles_text: Any, payload_text: Any) -> Row:
    at, articles, payload = _moment(at_text), _json(articles_text), _json(payload_text)
    written = (at_text, articles_text, payload_text) == (
        _at_written(at),
        json.dumps(articles),
        json.dumps(payload),
    )
    return Row(*(*columns, at, articles, payload, written and type(columns[2]) is int))


def _moment(text: Any) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)
    except (ValueError, TypeError):
        return None


def _at_written(at: dt.datetime | None) -> str:
    return str(at.replace(tzinfo=None)) if at else ""


def _json(text: Any) -> Any:
    try:
        return json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return None
