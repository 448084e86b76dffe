"""A role of PostgreSQL that may only read the ledger and add to it: what works, what is refused (docs/operations.md).

SQLite knows no roles: there the triggers alone refuse.
"""

import re
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.models import Checkpoint
from banshi.kernel.ledger.verify import verify
from banshi.workflows.tick import tick

pytestmark = pytest.mark.django_db
MANUAL = Path(__file__).parents[3] / "docs" / "operations.md"
CHANGES = (
    "UPDATE ledger_entry SET act = 'other'",
    "UPDATE ledger_checkpoint SET body = ''",
    "DELETE FROM ledger_entry",
    "DELETE FROM ledger_checkpoint",
)
FOR_OWNERS = (
    "TRUNCATE ledger_entry",
    "DROP TRIGGER ledger_entry_no_change ON ledger_entry",
    "ALTER TABLE ledger_entry DISABLE TRIGGER ALL",
    "ALTER TABLE ledger_entry DROP COLUMN payload",
    "DROP TABLE ledger_entry",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION ledger_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
)


@contextmanager
def as_written():
    """The statements of the manual carried out, and their role taken on."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            yield cursor
        return
    (told,) = re.findall(r"```sql\n(.*?banshi_app;.*?)```", MANUAL.read_text(encoding="utf-8"), re.S)
    with connection.cursor() as cursor:
        for statement in filter(None, map(str.strip, told.split(";"))):
            cursor.execute(statement)
        cursor.execute("SET LOCAL ROLE banshi_app")
        yield cursor
        cursor.execute("RESET ROLE")


def test_the_whole_work_is_done_with_it_and_nothing_of_the_ledger_can_be_changed(accepted_case):
    with as_written() as cursor:
        accepted_case()
        tick()
        assert Document.objects.get().state == "ready"
        assert Checkpoint.objects.exists()
        assert verify().sound
        owners = connection.vendor == "postgresql"
        said = "permission denied|must be owner" if owners else "only grows"
        for statement in CHANGES + FOR_OWNERS * owners:
            with pytest.raises(DatabaseError, match=said), transaction.atomic():
                cursor.execute(statement)
        assert verify().sound
