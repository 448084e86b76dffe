"""Trends of the dashboard: twelve weeks or months as small charts with their tables, and the cases behind them."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.dashboard_numbers import label_of, own_sections
from banshi.institutions.extended_hours.queries.trends import served_by_day
from banshi.institutions.guidance.queries.trends import ratings_by_day
from banshi.kernel.clocks import trends
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.clocks.trends import DECIDED, LATE, MEASURES, RECEIVED, Course
from banshi.kernel.ledger.acts import Actor
from banshi.kernel.organisation.dated import PAGE
from banshi.kernel.organisation.permissions import Relation, may, needs
from banshi.kernel.reports import drawing
from banshi.kernel.reports.drawing import Column
from banshi.kernel.reports.figure import Figure, Number, Row
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


def charts(actor: Actor, span: str) -> tuple[Figure, ...]:
    """The charts this person may see: at most five questions, whatever the number of cases."""
    return tuple(_charts(actor, span))


def _charts(actor: Actor, span: str) -> Iterator[Figure]:
    shown = SPANS[span](clock.today(), NUMBER)
    cases = dated.reader_of(actor, ("see_lamps",)).sections
    if cases is None or cases:
        yield from _of_cases(trends.course(shown, cases), shown, span)
    if dated.reader_of(actor, ("see_feedback",)).sections is None:
        yield _ratings(shown, span)
    served = dated.reader_of(actor, ("see_extended",)).sections
    if served is None or served:
        yield _extended(shown, span, served)


def _of_cases(found: Course, shown: Sequence[Period], span: str) -> Iterator[Figure]:
    of_each = _Periods(shown, span)
    received = of_each.numbers(found.received, partial(past_url, RECEIVED))
    yield of_each.figure(RECEIVED, gettext(TITLES[RECEIVED]), {gettext("件"): received})
    decided = of_each.numbers(found.decided, partial(past_url, DECIDED))
    late = of_each.numbers(found.late, partial(past_url, LATE))
    both = zip(found.decided, found.late, strict=True)
    table = {
        gettext("件"): decided,
        gettext("按时"): [Number(number - part) for number, part in both],
        gettext("超期"): late,
    }
    yield of_each.figure(DECIDED, gettext(TITLES[DECIDED]), table, ("07-03", "11-03-6"), late)
    median = of_each.numbers(found.median_days, partial(past_url, DECIDED))
    title = gettext("从受理到决定的工作日（中位数）")
    yield of_each.figure("days", title, {gettext("个工作日"): median})


def _ratings(shown: Sequence[Period], span: str) -> Figure:
    of_each, days = _Periods(shown, span), ratings_by_day(shown[0].first)
    given = _sums(((day, number) for day, number, _good in days), shown)
    good = _sums(((day, number) for day, _given, number in days), shown)
    share = [part / of if of >= FEWEST else None for part, of in zip(good, given, strict=True)]
    table = {
        gettext("个"): of_each.numbers(given, lambda _one: ""),
        gettext("满意率"): [Number(one, per_cent=True) for one in share],
    }
    return of_each.figure("ratings", gettext("收到的评价"), table, ("08-04-3",))


def _extended(shown: Sequence[Period], span: str, sections: frozenset[int] | None) -> Figure:
    of_each, report = _Periods(shown, span), reverse("workbench:extended_report")
    served = _sums(served_by_day(shown[0].first, sections), shown)
    numbers = of_each.numbers(served, lambda one: f"{report}?month={one.first:%Y-%m}")
    return of_each.figure("extended", gettext("延时服务的人"), {gettext("人"): numbers}, ("02-04",))


@dataclass(frozen=True, slots=True)
class _Periods:
    """The periods that are shown, and how a chart over them is put together."""

    shown: Sequence[Period]
    span: str

    def numbers(self, values: Sequence[float | None], url: Callable[[Period], str]) -> list[Number]:
        """The value of each period with the address of its list."""
        return [
            Number(value, url(one) if value else "") for one, value in zip(self.shown, values, strict=True)
        ]

    def figure(
        self,
        name: str,
        title: str,
        table: Mapping[str, Sequence[Number]],
        articles: tuple[str, ...] = (),
        late: Sequence[Number] = (),
    ) -> Figure:
        """A chart of the first column of the table; of those that were late, where they are given."""
        rows = tuple(
            Row(self._title(one), numbers, short=self._label(one))
            for one, numbers in zip(self.shown, zip(*table.values(), strict=True), strict=True)
        )
        parts: Sequence[Number | None] = late or [None] * len(rows)
        drawn = drawing.columns(
            [
                Column(row.short, row.label, row.numbers[0], part)
                for row, part in zip(rows, parts, strict=True)
            ]
        )
        return Figure(name, title, (gettext("时间"), *table), rows, drawn, (), articles)

    def _label(self, period: Period) -> str:
        return f"{period.first:%m-%d}" if self.span == "weeks" else f"{period.first:%Y-%m}"

    def _title(self, period: Period) -> str:
        named = WEEK if self.span == "weeks" else MONTH
        return gettext(named) % {"first": period.first.isoformat()}


def past_url(measure: str, period: Period, skip: int = 0) -> str:
    """Where the cases behind a figure are listed."""
    asked = {"first": period.first.isoformat(), "last": period.last.isoformat()} | (
        {"skip": str(skip)} if skip else {}
    )
    return reverse("workbench:dashboard_past", args=[measure]) + "?" + urlencode(asked)


def _sums(days: Iterable[tuple[dt.date, int]], shown: Sequence[Period]) -> tuple[int, ...]:
    found = [0] * len(shown)
    for day, number in days:
        at = periods.place(day, shown)
        if at is not None:
            found[at] += number
    return tuple(found)


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
