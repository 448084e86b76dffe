"""Sending in the background: claim what is due, hand it over, try again later when the provider is away."""

import logging

from banshi.kernel.documents import leasing
from banshi.kernel.notifications import outlets
from banshi.kernel.notifications.models import Message, MessageState
from banshi.lib import clock

MAX_ATTEMPTS = 14
log = logging.getLogger(__name__)


def deliver_due(limit: int = 50) -> int:
    """Send up to `limit` queued messages; returns how many left. Safe to run in many processes.

    After success is recorded a message is never sent again. A worker killed between the provider's "yes"
    and the record leaves a message that is sent once more: the `uid` lets the provider tell.
    """
    return sum(_attempt(message) for message in leasing.claim(Message, limit=limit))


def _attempt(message: Message) -> bool:
    if not leasing.still_mine(message):
        return False
    if message.attempts > MAX_ATTEMPTS:
        return _give_up(message, message.error_code or "worker_lost")
    try:
        outlets.outlet_for(message.channel)(message)
    except outlets.NoRecipient:
        return _give_up(message, "no_recipient")
    except Exception as error:  # whatever ails a provider, the message is kept
        return _try_later(message, type(error).__name__)
    leasing.settle(message, MessageState.SENT, sent_at=clock.now(), error_code="")
    return True


def _try_later(message: Message, code: str) -> bool:
    if message.attempts >= MAX_ATTEMPTS:
        return _give_up(message, code)
    log.warning("message %s not sent, attempt %s: %s", message.pk, message.attempts, code)
    leasing.put_back(message, code)
    return False


def _give_up(message: Message, code: str) -> bool:
    log.error("message %s failed: %s", message.pk, code)
    leasing.settle(message, MessageState.FAILED, error_code=code)
    return False
