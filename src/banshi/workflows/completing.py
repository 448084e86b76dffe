"""一次性补正告知: the one complete notice, after what comes first has been offered (04-04, 06-03-2, ruling R1)."""

import datetime as dt

from banshi.institutions.one_time_notice.actions import completing
from banshi.institutions.provisional_acceptance.queries.offers import is_declined, offer
from banshi.institutions.provisional_acceptance.rules import offering
from banshi.kernel.cases.actions import locked
from banshi.kernel.cases.queries import card_of, timeline
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import require


@act("notify_gaps", "04-04", "06-03-2", many=True)
def ask_supplement(
    *,
    case_id: int,
    version: int | None,
    until: dt.date | None,
    actor: Actor,
    cites: tuple[Citation, ...],
    head_reason: str = "",
) -> int:
    """Give the one notice W04. Where provisional acceptance is open, it must have been offered and not wanted.

    Returns the document's id; raises `Refused` like the act of the room.
    """
    case = locked(case_id, version, "supplement_asked")
    declined = is_declined(case.pk, timeline(case.pk))
    require(offering.declined_first(is_open=bool(offer(card_of(case))), declined=declined))
    return completing.ask_supplement(
        case_id=case_id, version=version, until=until, head_reason=head_reason, actor=actor
    )
