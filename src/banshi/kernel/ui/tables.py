"""A table as a file for the clerk's own program: CSV that Excel reads, or an Excel file."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

import xlsxwriter
from django.http import HttpResponse

# A cell that begins so could be taken for a formula by the next program that opens it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

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
            sheet.set_column(0, len(header) - 1, 16)
            sheet.write_row(0, 0, [safe_cell(cell) for cell in header], bold)
            for number, row in enumerate(rows, start=1):
                sheet.write_row(number, 0, [safe_cell(cell) for cell in row])
    return target.getvalue()


def download(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to be saved under `name`."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "no-store"
    return response


def safe_cell(cell: object) -> object:
    """The cell, with an apostrophe before what could be taken for a formula."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
