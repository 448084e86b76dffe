"""Situations of annex 3 and the rule that answers each; the answers are in tests/golden/decisions/."""

import datetime as dt

from banshi.institutions.appointments.rules import booking, days, life, waiting
from banshi.institutions.appointments.rules.booking import Stated
from banshi.institutions.appointments.rules.days import Daylight, Hours
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.workdays.days import Kind
from banshi.lib import clock

TODAY = dt.date(2026, 11, 23)
DAY = dt.timedelta(days=1)
STARTS = clock.parse("2026-11-23 09:30")
SECOND = dt.timedelta(seconds=1)
HALF_AN_HOUR = dt.timedelta(minutes=30)
MORNING = Hours(0, dt.time(9), dt.time(12), 30, 2)
REASONS = ("YY-1", "YY-2", "YY-3")
BOOKABLE = ("workday", "adjusted_workday", "weekend")


def _opening(kind=Kind.WORKDAY, day=TODAY, **known):
    return days.opening(Daylight(day, kind, **known), today=TODAY, ahead=30, bookable=BOOKABLE)


def _way(kind, week):
    known = Daylight(TODAY, kind)
    decision = days.opening(known, today=TODAY, ahead=30, bookable=BOOKABLE)
    found, reason = days.way(known, decision, days.spans_of(TODAY, kind, week))
    return found.value, str(reason or "")


def _stated(**change):
    given = {"purpose": "intake", "reason": "YY-1", "channel": "online", "name": "张伟", "has_item": True}
    return booking.stated(Stated(**(given | change)), reasons=REASONS)


def _arrival(late=dt.timedelta(0)):
    return waiting.arrival(starts=STARTS, now=STARTS + late, minutes=30)


SITUATIONS = {
    "工作日": _opening,
    "调休上班日": lambda: _opening(Kind.ADJUSTED_WORKDAY),
    "双休日": lambda: _opening(Kind.WEEKEND),
    "放假的日子": lambda: _opening(Kind.HOLIDAY, festival="国庆节"),
    "没有写名称的放假": lambda: _opening(Kind.HOLIDAY),
    "临时闭厅": lambda: _opening(closure="停电检修"),
    "还没有公布的年份": lambda: _opening(None, dt.date(2026, 12, 1)),
    "昨天": lambda: _opening(day=TODAY - DAY),
    "最后一天": lambda: _opening(day=TODAY + 30 * DAY),
    "最后一天的后一天": lambda: _opening(day=TODAY + 31 * DAY),
    "工作日怎样约": lambda: _way(Kind.WORKDAY, [MORNING]),
    "双休日怎样约": lambda: _way(Kind.WEEKEND, [MORNING]),
    "没有时段的日子怎样约": lambda: _way(Kind.WORKDAY, []),
    "放假的日子怎样约": lambda: _way(Kind.HOLIDAY, [MORNING]),
    "时段合适": lambda: days.hours_fit([MORNING]),
    "没有时段": lambda: days.hours_fit([]),
    "结束早于开始": lambda: days.hours_fit([Hours(0, dt.time(12), dt.time(9), 30, 2)]),
    "太短，放不下": lambda: days.hours_fit([Hours(0, dt.time(9), dt.time(9, 10), 30, 2)]),
    "两段重叠": lambda: days.hours_fit([MORNING, Hours(0, dt.time(11), dt.time(13), 30, 2)]),
    "时段太长、名额太多": lambda: days.hours_fit([Hours(0, dt.time(9), dt.time(17), 300, 51)]),
    "说清楚了": _stated,
    "没有说来做什么": lambda: _stated(purpose=""),
    "其他服务，没有说明": lambda: _stated(purpose="other", has_item=False),
    "其他服务，有说明": lambda: _stated(purpose="other", has_item=False, note="问年报"),
    "没有理由": lambda: _stated(reason=""),
    "没有姓名": lambda: _stated(name=" "),
    "方式不对": lambda: _stated(channel="pigeon"),
    "还有名额": lambda: booking.slot_open(starts=STARTS, now=STARTS - SECOND, free=1),
    "已经开始": lambda: booking.slot_open(starts=STARTS, now=STARTS, free=1),
    "约满": lambda: booking.slot_open(starts=STARTS, now=STARTS - SECOND, free=0),
    "谢绝，有原因": lambda: booking.decline(reason="检修", nearest=[1]),
    "谢绝，没有原因": lambda: booking.decline(reason=" ", nearest=[1, 2, 3]),
    "提前一天报到": lambda: _arrival(-DAY),
    "准时报到": _arrival,
    "正好晚三十分钟": lambda: _arrival(HALF_AN_HOUR),
    "晚三十分零一秒": lambda: _arrival(HALF_AN_HOUR + SECOND),
    "最晚什么时候开始办理": lambda: waiting.serve_by(
        starts=STARTS, ends=STARTS + HALF_AN_HOUR, arrived=STARTS + 600 * SECOND
    ),
    "约好的可以改期": lambda: life.open_to(State.ACCEPTED, "moved"),
    "放弃了的不能报到": lambda: life.open_to(State.GIVEN_UP, "arrived"),
    "领取结果要带什么": lambda: booking.bring("delivery", ()),
}
