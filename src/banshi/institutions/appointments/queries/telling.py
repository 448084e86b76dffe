"""The story of a booking in sentences: what happened, when, by whom, by which articles."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from banshi.institutions.appointments.queries.bookings import Happening
from banshi.lib import clock
from banshi.lib.results import Reason, gettext_noop

TITLES: Mapping[str, str] = {
    "booked": gettext_noop("约好了"),
    "requested": gettext_noop("提出了预约申请"),
    "accepted": gettext_noop("科室答复：可以"),
    "declined": gettext_noop("科室答复：不能受约"),
    "moved": gettext_noop("改了时间"),
    "cancelled": gettext_noop("取消了"),
    "displaced": gettext_noop("这一天大厅不能开放，需要改期"),
    "arrived": gettext_noop("到厅报到"),
    "given_up": gettext_noop("超过时间没有到，视为放弃"),
    "serving": gettext_noop("开始办理"),
    "served": gettext_noop("办理完毕"),
    "bureau_late": gettext_noop("我们没有在预约的时间内办理，已作记录"),
}
AT = gettext_noop("时间：%(time)s")


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened."""

    title: str
    at: dt.datetime
    by: str
    articles: tuple[str, ...]
    detail: Reason | str = ""


def story(told: Iterable[Happening]) -> list[Line]:
    """What happened, oldest first."""
    return [
        Line(TITLES[each.fact], each.at, each.by, _telling(each.articles), _detail(each))
        for each in told
        if each.fact in TITLES
    ]


def _telling(articles: tuple[str, ...]) -> tuple[str, ...]:
    """Of many articles those that say something about this booking: which reason, which way it came in."""
    own = tuple(article for article in articles if article.count("-") == 2)
    return articles if len(articles) <= 3 else own or articles[:1]


def _detail(each: Happening) -> Reason | str:
    starts = each.payload.get("starts")
    if not starts:
        return ""
    return Reason(AT, params={"time": dt.datetime.fromisoformat(starts).astimezone(clock.BEIJING)})
