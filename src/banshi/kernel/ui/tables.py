"""A table as a file for the clerk's own program: CSV that Excel reads, or an Excel file."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from unicodedata import east_asian_width
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

# A cell that begins so could be taken for a formula by the next program that opens it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# In letters, so that a table can be read as it opens and one long sentence does not push the others away.
NARROWEST, WIDEST = 8, 60

Row = Sequence[object]


def csv_table(header: Row, rows: Iterable[Row]) -> bytes:
    """The table as CSV with a byte-order mark, so that Excel reads Chinese."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([safe_cell(cell) for cell in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def excel_tables(sheets: Mapping[str, tuple[Row, Iterable[Row]]]) -> bytes:
    """One Excel file with a sheet for each (header, rows)."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        for name, (header, rows) in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            widths = [_width(cell) for cell in header]
            sheet.write_row(0, 0, [safe_cell(cell) for cell in header], bold)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, [safe_cell(cell) for cell in row])
                widths = [max(wide, _width(cell)) for wide, cell in zip_longest(widths, row, fillvalue=0)]
            for column, wide in enumerate(widths):
                sheet.set_column(column, column, min(max(wide + 2, NARROWEST), WIDEST))
    return target.getvalue()


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to be saved under `name`."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def _width(cell: object) -> int:
    """How many letters wide a cell is; a Chinese character is as wide as two."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in str(cell))


def safe_cell(cell: object) -> object:
    """The cell, with an apostrophe before what could be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
