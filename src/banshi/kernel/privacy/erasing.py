"""Erasure, piece by piece: each piece is one act with one entry of numbers, and no names.

A round a day looks through all tables; what it finds follows from the tables alone, so that a lost round is only done
again. Values are replaced, rows stay where others lead to them; the ledger held no names and is not touched.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Case, QuerySet, Value, When

from banshi.kernel.cases import pictures, uploads
from banshi.kernel.documents.erasing import erase_papers
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.privacy import parties
from banshi.kernel.privacy.dictionary import ROWS, Table, tables
from banshi.kernel.privacy.due import due, erasable
from banshi.kernel.privacy.holding import held
from banshi.kernel.privacy.models import Round
from banshi.kernel.regulations.citation import Citation
from banshi.lib import clock

PIECE = 100
PARTIES, UPLOADS = "parties.Party", "cases.Upload"
PHOTO = "photo_stored_as"
# Which of these streams must not be touched yet.
Holder = Callable[[Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class Due:
    """How many rows of a table are due, for a trial run."""

    label: str
    kind: str
    count: int
    silent: bool


def erase_due(*, limit: int, actor: Actor, holders: Sequence[Holder] = ()) -> int:
    """Go on with the round of today, about `limit` rows at a time; returns how many rows were treated.

    Rows of which nothing may be told (10-05) are treated and not counted. The first round of an empty installation
    begins the day after.
    """
    today = clock.today()
    known = Round.objects.order_by("-day").first()
    if known is None:
        Round.objects.get_or_create(day=today, defaults={"done_at": clock.now()})
        return 0
    if known.day >= today and known.done_at:
        return 0
    Round.objects.get_or_create(day=today)
    done = 0
    for table in (*erasable(), tables()[PARTIES]):
        for keys in _pieces(table):
            treated = erase(label=table.label, keys=keys, holders=holders, actor=actor)
            done += 0 if table.silent else treated
            if done >= limit:
                return done
    Round.objects.filter(day=today).update(done_at=clock.now())
    Round.objects.filter(day__lt=today).delete()
    return done


def count_due() -> list[Due]:
    """What a round would look at now, table by table; held rows are counted too."""
    now = clock.now()
    found = [Due(t.label, t.kept, due(t, now).count(), t.silent) for t in erasable()]
    people = tables()[PARTIES]
    return [*found, Due(PARTIES, people.kept, parties.due(now).count(), people.silent)]


@act("erase", many=True)
def erase(
    *, label: str, keys: Sequence[Any], holders: Sequence[Holder], actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Erase these rows of a table as far as they are still due and not held; returns how many it were."""
    table = tables()[label]
    rows = list(_rows(table).select_for_update(skip_locked=True, of=("self",)).filter(pk__in=list(keys)))
    free = _free(table, rows, holders)
    if free:
        _erase(table, free)
        append([_entry(table, free, cites)], actor=actor)
    return len(free)


def _pieces(table: Table) -> Iterator[list[Any]]:
    """The keys of what is due, piece by piece; each piece is looked up when the one before is done."""
    last: Any = None
    while True:
        rows = _rows(table)
        keys = list((rows.filter(pk__gt=last) if last else rows).values_list("pk", flat=True)[:PIECE])
        if not keys:
            return
        yield keys
        last = keys[-1]


def _rows(table: Table) -> QuerySet[Any]:
    now = clock.now()
    return parties.due(now) if table.label == PARTIES else due(table, now)


def _free(table: Table, rows: list[models.Model], holders: Sequence[Holder]) -> list[models.Model]:
    if not table.stream:
        return rows
    kept = held({_stream(table, row) for row in rows}, holders)
    return [row for row in rows if _stream(table, row) not in kept]


def _stream(table: Table, row: models.Model) -> str:
    return table.stream.format(row=row)


def _erase(table: Table, rows: list[models.Model]) -> None:
    keys = [row.pk for row in rows]
    mine = table.model._default_manager.filter(pk__in=keys)
    if table.label == UPLOADS:
        uploads.note_erased(keys=keys)
    if PHOTO in table.files:
        photos = mine.exclude(**{PHOTO: ""}).order_by("pk")
        pictures.note_erased(list(photos.values_list("uid", flat=True)))
    for path in table.files:
        for name in mine.order_by("pk").values_list(path, flat=True):
            if name:
                # First the row says so, then the file goes.
                transaction.on_commit(partial(default_storage.delete, name))
    if table.papers:
        streams = {_stream(table, row) for row in rows}
        erase_papers(streams=[*streams, *(one.format(row=row) for one in table.also for row in rows)])
    if table.label == PARTIES:
        for row in rows:
            parties.empty(row)  # type: ignore[arg-type]
    elif table.erase == ROWS:
        mine.delete()
    else:
        mine.update(**{name: _nothing(table, name) for name in table.emptied})


def _nothing(table: Table, name: str) -> Any:
    """What a column holds when it is emptied; where the table demands a word, a word that tells nothing."""
    field = table.model._meta.get_field(name)
    if table.instead and name in table.instead:
        return Case(When(**{name: ""}, then=Value("")), default=Value(table.instead[name]))
    return "" if isinstance(field, models.CharField | models.TextField) else None


def _entry(table: Table, rows: list[models.Model], cites: tuple[Citation, ...]) -> NewEntry:
    kind = table.kind
    cutoff: dt.datetime | None = kind.cutoff(clock.now()) if kind else None
    payload = {
        "table": table.label,
        "count": len(rows),
        "rows": [str(row.pk) for row in rows],
        "before": "" if cutoff is None or table.until else str(cutoff.astimezone(clock.BEIJING).date()),
    }
    return NewEntry(stream_of(table.kept, silent=table.silent), "erased", cites, payload)


def stream_of(kind: str, *, silent: bool = False) -> str:
    """The stream that tells what was erased of a kind; another one for what is told to nobody (10-05)."""
    return f"{'retained' if silent else 'retention'}:{kind}"
