"""The lists: leads that wait, cases in work or ended, what waits for the party group, what is about oneself."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from banshi.institutions.accountability.models import Case, Lead
from banshi.institutions.accountability.queries import dues, standing
from banshi.institutions.accountability.queries.dues import Running
from banshi.institutions.accountability.rules.access import may
from banshi.institutions.accountability.rules.causes import ORIGINS, suggested
from banshi.institutions.accountability.rules.steps import ENDED, State
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.queries import SectionCard, called, sections

OPEN = tuple(state for state in State if state not in ENDED)
WAITING = (State.PROPOSED,)
MOST = 500


@dataclass(frozen=True, slots=True)
class LeadLine:
    """A lead in a list. `title` is the sentence of the room, or where a lead entered by hand comes from."""

    uid: UUID
    title: str
    origin: str
    articles: tuple[str, ...]
    on: dt.date
    section: SectionCard | None
    handler: str
    supervisor: str
    stream: str
    seq: int | None
    raised_at: dt.datetime
    running: Running
    causes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list."""

    uid: UUID
    number: str
    person: str
    cause: str
    state: State
    section: SectionCard | None
    investigator: str
    accepted_at: dt.datetime
    clocks: tuple[Running, ...]
    outcome: str
    revoked: bool

    @property
    def due(self) -> dt.date:
        """What the list is ordered by."""
        return min((one.date for one in self.clocks if one.date), default=dt.date.max)


def waiting_leads(actor: Actor) -> list[LeadLine]:
    """The leads nobody has answered that the actor may know of, the oldest first."""
    rows = Lead.objects.filter(accepted_at=None, dismissed_at=None).order_by("raised_at", "uid")[:MOST]
    return lead_lines(standing.leads_of(actor, rows))


def lead_lines(rows: Sequence[Lead]) -> list[LeadLine]:
    """Leads as lists show them."""
    names, known = named(one for row in rows for one in (row.handler_id, row.supervisor_id)), sections()
    return [
        LeadLine(
            uid=row.pk,
            title=row.kind or ORIGINS[row.origin],
            origin=row.origin,
            articles=tuple(row.articles),
            on=row.on,
            section=known.get(row.section_id or 0),
            handler=names.get(row.handler_id or 0, ""),
            supervisor=names.get(row.supervisor_id or 0, ""),
            stream=row.stream,
            seq=row.seq,
            raised_at=row.raised_at,
            running=dues.of_lead(row),
            causes=(row.cause,) if row.cause else suggested(row.articles),
        )
        for row in rows
    ]


def cases(actor: Actor, states: Collection[State]) -> list[CaseLine]:
    """The cases in these states that the actor may know of as a colleague: what is due first comes first."""
    rows = list(
        Case.objects.filter(state__in=states).select_related("lead").order_by("-accepted_at", "uid")[:MOST]
    )
    held = standing.parts_in_cases(actor, rows, standing.house())
    mine = [row for row in rows if row.pk in held and may(held[row.pk], "see")]
    return sorted(case_lines(mine), key=lambda line: (line.due, line.accepted_at))


def own(actor: Actor) -> list[CaseLine]:
    """The cases about the actor that they have been told of, the newest first; never those of who they stand in for."""
    rows = Case.objects.filter(person=actor.staff_id, told_at__isnull=False).select_related("lead")
    return case_lines(list(rows.order_by("-accepted_at", "uid")))


def case_lines(rows: Sequence[Case]) -> list[CaseLine]:
    """Cases as lists show them."""
    names, known = named(one for row in rows for one in (row.person_id, row.investigator_id)), sections()
    running = dues.of_cases(rows)
    return [
        CaseLine(
            uid=row.pk,
            number=row.number,
            person=names.get(row.person_id, ""),
            cause=row.cause,
            state=State(row.state),
            section=known.get(row.lead.section_id or 0),
            investigator=names.get(row.investigator_id, ""),
            accepted_at=row.accepted_at,
            clocks=running[row.pk],
            outcome=row.outcome,
            revoked=row.revoked,
        )
        for row in rows
    ]


def named(ids: Iterable[int | None]) -> dict[int, str]:
    """Names of colleagues by id."""
    return called({one for one in ids if one is not None})
