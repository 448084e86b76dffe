"""What this room tells a supervision run: decided in time or not, other clocks that ran out (11-03-6)."""

import datetime as dt
from collections import Counter

from banshi.institutions.time_limits.models import Breach, Part
from banshi.kernel.cases.models import Case
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.organisation.observed import Counted
from banshi.lib.clock import BEIJING

DECISION = ("promised", "statutory")
THEIRS = sorted(kind.name for kind in KINDS.values() if kind.theirs)


def on_time(first: dt.date, last: dt.date) -> tuple[Counted, ...]:
    """By section: how many cases decided on these days ran over a limit of theirs (count), of how many."""
    begin, end = _moments(first, last)
    rows = Case.objects.filter(decided_at__gte=begin, decided_at__lt=end).order_by("id")
    cases = dict(rows.values_list("id", "section_id"))
    over = Breach.objects.filter(case_id__in=list(cases), clock__in=DECISION).order_by("id")
    late = Counter(cases[case] for case in set(over.values_list("case_id", flat=True)) if case is not None)
    decided = Counter(cases.values())
    return tuple(Counted(section, None, late[section], of) for section, of in sorted(decided.items()))


def other_breaches(first: dt.date, last: dt.date) -> tuple[Counted, ...]:
    """By section and colleague: steps of the procedure, and official documents, that ran out on these days."""
    begin, end = _moments(first, last)
    rows = Breach.objects.filter(found_at__gte=begin, found_at__lt=end).exclude(
        clock__in=(*DECISION, *THEIRS)
    )
    cases = rows.filter(case__isnull=False).order_by("id").values_list("case__section_id", "handler_id")
    matters = rows.filter(matter__isnull=False).order_by("id").values_list("matter_id", "handler_id")
    found = list(matters)
    leads = Part.objects.filter(matter_id__in=[matter for matter, _ in found], lead=True, returned_at=None)
    sections = dict(leads.order_by("id").values_list("matter_id", "section_id"))
    counted = Counter(cases) + Counter((sections.get(matter or 0), staff) for matter, staff in found)
    ordered = sorted(counted.items(), key=lambda row: (row[0][0] or 0, row[0][1] or 0))
    return tuple(Counted(section, staff, count) for (section, staff), count in ordered)


def by_item(first: dt.date, last: dt.date) -> tuple[dict[str, int], dict[int, int]]:
    """Breaches of cases found on these days, by item code and by section id (11-02-2)."""
    begin, end = _moments(first, last)
    rows = Breach.objects.filter(found_at__gte=begin, found_at__lt=end, case__isnull=False)
    pairs = list(
        rows.exclude(clock__in=THEIRS).order_by("id").values_list("case__item_code", "case__section_id")
    )
    return Counter(code for code, _ in pairs), Counter(section for _, section in pairs)


def _moments(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    begin = dt.datetime.combine(first, dt.time(0), BEIJING)
    return begin, dt.datetime.combine(last + dt.timedelta(days=1), dt.time(0), BEIJING)
