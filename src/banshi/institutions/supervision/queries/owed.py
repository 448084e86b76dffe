"""What this room itself owes an answer to: its own corrections, and criticism that nobody acted on (11-03-5)."""

import datetime as dt

from banshi.institutions.supervision.models.findings import CRITICS, Correction, Finding, Late
from banshi.institutions.supervision.rules.correcting import FindingState
from banshi.kernel.organisation.observed import Owed
from banshi.lib.clock import BEIJING


def corrections(first: dt.date, last: dt.date) -> tuple[Owed, ...]:
    """Corrections due on these days, and those that ran over a date on these days."""
    over = Late.objects.filter(due__gte=first, due__lte=last).select_related("correction").order_by("id")
    late = {row.correction_id: row.due for row in over}
    rows = Correction.objects.filter(due__gte=first, due__lte=last).order_by("id")
    every = {row.pk: row for row in rows} | {row.correction_id: row.correction for row in over}
    return tuple(
        Owed(pk, late.get(pk, row.due), _done_on(row), row.section_id, None)
        for pk, row in sorted(every.items())
    )


def _done_on(row: Correction) -> dt.date | None:
    """The day of the last report, while it is not asked for again."""
    reply = row.replies.filter(round=row.round).first()
    return reply.at.astimezone(BEIJING).date() if reply else None


def criticism(first: dt.date, last: dt.date) -> tuple[tuple[int, dt.date, dt.date | None, int | None], ...]:
    """Criticism entered on these days: id, the day, the day on which somebody acted on it, its section."""
    begin = dt.datetime.combine(first, dt.time(0), BEIJING)
    end = dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0), BEIJING)
    rows = Finding.objects.filter(source__in=sorted(CRITICS), found_at__gte=begin, found_at__lt=end)
    return tuple(
        (row.pk, row.found_at.astimezone(BEIJING).date(), _acted_on(row), row.section_id)
        for row in rows.select_related("correction").order_by("id")
    )


def _acted_on(row: Finding) -> dt.date | None:
    """When a correction was demanded, or the day it came where it was dropped after a look."""
    if row.state == FindingState.DISMISSED:
        return row.found_at.astimezone(BEIJING).date()
    correction = getattr(row, "correction", None)
    return correction.start if correction else None
