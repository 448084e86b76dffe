"""From facts to a due date: pure, and never a guess past the published calendar.

How days are counted: the day of the event is not counted (民法典 201); working-day limits count the bureau's
working days (行政许可法 82); a calendar-day limit that ends on a rest day runs to the next working day
(民法典 203); months and years end on the corresponding date (民法典 202); days of a special procedure, first
and last included, are not counted (行政许可法 45, article 06-05-2).
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from banshi.kernel.workdays.days import ONE_DAY, BeforeCalendar, BeyondCalendar, DayTable
from banshi.kernel.workdays.limits import (
    TOO_FAR,
    Limit,
    Pause,
    Unit,
    corresponding_date,
    length_in_days,
    months_later,
)
from banshi.lib.results import Reason, Refused, gettext_noop

__all__ = [
    "Limit",
    "Pause",
    "Reckoned",
    "Stage",
    "Unit",
    "Wait",
    "corresponding_date",
    "counted_between",
    "due",
    "earliest",
    "merge",
    "months_later",
    "stages",
]

BAD_EXTENSION = gettext_noop("延长的期限要写明天数。")
NOTHING_TO_EXTEND = gettext_noop("没有规定期限的事项不需要延长。")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A due date with the facts it rests on.

    `pauses` are as given, in order. Past the published calendar `provisional` is true, `after` is the last
    published day, `date` is None for working days (`remaining` of them are still to be counted) and the
    plain date for all other units. A limit of NONE has no date and is not provisional.
    """

    start: dt.date
    limit: Limit
    pauses: tuple[Pause, ...]
    extension: Limit | None
    date: dt.date | None
    provisional: bool
    after: dt.date | None
    remaining: int


class Stage(NamedTuple):
    """A stretch counted in one unit: the limit, or an extension that is in another unit and counts on."""

    start: dt.date
    limit: Limit
    date: dt.date | None
    provisional: bool
    remaining: int


@dataclass(frozen=True, slots=True)
class Wait:
    """A minimum wait: `period` must have passed; from `first` on one may act (None while provisional)."""

    period: Reckoned
    first: dt.date | None


def due(
    start: dt.date,
    limit: Limit,
    days: DayTable,
    pauses: Iterable[Pause] = (),
    extension: Limit | None = None,
) -> Reckoned:
    """The due date of a period that the event of `start` opened. The day itself is still in time.

    An extension in the unit of the limit is added to it and counted once; in another unit it counts on from
    the due date. Raises Refused (BeforeCalendar included) for what cannot be reckoned at all.
    """
    given = tuple(sorted(pauses, key=lambda pause: (pause.first, pause.last))) if pauses else ()
    last = stages(start, limit, days, given, extension)[-1]
    after = days.last_day if last.provisional else None
    return Reckoned(start, limit, given, extension, last.date, last.provisional, after, last.remaining)


def earliest(start: dt.date, limit: Limit, days: DayTable, pauses: Iterable[Pause] = ()) -> Wait:
    """The first day on which one may act when `limit` has to pass first, such as the 30 days of a divorce.

    The waiting period ends like any other (rolled off a rest day); one may act from the day after its end.
    """
    period = due(start, limit, days, pauses)
    return Wait(period, period.date + ONE_DAY if period.date and not period.provisional else None)


def stages(
    start: dt.date, limit: Limit, days: DayTable, pauses: Sequence[Pause] = (), extension: Limit | None = None
) -> list[Stage]:
    """The one or two stretches that lead to the due date, in order; raises Refused."""
    merged = merge(pauses) if pauses else ()
    limits = _limits(limit, extension) if extension else (limit,)
    done: list[Stage] = []
    reached: dt.date | None = start
    try:
        for part in limits:
            # Past a provisional stretch the next one is provisional by itself: its end lies further on.
            if reached is not None:
                done.append(_stage(reached, part, days, merged))
                reached = done[-1].date
    except OverflowError:
        raise Refused(Reason(TOO_FAR, field="start")) from None
    return done


def merge(pauses: Sequence[Pause]) -> tuple[Pause, ...]:
    """The same days as disjoint pauses in order, labels joined: no day is taken out twice."""
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: (pause.first, pause.last)):
        before = merged[-1] if merged else None
        if before and (pause.first - before.last).days <= 1:
            label = (
                before.label if pause.label in before.label.split("、") else f"{before.label}、{pause.label}"
            )
            merged[-1] = Pause(before.first, max(before.last, pause.last), label.strip("、"))
        else:
            merged.append(pause)
    return tuple(merged)


def counted_between(a: dt.date, b: dt.date, days: DayTable, pauses: Sequence[Pause] = ()) -> int:
    """Working days in (a, b] that no pause takes out, among the published days; 0 when b is before a."""
    start, end = max(a, days.first_day - ONE_DAY), min(b, days.last_day)
    if end <= start:
        return 0
    return days.between(start, end) - sum(_workdays_in(pause, start, end, days) for pause in merge(pauses))


def _limits(limit: Limit, extension: Limit) -> tuple[Limit, ...]:
    if extension.unit in {Unit.NONE, Unit.IMMEDIATE}:
        raise Refused(Reason(BAD_EXTENSION, field="extension"))
    if limit.unit is Unit.NONE:
        raise Refused(Reason(NOTHING_TO_EXTEND, field="extension"))
    if limit.unit is extension.unit:
        return (Limit(limit.value + extension.value, limit.unit),)
    return limit, extension


def _stage(start: dt.date, limit: Limit, days: DayTable, pauses: Sequence[Pause]) -> Stage:
    if limit.unit is Unit.WORKING_DAY:
        date, remaining = _working(start, limit.value, days, pauses)
        return Stage(start, limit, date, date is None, remaining)
    if limit.unit is Unit.NONE:
        return Stage(start, limit, None, False, 0)
    plain = start if limit.unit is Unit.IMMEDIATE else _plain(start, length_in_days(start, limit), pauses)
    rolled = _roll(plain, days, pauses)
    return Stage(start, limit, rolled or plain, rolled is None, 0)


def _working(start: dt.date, n: int, days: DayTable, pauses: Sequence[Pause]) -> tuple[dt.date | None, int]:
    """The n-th working day outside the pauses, or None and how many are left past the calendar."""
    wanted = n
    for pause in pauses:
        if pause.last > start:
            reached = _add(start, wanted, days)
            if reached and pause.first > reached:
                break
            wanted += _workdays_in(pause, start, days.last_day, days)
    try:
        return days.add(start, wanted), 0
    except BeyondCalendar as beyond:
        return None, beyond.remaining


def _add(start: dt.date, n: int, days: DayTable) -> dt.date | None:
    try:
        return days.add(start, n)
    except BeyondCalendar:
        return None


def _workdays_in(pause: Pause, a: dt.date, b: dt.date, days: DayTable) -> int:
    """Working days of a pause within (a, b], where b is published."""
    eve, last = _eve(pause, a), min(pause.last, b)
    return days.between(eve, last) if eve < last else 0


def _eve(pause: Pause, start: dt.date) -> dt.date:
    """The last day before the pause that counts, never before `start`."""
    return pause.first - ONE_DAY if pause.first > start else start


def _plain(start: dt.date, n: int, pauses: Sequence[Pause]) -> dt.date:
    """The n-th calendar day outside the pauses, not rolled."""
    reached = start + dt.timedelta(days=n)
    for pause in pauses:
        if pause.first > reached:
            break
        if pause.last > start:
            reached += pause.last - _eve(pause, start)
    return reached


def _roll(date: dt.date, days: DayTable, pauses: Sequence[Pause]) -> dt.date | None:
    """The first working day from `date` on outside the pauses, or None when it is not published."""
    if date < days.first_day:
        raise BeforeCalendar(days.first_day)
    while days.covers(date):
        day = days.get(date)
        pause = next((p for p in pauses if p.first <= date <= p.last), None)
        if pause:
            date = pause.last
        elif day and day.kind.works:
            return date
        date += ONE_DAY
    return None
