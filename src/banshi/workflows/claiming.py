"""认领: a handler takes a case that waits for the section, and gives it back while nothing was done on it."""

from collections.abc import Sequence

from banshi.kernel.cases import claiming as rules
from banshi.kernel.cases.actions import locked, record, unchanged
from banshi.kernel.cases.facts import Claimed, ClaimUndone
from banshi.kernel.cases.life import State
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import CaseCard, card_of, timeline
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.lib.results import Decision, require


@act("claim", *rules.ARTICLES)
def claim(*, case_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Take a case that nobody has. Returns its id.

    Of two at once the first has it; the second is told who, before they are told that the page is old.
    """
    case = locked(case_id, None, "claimed")
    permit(actor, "claim", card_of(case).relation)
    names = organisation.staff_names({case.handler_id} if case.handler_id else set())
    name = names.get(case.handler_id or 0, "")
    require(rules.claiming(State(case.state), has_handler=case.handler_id is not None, name=name))
    unchanged(case, version)
    handler = actor.officer
    record(case, Claimed(handler=handler), actor=actor, cites=cites, handler_id=handler)
    return case.pk


@act("undo_claim", *rules.ARTICLES)
def undo_claim(*, case_id: int, version: int | None, actor: Actor, cites: tuple[Citation, ...]) -> int:
    """Give a claimed case back to the section; refused once anybody has acted on it. Returns its id."""
    case = locked(case_id, version, "claim_undone")
    permit(actor, "claim", card_of(case).relation)
    require(may_undo(case, timeline(case.pk), actor))
    record(case, ClaimUndone(handler=actor.officer), actor=actor, cites=cites, handler_id=None)
    return case.pk


def may_undo(case: Case | CaseCard, events: Sequence[Recorded], actor: Actor) -> Decision:
    """Whether the actor may give the case back now; what the system and the applicant did does not count."""
    by_staff = [one for one in events if one.actor.startswith("staff:")]
    at = max((n for n, one in enumerate(by_staff) if one.fact.kind == "claimed"), default=None)
    own = at is not None and by_staff[at].actor == actor.ref and case.handler_id == actor.staff_id
    return rules.giving_back(claimed=own, begun=own and at != len(by_staff) - 1)
