"""Up to which entry the ledger is settled: nothing with a smaller id can still appear.

An id is drawn before its transaction ends, so a smaller one may become visible after a larger one. SQLite has one
writer at a time. On PostgreSQL whoever has drawn an id holds a lock on the table until the end of the transaction:
once all who held one a moment after we looked have ended, what we saw is settled. Nobody is made to wait for us.
"""

import time

from django.db import connection
from django.db.models import Max

from banshi.kernel.ledger.guard import ENTRIES
from banshi.kernel.ledger.models import Entry

PATIENCE, PAUSE = 40, 0.05
_WRITERS = (
    "SELECT virtualtransaction FROM pg_locks WHERE locktype = 'relation' AND granted AND pid <> pg_backend_pid() "
    "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
    f"AND relation = '{ENTRIES}'::regclass AND mode = 'RowExclusiveLock'"
)


def settled() -> int | None:
    """The id of the newest settled entry, 0 when there is none; None when a transaction stays open too long."""
    newest = Entry.objects.aggregate(newest=Max("id"))["newest"] or 0
    if connection.vendor == "sqlite":
        return newest
    waited_for = _writers()
    for _ in range(PATIENCE):
        if not waited_for:
            return newest
        time.sleep(PAUSE)
        waited_for &= _writers()
    return newest if not waited_for else None


def _writers() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(_WRITERS)
        return {row[0] for row in cursor.fetchall()}
