"""Reading and writing a catalogue as an Excel file: one sheet of items, one of their materials."""

import datetime as dt
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import python_calamine
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
from banshi.kernel.catalogue.yaml_files import check_size, unreadable
from banshi.lib.results import gettext_noop as _

# Row number in the sheet, and value by column path.
Record = tuple[int, dict[str, Any]]
ITEMS, MATERIALS, NOTES = "事项", "材料", "填写说明"
MOST_ROWS, MOST_COLUMNS, MOST_UNPACKED = 5000, 100, 60 * 1024 * 1024
# What a damaged, encrypted or foreign file makes the libraries raise.
_BROKEN = (
    python_calamine.CalamineError,
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    ValueError,
)
LONGEST_CELL = 32_767
# A cell that begins so could be taken for a formula by the next program that opens it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_CELL = re.compile(rb"""<(?:\w+:)?(?:c|row)\s[^>]*?\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")


def read_excel(content: bytes) -> list[dict[str, Any]]:
    """The rows of an Excel file as `export_excel` writes it; raises `Refused` with a plain sentence.

    Formulas are never computed: a cell gives the value saved with it.
    """
    check_size(content)
    try:
        _check_archive(content)
        book = python_calamine.CalamineWorkbook.from_filelike(BytesIO(content))
        items, materials = _sheet(book, ITEMS), _sheet(book, MATERIALS)
    except _BROKEN as error:
        raise unreadable(_("这不是能读出来的Excel文件，请另存为 .xlsx 格式后再试。")) from error
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


def _check_archive(content: bytes) -> None:
    """Refuse an archive that unpacks to too much, or a lone cell far out, which would fill the memory."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > MOST_UNPACKED:
            raise unreadable(_("这个Excel文件展开后太大，请删去用不到的工作表和图片。"))
        for entry in archive.infolist():
            _check_extent(archive.read(entry))


def _check_extent(part: bytes) -> None:
    if part.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise unreadable(_("这不是能读出来的Excel文件，请另存为 .xlsx 格式后再试。"))
    for match in _CELL.finditer(part):
        column = 0
        for letter in match[1].upper():
            column = column * 26 + letter - 64
        if column > MOST_COLUMNS or int(match[2]) > MOST_ROWS:
            text = _("工作表最多%(rows)s行、%(columns)s列，请删去多余的行和列（包括只有格式的空行）。")
            raise unreadable(text, rows=MOST_ROWS, columns=MOST_COLUMNS)


def _sheet(book: python_calamine.CalamineWorkbook, name: str) -> list[list[Any]]:
    if name not in book.sheet_names:
        raise unreadable(_("Excel文件里没有名为“%(sheet)s”的工作表，请用模板填写。"), sheet=name)
    return book.get_sheet_by_name(name).to_python(skip_empty_area=False)


def _records(sheet: str, grid: Sequence[Sequence[Any]], columns: Sequence[Column]) -> list[Record]:
    """Rows with content as (row number in the sheet, value by column path)."""
    headers = [_plain(cell).partition("\n")[0].strip() for cell in grid[0]] if grid else []
    wanted = {column.header: column for column in columns}
    _check_headers(sheet, headers, wanted)
    found = []
    for number, line in enumerate(grid[1:], start=2):
        cells = [_plain(cell) for cell in line]
        if any(cells):
            named = zip(headers, cells, strict=False)
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


def _plain(cell: Any) -> str:
    """Any cell as text: 20.0 as 20, true as 是, a date in ISO form; the mark before = + - @ taken off."""
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, dt.date | dt.time):
        return cell.isoformat()
    text = str(cell).replace("\r\n", "\n").strip()
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _safe(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


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
    sheet.write_string(row, at, _safe(cell), form)


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
