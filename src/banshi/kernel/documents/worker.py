"""Typesetting in the background: claim what is due, make it, try again later when something is in the way."""

import logging

from banshi.kernel.documents import leasing
from banshi.kernel.documents.actions import render
from banshi.kernel.documents.models import Document, DocumentState
from banshi.kernel.documents.typesetting import CannotTypeset

MAX_ATTEMPTS = 8
log = logging.getLogger(__name__)


def render_due(limit: int = 20) -> int:
    """Make up to `limit` queued documents; returns how many became ready. Safe to run in many processes."""
    return sum(_attempt(document) for document in leasing.claim(Document, limit=limit))


def _attempt(document: Document) -> bool:
    if not leasing.still_mine(document):
        return False
    if document.attempts > MAX_ATTEMPTS:
        return _give_up(document, document.error_code or "worker_lost")
    try:
        render(document.pk)
    except CannotTypeset as refused:
        return _give_up(document, refused.code)
    except Exception as error:  # a full disk, a storage that is away: nothing that may lose the notice
        return _try_later(document, type(error).__name__)
    return True


def _try_later(document: Document, code: str) -> bool:
    if document.attempts >= MAX_ATTEMPTS:
        return _give_up(document, code)
    log.warning("document %s not made, attempt %s: %s", document.pk, document.attempts, code)
    leasing.put_back(document, code)
    return False


def _give_up(document: Document, code: str) -> bool:
    log.error("document %s failed: %s", document.pk, code)
    leasing.settle(document, DocumentState.FAILED, error_code=code)
    return False
