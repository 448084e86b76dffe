"""Who may know of a lead or an accountability case, and what each may do with it (12-03 to 12-06). Pure.

The relation is worked out at the moment of access from today's posts, deputies and declarations. Whoever may not
know of it gets the answer for one that does not exist. The person it is about is let in by a door of their own,
as themselves only and once they have been told (12-04).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.organisation.standing import ADMINISTRATORS, HEAD, LEADING, RECEIVING, SECRETARY, Person


class Part(StrEnum):
    """What somebody is to a case."""

    RECEIVER = "receiver"
    INVESTIGATOR = "investigator"
    DECIDER = "decider"
    LEADER = "leader"
    PERSON = "person"


class Exclusion(StrEnum):
    """Why somebody may not know of it."""

    MACHINES = "machines"
    NAMED = "named"
    CLOSED = "closed"
    INTEREST = "interest"
    LINE = "line"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class About:
    """Whom a lead or a case names and who is concerned with it, as it stands now.

    `named`: whom it is about, who handled, who supervised. `person`: whom the case is about; `told`: they know.
    `section`: where it happened when nobody is named. `deciding`: it lies before the party group or beyond.
    """

    named: tuple[Person, ...] = ()
    section: int | None = None
    closed_to: frozenset[int] = frozenset()
    interested: frozenset[int] = frozenset()
    person: int | None = None
    told: bool = False
    investigator: int | None = None
    deciding: bool = False


@dataclass(frozen=True, slots=True)
class Stand:
    """Who is left: `unreceived` no receiving office may know of it, `unheaded` no party secretary."""

    unreceived: bool = False
    unheaded: bool = False


def excluded(person: Person, about: About) -> Exclusion | None:
    """Why this person may not know of it as a colleague; None if nothing stands against it.

    The administrator of the machines; whoever is named, and who stands in for them; who may not know of what it
    came from; who has an interest; the head of a named colleague and those below a named head, but not the
    leaders of the bureau; the receiving office that is itself named.
    """
    stands = {
        Exclusion.MACHINES: bool(person.roles & ADMINISTRATORS),
        Exclusion.NAMED: any(person.ids & one.ids for one in about.named),
        Exclusion.CLOSED: bool(person.ids & about.closed_to),
        Exclusion.INTEREST: bool(person.ids & about.interested),
        Exclusion.LINE: any(_in_line(person, one) for one in about.named),
        Exclusion.OFFICE: _same_office(person, about),
    }
    return next((why for why, holds in stands.items() if holds), None)


def _in_line(person: Person, named: Person) -> bool:
    heads = frozenset({HEAD})
    above = person.sections_as(heads) & named.sections
    below = not person.roles & LEADING and named.sections_as(heads) & person.sections
    return bool(above or below)


def _same_office(person: Person, about: About) -> bool:
    mine = person.sections_as(RECEIVING)
    theirs = {section for one in about.named for section in one.sections_as(RECEIVING)}
    alone = {about.section} if not about.named else set()
    return bool(mine & (theirs | alone))


def parts(person: Person, about: About, stand: Stand = Stand()) -> frozenset[Part]:
    """What the person is to it; nothing for who may not know of it.

    Leaders see for the decision only; the party secretary records it, or a leader where no secretary may. Who
    investigated does not decide.
    """
    own = frozenset({Part.PERSON}) if about.told and person.own == about.person else frozenset()
    if excluded(person, about) is not None:
        return own
    leads = bool(person.roles & LEADING)
    heads = SECRETARY in person.roles or (leads and stand.unheaded)
    held = {
        Part.RECEIVER: bool(person.roles & RECEIVING) or (leads and stand.unreceived),
        Part.INVESTIGATOR: about.investigator in person.ids,
        Part.DECIDER: heads and about.deciding and about.investigator not in person.ids,
        Part.LEADER: leads and about.deciding,
    }
    return frozenset(part for part, holds in held.items() if holds)


_OFFICIAL = frozenset({Part.RECEIVER, Part.INVESTIGATOR, Part.DECIDER, Part.LEADER})
_RECEIVER = frozenset({Part.RECEIVER})
_INVESTIGATOR = frozenset({Part.INVESTIGATOR})
_DECIDER = frozenset({Part.DECIDER})
_PERSON = frozenset({Part.PERSON})

# act → who may do it, once they may know of it at all
TABLE: Mapping[str, frozenset[Part]] = {
    "see_lead": _RECEIVER,
    "dismiss": _RECEIVER,
    "accept": _RECEIVER,
    "see": _OFFICIAL,
    "see_own": _PERSON,
    "declare": _OFFICIAL,
    "recuse": _RECEIVER | _DECIDER,
    "assign": _RECEIVER,
    "record": _INVESTIGATOR,
    "tell": _INVESTIGATOR,
    "hear": _INVESTIGATOR,
    "weigh": _INVESTIGATOR,
    "propose": _INVESTIGATOR,
    "drop": _RECEIVER,
    "send_back": _DECIDER,
    "decide": _DECIDER,
    "notify": _RECEIVER,
    "feed_back": _RECEIVER,
    "review": _DECIDER,
    "answer_appeal": _RECEIVER,
    "check": _RECEIVER,
    "close": _RECEIVER,
    "state": _PERSON,
    "waive": _PERSON,
    "object": _PERSON,
    "report_correction": _PERSON,
}


def may(held: frozenset[Part], act: str) -> bool:
    """Whether one of these parts opens the act."""
    return bool(TABLE[act] & held)
