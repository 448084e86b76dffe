"""A report on paper and as a spreadsheet: one writer for all figures."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

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
PDF = "application/pdf"


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole report: its title, what it is about as (name, value) pairs, its figures, when and where it was made."""

    title: str
    about: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    at: dt.datetime
    page: str = "reports"


def frozen(paper: Paper) -> dict[str, Any]:
    """The report as plain JSON in the reader's language: what is kept, and what files are made of."""
    return {
        "language": "en" if english() else "zh-hans",
        "title": paper.title,
        "about": [*map(list, paper.about), [gettext("统计时间"), date_text(paper.at)]],
        "figures": [_figure(one) for one in paper.figures],
        "copy": gettext("内部使用，不编号"),
        "notes": gettext("说明"),
        "page": paper.page,
        "at": paper.at.isoformat(),
    }


def pdf(kept: Mapping[str, Any]) -> bytes:
    """A frozen report as PDF: the same gives the same bytes."""
    at = dt.datetime.fromisoformat(kept["at"])
    address = settings.BUREAU["public_url"].rstrip("/") + reverse(f"{DESK}:{kept['page']}")
    frame = {
        "number": kept["copy"],
        "issued_on": at.astimezone(clock.BEIJING).date().isoformat(),
        "bureau": bureau(kept["language"]),
        "verification_code": "",
        "verification_page": address.partition("://")[2],
        "verification_url": address,
    }
    return typeset(template=TEMPLATE, data={**kept, **frame}, issued_at=at)


def excel(kept: Mapping[str, Any]) -> bytes:
    """A frozen report as a spreadsheet: a sheet for each figure, and one that says what it is about."""
    figures = kept["figures"]
    sheets: dict[str, tuple[Row, Sequence[Row]]] = {
        _sheet_name(at, one["title"]): (one["columns"], one["cells"])
        for at, one in enumerate(figures, start=1)
    }
    notes = [(one["title"], note) for one in figures for note in one["notes"]]
    sheets[kept["notes"]] = ((kept["title"], ""), [*kept["about"], *notes])
    return excel_tables(sheets)


def _sheet_name(at: int, title: str) -> str:
    """A name that Excel takes: short, none twice, without the characters it forbids."""
    return f"{at} " + "".join(one for one in title if one not in "[]:*?/\\")[:28]


def _figure(figure: Figure) -> dict[str, object]:
    return {
        "title": figure.title,
        "columns": list(figure.columns),
        "rows": [[row.label, *(number.text for number in row.numbers)] for row in figure.rows],
        "cells": [[row.label, *(number.cell for number in row.numbers)] for row in figure.rows],
        "drawing": asdict(figure.drawing) if figure.drawing and not figure.empty else None,
        "notes": list(figure.notes),
    }
