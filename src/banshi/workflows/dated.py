"""Everything with a date, of all rooms: one line for each that offers some. The dashboard asks only here."""

from collections.abc import Iterable, Mapping, Sequence

from banshi.institutions.appointments.queries import dated as appointments
from banshi.institutions.conduct.queries import dated as conduct
from banshi.institutions.extended_hours.queries import dated as extended_hours
from banshi.institutions.first_contact.queries import dated as first_contact
from banshi.institutions.guidance.queries import dated as guidance
from banshi.institutions.refusals.queries import dated as refusals
from banshi.institutions.supervision.queries import dated as supervision
from banshi.institutions.time_limits.queries import dated as time_limits
from banshi.kernel.clocks import dated as cases
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.dated import Dated, DatedKind, DatedLine, Reader, Source, Wanted
from banshi.kernel.organisation.permissions import reach

# Complaints are left out on purpose: a number would tell who may not know (decision 0013).
SOURCES: tuple[Source, ...] = (
    cases.SOURCE,
    *time_limits.SOURCES,
    *refusals.SOURCES,
    *appointments.SOURCES,
    *first_contact.SOURCES,
    *guidance.SOURCES,
    *conduct.SOURCES,
    *extended_hours.SOURCES,
    *supervision.SOURCES,
)
KINDS: Mapping[str, DatedKind] = {kind.name: kind for source in SOURCES for kind in source.kinds}
OPENS = "see_dashboard"


def kinds_for(actor: Actor) -> dict[str, Reader]:
    """The kinds this person may count, each with the sections they may count it in."""
    readers = {name: reader_of(actor, kind.acts) for name, kind in KINDS.items()}
    return {name: reader for name, reader in readers.items() if reader.sections is None or reader.sections}


def reader_of(actor: Actor, acts: Iterable[str]) -> Reader:
    """The sections in which the dashboard and any of these acts are open to the actor."""
    sections: frozenset[int] | None = frozenset()
    for act in acts:
        further = reach(actor, act)
        sections = None if sections is None or further is None else sections | further
    within = reach(actor, OPENS)
    if within is not None:
        sections = within if sections is None else within & sections
    return Reader(frozenset(actor.staff_ids), sections)


def counts(actor: Actor, only: str = "") -> list[Dated]:
    """Every number this person may know, by kind, section and lamp, or those of one kind; a few questions for each
    source."""
    allowed = {name: reader for name, reader in kinds_for(actor).items() if not only or name == only}
    found: list[Dated] = []
    for source in SOURCES:
        asked: dict[Reader, set[str]] = {}
        for kind in source.kinds:
            if kind.name in allowed:
                asked.setdefault(allowed[kind.name], set()).add(kind.name)
        for reader, names in asked.items():
            found += [one for one in source.counts(reader) if one.kind in names]
    return found


def lines(
    actor: Actor,
    kind: str,
    *,
    lamp: str = "",
    sections: Sequence[int | None] | None = None,
    skip: int = 0,
    limit: int = 50,
) -> Sequence[DatedLine]:
    """What is behind a number; nothing for a kind that this person may not count."""
    reader = kinds_for(actor).get(kind)
    if reader is None:
        return ()
    source = next(one for one in SOURCES if KINDS[kind] in one.kinds)
    asked = tuple(sections) if sections is not None else None
    return source.lines(Wanted(reader, kind, lamp, asked, skip, limit))
