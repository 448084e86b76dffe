"""Reading duty: who is at the post in which working period, who is away, where nobody is (09-02-5)."""

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q

from banshi.institutions.conduct.models import ABSENCES, Absence, Duty
from banshi.institutions.conduct.rules import AbsenceKind, uncovered
from banshi.kernel.catalogue import queries as catalogue
from banshi.kernel.organisation.models import Post, Section, Staff
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.ui.wording import bracketed
from banshi.kernel.workdays.days import Day
from banshi.kernel.workdays.queries import table
from banshi.lib import clock
from banshi.lib.results import gettext_noop

ONE_DAY = dt.timedelta(days=1)
MEMBERS = ("clerk", "handler", "head", "guide", "approvals", "office", "party_office")
SHOWN = 100


@dataclass(frozen=True, slots=True)
class OnDuty:
    """A colleague put on duty; `away` says why they are not there (a message id, "" when they are)."""

    id: int
    staff_id: int
    name: str
    away: str


@dataclass(frozen=True, slots=True)
class Period:
    """A working period of a day: who is on duty, and whether nobody is."""

    index: int
    people: tuple[OnDuty, ...]
    gap: bool


@dataclass(frozen=True, slots=True)
class DutyDay:
    """A day of a week view; `works` is None past the published calendar."""

    day: dt.date
    works: bool | None
    periods: tuple[Period, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """A working period with nobody at the post, and the absences that made it so (message ids)."""

    section_id: int
    section: str
    day: dt.date
    period: int
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AbsenceCard:
    """A planned absence."""

    id: int
    staff_id: int
    name: str
    section_id: int
    first: dt.date
    last: dt.date
    kind_name: str
    deputy: str
    cancelled: bool


def period_words(index: int) -> str:
    """The hours of a working period, such as "9:00–12:00"."""
    begin, end = settings.OFFICE_HOURS[index]
    return f"{begin:%-H:%M}–{end:%-H:%M}"


def periods() -> range:
    """The working periods of a day."""
    return range(len(settings.OFFICE_HOURS))


def accepting_sections() -> dict[int, str]:
    """The sections that take applications: of the catalogue's items, and where clerks sit (09-02-5)."""
    codes = {card.spec.section for card in catalogue.published(clock.today())}
    rows = Section.objects.filter(Q(code__in=codes) | Q(posts__role="clerk")).distinct().order_by("code")
    return {one.pk: one.called for one in rows}


def colleagues(section_id: int) -> dict[int, str]:
    """The active staff of a section with a post in it today, by id."""
    today = clock.today()
    held = Post.objects.filter(section_id=section_id, role__in=MEMBERS, first__lte=today)
    held = held.filter(Q(last=None) | Q(last__gte=today)).order_by()
    rows = Staff.objects.filter(is_active=True, pk__in=held.values("staff_id")).order_by("id")
    return {one.pk: one.called for one in rows}


def week(section_id: int, monday: dt.date) -> tuple[DutyDay, ...]:
    """The seven days from `monday` on of one section: two queries."""
    return tuple(_days({section_id: ""}, monday, monday + 6 * ONE_DAY)[section_id])


def gaps(sections: dict[int, str], first: dt.date, last: dt.date) -> tuple[Gap, ...]:
    """The working periods in which nobody of a section is at the post, earliest first (09-02-5)."""
    found = _days(sections, first, last)
    rows = [
        Gap(section, sections[section], day.day, period.index, _because(period.people))
        for section, days in found.items()
        for day in days
        if day.works
        for period in day.periods
        if period.gap
    ]
    return tuple(sorted(rows, key=lambda gap: (gap.day, gap.period, gap.section_id)))


NOBODY = gettext_noop("没有排班")


def _because(people: Sequence[OnDuty]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.away for one in people if one.away)) or (NOBODY,)


@dataclass(frozen=True, slots=True)
class GapDay:
    """The gaps of a section on one day together: their hours, and why (message ids)."""

    section_id: int
    section: str
    day: dt.date
    hours: str
    because: tuple[str, ...]


def by_day(found: Sequence[Gap]) -> tuple[GapDay, ...]:
    """Gaps with those of one section and day put together, in the order given."""
    together: dict[tuple[dt.date, int], list[Gap]] = {}
    for gap in found:
        together.setdefault((gap.day, gap.section_id), []).append(gap)
    return tuple(
        GapDay(
            section_id,
            gaps_of[0].section,
            day,
            "、".join(period_words(gap.period) for gap in gaps_of),
            tuple(dict.fromkeys(why for gap in gaps_of for why in gap.because)),
        )
        for (day, section_id), gaps_of in together.items()
    )


def _days(sections: dict[int, str], first: dt.date, last: dt.date) -> dict[int, list[DutyDay]]:
    rostered: dict[tuple[int, dt.date, int], list[Duty]] = {}
    duties = Duty.objects.filter(section_id__in=list(sections), day__gte=first, day__lte=last)
    for duty in duties.select_related("staff").order_by("day", "period", "id"):
        rostered.setdefault((duty.section_id, duty.day, duty.period), []).append(duty)
    away = _away({duty.staff_id for found in rostered.values() for duty in found}, first, last)
    days = table()
    return {
        section: [
            _day(day, [rostered.get((section, day, index), []) for index in periods()], away, days.get(day))
            for day in _each(first, last)
        ]
        for section in sections
    }


def _day(
    day: dt.date,
    rostered: Sequence[Sequence[Duty]],
    away: dict[int, list[tuple[dt.date, dt.date, str]]],
    known: Day | None,
) -> DutyDay:
    works = known.kind.works if known else None
    minimum = parameter("09-02-5", "min_on_duty", clock.today())
    found = []
    for index, duties in enumerate(rostered):
        people = tuple(
            OnDuty(duty.pk, duty.staff_id, duty.staff.called, _why_away(away, duty.staff_id, day))
            for duty in duties
        )
        absent = [one.staff_id for one in people if one.away]
        gap = bool(works) and uncovered(
            rostered=[one.staff_id for one in people], absent=absent, minimum=minimum
        )
        found.append(Period(index, people, gap))
    return DutyDay(day, works, tuple(found))


def _away(
    staff_ids: Collection[int], first: dt.date, last: dt.date
) -> dict[int, list[tuple[dt.date, dt.date, str]]]:
    rows = Absence.objects.filter(
        staff_id__in=list(staff_ids), cancelled_at=None, first__lte=last, last__gte=first
    )
    found: dict[int, list[tuple[dt.date, dt.date, str]]] = {}
    for row in rows.order_by("first", "id"):
        found.setdefault(row.staff_id, []).append((row.first, row.last, ABSENCES[AbsenceKind(row.kind)]))
    return found


def _why_away(away: dict[int, list[tuple[dt.date, dt.date, str]]], staff_id: int, day: dt.date) -> str:
    return next((kind for first, last, kind in away.get(staff_id, ()) if first <= day <= last), "")


def _each(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    while first <= last:
        yield first
        first += ONE_DAY


def away_in(first: dt.date, last: dt.date) -> frozenset[int]:
    """Who is away on one of these days."""
    rows = Absence.objects.filter(cancelled_at=None, first__lte=last, last__gte=first).order_by("id")
    return frozenset(rows.values_list("staff_id", flat=True))


def staff_with_sections() -> list[tuple[int, str]]:
    """All active staff, each with the name of the home section."""
    rows = Staff.objects.filter(is_active=True).select_related("section").order_by("section__code", "id")
    return [(one.pk, one.called + bracketed(one.section.called)) for one in rows]


def is_away(staff_id: int, first: dt.date, last: dt.date) -> bool:
    """Whether a colleague is away on one of these days."""
    rows = Absence.objects.filter(staff_id=staff_id, cancelled_at=None, first__lte=last, last__gte=first)
    return rows.exists()


def absences(section_ids: Collection[int], since: dt.date) -> tuple[AbsenceCard, ...]:
    """The absences of these sections' staff that end on `since` or later, earliest first."""
    rows = Absence.objects.filter(staff__section_id__in=list(section_ids), last__gte=since, cancelled_at=None)
    rows = rows.select_related("staff", "appointed__deputy").order_by("first", "id")
    return tuple(_absence(row) for row in rows[:SHOWN])


def absence(absence_id: int) -> AbsenceCard:
    """One absence; raises `Absence.DoesNotExist`."""
    return _absence(Absence.objects.select_related("staff", "appointed__deputy").get(pk=absence_id))


def _absence(row: Absence) -> AbsenceCard:
    return AbsenceCard(
        row.pk,
        row.staff_id,
        row.staff.called,
        row.staff.section_id,
        row.first,
        row.last,
        ABSENCES[AbsenceKind(row.kind)],
        row.appointed.deputy.called if row.appointed else "",
        row.cancelled_at is not None,
    )


def periods_of(staff_id: int, first: dt.date, last: dt.date) -> list[tuple[dt.date, int]]:
    """When a colleague has duty: days and working periods (09-02-5)."""
    rows = Duty.objects.filter(staff_id=staff_id, day__gte=first, day__lte=last)
    return list(rows.order_by("day", "period").values_list("day", "period").distinct())
