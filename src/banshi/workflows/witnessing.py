"""Photos of several rooms put into the ledger, as papers and files of cases are."""

from contextlib import suppress

from django.db import IntegrityError, transaction

from banshi.institutions.conduct.queries import inspecting
from banshi.institutions.supervision.queries import findings
from banshi.kernel.cases import pictures


def photos_due(limit: int) -> int:
    """Put the hashes of photos that the ledger does not know into it, `limit` at most; returns how many."""
    kept = [*inspecting.kept_photos(), *findings.kept_photos()]
    # The database refuses a second beginning: another worker was quicker.
    with suppress(IntegrityError), transaction.atomic():
        return pictures.witness(kept, limit)
    return 0
