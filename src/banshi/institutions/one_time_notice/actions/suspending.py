"""特别程序: a clock stands still only for a listed procedure, announced in writing (06-05-2)."""

import datetime as dt
from collections.abc import Sequence

from banshi.institutions.one_time_notice.models import Procedure
from banshi.institutions.one_time_notice.queries.telling import (
    procedures,
)
from banshi.institutions.one_time_notice.rules import suspending as rules
from banshi.institutions.one_time_notice.rules.suspending import Announcement
from banshi.kernel.cases.actions import locked, record
from banshi.kernel.cases.facts import (
    ProcedureEnded,
    ProcedureStarted,
)
from banshi.kernel.cases.models import Case
from banshi.kernel.cases.queries import card_of, timeline
from banshi.kernel.cases.stream import stream
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.clocks.actions import refresh
from banshi.kernel.clocks.fold import standings
from banshi.kernel.clocks.reckoning import Pause, due
from banshi.kernel.clocks.words import due_words
from banshi.kernel.documents.actions import issue
from banshi.kernel.documents.models import Document
from banshi.kernel.documents.papers import facts_by
from banshi.kernel.ledger.acts import Actor, act
from banshi.kernel.notifications.actions import send_many
from banshi.kernel.notifications.addressing import to_party
from banshi.kernel.organisation import queries as organisation
from banshi.kernel.organisation.permissions import require as permit
from banshi.kernel.regulations.citation import Citation
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import require


@act("start_procedure", "06-05", "06-05-2", "06-07")
def start_procedure(
    *, case_id: int, version: int | None, announced: Announcement, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """Stop the clock for a listed procedure, with its notice W21. Returns the document's id."""
    case = locked(case_id, version, "procedure_started")
    permit(actor, "start_procedure", card_of(case).relation)
    opened = case.received_at.astimezone(clock.BEIJING).date()
    own = _by_law_of_item(case)
    statutory = own | set(_listed("statutory_kinds", opened))
    require(
        rules.procedure(
            announced,
            today=clock.today(),
            listed=own | set(_listed("kinds", opened)),
            running=[(p.first, p.last) for p in procedures(case.pk)],
        )
    )
    stops = rules.stopped_clocks(announced.kind, statutory)
    assert announced.first is not None
    assert announced.last is not None
    pause = Pause(announced.first, announced.last)
    document = _procedure_paper(case, announced, pause, stops, actor)
    row = _announce(case, announced, pause, document)
    fact = ProcedureStarted(
        procedure=row.pk,
        procedure_kind=row.kind,
        first=row.first,
        last=row.last,
        stops=stops,
        document=document.pk,
    )
    record(case, fact, actor=actor, cites=cites)
    refresh(case)
    section = organisation.section(case.section_id)
    told = {"time": row.time, "place": row.place, "first": row.first, "last": row.last}
    send_many([to_party(case, section, "procedure_started", procedure=row.get_kind_display(), **told)])
    return document.pk


def _announce(case: Case, announced: Announcement, pause: Pause, document: Document) -> Procedure:
    return Procedure.objects.create(
        case=case,
        kind=announced.kind,
        place=announced.place,
        time=announced.time,
        first=pause.first,
        last=pause.last,
        document=document,
    )


def _procedure_paper(
    case: Case, announced: Announcement, pause: Pause, stops: Sequence[str], actor: Actor
) -> Document:
    procedure = {
        "kind": announced.kind,
        "place": announced.place,
        "time": announced.time,
        "first": pause.first,
        "last": pause.last,
        "days": (pause.last - pause.first).days + 1,
        "stops_statutory": "statutory" in stops,
    }
    return issue(
        kind="W21",
        stream=stream(case.pk),
        addressee_masked=case.party_masked,
        data=facts_by(case, actor) | {"procedure": procedure} | _dues_with(case, pause, stops),
        issued_by=actor.ref,
    )


def _dues_with(case: Case, pause: Pause, stops: Sequence[str]) -> dict[str, str]:
    """Both due dates in words as they will be with one more pause."""
    days = table()
    found = standings(timeline(case.pk), days, parameter)
    dues = {}
    for name in ("statutory", "promised"):
        r = found[name].reckoned
        pauses = (*r.pauses, pause) if name in stops else r.pauses
        dues[f"{name}_due"] = due_words(due(r.start, r.limit, days, pauses, r.extension))
    return dues


def _by_law_of_item(case: Case) -> set[str]:
    """Procedures 06-05-2 does not list, such as a public notice, whose days the item's own law excludes."""
    procedures = catalogue.spec(case.item_version_id).special_procedures
    return {p.kind for p in procedures if p.excluded_from_limit and p.basis}


def _listed(name: str, day: dt.date) -> Sequence[str]:
    kinds = parameter("06-05-2", name, day)
    assert isinstance(kinds, Sequence)
    return kinds


@act("end_procedure", "06-05-2", "07-03")
def end_procedure(
    *, case_id: int, version: int | None, procedure_id: int, actor: Actor, cites: tuple[Citation, ...]
) -> int:
    """End a special procedure today, earlier than announced: the clock runs again tomorrow. Returns the case id."""
    case = locked(case_id, version, "procedure_ended")
    permit(actor, "end_procedure", card_of(case).relation)
    row = Procedure.objects.get(pk=procedure_id, case=case)
    today = clock.today()
    require(rules.early_end(first=row.first, last=row.last, today=today))
    row.last = today
    row.save(update_fields=["last"])
    record(case, ProcedureEnded(procedure=row.pk, last=today), actor=actor, cites=cites)
    refresh(case)
    return case.pk
