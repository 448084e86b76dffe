"""Sending in the background: claim what is due, hand it over, try again later when the provider is away."""

from banshi.kernel.documents import leasing
from banshi.kernel.ledger import failpoints
from banshi.kernel.notifications import outlets
from banshi.kernel.notifications.models import Message, MessageState
from banshi.lib import clock


def deliver_due(limit: int = 50) -> int:
    """Send up to `limit` queued messages; returns how many left. Safe to run in many processes.

    After success is recorded a message is never sent again. A worker killed between the provider's "yes"
    and the record leaves a message that is sent once more: the `uid` lets the provider tell.
    """
    return sum(_attempt(message) for message in leasing.claim(Message, limit=limit))


def _attempt(message: Message) -> bool:
    if not leasing.still_mine(message):
        return False
    if message.attempts > Message.MAX_ATTEMPTS:
        leasing.failed(message, message.error_code or "worker_lost")
        return False
    failpoints.reach("message", failpoints.BEGUN)
    try:
        outlets.outlet_for(message.channel)(message)
        failpoints.reach("message", failpoints.WRITTEN)
    except outlets.NoRecipient:
        leasing.failed(message, "no_recipient", lasting=True)
    except Exception as error:  # whatever ails a provider, the message is kept
        leasing.failed(message, type(error).__name__)
    else:
        leasing.settle(message, MessageState.SENT, sent_at=clock.now(), error_code="")
        failpoints.reach("message", failpoints.COMMITTED)
        return True
    return False
