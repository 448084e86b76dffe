"""A trouble of the ledger that a person has looked into."""

from banshi.kernel.ledger import checkpoints, outside, watching
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM, Actor, act
from banshi.kernel.ledger.models import Trouble
from banshi.kernel.regulations.citation import Citation


@act("settle_ledger")
def settle(*, report: str, cites: tuple[Citation, ...], actor: Actor = SYSTEM) -> None:
    """Note in the ledger that the troubles shown were looked into, under the number of the report on them.

    Those that are still there come back. Where the database was restored from a backup, a checkpoint says which ones
    outside are given up.
    """
    kinds = list(Trouble.objects.order_by("kind").values_list("kind", flat=True))
    append([NewEntry("ledger", "ledger_settled", cites, {"report": report, "troubles": kinds})], actor=actor)
    watching.well(*watching.WORDS)
    beyond = outside.beyond(checkpoints.newest())
    if beyond is not None:
        checkpoints.give_up(beyond)
