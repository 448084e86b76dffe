"""An appraisal sheet outside the browser: rows for a spreadsheet, data for a paper without number (11-03)."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from banshi.institutions.supervision.queries import appraisal_lines as shown
from banshi.institutions.supervision.queries.appraisal import ObjectionCard, SheetCard, TableRow
from banshi.institutions.supervision.queries.appraisal_lines import Line
from banshi.institutions.supervision.rules.indicators import FIGURE_NAMES, FIVE, Indicator
from banshi.kernel.clocks.desk import DESK
from banshi.kernel.documents.issuing import bureau
from banshi.kernel.documents.typesetting import typeset
from banshi.kernel.ui.wording import english, say
from banshi.lib import clock
from banshi.workflows import figures

SHEET_PAPER = "supervision/notices/appraisal_sheet.typ"
SECTION_PAPER = "supervision/notices/appraisal_section.typ"
# More lines than anybody reads; the pages have all of them.
MOST_INSTANCES = 5000


def line_header() -> tuple[str, ...]:
    """The columns of the indicators."""
    return (
        gettext("类别"),
        gettext("指标"),
        gettext("本期"),
        gettext("上期"),
        gettext("比较"),
        gettext("提示"),
        gettext("数字"),
        gettext("更正"),
        gettext("依据"),
    )


def line_rows(lines: Iterable[Line]) -> Iterable[tuple[object, ...]]:
    """One row for each indicator; shares in percent, counts as whole numbers."""
    for line in lines:
        parts = "，".join(f"{say(part.name)} {part.count}" for part in line.parts)
        changes = "，".join(part.signed for part in line.parts if part.change)
        yield (
            say(shown.GROUPS[line.indicator.group]),
            say(line.indicator.name) + ("（%）" if line.indicator.out_of else ""),
            shown.NOTHING if line.number is None else line.number,
            line.before if line.before_number is None else line.before_number,
            say(line.trend_name),
            say(line.lamp.text),
            parts if line.indicator.out_of else "",
            changes,
            line.indicator.article,
        )


def people_header(chosen: Sequence[Indicator]) -> tuple[str, ...]:
    """The columns of a section's table."""
    names = (say(one.name) + ("（%）" if one.out_of else "") for one in chosen)
    return (gettext("人员"), *names)


def people_rows(
    rows: Iterable[TableRow], chosen: Sequence[Indicator], card: SheetCard
) -> Iterable[tuple[object, ...]]:
    """A row for each colleague, for nobody's, and the section's own last."""
    for row in rows:
        yield (row.name or gettext("没有具体经办人"), *_numbers(row, chosen))
    yield (gettext("全科室"), *_numbers(TableRow(None, "", None, card.counts), chosen))


def _numbers(row: TableRow, chosen: Sequence[Indicator]) -> Iterable[object]:
    found = (shown.number(one, row.counts) for one in chosen)
    return (shown.NOTHING if one is None else one for one in found)


def instance_header() -> tuple[str, ...]:
    """The columns of what stands behind the figures."""
    return (gettext("数字"), gettext("日期"), gettext("内容"))


def instance_rows(card: SheetCard) -> Iterable[tuple[object, ...]]:
    """What stands behind each figure of a sheet, at most MOST_INSTANCES lines."""
    of, left = figures.whose(card), MOST_INSTANCES
    for key in [key for key in FIGURE_NAMES if card.facts.get(key)]:
        for one in figures.behind(key, card.period, of, 0, left):
            yield say(FIGURE_NAMES[key]), one.on.isoformat(), say(one.label)
            left -= 1
        if left <= 0:
            return


def sheet_paper(card: SheetCard, lines: Sequence[Line], objections: Iterable[ObjectionCard]) -> bytes:
    """The paper of one sheet."""
    page = reverse(f"{DESK}:appraisal_sheet", args=[card.id])
    data = _frame(card, page) | {
        "lines": [_line(line) for line in lines if line.happened],
        "objections": [_objection(one) for one in objections],
    }
    return typeset(template=SHEET_PAPER, data=data, issued_at=card.cut_off)


def section_paper(card: SheetCard, rows: Sequence[TableRow]) -> bytes:
    """The paper of a section: its people with the five indicators of 11-03-6."""
    page = reverse(f"{DESK}:appraisal_sheet", args=[card.id])
    people = [(row.name or gettext("没有具体经办人"), *shown.five(row.counts)) for row in rows]
    data = _frame(card, page) | {
        "headings": [gettext("人员"), *(say(one.name) for one in FIVE)],
        "people": [*people, (gettext("全科室"), *shown.five(card.counts))],
    }
    return typeset(template=SECTION_PAPER, data=data, issued_at=card.cut_off)


def _frame(card: SheetCard, page: str) -> dict[str, object]:
    """What every such paper has: no number and no code, so that it says itself that it is a copy."""
    address = settings.BUREAU["public_url"].rstrip("/") + page
    language = "en" if english() else "zh-hans"
    return {
        "language": language,
        "title": gettext("考核表"),
        "number": gettext("内部使用，不编号"),
        "issued_on": _day(card.cut_off).isoformat(),
        "bureau": bureau(language),
        "verification_code": "",
        "verification_page": address.partition("://")[2],
        "verification_url": address,
        "period": card.period.code,
        "section": card.section,
        "name": card.name,
        "cut_off": _day(card.cut_off).isoformat(),
        "state": say(card.state_name),
        "closed": f"{card.closed_by} {_day(card.closed_at).isoformat()}" if card.closed_at else "",
    }


def _day(moment: dt.datetime) -> dt.date:
    return moment.astimezone(clock.BEIJING).date()


def _line(line: Line) -> dict[str, str]:
    parts = (
        "，".join(f"{say(part.name)} {part.count}" for part in line.parts) if line.indicator.out_of else ""
    )
    return {
        "name": say(line.indicator.name),
        "parts": parts,
        "value": line.shown,
        "before": line.before,
        "said": " ".join(filter(None, (say(line.lamp.text), say(line.trend_name)))),
    }


def _objection(one: ObjectionCard) -> dict[str, str]:
    return {
        "name": say(one.figure_name),
        "reason": one.reason,
        "result": _result(one),
        "answer": one.answer,
    }


def _result(one: ObjectionCard) -> str:
    if one.accepted is None:
        return gettext("等答复")
    return gettext("采纳，更正 %(change)s") % {"change": one.signed} if one.accepted else gettext("不采纳")
