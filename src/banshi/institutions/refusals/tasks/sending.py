"""Filing in the background: claim what is due, send it once, try again later when the other side is away (01-06)."""

import logging

from banshi.institutions.refusals.actions.filing import note_filed, record_filing_receipt
from banshi.institutions.refusals.models import Filing
from banshi.institutions.refusals.tasks import outlets
from banshi.kernel.documents import leasing
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.notifications.actions import Notice, send_many
from banshi.kernel.organisation.people import holders
from banshi.lib.results import Refused

log = logging.getLogger(__name__)


def send_due(limit: int = 10) -> int:
    """Send up to `limit` queued filings; returns how many left the house. Safe to run in many processes.

    After success is recorded a filing is never sent again. A worker killed between the other side's "yes" and
    the record sends it once more, under the same key.
    """
    return sum(_attempt(filing) for filing in leasing.claim(Filing, limit=limit))


def _attempt(filing: Filing) -> bool:
    if not leasing.still_mine(filing):
        return False
    if filing.attempts > Filing.MAX_ATTEMPTS:
        return _failed(filing, filing.error_code or "worker_lost")
    try:
        answer = outlets.OUTLETS[filing.outlet](filing)
    except outlets.Unacceptable as refused:
        return _failed(filing, str(refused), lasting=True)
    except Exception as error:  # whatever ails the other side, the filing is kept
        return _failed(filing, type(error).__name__)
    try:
        note_filed(filing_id=filing.pk, actor=SYSTEM)
    except Refused:  # another worker, whose claim had run out, was quicker
        return False
    _enter_receipt(filing, answer)
    return True


def _enter_receipt(filing: Filing, answer: outlets.Answer) -> None:
    if not answer.number:
        return
    try:
        record_filing_receipt(filing_id=filing.pk, number=answer.number, on=answer.on, actor=SYSTEM)
    except Refused:  # a date that cannot be: somebody enters the receipt by hand
        log.warning("filing %s: the receipt in the answer was not plausible", filing.pk)


def _failed(filing: Filing, code: str, *, lasting: bool = False) -> bool:
    """Whoever files is told when there will be no further attempt."""
    if not leasing.failed(filing, code, lasting=lasting):
        return False
    number = filing.document.number
    send_many(
        Notice(
            channel="inapp",
            to=one,
            template_key="filing_failed",
            params={"number": number},
            stream=f"filing:{filing.pk}",
            dedupe_key=f"filing_failed:{filing.pk}:{filing.next_attempt_at.isoformat()}:{one}",
        )
        for one in holders("approvals")
    )
    return False
