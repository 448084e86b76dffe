"""Bring what a bureau of an older version holds up to this one: `python -m tests.config.upgrade.way_up 0.1.0`.

In an empty database of its own, named by DATABASE_URL. Prints what was found afterwards, as JSON.
"""

import base64
import gzip
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402  the apps are ready only now
from django.db import connection, transaction  # noqa: E402
from django.db.migrations.executor import MigrationExecutor  # noqa: E402
from django.test import Client  # noqa: E402

from banshi.kernel.cases.models import Case  # noqa: E402
from banshi.kernel.ledger.verify import verify  # noqa: E402
from banshi.kernel.organisation.models import Staff  # noqa: E402

HERE = Path(__file__).parent


def stand(version: str) -> None:
    """The tables as they stood in `version`, empty."""
    lines = (HERE / f"{version}.migrations.txt").read_text(encoding="utf-8").splitlines()
    MigrationExecutor(connection).migrate([tuple(line.split()) for line in lines if not line.startswith("#")])


def kept(version: str) -> Iterator[dict[str, Any]]:
    """The tables that `tools/stood.py` wrote down."""
    with gzip.open(HERE / f"{version}.jsonl.gz", "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def fill(version: str) -> int:
    """Write the rows back as they were; returns how many."""
    quote, count = connection.ops.quote_name, 0
    with transaction.atomic(), connection.cursor() as cursor:
        for table in kept(version):
            name, columns = table["table"], table["columns"]
            kinds = {one.name: one for one in connection.introspection.get_table_description(cursor, name)}
            true = [connection.introspection.get_field_type(kinds[c].type_code, kinds[c]) for c in columns]
            rows = [
                [_value(value, kind) for value, kind in zip(row, true, strict=True)] for row in table["rows"]
            ]
            cursor.execute(f"DELETE FROM {quote(name)}")
            holes = ", ".join(["%s"] * len(columns))
            names = ", ".join(map(quote, columns))
            cursor.executemany(f"INSERT INTO {quote(name)} ({names}) VALUES ({holes})", rows)
            for found in connection.introspection.get_sequences(cursor, name):
                _count_on(cursor, name, found["column"])
            count += len(rows)
    return count


def _value(value: Any, kind: str) -> Any:
    if isinstance(value, dict):
        return base64.b64decode(value["b"])
    return bool(value) if kind == "BooleanField" and value is not None else value


def _count_on(cursor: Any, table: str, column: str) -> None:
    if connection.vendor == "postgresql":
        newest = f'(SELECT max("{column}") FROM "{table}")'
        cursor.execute(f"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), {newest})")


def main(version: str) -> None:
    """Stand, fill, migrate, look."""
    stand(version)
    rows = fill(version)
    call_command("migrate", interactive=False, verbosity=0)
    call_command("migrate", check_unapplied=True, verbosity=0)
    found = verify()
    client = Client(headers={"host": "localhost"})
    client.force_login(Staff.objects.get(username="juling"))
    cases = Case.objects.order_by("pk").values_list("pk", flat=True)
    pages = ["/desk/", "/desk/dashboard/", *(f"/desk/cases/{case}/" for case in cases)]
    closed = [page for page in pages if client.get(page).status_code != 200]
    told = {"rows": rows, "entries": found.entries, "faults": len(found.faults)}
    told |= {
        "cases": len(cases),
        "closed": closed,
        "initial": Staff.objects.filter(initial_password=True).count(),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1])
