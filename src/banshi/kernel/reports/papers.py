"""A report on paper and as a spreadsheet: one writer for all figures."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from banshi.kernel.clocks.desk import DESK
from banshi.kernel.documents.issuing import bureau
from banshi.kernel.documents.typesetting import typeset
from banshi.kernel.reports.figure import Figure
from banshi.kernel.ui.tables import Row, excel_tables
from banshi.kernel.ui.wording import date_text, english
from banshi.lib import clock

TEMPLATE = "reports/report.typ"


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report: its title, what it is about as (name, value) pairs, its figures, when and where it was made."""

    title: str
    about: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    at: dt.datetime
    page: str = "reports"


def pdf(paper: Paper) -> bytes:
    """The report as PDF: the same figures give the same bytes."""
    day = paper.at.astimezone(clock.BEIJING).date()
    address = settings.BUREAU["public_url"].rstrip("/") + reverse(f"{DESK}:{paper.page}")
    language = "en" if english() else "zh-hans"
    data = {
        "language": language,
        "title": paper.title,
        "number": gettext("内部使用，不编号"),
        "issued_on": day.isoformat(),
        "bureau": bureau(language),
        "verification_code": "",
        "verification_page": address.partition("://")[2],
        "verification_url": address,
        "about": [list(pair) for pair in _about(paper)],
        "figures": [_figure(one) for one in paper.figures],
    }
    return typeset(template=TEMPLATE, data=data, issued_at=paper.at)


def excel(paper: Paper) -> bytes:
    """The report as a spreadsheet: a sheet for each figure, and one that says what it is about."""
    sheets: dict[str, tuple[Row, Sequence[Row]]] = {
        figure.title[:31]: (figure.columns, _rows(figure)) for figure in paper.figures
    }
    notes = [(figure.title, note) for figure in paper.figures for note in figure.notes]
    sheets[gettext("说明")] = ((paper.title, ""), [*_about(paper), *notes])
    return excel_tables(sheets)


def _about(paper: Paper) -> list[tuple[str, str]]:
    return [*paper.about, (gettext("统计时间"), date_text(paper.at))]


def _rows(figure: Figure) -> list[Row]:
    return [(row.label, *(number.cell for number in row.numbers)) for row in figure.rows]


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "title": figure.title,
        "columns": list(figure.columns),
        "rows": [[row.label, *(number.text for number in row.numbers)] for row in figure.rows],
        "drawing": asdict(figure.drawing) if figure.drawing and not figure.empty else None,
        "notes": list(figure.notes),
    }
