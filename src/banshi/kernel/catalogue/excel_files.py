"""Reading and writing a catalogue as an Excel file: one sheet of items, one of their materials."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import xlsxwriter

from banshi.kernel.catalogue.columns import (
    ITEM_COLUMNS,
    MATERIAL_COLUMNS,
    NO,
    RECORDS,
    YES,
    Cell,
    Choice,
    Column,
    Flag,
    Lines,
)
from banshi.kernel.catalogue.labels import LABELS
from banshi.kernel.catalogue.reader import BAR, ROW_KEY
from banshi.kernel.catalogue.schema import ItemSpec, to_dict
from banshi.kernel.catalogue.yaml_files import ARTICLES, unreadable
from banshi.lib.results import gettext_noop as _
from banshi.lib.sheets import MOST_ROWS, NOTES, Grid, read_sheets, safe

# Row number in the sheet, and value by column path.
Record = tuple[int, dict[str, Any]]
ITEMS, MATERIALS = "事项", "材料"
LONGEST_CELL = 32_767


def read_excel(content: bytes) -> list[dict[str, Any]]:
    """The rows of an Excel file as `export_excel` writes it; raises `Refused` with a plain sentence.

    Formulas are never computed: a cell gives the value saved with it.
    """
    items, materials = read_sheets(content, ITEMS, MATERIALS, articles=ARTICLES)
    rows = [_item(number, found) for number, found in _records(ITEMS, items, ITEM_COLUMNS)]
    if not rows:
        raise unreadable(_("工作表“%(sheet)s”里没有事项。"), sheet=ITEMS)
    _attach(rows, _records(MATERIALS, materials, MATERIAL_COLUMNS))
    return rows


def write_template(target: str | Path | BinaryIO) -> None:
    """Write an empty file with headers, choices and notes to `target`."""
    export_excel((), target)


def export_excel(specs: Iterable[ItemSpec], target: str | Path | BinaryIO) -> None:
    """Write items to `target` so that `read_excel` gives the same items back."""
    book = xlsxwriter.Workbook(target, {"in_memory": True})
    items = [to_dict(spec) for spec in specs]
    papers = [material | {"code": item["code"]} for item in items for material in item["materials"]]
    try:
        _write_sheet(book, ITEMS, ITEM_COLUMNS, items)
        _write_sheet(book, MATERIALS, MATERIAL_COLUMNS, papers)
        _write_notes(book)
    finally:
        book.close()


def _records(sheet: str, grid: Grid, columns: Sequence[Column]) -> list[Record]:
    """Rows with content as (row number in the sheet, value by column path)."""
    headers = [cell.partition("\n")[0].strip() for cell in grid[0]] if grid else []
    wanted = {column.header: column for column in columns}
    _check_headers(sheet, headers, wanted)
    found = []
    for number, line in enumerate(grid[1:], start=2):
        if any(line):
            named = zip(headers, line, strict=False)
            found.append((number, {wanted[h].path: wanted[h].codec.read(cell) for h, cell in named if h}))
    return found


def _check_headers(sheet: str, headers: Sequence[str], wanted: Mapping[str, Column]) -> None:
    if missing := [name for name, column in wanted.items() if name not in headers and not column.later]:
        text = _("工作表“%(sheet)s”缺少这些列：%(columns)s。")
        raise unreadable(text, sheet=sheet, columns="、".join(missing))
    if strange := [h for h in headers if h and (h not in wanted or headers.count(h) > 1)]:
        text = _("工作表“%(sheet)s”有不认识或重复的列：%(columns)s。")
        raise unreadable(text, sheet=sheet, columns="、".join(dict.fromkeys(strange)))


def _item(number: int, values: dict[str, Any]) -> dict[str, Any]:
    """Nest "fee.basis" into fee → basis."""
    item: dict[str, Any] = {ROW_KEY: number, "materials": []}
    for path, value in values.items():
        parent, _dot, key = path.rpartition(".")
        (item.setdefault(parent, {}) if parent else item)[key] = value
    return item


def _attach(items: list[dict[str, Any]], materials: list[Record]) -> None:
    by_code = {item["code"]: item for item in items}
    for number, material in materials:
        code = material.pop("code")
        if code not in by_code:
            text = _("工作表“%(sheet)s”第%(row)s行的事项编码“%(code)s”在工作表“%(items)s”里没有。")
            raise unreadable(text, sheet=MATERIALS, row=number, code=code[:40], items=ITEMS)
        by_code[code]["materials"].append(material)


def _write_sheet(
    book: xlsxwriter.Workbook, name: str, columns: Sequence[Column], rows: Sequence[dict[str, Any]]
) -> None:
    sheet = book.add_worksheet(name)
    plain = {"text_wrap": True, "valign": "top"}
    body = book.add_format(plain)
    head = book.add_format(plain | {"bold": True, "bg_color": "#E8EEF7", "border": 1})
    sheet.freeze_panes(1, 2)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, 28 if isinstance(column.codec, Lines) else 16)
        sheet.write_string(0, at, _header(column), head)
        if options := _options(column):
            sheet.data_validation(1, at, MOST_ROWS - 1, at, {"validate": "list", "source": options})
    for row, values in enumerate(rows, start=1):
        for at, column in enumerate(columns):
            _write_cell(sheet, row, at, column.codec.write(_value(values, column.path)), body)


def _write_cell(sheet: Any, row: int, at: int, cell: Cell, form: Any) -> None:
    if isinstance(cell, int):
        sheet.write_number(row, at, cell, form)
        return
    if len(cell) >= LONGEST_CELL:
        raise unreadable(_("第%(row)s行有一格超过Excel能放的字数，请改用YAML格式导出。"), row=row + 1)
    sheet.write_string(row, at, safe(cell), form)


def _value(values: dict[str, Any], path: str) -> Any:
    found: Any = values
    for key in path.split("."):
        found = found[key]
    return found


def _header(column: Column) -> str:
    """The name, and below it how a cell with several fields is written."""
    if column.path not in RECORDS:
        return column.header
    parts = BAR.join(LABELS[f"{column.path}.{key}"] for key, _codec in RECORDS[column.path].parts)
    return f"{column.header}\n{parts}"


def _options(column: Column) -> list[str]:
    if isinstance(column.codec, Flag):
        return [YES, NO]
    return list(column.codec.labels.values()) if isinstance(column.codec, Choice) else []


def _write_notes(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet(NOTES)
    sheet.set_column(0, 0, 100)
    notes = (
        "一行写一个事项；材料写在“材料”工作表，用事项编码对应。",
        "一格里有多项的，一行写一项（在格内换行按 Alt+Enter）。",
        f"设定依据、等待期、特别程序：一行写一项，各栏之间用竖线“{BAR}”隔开，次序见表头第二行。",
        "承诺办结时限必须短于法定办结时限；法律没有规定时限的，法定办结时限的单位选“无”。",
        "没有填写要求的材料，请写“无特别要求”。",
    )
    for row, note in enumerate(notes):
        sheet.write_string(row, 0, note)
