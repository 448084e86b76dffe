"""查看完整信息: reading a party's data in full, with a reason and a trace (09-08-3)."""

from banshi.kernel.cases.queries import card
from banshi.kernel.cases.sides import people_of
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.parties import actions as parties
from banshi.kernel.parties.actions import FullParty
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import Reason, Refused, gettext_noop


@act("unmask", "09-08-3")
def unmask(
    *,
    case_id: int,
    reason: str,
    actor: Actor,
    cites: tuple[Citation, ...],
    party_id: int | None = None,
) -> FullParty:
    """Read an applicant or agent of a case in full, the first applicant unless `party_id` names another.

    Who, why and when are logged; the ledger names the case only.
    """
    case = card(case_id)
    permit(actor, "unmask", case.relation)
    party_id = party_id or case.party_id
    if party_id not in {one.id for one in people_of(case)}:
        raise Refused(Reason(gettext_noop("这件办件没有这位当事人。"), ("09-08-3",)))
    found = parties.unmask(party_id=party_id, actor_ref=actor.ref, reason=reason)
    append(
        [NewEntry(f"party:{party_id}", "unmasked", cites, {"case": case_id})],
        actor=actor,
    )
    return found
