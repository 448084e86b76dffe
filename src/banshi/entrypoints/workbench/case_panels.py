"""The case page's panels: what a room has on a case is asked for only where the timeline says there is something."""

from collections.abc import Sequence

from django.urls import reverse

from banshi.institutions.one_time_notice.queries.telling import PersonCard, hearing, persons
from banshi.institutions.refusals.queries.standing import instructions, of_case, transfer_of
from banshi.institutions.refusals.rules.grounds import NAMES, Ground
from banshi.institutions.refusals.rules.instructing import ANSWERS
from banshi.kernel.cases.life import State
from banshi.kernel.cases.queries import CaseCard, paper_return
from banshi.kernel.cases.sides import applicants_of, powers_of
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import may
from banshi.lib import clock


def panels(card: CaseCard, events: Sequence[Recorded], actor: Actor) -> dict[str, object]:
    """The values of all panels for the template; those without anything on this case are empty."""
    happened = {event.fact.kind for event in events}
    return {
        **_side(card, events),
        **_heard(card, happened, actor),
        **_refused(card, happened),
        "returning": paper_return(card.id) if "return_requested" in happened else None,
    }


def _side(card: CaseCard, events: Sequence[Recorded]) -> dict[str, object]:
    """Joint applicants, and agents with their powers."""
    by_agent = any(e.fact.kind == "power_recorded" or getattr(e.fact, "agent", None) for e in events)
    today = clock.today()
    return {
        "applicants": applicants_of(card) if card.applicants > 1 else (),
        "powers": [(one, one.holds(today)) for one in powers_of(card)] if by_agent else [],
    }


def _heard(card: CaseCard, happened: set[str], actor: Actor) -> dict[str, object]:
    """A hearing, and interested persons with where their statement is entered."""
    hears = may(actor, "hear", card.relation)
    told = persons(card.id) if "interested_told" in happened else ()
    called = hearing(card.id) if "hearing_offered" in happened else None
    chairs = organisation.called({called.chair_id} if called and called.chair_id else set())
    return {
        "persons": [
            (one, _statement_url(card, one) if hears and one.heard_on is None else "") for one in told
        ],
        "hearing": called,
        "chair": chairs.get(called.chair_id or 0, "") if called else "",
    }


def _statement_url(card: CaseCard, one: PersonCard) -> str:
    if card.state is not State.REVIEW:
        return ""
    return reverse("workbench:hear_statement", args=[card.id, one.id])


def _refused(card: CaseCard, happened: set[str]) -> dict[str, object]:
    """Requests for instructions, the register's line, and where the applicant was sent."""
    asked = instructions(card.id) if "instructions_requested" in happened else ()
    ended = bool(happened & {"decided", "intake_refused"})
    refusal = of_case(card.id) if ended else None
    return {
        "instructions": [(one, ANSWERS.get(one.answer, "")) for one in asked],
        "refusal": refusal,
        "ground_name": NAMES[Ground(refusal.grounds.ground)] if refusal else "",
        "transfer": transfer_of(card.id) if "intake_refused" in happened else None,
    }
