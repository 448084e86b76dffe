"""Typesetting in the background: claim what is due, make it, try again later when something is in the way."""

from django.db import transaction

from banshi.kernel.documents import leasing
from banshi.kernel.documents.actions import render
from banshi.kernel.documents.models import Document, DocumentState
from banshi.kernel.documents.typesetting import CannotTypeset
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM


def render_due(limit: int = 20) -> int:
    """Make up to `limit` queued documents; returns how many became ready. Safe to run in many processes."""
    return sum(_attempt(document) for document in leasing.claim(Document, limit=limit))


def _attempt(document: Document) -> bool:
    if not leasing.still_mine(document):
        return False
    if document.attempts > Document.MAX_ATTEMPTS:
        leasing.failed(document, document.error_code or "worker_lost")
        return False
    try:
        render(document.pk)
    except CannotTypeset as refused:
        leasing.failed(document, refused.code, lasting=True)
    except Exception as error:  # a full disk, a storage that is away: nothing that may lose the notice
        leasing.failed(document, type(error).__name__)
    else:
        return True
    return False


def witness_due(limit: int) -> int:
    """Put the hashes of finished files into the ledger, `limit` at most; returns how many.

    An entry for each, in a stream named by nothing but a random number: a confidential paper tells no more.
    """
    with transaction.atomic():
        waiting = Document.objects.filter(state=DocumentState.READY, witnessed=False).order_by("id")
        rows = list(waiting.select_for_update(skip_locked=True).only("uid", "sha256")[:limit])
        if rows:
            made = [NewEntry(stream_of(row), "document_made", (), {"sha256": row.sha256}) for row in rows]
            append(made, actor=SYSTEM, begins=True)
            Document.objects.filter(pk__in=[row.pk for row in rows]).update(witnessed=True)
    return len(rows)


def stream_of(document: Document) -> str:
    """The stream of the ledger that holds nothing but the hash of a document's file."""
    return f"document:{document.uid.hex}"
