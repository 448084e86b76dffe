"""Database triggers that refuse to change or remove entries and checkpoints, on both databases.

`remove` exists for the migrations and for tests that empty tables; no product code calls it.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

ENTRIES, CHECKPOINTS = "ledger_entry", "ledger_checkpoint"
TABLES = (ENTRIES, CHECKPOINTS)
_SAME = {
    ENTRIES: ("id = NEW.id", "(stream = NEW.stream AND seq = NEW.seq)"),
    CHECKPOINTS: ("number = NEW.number",),
}
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the ledger only grows'; END $$"
)


def install(connection: BaseDatabaseWrapper, tables: tuple[str, ...] = (ENTRIES,)) -> None:
    """Put the triggers in place; harmless when they already are."""
    postgresql = connection.vendor == "postgresql"
    made = _postgresql if postgresql else _sqlite
    _run(connection, [_FUNCTION] * postgresql + [line for table in tables for line in made(table)])


def remove(connection: BaseDatabaseWrapper, tables: tuple[str, ...] = (ENTRIES,)) -> None:
    """Take the triggers away."""
    on = " ON {table}" if connection.vendor == "postgresql" else ""
    names = ("no_change", "no_truncate") if on else ("no_update", "no_delete", "no_replace")
    _run(
        connection,
        [
            f"DROP TRIGGER IF EXISTS {table}_{name}{on.format(table=table)}"
            for table in tables
            for name in names
        ],
    )


def _sqlite(table: str) -> Iterator[str]:
    for event in ("update", "delete"):
        yield (
            f"CREATE TRIGGER IF NOT EXISTS {table}_no_{event} BEFORE {event.upper()} ON {table} "
            "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END"
        )
    # INSERT OR REPLACE removes the row that is in its way, and no trigger for removals is asked.
    same = " OR ".join(_SAME[table])
    yield (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_replace BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
        "BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END"
    )


def _postgresql(table: str) -> Iterator[str]:
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION ledger_only_grows()"
    )
    yield (
        f"CREATE OR REPLACE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
        "FOR EACH STATEMENT EXECUTE FUNCTION ledger_only_grows()"
    )


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
