"""Typesetting in the background: claim what is due, make it, try again later when something is in the way."""

from banshi.kernel.documents import leasing
from banshi.kernel.documents.actions import render
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.typesetting import CannotTypeset


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
