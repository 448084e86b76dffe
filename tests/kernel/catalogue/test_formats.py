"""Catalogue files: YAML and Excel give the same items; a broken file gives a sentence."""

import datetime as dt
import zipfile
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
import yaml

from banshi.kernel.catalogue.actions import import_catalogue
from banshi.kernel.catalogue.columns import ITEM_COLUMNS, MATERIAL_COLUMNS
from banshi.kernel.catalogue.formats import export_excel, read_excel, read_file, read_yaml, write_template
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.reader import ROW_KEY
from banshi.kernel.catalogue.schema import ItemSpec, to_dict
from banshi.lib.results import Refused


def parsed(rows: list[dict[str, Any]]) -> list[ItemSpec | None]:
    return [parse_item({key: value for key, value in row.items() if key != ROW_KEY}).spec for row in rows]


def workbook(specs: list[ItemSpec]) -> bytes:
    target = BytesIO()
    export_excel(specs, target)
    return target.getvalue()


def sheets(**grids: list[list[Any]]) -> bytes:
    """A workbook with these sheets."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, grid in grids.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(grid):
                sheet.write_row(row, 0, cells)
    return target.getvalue()


HEADERS = [column.header for column in ITEM_COLUMNS]
PAPERS = [column.header for column in MATERIAL_COLUMNS]


@pytest.mark.pure
def test_yaml_and_excel_give_the_same_items(specs: dict[str, ItemSpec]) -> None:
    items = list(specs.values())
    as_yaml = yaml.safe_dump({"items": [to_dict(spec) for spec in items]}, allow_unicode=True).encode()
    assert parsed(read_file("事项.YAML", as_yaml)) == items
    assert parsed(read_file("事项.xlsx", workbook(items))) == items


@pytest.mark.pure
@pytest.mark.parametrize("text", ["=1+1", "+86", "-甲", "@甲", "'=甲", "'甲", "''", "=HYPERLINK(1)"])
def test_nothing_becomes_a_formula_and_all_comes_back(text: str, rows: list[dict[str, Any]]) -> None:
    rows[0] |= {"source_note": text, "conditions": [text, "第二条"]}
    spec = parse_item(rows[0]).spec
    assert spec is not None
    content = workbook([spec])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert ">=" not in strings
        assert ">@" not in strings
    assert parsed(read_excel(content)) == [spec]


@pytest.mark.django_db
def test_a_bad_excel_row_is_named_by_its_row_in_the_sheet(specs: dict[str, ItemSpec]) -> None:
    """The header is row 1, so the second item stands in row 3."""
    good = [column.codec.write(value_of(specs["MZ-XK-02"], column.path)) for column in ITEM_COLUMNS]
    bad = ["MZ-XX-01", "坏事项", *[""] * (len(HEADERS) - 2)]
    rows = read_excel(sheets(事项=[HEADERS, good, [], bad], 材料=[PAPERS]))
    report = import_catalogue(rows=rows, effective_from=dt.date(2026, 1, 1), actor_ref="staff:1")
    assert [(row.row, row.code) for row in report.rows] == [(2, "MZ-XK-02"), (4, "MZ-XX-01")]
    assert not report.imported


def value_of(spec: ItemSpec, path: str) -> Any:
    value: Any = to_dict(spec)
    for key in path.split("."):
        value = value[key]
    return value


@pytest.mark.pure
def test_the_template_has_every_column_and_no_row() -> None:
    target = BytesIO()
    write_template(target)
    with pytest.raises(Refused, match="没有事项"):
        read_excel(target.getvalue())


@pytest.mark.pure
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (sheets(Sheet1=[["a"]]), "没有名为“事项”的工作表"),
        (sheets(事项=[HEADERS[1:]], 材料=[PAPERS]), "缺少这些列：事项编码"),
        (sheets(事项=[[*HEADERS, "颜色"]], 材料=[PAPERS]), "不认识或重复的列：颜色"),
        (sheets(事项=[[*HEADERS, HEADERS[0]]], 材料=[PAPERS]), "不认识或重复的列：事项编码"),
        (sheets(事项=[HEADERS, ["MZ-1"]], 材料=[PAPERS, ["MZ-2", 1]]), "第2行的事项编码“MZ-2”"),
        (sheets(事项=[HEADERS, *[[]] * 5000, ["MZ-1"]], 材料=[PAPERS]), "最多5000行"),
        (b"PK\x03\x04 not really", "不是能读出来的Excel文件"),
        (b"", "是空的"),
        (b"\x00" * (5 * 1024 * 1024 + 1), "超过5 MB"),
    ],
)
def test_a_broken_excel_file_gives_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_excel(content)


@pytest.mark.pure
def test_a_small_file_that_unpacks_to_much_is_refused() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (61 * 1024 * 1024))
    with pytest.raises(Refused, match="展开后太大"):
        read_excel(target.getvalue())


@pytest.mark.pure
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"items:\n  - code: [1\n", "第3行"),
        (b"items:\n- code: A\n  code: B\n", "第3行"),
        (b"- &a [1]\n- *a\n", "第2行用了引用"),
        (b"- !!python/object:os.system x\n", "第1行用了引用、标签"),
        (b"[" * 100, "嵌套太深"),
        (b"--- 1\n--- 2\n", "第2行"),
        (b"sections: []\n", "没有事项清单"),
        (b"items: []\n", "没有事项清单"),
        ("事项: 甲".encode("gbk"), "UTF-8"),
        (b"", "是空的"),
    ],
)
def test_a_broken_yaml_file_gives_a_sentence_with_its_line(content: bytes, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        read_yaml(content)


@pytest.mark.pure
def test_a_date_in_yaml_stays_what_was_written() -> None:
    assert read_yaml(b"- {source_note: 2026-01-01}") == [{"source_note": "2026-01-01"}]


@pytest.mark.pure
@pytest.mark.parametrize("name", ["catalogue.xls", "catalogue", "catalogue.exe", ""])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(Refused, match="只能导入"):
        read_file(name, b"x")
