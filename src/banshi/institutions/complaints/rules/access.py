"""Who may know of a complaint, and what each may do with it (10-05, 10-06). Pure.

The relation is worked out at the moment of access from today's posts, so a deputy, a transfer or a promotion
changes it at once. Whoever is excluded gets the answer for a complaint that does not exist.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from banshi.kernel.organisation.standing import ADMINISTRATORS, HEAD, LEADING, RECEIVING, Person


class Part(StrEnum):
    """What somebody is to a complaint."""

    RECEIVER = "receiver"
    INVESTIGATOR = "investigator"
    LEADER = "leader"
    REVIEWER = "reviewer"


class Exclusion(StrEnum):
    """Why somebody may not know of it."""

    MACHINES = "machines"
    ACCUSED = "accused"
    SECTION = "section"
    LINE = "line"
    OFFICE = "office"
    INTEREST = "interest"


@dataclass(frozen=True, slots=True)
class About:
    """Whom a complaint is about and who is concerned with it, as it stands now."""

    accused: tuple[Person, ...] = ()
    sections: frozenset[int] = frozenset()
    interested: frozenset[int] = frozenset()
    investigator: int | None = None
    reviewer: int | None = None
    leaders_called: bool = False


def excluded(person: Person, about: About) -> Exclusion | None:
    """Why this person may not know of the complaint; None if nothing stands against it.

    The accused and their deputies; everybody of an accused section; the head of the accused and, of an
    accused head, those below; the receiving office of an accused receiver; who has an interest; and the
    administrator of the machines, whatever other post they hold.
    """
    stands = {
        Exclusion.MACHINES: bool(person.roles & ADMINISTRATORS),
        Exclusion.ACCUSED: any(person.ids & one.ids for one in about.accused),
        Exclusion.INTEREST: bool(person.ids & about.interested),
        Exclusion.SECTION: bool(person.sections & about.sections),
        Exclusion.LINE: any(_in_line(person, one) for one in about.accused),
        Exclusion.OFFICE: any(_same_office(person, one) for one in about.accused),
    }
    return next((why for why, holds in stands.items() if holds), None)


def _in_line(person: Person, accused: Person) -> bool:
    heads = frozenset({HEAD})
    above = person.sections_as(heads) & accused.sections
    below = accused.sections_as(heads) & person.sections
    return bool(above or below)


def _same_office(person: Person, accused: Person) -> bool:
    return bool(person.sections_as(RECEIVING) & accused.sections_as(RECEIVING))


def parts(person: Person, about: About, *, unreceived: bool = False) -> frozenset[Part]:
    """What the person is to the complaint; nothing for who is excluded.

    `unreceived`: nobody of the receiving offices may know of it, so the leaders receive it themselves.
    """
    if excluded(person, about) is not None:
        return frozenset()
    leads = bool(person.roles & LEADING)
    held = {
        Part.RECEIVER: bool(person.roles & RECEIVING) or (leads and unreceived),
        Part.INVESTIGATOR: about.investigator in person.ids,
        Part.REVIEWER: about.reviewer in person.ids,
        Part.LEADER: leads and (about.leaders_called or unreceived),
    }
    return frozenset(part for part, holds in held.items() if holds)


_ALL = frozenset(Part)
_RECEIVER = frozenset({Part.RECEIVER})
_INVESTIGATOR = frozenset({Part.INVESTIGATOR})
_CARRYING = _RECEIVER | _INVESTIGATOR
_DIRECTING = _RECEIVER | {Part.LEADER}

# act → who may do it, once they may know of the complaint at all
TABLE: Mapping[str, frozenset[Part]] = {
    "see": _ALL,
    "name_accused": _RECEIVER,
    "grade": _RECEIVER,
    "accept": _RECEIVER,
    "refer": _RECEIVER,
    "acknowledge": frozenset({Part.LEADER}),
    "assign": _DIRECTING,
    "declare": _ALL,
    "recuse": _DIRECTING,
    "record": _INVESTIGATOR,
    "reply": _CARRYING,
    "propose": _INVESTIGATOR,
    "consent": _CARRYING,
    "extend": frozenset({Part.LEADER}),
    "close": _CARRYING,
    "failing": _CARRYING,
    "appoint": _DIRECTING,
    "explain": _DIRECTING,
    "review": frozenset({Part.REVIEWER}),
    "archive": _RECEIVER,
    "write": _CARRYING | {Part.REVIEWER},
    "identity": _CARRYING,
    "confirm": _DIRECTING,
}


def may(held: frozenset[Part], act: str) -> bool:
    """Whether one of these parts opens the act."""
    return bool(TABLE[act] & held)
