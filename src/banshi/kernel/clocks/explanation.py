"""Why a due date is what it is: every day up to it with its reason, and plain sentences. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import NamedTuple

from banshi.kernel.clocks.reckoning import Reckoned, Stage, Wait, stages
from banshi.kernel.workdays.days import ONE_DAY, DayTable, Kind
from banshi.kernel.workdays.limits import Pause, Unit, length_in_days
from banshi.lib.results import Reason, gettext_noop


class Status(StrEnum):
    """What a day is for the period."""

    START = "start"
    COUNTED = "counted"
    ADJUSTED = "adjusted"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    PAUSED = "paused"
    ROLLED = "rolled"
    UNKNOWN = "unknown"


class DayLine(NamedTuple):
    """One day: `number` if it is the n-th counted one; `name` is the festival or the reason of the pause.

    ADJUSTED is a counted make-up workday; ROLLED the working day to which the end moved; UNKNOWN a day that
    is not published yet. `extended`: it counts only because of the extension. `kind` is None if unpublished.
    """

    date: dt.date
    status: Status
    number: int | None = None
    name: str = ""
    is_due: bool = False
    extended: bool = False
    kind: Kind | None = None


UNPUBLISHED: tuple[None, None, str] = (None, None, "")
PAUSED = Status.PAUSED
# What a day is when working days are counted, when all days are counted, and when it is not counted.
COUNTED_AS: dict[Kind | None, Status] = {Kind.WORKDAY: Status.COUNTED, Kind.ADJUSTED_WORKDAY: Status.ADJUSTED}
COUNTED_IN_ROW: dict[Kind | None, Status] = {None: Status.UNKNOWN, **dict.fromkeys(Kind, Status.COUNTED)}
RESTS_AS: dict[Kind | None, Status] = {
    None: Status.UNKNOWN,
    Kind.WEEKEND: Status.WEEKEND,
    Kind.HOLIDAY: Status.HOLIDAY,
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """The reckoned period, its days from the start on, and the same in sentences."""

    reckoned: Reckoned
    lines: tuple[DayLine, ...]
    summary: tuple[Reason, ...]


START = gettext_noop("从 %(start)s 的次日起算，当天不计。")
IMMEDIATE = gettext_noop("应当场办理。")
NO_LIMIT = gettext_noop("没有规定期限。")
LIMITS = {
    Unit.WORKING_DAY: gettext_noop("期限为 %(count)s 个工作日。"),
    Unit.CALENDAR_DAY: gettext_noop("期限为 %(count)s 日，周末和节假日也计算在内。"),
    Unit.MONTH: gettext_noop("期限为 %(count)s 个月，到期月的同一日为最后一日。"),
    Unit.YEAR: gettext_noop("期限为 %(count)s 年，到期年的同月同日为最后一日。"),
}
EXTENSIONS = {
    Unit.WORKING_DAY: gettext_noop("经批准延长 %(count)s 个工作日。"),
    Unit.CALENDAR_DAY: gettext_noop("经批准延长 %(count)s 日。"),
    Unit.MONTH: gettext_noop("经批准延长 %(count)s 个月。"),
    Unit.YEAR: gettext_noop("经批准延长 %(count)s 年。"),
}
PAUSE_DAY = gettext_noop("%(first)s 停止计算一天。")
PAUSE_DAY_LABEL = gettext_noop("%(first)s 停止计算一天（%(label)s）。")
PAUSE = gettext_noop("%(first)s 至 %(last)s 停止计算，首尾两天也不计。")
PAUSE_LABEL = gettext_noop("%(first)s 至 %(last)s 停止计算（%(label)s），首尾两天也不计。")
HOLIDAY = gettext_noop("%(first)s %(name)s放假，不计。")
HOLIDAYS = gettext_noop("%(first)s 至 %(last)s %(name)s放假，不计。")
ADJUSTED = gettext_noop("%(date)s 是调休上班日（%(name)s），计入工作日。")
ROLLED = gettext_noop("最后一日 %(last)s 不是工作日，顺延到之后的第一个工作日 %(due)s。")
ROLLED_START = gettext_noop("%(last)s 不是工作日，顺延到之后的第一个工作日 %(due)s。")
DUE = gettext_noop("到期日是 %(due)s，当天办结不算超期。")
PROVISIONAL_DAYS = gettext_noop(
    "%(year)s 年工作日安排尚未公布。到 %(after)s 为止还差 %(remaining)s 个工作日，公布后再确定到期日。"
)
PROVISIONAL_UNKNOWN = gettext_noop(
    "%(year)s 年工作日安排尚未公布。还差 %(remaining)s 个工作日，公布后再确定到期日。"
)
PROVISIONAL_DATE = gettext_noop("%(year)s 年工作日安排尚未公布，暂定 %(due)s；如果当天放假，公布后顺延。")
WAIT = gettext_noop("等待期到 %(last)s 为止，从 %(first)s 起可以办理。")


def explain(reckoned: Reckoned, days: DayTable) -> Explanation:
    """The days of a reckoned period, start first, with the sentences that explain it. `days` must be the
    calendar with which it was reckoned."""
    lines = tuple(_lines(reckoned, days))
    return Explanation(reckoned, lines, tuple(_sentences(reckoned, lines)))


def explain_wait(wait: Wait, days: DayTable) -> Explanation:
    """The days of a minimum wait, with the sentence from when on one may act."""
    explained = explain(wait.period, days)
    kept = tuple(reason for reason in explained.summary if reason.text != DUE)
    if wait.first is None:
        return explained
    when = Reason(WAIT, params={"last": wait.period.date, "first": wait.first})
    return Explanation(explained.reckoned, explained.lines, (*kept, when))


def _lines(reckoned: Reckoned, days: DayTable) -> Iterator[DayLine]:
    start = days.get(reckoned.start)
    is_due = reckoned.start == reckoned.date
    kind = start.kind if start else None
    yield DayLine(reckoned.start, Status.START, None, start.name if start else "", is_due, False, kind)
    parts = stages(reckoned.start, reckoned.limit, days, reckoned.pauses, reckoned.extension)
    for index, part in enumerate(parts):
        # Past this number a day counts only because of the extension.
        own = 0 if index else length_in_days(part.start, reckoned.limit)
        end = part.date or (days.last_day if part.provisional else part.start)
        paused = _paused(reckoned.pauses, part.start, end)
        yield from _walk(part, end, own, paused, days, reckoned.date)
    if parts[-1].provisional and parts[-1].date is None:
        yield DayLine(max(parts[-1].start, days.last_day) + ONE_DAY, Status.UNKNOWN)


def _walk(
    part: Stage, end: dt.date, own: int, paused: dict[dt.date, str], days: DayTable, due: dt.date | None
) -> Iterator[DayLine]:
    """The days after the start of a stretch up to `end`."""
    whole, number, date = length_in_days(part.start, part.limit), 0, part.start
    working = part.limit.unit is Unit.WORKING_DAY
    counted_as = COUNTED_AS if working else COUNTED_IN_ROW
    rolled_to = None if working else part.date
    while date < end:
        date += ONE_DAY
        published = days.get(date)
        _, kind, name = published or UNPUBLISHED
        if date in paused:
            yield DayLine(date, PAUSED, None, paused[date], False, False, kind)
        elif number < whole and kind in counted_as:
            number += 1
            yield DayLine(date, counted_as[kind], number, name, date == due, number > own, kind)
        else:
            status = Status.ROLLED if date == rolled_to else RESTS_AS[kind]
            yield DayLine(date, status, None, name, date == due, False, kind)


def _paused(pauses: Sequence[Pause], start: dt.date, end: dt.date) -> dict[dt.date, str]:
    """The paused days in (start, end] with the names of what stopped the clock."""
    labels: dict[dt.date, str] = {}
    for pause in pauses:
        date, last = max(pause.first, start + ONE_DAY), min(pause.last, end)
        while date <= last:
            labels[date] = "、".join(filter(None, (labels.get(date), pause.label)))
            date += ONE_DAY
    return labels


def _sentences(reckoned: Reckoned, lines: Sequence[DayLine]) -> Iterator[Reason]:
    unit = reckoned.limit.unit
    if unit is Unit.NONE:
        yield Reason(NO_LIMIT)
        return
    if unit is Unit.IMMEDIATE:
        yield Reason(IMMEDIATE)
    else:
        yield Reason(START, params={"start": reckoned.start})
        yield Reason(LIMITS[unit], params={"count": reckoned.limit.value})
    for pause in reckoned.pauses:
        if pause.last > reckoned.start and pause.first <= lines[-1].date:
            yield _pause(pause)
    if reckoned.extension:
        yield Reason(EXTENSIONS[reckoned.extension.unit], params={"count": reckoned.extension.value})
    yield from _crossed(lines)
    yield _outcome(reckoned)


def _pause(pause: Pause) -> Reason:
    one_day = pause.first == pause.last
    sentence = {
        (False, False): PAUSE,
        (False, True): PAUSE_LABEL,
        (True, False): PAUSE_DAY,
        (True, True): PAUSE_DAY_LABEL,
    }[one_day, bool(pause.label)]
    return Reason(sentence, params={"first": pause.first, "last": pause.last, "label": pause.label})


def _crossed(lines: Sequence[DayLine]) -> Iterator[Reason]:
    """In order: the holidays left out, the make-up workdays counted, an end that moved off a rest day."""
    last, rest, rolled, adjusted = lines[0], [], Status.ROLLED, Status.ADJUSTED
    for line in lines[1:]:
        status = line.status
        if line.number is None and status is not rolled:
            rest.append(line)
            continue
        if status is rolled:
            yield from _moved(last, line)
        elif rest:
            yield from _holidays(rest)
        if status is adjusted:
            yield Reason(ADJUSTED, params={"date": line.date, "name": line.name})
        last = line
        rest = []
    yield from _holidays(rest)


def _moved(last: DayLine, end: DayLine) -> Iterator[Reason]:
    if last.number:
        yield Reason(ROLLED, params={"last": last.date, "due": end.date})
    elif last.kind and not last.kind.works:
        yield Reason(ROLLED_START, params={"last": last.date, "due": end.date})


def _holidays(rest: Iterable[DayLine]) -> Iterator[Reason]:
    for (status, name), group in groupby(rest, key=lambda line: (line.status, line.name)):
        if status is Status.HOLIDAY:
            run = list(group)
            params = {"name": name, "first": run[0].date, "last": run[-1].date}
            yield Reason(HOLIDAYS if len(run) > 1 else HOLIDAY, params=params)


def _outcome(reckoned: Reckoned) -> Reason:
    if not reckoned.provisional or reckoned.after is None:
        return Reason(DUE, params={"due": reckoned.date})
    params: dict[str, object] = {"year": reckoned.after.year + 1, "after": reckoned.after}
    if reckoned.date:
        return Reason(PROVISIONAL_DATE, params=params | {"due": reckoned.date})
    sentence = PROVISIONAL_DAYS if reckoned.start < reckoned.after else PROVISIONAL_UNKNOWN
    return Reason(sentence, params=params | {"remaining": reckoned.remaining})
