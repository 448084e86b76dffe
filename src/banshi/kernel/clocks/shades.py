"""The rule of the lamps as conditions that a database understands, so that counting reads no rows one by one.

`lamps.lamp` is the rule; a test compares the two for every day. Only a clock that was stopped at some time is
left to the rule itself.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When

from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.organisation.dated import Dated, Reader, Wanted
from banshi.kernel.organisation.hours import close_of
from banshi.kernel.workdays.days import BeforeCalendar, BeyondCalendar, DayTable
from banshi.kernel.workdays.queries import table
from banshi.lib import clock

# Disjoint conditions: whatever has a lamp has one.
Shades = Mapping[Lamp, Q]
NEVER = dt.date(9999, 12, 30)


@dataclass(frozen=True, slots=True)
class Edges:
    """The days at which a lamp changes: today, the next working day and the one after, and `long_since`.

    What is due on the next working day is near if its period has at least four working days, that is if it
    began before `long_since`. `closed`: today's office hours are over.
    """

    now: dt.datetime
    closed: bool
    next_day: dt.date
    second_day: dt.date
    long_since: dt.date

    @property
    def today(self) -> dt.date:
        """The day of `now`."""
        return self.now.date()


def edges() -> Edges:
    """The edges at this moment."""
    now, days = clock.now(), table()
    first, second = _after(days, now.date(), 1), _after(days, now.date(), 2)
    return Edges(now, now >= close_of(now.date()), first, second, _before(days, first, 3))


def of_dates(at: Edges, due: str, start: str, *, provisional: str = "", online: str = "") -> Shades:
    """The lamps of dates that end with the office hours, or at midnight where `online` is true.

    The arguments are names of fields; without `provisional` a missing date is a provisional one.
    """
    settled = Q(**{provisional: False}) if provisional else Q(**{f"{due}__isnull": False})
    over, in_time = Q(**{f"{due}__lt": at.today}), Q(**{f"{due}__gte": at.today})
    if at.closed:
        late = Q(**{due: at.today}) & (Q(**{online: False}) if online else Q())
        over |= late
        in_time = Q(**{f"{due}__gt": at.today})
        in_time |= Q(**{due: at.today, online: True}) if online else Q(pk__in=[])
    near, far = _near(at, due, start, at.long_since)
    return {
        Lamp.RED: settled & over,
        Lamp.AMBER: settled & in_time & near,
        Lamp.GREEN: settled & in_time & far,
        Lamp.HOLLOW: Q(**{provisional: True}) if provisional else Q(**{f"{due}__isnull": True}),
    }


def of_days(at: Edges, due: str, start_at: str) -> Shades:
    """The lamps of dates that are in time until midnight, of something that began at a moment."""
    near, far = _near(at, due, start_at, _midnight(at.long_since))
    in_time = Q(**{f"{due}__gte": at.today})
    return {Lamp.RED: Q(**{f"{due}__lt": at.today}), Lamp.AMBER: in_time & near, Lamp.GREEN: in_time & far}


def _near(at: Edges, due: str, start: str, since: dt.date) -> tuple[Q, Q]:
    """What is due so soon that its lamp is amber, and all the rest."""
    near = Q(**{f"{due}__lt": at.next_day})
    near |= Q(**{f"{due}__lt": at.second_day, f"{start}__lt": since})
    far = Q(**{f"{due}__gte": at.second_day})
    far |= Q(**{f"{due}__gte": at.next_day, f"{start}__gte": since})
    return near, far


def of_moments(at: Edges, due_at: str, start_at: str, *, start_is_day: bool = False) -> Shades:
    """The lamps of moments; a missing one is provisional. The end of a day still belongs to it."""
    since: Any = at.long_since if start_is_day else _midnight(at.long_since)
    left = Q(**{f"{due_at}__gt": at.now})
    first, second = _midnight(at.next_day), _midnight(at.second_day)
    near = Q(**{f"{due_at}__lte": first}) | Q(**{f"{due_at}__lte": second, f"{start_at}__lt": since})
    far = Q(**{f"{due_at}__gt": second}) | Q(**{f"{due_at}__gt": first, f"{start_at}__gte": since})
    return {
        Lamp.RED: Q(**{f"{due_at}__lte": at.now}),
        Lamp.AMBER: left & near,
        Lamp.GREEN: left & far,
        Lamp.HOLLOW: Q(**{f"{due_at}__isnull": True}),
    }


def always(lamp: Lamp) -> Shades:
    """Everything has this lamp."""
    return {lamp: ~Q(pk__in=[])}


def counted(kind: str, rows: QuerySet[Any], shades: Shades, *, section: str = "") -> list[Dated]:
    """The numbers of one kind, in one query; `section` names the field of the section, "" for none."""
    return [Dated(kind, of, shade, number) for _, of, shade, number in tally(rows, shades, section=section)]


def tally(
    rows: QuerySet[Any], shades: Shades, *, section: str = "", by: str = ""
) -> list[tuple[Any, int | None, str, int]]:
    """How many rows by the field `by`, section and lamp: (value, section id, lamp, number), in one query."""
    groups = {"of": F(section)} if section else {}
    groups |= {"by": F(by)} if by else {}
    shade = Case(*(When(q, then=Value(str(one))) for one, q in shades.items()), output_field=CharField())
    found = rows.order_by().annotate(shade=shade, **groups).values("shade", *groups)
    lit = found.annotate(number=Count("pk"))
    return [(row.get("by"), row.get("of"), row["shade"], row["number"]) for row in lit if row["shade"]]


def within(rows: QuerySet[Any], reader: Reader, section: str) -> QuerySet[Any]:
    """Only what lies in the reader's sections; without a section field nothing does but for who sees all."""
    if reader.sections is None:
        return rows
    return rows.filter(**{f"{section}__in": sorted(reader.sections)}) if section else rows.none()


def chosen(rows: QuerySet[Any], shades: Shades, wanted: Wanted, *, section: str = "") -> QuerySet[Any]:
    """The rows behind a number."""
    rows = within(rows, wanted.reader, section)
    if wanted.sections is not None:
        rows = rows.filter(of_sections(wanted.sections, section))
    if wanted.lamp:
        rows = rows.filter(shades[Lamp(wanted.lamp)]) if wanted.lamp in shades else rows.none()
    return rows


def of_sections(sections: Iterable[int | None], section: str) -> Q:
    """The condition for these sections, None for what has none."""
    asked = list(sections)
    nobody = None in asked
    if not section:
        return ~Q(pk__in=[]) if nobody else Q(pk__in=[])
    own = Q(**{f"{section}__in": [one for one in asked if one is not None]})
    return own | Q(**{f"{section}__isnull": True}) if nobody else own


def shaded(rows: QuerySet[Any], shades: Shades) -> QuerySet[Any]:
    """The rows with their lamp as `shade`."""
    return rows.annotate(
        shade=Case(
            *(When(q, then=Value(str(one))) for one, q in shades.items()),
            default=Value(""),
            output_field=CharField(),
        )
    )


def page(rows: QuerySet[Any], wanted: Wanted, *order: str) -> list[Any]:
    """The wanted part of a list."""
    return list(rows.order_by(*order)[wanted.skip : wanted.skip + wanted.limit])


def _after(days: DayTable, day: dt.date, number: int) -> dt.date:
    try:
        return days.add(day, number)
    except BeyondCalendar:
        return NEVER


def _before(days: DayTable, day: dt.date, number: int) -> dt.date:
    try:
        return days.before(day, number)
    except (BeforeCalendar, BeyondCalendar):
        return NEVER


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(0), clock.BEIJING)
