"""Papers whose time is over: what they say and their files go; number, date and hash stay.

Whoever holds the paper can still prove by its hash that it is ours.
"""

from collections.abc import Collection
from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Case, Value, When

from banshi.kernel.documents.models import Delivery, Document, DocumentState
from banshi.kernel.documents.worker import stream_of
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM

GONE = "＊"
# A delivery in person is proved by a name (see the constraints of Delivery): a sign stands in its place.
_PROOFS = ("signed_by_masked", "tracking_number", "refusal", "witness")


def erase_papers(*, streams: Collection[str]) -> int:
    """Erase the papers of these streams inside the caller's act; returns how many. Files go after the commit."""
    rows = Document.objects.filter(stream__in=list(streams)).exclude(state=DocumentState.ERASED)
    papers = list(rows.only("pk", "uid", "stored_as", "witnessed").order_by("pk"))
    for paper in papers:
        if paper.stored_as:
            transaction.on_commit(partial(default_storage.delete, paper.stored_as))
    # The ledger knows their hashes: it is told that the files are gone on purpose.
    gone = [NewEntry(stream_of(paper), "document_removed", (), {}) for paper in papers if paper.witnessed]
    if gone:
        append(gone, actor=SYSTEM)
    keys = [paper.pk for paper in papers]
    Document.objects.filter(pk__in=keys).update(
        state=DocumentState.ERASED, data="", addressee_masked="", stored_as=""
    )
    Delivery.objects.filter(document__in=keys).update(
        note="", **{name: Case(When(**{name: ""}, then=Value("")), default=Value(GONE)) for name in _PROOFS}
    )
    return len(papers)
