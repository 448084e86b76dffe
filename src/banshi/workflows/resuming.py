"""Going on after a restoration: what the time in between would have sent is found once more, and held back."""

from banshi.kernel.documents import leasing
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.safekeeping import actions, queries
from banshi.kernel.webhooks.worker import queue_new
from banshi.lib.results import Reason, Refused
from banshi.workflows.tick import duties


def go_on(actor: Actor) -> int:
    """Do what fell due between backup and now, holding its messages, and end the pause; returns how many are held.

    The lost system did these duties too and may have told people already. Raises `Refused` when nothing is paused.
    """
    if not queries.paused():
        raise Refused(Reason(actions.NOT_PAUSED))
    # What people did since the restoration is told to other systems, what is derived now is not.
    queue_new()
    with leasing.holding():
        duties()
        queue_new()
    return actions.resume(actor=actor)
