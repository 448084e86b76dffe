"""What this room tells a supervision run: duty gaps, findings, corrections owed, gifts not taken yet (11-03-5, -6)."""

import datetime as dt
from collections import Counter

from banshi.institutions.conduct.models import Finding, IntegrityRecord
from banshi.institutions.conduct.queries.duty import accepting_sections, gaps
from banshi.institutions.conduct.rules import Disposal, IntegrityKind
from banshi.kernel.organisation.observed import Counted, Owed
from banshi.lib.clock import BEIJING


def duty_gaps(first: dt.date, last: dt.date) -> tuple[Counted, ...]:
    """By section: working periods on these days with nobody at the post (09-02-5)."""
    counted = Counter(gap.section_id for gap in gaps(accepting_sections(), first, last))
    return tuple(Counted(section, None, count) for section, count in sorted(counted.items()))


def findings(first: dt.date, last: dt.date) -> tuple[Counted, ...]:
    """By section and colleague: what inspections begun on these days found."""
    begin, end = _moments(first, last)
    rows = Finding.objects.filter(inspection__started_at__gte=begin, inspection__started_at__lt=end)
    counted = Counter(rows.order_by("id").values_list("inspection__section_id", "staff_id"))
    ordered = sorted(counted.items(), key=lambda row: (row[0][0], row[0][1] or 0))
    return tuple(Counted(section, staff, count) for (section, staff), count in ordered)


def corrections(first: dt.date, last: dt.date) -> tuple[Owed, ...]:
    """Corrections that were to be made on these days, with the day of the last report."""
    rows = Finding.objects.filter(correct_by__gte=first, correct_by__lte=last).select_related("inspection")
    return tuple(
        Owed(
            row.pk,
            row.correct_by,
            row.corrected_at.astimezone(BEIJING).date()
            if row.corrected_at and row.state != "found"
            else None,
            row.inspection.section_id,
            row.staff_id,
        )
        for row in rows.order_by("id")
    )


def gifts_waiting(before: dt.date) -> tuple[Counted, ...]:
    """By home section: gifts handed in before this day that the party office has not taken (09-08-1)."""
    begin, _end = _moments(before, before)
    rows = IntegrityRecord.objects.filter(
        kind=IntegrityKind.GIFT, disposal=Disposal.HANDED_IN, received_by=None, recorded_at__lt=begin
    )
    counted = Counter(rows.order_by("id").values_list("staff__section_id", flat=True))
    return tuple(Counted(section, None, count) for section, count in sorted(counted.items()))


def _moments(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    begin = dt.datetime.combine(first, dt.time(0), BEIJING)
    return begin, dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0), BEIJING)
