"""What this room tells a supervision run: opinions and bad ratings with their dates, counts by item (11-02-2, 11-03-5).

Never a word of them, and never whom a rating was about (08-04-3).
"""

import datetime as dt
from collections import Counter

from banshi.institutions.guidance.models import FollowUp, Opinion, Rating
from banshi.institutions.guidance.rules import Finding, Level
from banshi.kernel.cases.models import Case
from banshi.kernel.organisation.observed import Counted, Owed
from banshi.lib.clock import BEIJING

BAD = (Level.BAD, Level.VERY_BAD)


def opinions(first: dt.date, last: dt.date) -> tuple[tuple[int, dt.date, dt.date | None], ...]:
    """Opinions left on these days: id, the day, the day of the reply."""
    begin, end = _moments(first, last)
    rows = (
        Opinion.objects.filter(at__gte=begin, at__lt=end).order_by("id").values_list("id", "at", "replied_at")
    )
    return tuple((pk, _day(at), _day(replied) if replied else None) for pk, at, replied in rows)


def bad_ratings(first: dt.date, last: dt.date) -> tuple[Owed, ...]:
    """Follow-ups of bad ratings of these days: until when to be mended, and when they were closed."""
    rows = FollowUp.objects.filter(rating__day__gte=first, rating__day__lte=last).select_related("rating")
    return tuple(
        Owed(
            row.pk,
            _day(row.mend_by) if row.mend_by else None,
            _day(row.closed_at) if row.closed_at else None,
            row.rating.section_id,
            None,
        )
        for row in rows.order_by("id")
    )


def justified(first: dt.date, last: dt.date) -> tuple[Counted, ...]:
    """By section: bad ratings of these days that proved to be right, of all ratings."""
    rows = Rating.objects.filter(day__gte=first, day__lte=last)
    every = Counter(rows.order_by("id").values_list("section_id", flat=True))
    right = rows.filter(follow_up__finding=Finding.JUSTIFIED).order_by("id")
    counted = Counter(right.values_list("section_id", flat=True))
    ordered = sorted(counted.items(), key=lambda row: row[0] or 0)
    return tuple(Counted(section, None, count, every[section]) for section, count in ordered)


def by_item(first: dt.date, last: dt.date) -> tuple[dict[str, int], dict[int, int]]:
    """Bad ratings of these days, by item code (those of a case) and by section id (11-02-2)."""
    rows = Rating.objects.filter(day__gte=first, day__lte=last, level__in=BAD).order_by("id")
    found = list(rows.values_list("subject", "section_id"))
    cases = [int(subject.partition(":")[2]) for subject, _ in found if subject.startswith("case:")]
    codes = dict(Case.objects.filter(pk__in=cases).order_by("id").values_list("id", "item_code"))
    sections = Counter(section for _, section in found if section is not None)
    return Counter(codes[case] for case in cases if case in codes), sections


def _day(at: dt.datetime) -> dt.date:
    return at.astimezone(BEIJING).date()


def _moments(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    begin = dt.datetime.combine(first, dt.time(0), BEIJING)
    return begin, dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0), BEIJING)
