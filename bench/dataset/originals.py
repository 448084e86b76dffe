"""The real cases that are copied, opened: every row of theirs, and what their sealed columns hold."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Abs, Cast, Concat

from banshi.kernel.cases.life import OPEN
from banshi.kernel.cases.models import Case, CaseMaterial, Outcome
from banshi.kernel.cases.stream import stream
from banshi.kernel.clocks.models import Clock
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.models import Entry, Head
from banshi.kernel.parties.models import Party
from banshi.kernel.vault.fields import SealedField
from banshi.kernel.vault.sealing import open_

# Copies are numbered from here, beyond what real acts have made.
BASE = 2_000_000
# A stream of about so many entries is what a case leaves behind.
ENTRIES = 10
# So many cases are copied in turn: of those that are closed, and of those that are open.
MANY = 8
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of one case in one table; `sealed` names the columns whose plain text stands in them, and the keys."""

    table: str
    rows: tuple[Row, ...]
    sealed: dict[str, str]


@dataclass(frozen=True, slots=True)
class Original:
    """One case with all that is copied of it."""

    tables: tuple[Rows, ...]

    @property
    def papers(self) -> list[int]:
        """The ids of its documents, in their order."""
        return [row["id"] for each in self.tables if each.table == "documents_document" for row in each.rows]


class WrongDatabase(RuntimeError):
    """COPY and the rest are PostgreSQL's."""


def originals() -> tuple[list[Original], list[Original]]:
    """Closed and open cases whose streams have about ten entries. Raises `WrongDatabase`."""
    if connection.vendor != "postgresql":
        raise WrongDatabase("the data set is made in PostgreSQL only")
    name = Concat(models.Value("case:"), Cast(OuterRef("pk"), models.CharField()))
    length = Head.objects.filter(stream=name).values("seq")
    real = Case.objects.filter(applicants=1, pk__lt=BASE)
    cases = real.annotate(far=Abs(Subquery(length) - ENTRIES)).order_by("far", "id")
    closed, running = cases.exclude(state__in=OPEN), cases.filter(state__in=OPEN)
    return [_original(one) for one in closed[:MANY]], [_original(one) for one in running[:MANY]]


def _original(case: Case) -> Original:
    chain = stream(case.pk)
    wanted: tuple[tuple[type[models.Model], str, Any], ...] = (
        (Party, "id", case.party_id),
        (Case, "id", case.pk),
        (CaseMaterial, "case_id", case.pk),
        (Document, "stream", chain),
        (Outcome, "case_id", case.pk),
        (Clock, "case_id", case.pk),
        (Entry, "stream", chain),
    )
    return Original(tuple(_rows(*one) for one in wanted))


def _rows(model: type[models.Model], column: str, value: Any) -> Rows:
    table = model._meta.db_table
    sealed = {field.column: field.keys for field in model._meta.fields if isinstance(field, SealedField)}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {column} = %s ORDER BY id", [value])
        names = [each.name for each in cursor.description]
        found = [dict(zip(names, values, strict=True)) for values in cursor.fetchall()]
    for row in found:
        for name, keys in sealed.items():
            row[name] = row[name] and open_(row[name], place(table, name, row["uid"]), keys)
    return Rows(table, tuple(found), sealed)


def place(table: str, column: str, uid: UUID) -> str:
    """What a sealed value is bound to, as `SealedField.place` writes it."""
    return f"{table}.{column}:{uid.hex}"
