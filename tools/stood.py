"""Write down what a small bureau of a tagged version holds, for the test of the way up from it.

In a checkout of the tag, with its packages: `PYTHONPATH=src python tools/stood.py 0.1.0.jsonl.gz`, then commit
the file as tests/config/upgrade/0.1.0.jsonl.gz. One line for each table: its name, columns and rows, as SQLite
keeps them; bytes as {"b": base64}. It needs nothing of this version, so copy it into the checkout when it is newer.
"""

import base64
import gzip
import json
import os
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

CASES = 6
MOMENT = "2026-11-23T10:00"


def _plain(value: Any) -> Any:
    return {"b": base64.b64encode(bytes(value)).decode()} if isinstance(value, bytes | memoryview) else value


def main(target: Path) -> None:
    """Load a sample bureau of a few cases in a database of its own and write its tables into `target`."""
    with tempfile.TemporaryDirectory() as place:
        os.environ |= {
            "BANSHI_ENV": "test",
            "BANSHI_NOW": MOMENT,
            "BANSHI_DATA": place,
            "DATABASE_URL": f"sqlite:///{place}/stood.sqlite3",
            "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
        }
        import django  # noqa: PLC0415  the settings stand in the environment

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        from banshi.config.demo.load import load  # noqa: PLC0415

        call_command("migrate", interactive=False, verbosity=0)
        load(cases=CASES)
        connection.close()
        _write(sqlite3.connect(f"{place}/stood.sqlite3"), target)


def _write(database: sqlite3.Connection, target: Path) -> None:
    names = [
        name
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    ]
    # The same bytes from the same rows: no time in the header.
    with target.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as out:
        for table in names:
            found = database.execute(f'SELECT * FROM "{table}" ORDER BY 1')
            columns = [column[0] for column in found.description]
            rows = [[_plain(value) for value in row] for row in found]
            if rows and not table.startswith(("django_", "sqlite_", "auth_")):
                line = {"table": table, "columns": columns, "rows": rows}
                out.write((json.dumps(line, ensure_ascii=False) + "\n").encode())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
