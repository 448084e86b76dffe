"""预约服务（附件3）：which days can be booked, and which slots a section's hours make of a day (03-04). Pure."""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from banshi.kernel.workdays.days import Kind
from banshi.lib.results import Decision, Reason, gettext_noop

SATURDAY = 5
HOLIDAY = gettext_noop("%(day)s 是放假的日子（%(name)s），不接受预约。")
CLOSED = gettext_noop("%(day)s 大厅临时不开放（%(reason)s），不接受预约。")
UNPUBLISHED = gettext_noop("%(year)s 年的放假安排还没有公布，%(day)s 现在还不能预约。公布以后就可以约。")
PAST = gettext_noop("%(day)s 已经过去了，请选今天或者以后的日子。")
TOO_FAR = gettext_noop("现在可以预约到 %(last)s 为止，请选早一些的日子。")
NO_HOURS = gettext_noop("%(day)s 这个科室没有安排预约，请选别的日子。")
ON_REQUEST = gettext_noop("%(day)s 是双休日，可以提出申请，科室答复以后才算约好。")


class Opening(StrEnum):
    """What a day is for somebody who wants an appointment."""

    OPEN = "open"
    ON_REQUEST = "on_request"
    SHUT = "shut"


@dataclass(frozen=True, slots=True, order=True)
class Hours:
    """Part of a section's week: on this weekday (0 is Monday), from `opens` to `closes`, slots of `minutes` with
    `places` each."""

    weekday: int
    opens: dt.time
    closes: dt.time
    minutes: int
    places: int


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """One slot of a day."""

    start: dt.time
    end: dt.time
    places: int


@dataclass(frozen=True, slots=True)
class Daylight:
    """What is known of a day: its kind (None past the published calendar), its festival, and why it is closed."""

    day: dt.date
    kind: Kind | None
    festival: str = ""
    closure: str = ""


def opening(known: Daylight, *, today: dt.date, ahead: int, bookable: Collection[str]) -> Decision:
    """Whether appointments can be given on a day at all (03-04, ruling R5).

    `ahead`: how many days ahead can be booked; `bookable`: the kinds of days that are open to it. Every day that
    the yearly notice marks as holiday is shut; a day past the published calendar is not bookable yet.
    """
    day, last = known.day, today + dt.timedelta(days=ahead)
    if day < today:
        return _no(PAST, day=day)
    if day > last:
        return _no(TOO_FAR, last=last)
    if known.kind is None:
        return _no(UNPUBLISHED, day=day, year=day.year)
    if known.kind.value not in bookable:
        return _no(HOLIDAY, day=day, name=Reason(known.festival or gettext_noop("法定节假日")))
    if known.closure:
        return _no(CLOSED, day=day, reason=known.closure)
    return Decision(True, (), ("03-04",))


def way(known: Daylight, decision: Decision, spans: Sequence[Span]) -> tuple[Opening, Reason | None]:
    """How a day can be booked: at once, by a request that is answered (weekends), or not, and why (03-04)."""
    if not decision.allowed:
        return Opening.SHUT, decision.reasons[0]
    if not spans:
        return Opening.SHUT, Reason(NO_HOURS, ("03-04",), "day", {"day": known.day})
    if known.kind is Kind.WEEKEND:
        return Opening.ON_REQUEST, Reason(ON_REQUEST, ("03-04", "03-07"), "day", {"day": known.day})
    return Opening.OPEN, None


def spans_of(day: dt.date, kind: Kind | None, week: Iterable[Hours]) -> tuple[Span, ...]:
    """The slots that a section's week makes of a day; a slot that would end after the hours is left out.

    An adjusted workday has the hours of the first day from Monday to Friday that has any.
    """
    week = sorted(week)
    weekday = day.weekday()
    if kind is Kind.ADJUSTED_WORKDAY:
        weekday = next((each.weekday for each in week if each.weekday < SATURDAY), weekday)
    return tuple(sorted(span for each in week if each.weekday == weekday for span in _cut(each)))


def hours_fit(week: Sequence[Hours]) -> Decision:
    """Whether a week of hours can be put in force: in order, of a sensible length, without overlaps (03-04)."""
    reasons = []
    for each in week:
        if each.closes <= each.opens:
            reasons.append(_reason(gettext_noop("结束的时间应当晚于开始的时间。"), each))
        elif not spans_of(_any(each.weekday), Kind.WORKDAY, [each]):
            reasons.append(
                _reason(gettext_noop("这一段时间放不下一个时段，请把时段改短或者把时间改长。"), each)
            )
        if not 5 <= each.minutes <= 240:
            reasons.append(_reason(gettext_noop("每个时段请安排 5 到 240 分钟。"), each))
        if not 1 <= each.places <= 50:
            reasons.append(_reason(gettext_noop("每个时段请安排 1 到 50 个名额。"), each))
    ordered = sorted(week)
    for before, after in pairwise(ordered):
        if before.weekday == after.weekday and after.opens < before.closes:
            reasons.append(_reason(gettext_noop("同一天的两段时间有重叠，请分开。"), after))
    if not week:
        reasons.append(Reason(gettext_noop("请至少安排一段时间。"), ("03-04",), "week"))
    return Decision(not reasons, tuple(reasons), ("03-04",))


def _cut(hours: Hours) -> Iterable[Span]:
    start, end = _minutes(hours.opens), _minutes(hours.closes)
    while hours.minutes > 0 and start + hours.minutes <= end:
        yield Span(_time(start), _time(start + hours.minutes), hours.places)
        start += hours.minutes


def _minutes(time: dt.time) -> int:
    return time.hour * 60 + time.minute


def _time(minutes: int) -> dt.time:
    return dt.time(minutes // 60, minutes % 60)


def _any(weekday: int) -> dt.date:
    return dt.date(2026, 1, 5) + dt.timedelta(days=weekday)


def _reason(text: str, hours: Hours) -> Reason:
    return Reason(text, ("03-04",), f"day{hours.weekday}")


def _no(text: str, **params: object) -> Decision:
    return Decision(False, (Reason(text, ("03-04",), "day", params),), ("03-04",))
