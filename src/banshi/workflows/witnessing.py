"""Photos of several rooms put into the ledger, as papers and files of cases are."""

from contextlib import suppress

from django.db import IntegrityError, transaction

from banshi.institutions.conduct.models import Finding
from banshi.institutions.supervision.models.findings import Reply
from banshi.kernel.cases import pictures

PHOTOS = (Finding, Reply)


def photos_due(limit: int) -> int:
    """Put the hashes of photos that the ledger does not know into it, `limit` at most; returns how many."""
    found = []
    for model in PHOTOS:
        rows = model.objects.exclude(photo_stored_as="").order_by("pk")
        found += list(rows.values_list("uid", "photo_stored_as"))
    # The database refuses a second beginning: another worker was quicker.
    with suppress(IntegrityError), transaction.atomic():
        return pictures.witness(found, limit)
    return 0
