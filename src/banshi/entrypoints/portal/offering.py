"""容缺受理 as an applicant sees it on the pages of a case: open or not, asked for or not (04-04)."""

from collections.abc import Sequence
from dataclasses import dataclass

from banshi.institutions.provisional_acceptance.queries import offers, promises
from banshi.institutions.provisional_acceptance.rules.offering import Paper, gaps
from banshi.kernel.cases.life import INTAKE
from banshi.kernel.cases.queries import CaseCard
from banshi.kernel.cases.stream import Recorded
from banshi.lib.results import Reason

# What concerns the person or the item; papers that are missing are listed anyway.
TOLD = frozenset({"04-04", "04-13"})


@dataclass(frozen=True, slots=True)
class Offer:
    """Whether it is open, what could come later, whether a signed request waits, whether it must be signed by
    hand, and what forbids it."""

    open: bool
    papers: tuple[Paper, ...]
    waiting: bool
    by_hand: bool
    declined: bool
    forbidden: tuple[Reason, ...]


def offered(case: CaseCard, events: Sequence[Recorded]) -> Offer | None:
    """The offer before acceptance; None where nothing is missing or the case is accepted."""
    if case.state not in INTAKE:
        return None
    missing = gaps(offers.papers(case.id))
    if not missing:
        return None
    decision = offers.offer(case)
    request = promises.open_request(case.id)
    return Offer(
        open=bool(decision),
        papers=missing,
        waiting=request is not None and request.signed,
        by_hand=offers.by_hand(case.item_code),
        declined=offers.is_declined(case.id, events),
        forbidden=tuple(why for why in decision.reasons if TOLD & set(why.articles)),
    )
