"""The figures of all rooms, for the appraisal of room 11 (11-03-6): counted, listed, put on the sheets.

Complaints are not counted here: a number would tell that there is one (decision 0013). What becomes a fact about a
person through accountability, founded, decided and told to them, joins as one more source: `queries/figures.py` of
that room, its keys in the table of indicators. An unfounded lead leaves no trace, so it has none.
"""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from itertools import chain

from django.db import IntegrityError

from banshi.institutions.appointments.queries import figures as appointments
from banshi.institutions.conduct.queries import figures as conduct
from banshi.institutions.extended_hours.queries import figures as extended_hours
from banshi.institutions.first_contact.queries import figures as first_contact
from banshi.institutions.guidance.queries import figures as guidance
from banshi.institutions.one_time_notice.queries import figures as one_time_notice
from banshi.institutions.provisional_acceptance.queries import figures as provisional_acceptance
from banshi.institutions.refusals.queries import figures as refusals
from banshi.institutions.supervision.actions.appraisal import draft_appraisals
from banshi.institutions.supervision.queries.appraisal import SheetCard, newest_drafted
from banshi.institutions.supervision.rules.appraisal import Period, PeriodKind, period_of, periods_due
from banshi.institutions.time_limits.queries import figures as time_limits
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.figures import Figure, Instance, Source, Span, Whose
from banshi.kernel.workdays.days import BeyondCalendar
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

ROOMS: tuple[tuple[Source, ...], ...] = (
    time_limits.FIGURES,
    one_time_notice.FIGURES,
    first_contact.FIGURES,
    guidance.FIGURES,
    conduct.FIGURES,
    appointments.FIGURES,
    extended_hours.FIGURES,
    provisional_acceptance.FIGURES,
    refusals.FIGURES,
)
SOURCES: Mapping[str, Source] = {source.key: source for source in chain.from_iterable(ROOMS)}


def span_of(period: Period) -> Span:
    """The days of a period."""
    return Span(period.first, period.last)


def tally(span: Span) -> list[Figure]:
    """Every figure of a period by colleague and section: one aggregate query for each key."""
    return [figure for source in SOURCES.values() for figure in source.tally(span)]


def whose(sheet: SheetCard, colleague: Whose | None = None) -> Whose:
    """Whose rows a sheet counts: its colleague's anywhere, or its section's; of one `colleague` in the section."""
    if sheet.staff_id is not None:
        return Whose(staff_id=sheet.staff_id)
    if colleague is None:
        return Whose(section_id=sheet.section_id)
    return Whose(colleague.staff_id, sheet.section_id, colleague.nobody)


def counted_now(sheet: SheetCard, keys: list[str]) -> dict[str, int]:
    """What the facts say today of these figures of a sheet: one query for each key."""
    span, of = span_of(sheet.period), whose(sheet)
    return {key: SOURCES[key].count(span, of) for key in keys}


def behind(key: str, period: Period, of: Whose, start: int, stop: int) -> list[Instance]:
    """Those behind a figure, earliest first."""
    return SOURCES[key].behind(span_of(period), of, start, stop)


def _first_workday(period: Period) -> dt.date:
    """The first working day of a period; its first day where the calendar does not reach so far."""
    with suppress(BeyondCalendar):
        return table().roll(period.first)
    return period.first


def draft_due(*, limit: int, actor: Actor) -> int:
    """Draft the sheets of at most `limit` periods that ended. Returns how many periods; safe twice and in parallel."""
    newest, today = newest_drafted(), clock.today()
    due = [
        period
        for kind in PeriodKind
        for period in periods_due(
            kind=kind,
            newest=newest.get(kind),
            today=today,
            first_workday=_first_workday(period_of(kind, today)),
        )
    ]
    for period in due[:limit]:
        # Another worker may be drafting the same: it has them then.
        with suppress(IntegrityError):
            draft_appraisals(period=period, figures=tally(span_of(period)), actor=actor)
    return len(due[:limit])
