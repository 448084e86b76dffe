"""The numbers of the dashboard on paper and as files: the same ones, with the moment and who asked for them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from banshi.entrypoints.workbench.dashboard_numbers import LAMPS, WORDS, Board, Line, board
from banshi.entrypoints.workbench.dashboard_trends import charts, chosen_span
from banshi.kernel.clocks.desk import actor_of
from banshi.kernel.organisation.permissions import needs
from banshi.kernel.organisation.queries import officer_name
from banshi.kernel.reports.figure import Figure, Number
from banshi.kernel.ui.tables import EXCEL, Row, csv_table, download, excel_tables
from banshi.kernel.ui.wording import date_text, say
from banshi.lib import clock
from banshi.workflows import dated


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything that stands on the paper."""

    board: Board
    charts: tuple[Figure, ...]
    moment: str
    by: str


@needs(dated.OPENS)
@never_cache
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The numbers as a page to print; `?as=csv` or `?as=xlsx` as a file."""
    paper = _paper(request)
    stem = f"{gettext('总览')}-{clock.now():%Y%m%d-%H%M}"
    match request.GET.get("as", ""):
        case "csv":
            header, *rows = _whole(paper)
            return download(csv_table(header, rows), f"{stem}.csv", "text/csv; charset=utf-8")
        case "xlsx":
            return download(excel_tables(_sheets(paper)), f"{stem}.xlsx", EXCEL)
    return render(request, "workbench/dashboard/table.html", {"paper": paper, "board": paper.board})


def _paper(request: HttpRequest) -> Paper:
    actor = actor_of(request)
    return Paper(
        board(actor, get_language() or "", request.GET.get("section", "")),
        charts(actor, chosen_span(request)),
        date_text(clock.now()),
        officer_name(actor),
    )


def _sheets(paper: Paper) -> dict[str, tuple[Row, list[Row]]]:
    """One sheet for each table, figures as figures."""
    sheets: dict[str, list[Row]] = {
        gettext("科室"): list(_sections(paper)),
        gettext("种类"): list(_kinds(paper)),
        gettext("趋势"): list(_trends(paper)),
        gettext("说明"): list(_notes(paper)),
    }
    return {name: (rows[0], rows[1:]) for name, rows in sheets.items() if rows}


def _whole(paper: Paper) -> list[Row]:
    """All tables below each other, for one plain file."""
    return [*_sections(paper), (), *_kinds(paper), (), *_notes(paper)]


def _sections(paper: Paper) -> Iterator[Row]:
    yield _head(gettext("科室"))
    yield from (_row(line) for line in paper.board.sections)
    yield (gettext("全部"), *paper.board.sums.numbers)


def _kinds(paper: Paper) -> Iterator[Row]:
    yield (gettext("谁的期限"), *_head(gettext("种类")))
    for group in paper.board.groups:
        yield from ((say(group.title), *_row(line)) for line in group.lines)


def _trends(paper: Paper) -> Iterator[Row]:
    if not paper.charts:
        return
    yield (gettext("图"), gettext("时间"), gettext("数目"), gettext("其中超期"))
    for chart in paper.charts:
        for row in chart.rows:
            number, *_share, late = (*row.numbers, Number(0))[:3]
            yield chart.title, row.label, "" if number.value is None else number.value, late.value or 0


def _notes(paper: Paper) -> Iterator[Row]:
    yield gettext("统计时间"), paper.moment
    yield gettext("统计人"), paper.by


def _head(first: str) -> Row:
    return (first, *(say(WORDS[lamp]) for lamp in LAMPS), gettext("合计"))


def _row(line: Line) -> Row:
    return (say(line.label), *line.numbers)
