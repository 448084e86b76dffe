"""Excel files that strangers hand in, as plain text cells, and templates out. Bytes in, values out.

Formulas are never computed, nothing is unpacked that would fill the memory, and what could be taken for a formula
by the next program is written with a mark before it.
"""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import python_calamine
import xlsxwriter

from banshi.lib import archives
from banshi.lib.results import Reason, Refused
from banshi.lib.results import gettext_noop as _

YES, NO = "是", "否"
MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5000, 100
NOTES = "填写说明"
# What a damaged, encrypted or foreign file makes the libraries raise.
_BROKEN = (
    archives.Unreadable,
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
)
# A cell that begins so could be taken for a formula by the next program that opens it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")

Grid = list[list[str]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet to write: its name, its headers each with the choices a cell has (none: free), its rows."""

    name: str
    headers: Sequence[tuple[str, Sequence[str]]]
    rows: Sequence[Sequence[str]] = ()


def unreadable(text: str, articles: tuple[str, ...] = (), **params: object) -> Refused:
    """A refusal about the file itself."""
    return Refused(Reason(text, articles, "file", params))


def check_size(content: bytes, articles: tuple[str, ...] = ()) -> None:
    """Refuse an empty file and one that is too large."""
    if not content:
        raise unreadable(_("这个文件是空的，请重新选择文件。"), articles)
    if len(content) > MOST_BYTES:
        text = _("文件超过%(most)s MB，请分成几个文件导入。")
        raise unreadable(text, articles, most=MOST_BYTES // 1024 // 1024)


def read_sheets(content: bytes, *names: str, articles: tuple[str, ...] = ()) -> tuple[Grid, ...]:
    """The named sheets as rows of text cells, in the order asked for; raises `Refused` with a plain sentence."""
    check_size(content, articles)
    try:
        packed = _packed_anew(content, articles)
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(packed))
        return tuple(_grid(book, name, articles) for name in names)
    except _BROKEN as error:
        raise unreadable(_("这不是能读出来的Excel文件，请另存为 .xlsx 格式后再试。"), articles) from error


def plain(cell: Any) -> str:
    """Any cell as text: 20.0 as 20, true as 是, a date in ISO form; the mark before = + - @ taken off."""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    text = str(cell).replace("\r\n", "\n").strip()
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def safe(text: str) -> str:
    """The text as a cell that no program takes for a formula; `plain` gives it back."""
    return f"'{text}" if _FORMULA.match(text) else text


def write_book(target: str | Path | BinaryIO, sheets: Sequence[Sheet], notes: Sequence[str] = ()) -> None:
    """Write sheets with headers and choices to `target`, every cell as text, and the notes on one of their own."""
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    try:
        for sheet in sheets:
            _write(book, sheet)
        if notes:
            page = book.add_worksheet(NOTES)
            page.set_column(0, 0, 100)
            for row, note in enumerate(notes):
                page.write_string(row, 0, note)
    finally:
        book.close()


def columns(
    sheet: str, grid: Grid, wanted: Mapping[str, str], articles: tuple[str, ...] = ()
) -> list[tuple[int, dict[str, str]]]:
    """Rows with content as (row number in the sheet, cell by key); `wanted` is header → key. Raises `Refused`."""
    headers = [cell.partition("\n")[0].strip() for cell in grid[0]] if grid else []
    if missing := [name for name in wanted if name not in headers]:
        text = _("工作表“%(sheet)s”缺少这些列：%(columns)s。")
        raise unreadable(text, articles, sheet=sheet, columns="、".join(missing))
    if strange := [h for h in headers if h and (h not in wanted or headers.count(h) > 1)]:
        text = _("工作表“%(sheet)s”有不认识或重复的列：%(columns)s。")
        shown = "、".join(h[:40] for h in dict.fromkeys(strange))
        raise unreadable(text, articles, sheet=sheet, columns=shown)
    return [
        (number, {wanted[h]: cell for h, cell in zip(headers, line, strict=False) if h})
        for number, line in enumerate(grid[1:], start=2)
        if any(line)
    ]


def _packed_anew(content: bytes, articles: tuple[str, ...]) -> bytes:
    """The same workbook with nothing in it that would fill the memory."""
    try:
        return archives.packed_anew(content, rows=MOST_ROWS, columns=MOST_COLUMNS)
    except archives.TooLarge:
        text = _("这个Excel文件展开后太大，请删去用不到的工作表和图片。")
        raise unreadable(text, articles) from None
    except archives.TooWide:
        text = _("工作表最多%(rows)s行、%(columns)s列，请删去多余的行和列（包括只有格式的空行）。")
        raise unreadable(text, articles, rows=MOST_ROWS, columns=MOST_COLUMNS) from None


def _grid(book: python_calamine.CalamineWorkbook, name: str, articles: tuple[str, ...]) -> Grid:
    if name not in book.sheet_names:
        text = _("Excel文件里没有名为“%(sheet)s”的工作表，请用模板填写。")
        raise unreadable(text, articles, sheet=name)
    rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return [[plain(cell) for cell in row] for row in rows]


def _write(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    body = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    head = book.add_format({"text_wrap": True, "bold": True, "bg_color": "#E8EEF7", "border": 1})
    page.freeze_panes(1, 1)
    for at, (header, options) in enumerate(sheet.headers):
        # As text: a long number would lose its last digits.
        page.set_column(at, at, 18, body)
        page.write_string(0, at, header, head)
        if options:
            page.data_validation(1, at, MOST_ROWS - 1, at, {"validate": "list", "source": list(options)})
    for row, cells in enumerate(sheet.rows, start=1):
        for at, cell in enumerate(cells):
            page.write_string(row, at, safe(cell), body)
