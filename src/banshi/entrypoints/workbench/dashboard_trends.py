"""Trends of the dashboard: twelve weeks or months as small charts with their tables, and the cases behind them."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.charts import Bar, Point, bars, figure
from banshi.entrypoints.workbench.dashboard_numbers import label_of, own_sections
from banshi.institutions.extended_hours.queries.trends import served_by_day
from banshi.institutions.guidance.queries.trends import ratings_by_day
from banshi.kernel.clocks import trends
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.trends import DECIDED, LATE, MEASURES, RECEIVED, Course
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.dated import PAGE
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.workdays import periods
from banshi.kernel.workdays.periods import Period
from banshi.lib import clock
from banshi.lib.results import gettext_noop
from banshi.workflows import dated

NUMBER = 12
# Fewer ratings than this could point at one person: their satisfaction stays closed.
FEWEST = 5
SPANS: dict[str, Callable[[dt.date, int], tuple[Period, ...]]] = {
    "weeks": periods.weeks,
    "months": periods.months,
}
SPAN_NAMES = {"weeks": gettext_noop("最近 12 周"), "months": gettext_noop("最近 12 个月")}
TITLES = {
    RECEIVED: gettext_noop("收到的申请"),
    DECIDED: gettext_noop("作出的决定"),
    LATE: gettext_noop("超期作出的决定"),
}
WEEK = gettext_noop("%(first)s 起的一周")
MONTH = gettext_noop("%(first)s 起的一个月")


@dataclass(frozen=True, slots=True)
class Span:
    """A choice of the period picker."""

    label: str
    url: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a chart's table."""

    label: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with what it shows in words and the same as a table: (period, (figure, address) for each column)."""

    name: str
    title: str
    unit: str
    bars: tuple[Bar, ...]
    columns: tuple[Column, ...]
    articles: tuple[str, ...] = ()

    @property
    def rows(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """The lines of the table."""
        cells = zip(*(column.cells for column in self.columns), strict=True)
        return tuple((bar.point.title, row) for bar, row in zip(self.bars, cells, strict=True))


@dataclass(frozen=True, slots=True)
class Past:
    """A case behind a figure, with its section and page."""

    case: trends.PastCase
    section: str
    url: str


def chosen_span(request: HttpRequest) -> str:
    """Weeks unless the address asks for months."""
    asked = request.GET.get("span", "")
    return asked if asked in SPANS else "weeks"


def spans(chosen: str) -> tuple[Span, ...]:
    """The period picker."""
    return tuple(Span(label, f"?span={name}#trends", name == chosen) for name, label in SPAN_NAMES.items())


def charts(actor: Actor, span: str) -> tuple[Chart, ...]:
    """The charts this person may see: at most five questions, whatever the number of cases."""
    return tuple(_charts(actor, span))


def _charts(actor: Actor, span: str) -> Iterator[Chart]:
    shown = SPANS[span](clock.today(), NUMBER)
    cases = dated.reader_of(actor, ("see_lamps",)).sections
    if cases is None or cases:
        yield from _of_cases(trends.course(shown, cases), shown, span)
    if dated.reader_of(actor, ("see_feedback",)).sections is None:
        yield _ratings(shown, span)
    served = dated.reader_of(actor, ("see_extended",)).sections
    if served is None or served:
        yield _extended(shown, span, served)


def _of_cases(found: Course, shown: Sequence[Period], span: str) -> Iterator[Chart]:
    received = _points(shown, span, found.received, lambda one: past_url(RECEIVED, one))
    yield _chart(RECEIVED, TITLES[RECEIVED], gettext_noop("件"), received)
    both = list(zip(found.decided, found.late, strict=True))
    decided = [
        Point(_label(one, span), _title(one, span), number, late, past_url(DECIDED, one) if number else "")
        for one, (number, late) in zip(shown, both, strict=True)
    ]
    more = (
        Column(gettext_noop("按时"), tuple((str(number - late), "") for number, late in both)),
        Column(gettext_noop("超期"), _linked(found.late, [past_url(LATE, one) for one in shown])),
    )
    yield _chart(DECIDED, TITLES[DECIDED], gettext_noop("件"), decided, more, ("07-03", "11-03-6"))
    median = _points(shown, span, found.median_days, lambda one: past_url(DECIDED, one))
    yield _chart("days", gettext_noop("从受理到决定的工作日（中位数）"), gettext_noop("个工作日"), median)


def _ratings(shown: Sequence[Period], span: str) -> Chart:
    days = ratings_by_day(shown[0].first)
    given = _sums(((day, number) for day, number, _good in days), shown)
    good = _sums(((day, number) for day, _given, number in days), shown)
    share = [f"{100 * part // of}%" if of >= FEWEST else "—" for part, of in zip(good, given, strict=True)]
    points = _points(shown, span, given, lambda _one: "")
    more = (Column(gettext_noop("满意率"), tuple((text, "") for text in share)),)
    return _chart("ratings", gettext_noop("收到的评价"), gettext_noop("个"), points, more, ("08-04-3",))


def _extended(shown: Sequence[Period], span: str, sections: frozenset[int] | None) -> Chart:
    served = _sums(served_by_day(shown[0].first, sections), shown)
    report = reverse("workbench:extended_report")
    points = _points(shown, span, served, lambda one: f"{report}?month={one.first:%Y-%m}")
    return _chart("extended", gettext_noop("延时服务的人"), gettext_noop("人"), points, (), ("02-04",))


def past_url(measure: str, period: Period, skip: int = 0) -> str:
    """Where the cases behind a figure are listed."""
    asked = {"first": period.first.isoformat(), "last": period.last.isoformat()} | (
        {"skip": str(skip)} if skip else {}
    )
    return reverse("workbench:dashboard_past", args=[measure]) + "?" + urlencode(asked)


def _points(
    shown: Sequence[Period], span: str, values: Sequence[float | None], url: Callable[[Period], str]
) -> list[Point]:
    return [
        Point(_label(one, span), _title(one, span), value, 0, url(one) if value else "")
        for one, value in zip(shown, values, strict=True)
    ]


def _chart(
    name: str,
    title: str,
    unit: str,
    points: Sequence[Point],
    more: tuple[Column, ...] = (),
    articles: tuple[str, ...] = (),
) -> Chart:
    first = Column(unit, tuple((figure(point.value) or "—", point.url) for point in points))
    return Chart(name, title, unit, bars(points), (first, *more), articles)


def _linked(values: Sequence[int], urls: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), url if value else "") for value, url in zip(values, urls, strict=True))


def _sums(days: Iterable[tuple[dt.date, int]], shown: Sequence[Period]) -> tuple[int, ...]:
    found = [0] * len(shown)
    for day, number in days:
        at = periods.place(day, shown)
        if at is not None:
            found[at] += number
    return tuple(found)


def _label(period: Period, span: str) -> str:
    return f"{period.first:%m-%d}" if span == "weeks" else f"{period.first:%Y-%m}"


def _title(period: Period, span: str) -> str:
    words = WEEK if span == "weeks" else MONTH
    return gettext(words) % {"first": period.first.isoformat()}


@needs(dated.OPENS)
@never_cache
@require_safe
def past(request: HttpRequest, measure: str) -> HttpResponse:
    """The cases behind a point of a trend, page by page; nonsense in the address is an unknown page."""
    actor, language = actor_of(request), get_language() or ""
    sections = dated.reader_of(actor, ("see_lamps",)).sections
    period, skip = _asked(request)
    if measure not in MEASURES or period is None or sections == frozenset():
        raise Http404
    found = trends.lines(measure, period, sections, skip=skip, limit=PAGE + 1)
    known = own_sections(actor)
    context = {
        "title": TITLES[measure],
        "period": period,
        "rows": [_past(one, actor, label_of(one.section_id, known, language)) for one in found[:PAGE]],
        "previous_url": past_url(measure, period, max(skip - PAGE, 0)) if skip else "",
        "next_url": past_url(measure, period, skip + PAGE) if len(found) > PAGE else "",
    }
    return render(request, "workbench/dashboard/past.html", context)


def _asked(request: HttpRequest) -> tuple[Period | None, int]:
    given = request.GET
    skip = given.get("skip", "")
    start = int(skip) if skip.isascii() and skip.isdecimal() and len(skip) < 8 else 0
    try:
        period = Period(
            dt.date.fromisoformat(given.get("first", "")), dt.date.fromisoformat(given.get("last", ""))
        )
    except ValueError:
        return None, start
    sound = dt.date(1990, 1, 1) <= period.first <= period.last <= dt.date(2200, 1, 1)
    return (period if sound else None), start


def _past(case: trends.PastCase, actor: Actor, section: str) -> Past:
    opens = may(actor, "see_case", Relation(case.section_id, case.handler_id))
    return Past(case, section, reverse("workbench:case", args=[case.id]) if opens else "")
