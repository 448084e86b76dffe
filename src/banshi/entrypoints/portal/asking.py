"""Which questions are asked, and in which order: it depends on the item and on the answers so far."""

from banshi.entrypoints.portal.people import Agent, Power, other
from banshi.entrypoints.portal.questions import (
    CITIZEN,
    Address,
    Answers,
    CitizenNumber,
    CreditCode,
    Name,
    OrganisationName,
    Phone,
    Question,
    Representative,
    Serving,
    Who,
    by_agent,
    kinds_for,
)
from banshi.kernel.catalogue.schema import ItemSpec

MOST_OTHERS = 30


def others(answers: Answers, spec: ItemSpec) -> int:
    """How many apply together with the first: as many as the item needs, and those who were added."""
    return min(max(spec.applicants - 1, int(answers.get("people", 0))), MOST_OTHERS)


def of(answers: Answers, spec: ItemSpec) -> tuple[type[Question], ...]:
    """The questions about the people, in order; the papers come after the address, serving last."""
    own = answers.get("kind") == CITIZEN
    person: tuple[type[Question], ...] = (
        (Name, CitizenNumber) if own else (OrganisationName, CreditCode, Representative)
    )
    who: tuple[type[Question], ...] = (Who,) if len(kinds_for(spec)) > 1 else ()
    agent: tuple[type[Question], ...] = (Agent, Power) if by_agent(answers) else ()
    together = tuple(other(at) for at in range(1, others(answers, spec) + 1))
    return (*who, *person, Phone, Address, *together, *agent)


def with_serving(answers: Answers, spec: ItemSpec) -> tuple[type[Question], ...]:
    """All questions, without the papers."""
    return (*of(answers, spec), Serving)
