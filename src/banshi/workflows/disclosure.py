"""查看完整信息: reading a party's data in full, with a reason and a trace (09-08-3)."""

from banshi.kernel.cases.queries import card
from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.parties import actions as parties
from banshi.kernel.parties.actions import FullParty
from banshi.kernel.regulations.citation import Citation


@act("unmask", "09-08-3")
def unmask(*, case_id: int, reason: str, actor: Actor, cites: tuple[Citation, ...]) -> FullParty:
    """Read the applicant of a case in full. Who, why and when are logged; the ledger names the case only."""
    case = card(case_id)
    permit(actor, "unmask", case.relation)
    found = parties.unmask(party_id=case.party_id, actor_ref=actor.ref, reason=reason)
    append(
        [NewEntry(f"party:{case.party_id}", "unmasked", cites, {"case": case_id})],
        actor=actor,
    )
    return found
