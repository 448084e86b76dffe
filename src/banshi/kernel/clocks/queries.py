"""Clocks for pages: where each stands, its lamp, and why its date is what it is."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from banshi.kernel.cases.life import OPEN
from banshi.kernel.cases.queries import timeline
from banshi.kernel.cases.stream import Recorded
from banshi.kernel.clocks.explanation import Explanation, explain
from banshi.kernel.clocks.fold import Standing, standings
from banshi.kernel.clocks.kinds import KINDS
from banshi.kernel.clocks.lamps import LampState, lamp
from banshi.kernel.clocks.models import Clock, ClosureEffect
from banshi.kernel.organisation.hours import end_of
from banshi.kernel.regulations.registry import parameter
from banshi.kernel.workdays.queries import Closure, table
from banshi.lib import clock


@dataclass(frozen=True, slots=True)
class ClockCard:
    """One clock as pages show it."""

    kind: str
    title: str
    articles: tuple[str, ...]
    start: dt.date
    due: dt.date | None
    provisional: bool
    after: dt.date | None
    remaining: int
    running: bool
    lamp: LampState


def cards(events: Sequence[Recorded]) -> tuple[ClockCard, ...]:
    """All clocks of a timeline, the running ones first, the most urgent first."""
    found = standings(events, table(), parameter)
    listed = [_card(standing) for standing in found.values()]
    return tuple(sorted(listed, key=_urgency))


def _urgency(card: ClockCard) -> tuple[bool, bool, dt.date]:
    """Running ones first, ours before the applicant's, then by date."""
    return not card.running, KINDS[card.kind].theirs, card.due or card.after or dt.date.max


def lamp_of(standing: Standing) -> LampState:
    """The lamp of one clock: as it is now, or as it was when it stopped."""
    moment = standing.stopped or clock.now()
    moment = moment.astimezone(clock.BEIJING)
    reckoned = standing.reckoned
    over = reckoned.date is not None and moment >= end_of(reckoned.date, online=standing.online)
    return lamp(reckoned, table(), today=moment.date(), after_close=over)


def _card(standing: Standing) -> ClockCard:
    r = standing.reckoned
    return ClockCard(
        standing.kind.name,
        standing.kind.title,
        standing.kind.articles,
        r.start,
        r.date,
        r.provisional,
        r.after,
        r.remaining,
        standing.running,
        lamp_of(standing),
    )


def explanation(case_id: int, kind: str) -> Explanation | None:
    """Why a clock's date is what it is, day by day; None when the case has no such clock."""
    days = table()
    standing = standings(timeline(case_id), days, parameter).get(kind)
    return explain(standing.reckoned, days) if standing else None


def concerned(since: dt.date) -> QuerySet[Clock]:
    """The clocks of open cases that a calendar which changed from the day `since` on may move."""
    return _open().filter(Q(provisional=True) | Q(due__gte=since))


def promises_touched(closure: Closure, limit: int) -> list[int]:
    """Up to `limit` open cases whose promised time runs through a closure and that it has not been settled for."""
    settled = ClosureEffect.objects.filter(closure_id=closure.id, case_id=OuterRef("case_id"))
    rows = _open().filter(kind="promised", start__lt=closure.last).filter(~Exists(settled))
    due = rows.filter(Q(provisional=True) | Q(due__gte=closure.first))
    return list(due.order_by("case_id").values_list("case_id", flat=True)[:limit])


def cases_concerned(since: dt.date) -> int:
    """How many open cases a calendar that changed from the day `since` on may concern."""
    return concerned(since).values("case_id").distinct().count()


def waiting_for_calendar() -> int:
    """How many open cases have a provisional date, because a year is not published yet."""
    return _open().filter(provisional=True).values("case_id").distinct().count()


def _open() -> QuerySet[Clock]:
    return Clock.objects.filter(stopped_at=None, case__state__in=OPEN)
