"""Copies of cases by COPY, in processes of their own: numbered, sealed and chained as the product does it."""

import datetime as dt
import hashlib
import json
import re
import uuid
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import psycopg

from banshi.kernel.cases.stream import stream
from banshi.kernel.ledger.chain import START, Sealed, entry_hash
from banshi.kernel.vault.sealing import seal
from bench.dataset.originals import BASE, Original, Row, Rows, place

# So many rows of one table a case may have.
ROOM = 100
# A party has four cases; those of one party in a hundred are open.
EACH, OPEN = 4, 100
# Closed cases lie back up to so many whole weeks: a working day stays one, but for holidays.
WEEKS = 140
DAY = re.compile(r"(?<!\d)\d{4}-\d\d-\d\d(?!\d)")
DATED = ("payload", "pauses")
# The papers of closed cases are those of an archive whose time is over: their numbers stay, their data are gone.
_READY = {"state": "ready", "sha256": START, "stored_as": "none"}
_ERASED = {"state": "erased", "data": "", "sha256": "", "stored_as": ""}


Found = dict[str, list[Row]]


def put(cursor: psycopg.Cursor[Any], found: Found) -> None:
    """Stream the rows into their tables."""
    for table, rows in found.items():
        with cursor.copy(f"COPY {table} ({', '.join(rows[0])}) FROM STDIN") as pipe:
            for row in rows:
                pipe.write_row(tuple(row.values()))


class Copier:
    """Makes copies of some cases, each of `closed` and of `running` in turn."""

    def __init__(self, url: str, closed: list[Original], running: list[Original]) -> None:
        self._url, self._closed, self._running = url, closed, running

    def write(self, first: int, last: int) -> int:
        """Write the cases numbered first..last in one transaction; returns how many entries they have."""
        found = self.rows(first, last)
        with psycopg.connect(self._url) as line, line.cursor() as cursor:
            put(cursor, found)
        return len(found["ledger_entry"])

    def rows(self, first: int, last: int) -> Found:
        """The rows of these cases, by table."""
        found: Found = defaultdict(list)
        for n in range(first, last + 1):
            for table, row in self._copy(n):
                found[table].append(row)
        return found

    def _copy(self, n: int) -> Iterator[tuple[str, Row]]:
        block = n // EACH
        if self._running and block % OPEN == 0:
            one = Copy(n, self._running[block // OPEN % len(self._running)], None)
        else:
            weeks = block // len(self._closed) % WEEKS
            one = Copy(n, self._closed[block % len(self._closed)], dt.timedelta(weeks=weeks))
        for each in one.original.tables:
            if each.table != "parties_party" or n % EACH == 0:
                yield from ((each.table, row) for row in one.rows(each))
        yield "ledger_head", one.head


class Copy:
    """Copy number `n` of a case, moved `back` in time; None: an open one, which stays where it is."""

    def __init__(self, n: int, original: Original, back: dt.timedelta | None) -> None:
        self.original, self._open, self._back = original, back is None, back or dt.timedelta(0)
        self._id, self._party, self._first = BASE + n, BASE + n // EACH, BASE + n * ROOM
        self.head = {"stream": stream(self._id), "seq": 0, "hash": START}

    def rows(self, each: Rows) -> Iterator[Row]:
        """The copies of the rows of one table."""
        for at, row in enumerate(each.rows):
            new = {name: self._moved(name, value) for name, value in row.items()}
            if "uid" in new:
                new["uid"] = uuid.uuid4()
            own = self._own(each.table, row, self._first + at)
            new |= {name: value for name, value in own.items() if name in new}
            for name, keys in each.sealed.items():
                new[name] = new[name] and seal(new[name], place(each.table, name, new["uid"]), keys)
            yield self._chained(new) if each.table == "ledger_entry" else new

    def _moved(self, name: str, value: Any) -> Any:
        if isinstance(value, dt.date):
            return value - self._back
        return DAY.sub(self._earlier, value) if name in DATED else value

    def _earlier(self, found: re.Match[str]) -> str:
        return (dt.date.fromisoformat(found[0]) - self._back).isoformat()

    def _own(self, table: str, row: Row, number: int) -> Row:
        """What differs from copy to copy, by the name of the column."""
        own = {"id": number, "case_id": self._id, "party_id": self._party}
        own |= {"stream": self.head["stream"], "document": self._document(row.get("document"))}
        if table == "cases_case":
            day, serial = divmod(self._id, 10**6)
            own |= {"id": self._id, "number": f"210900-{20200100 + day}-{serial:06d}"}
        if table == "parties_party":
            own |= {"id": self._party, **_digests(self._party)}
        if table == "documents_document":
            own |= {"mark": "样", "serial": number, "number": f"样〔{row['year']}〕{number}号"}
            own |= {"verification_code": f"{number:016d}", "witnessed": True}
            own |= _READY if self._open else _ERASED
        return own

    def _document(self, old: int | None) -> int | None:
        """The copy of one of the case's papers."""
        papers = self.original.papers
        return self._first + papers.index(old) if old in papers else old

    def _chained(self, row: Row) -> Row:
        """The entry as the next of its stream: its references are the copies', its hash the product's."""
        del row["id"]
        payload = json.loads(row["payload"])
        if "document" in payload:
            payload["document"] = self._document(payload["document"])
        if "party" in payload:
            payload["party"] = self._party
        told = tuple(row[name] for name in ("stream", "seq", "at", "actor", "behalf", "act"))
        sealed = Sealed(*told, tuple(json.loads(row["articles"])), payload, self.head["hash"])
        row |= {"payload": json.dumps(payload), "previous": sealed.previous}
        row["hash"] = entry_hash(sealed, row["algorithm"])
        self.head |= {"seq": row["seq"], "hash": row["hash"]}
        return row


def _digests(party: int) -> Row:
    names = ("number_digest", "name_digest", "phone_digest")
    return {name: hashlib.sha256(f"{name} {party}".encode()).hexdigest() for name in names}
