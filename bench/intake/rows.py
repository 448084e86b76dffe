"""Which rows one acceptance writes: taken from a real one, table by table."""

from dataclasses import dataclass

from django.db import connection

from bench.intake.raw import Rows

# Tables that a transaction begins a row of, in an order their references allow.
TABLES = (
    "parties_party",
    "cases_case",
    "cases_casematerial",
    "documents_document",
    "ledger_entry",
    "clocks_clock",
    "notifications_message",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """How far each table had come."""

    newest: dict[str, int]

    @classmethod
    def now(cls) -> "Mark":
        """The newest id of each table."""
        return cls({table: _one(f"SELECT coalesce(max(id), 0) FROM {table}") for table in _numbered()})


def since(mark: Mark) -> list[Rows]:
    """The rows that were written since; raises if a table was written that the baseline does not know."""
    found = {table: _rows(table, f"id > {newest}") for table, newest in mark.newest.items()}
    if stray := {table for table, rows in found.items() if rows.values} - set(TABLES):
        raise RuntimeError(f"an acceptance also writes {sorted(stray)}")
    (case_id,) = found["cases_case"].column("id")
    head = _rows("ledger_head", f"stream = 'case:{case_id}'")
    return [*(found[table] for table in TABLES), head]


def _numbered() -> list[str]:
    """The product's tables whose rows have a running id."""
    with connection.cursor() as cursor:
        names = [
            name
            for name in connection.introspection.table_names(cursor)
            if not name.startswith(("django_", "sqlite_"))
        ]
        describe = connection.introspection.get_table_description
        return [name for name in names if any(column.name == "id" for column in describe(cursor, name))]


def _one(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        (value,) = cursor.fetchone()
    return int(value)


def _rows(table: str, where: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {where}")
        columns = tuple(column[0] for column in cursor.description)
        return Rows(table, columns, tuple(cursor.fetchall()))
