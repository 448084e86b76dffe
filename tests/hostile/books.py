"""Excel files as they should not be, each made here part by part."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.hostile.things import archive

SHEET = "表"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>名称</t></is></c></row>'
ROW = '<row r="2"><c r="A2" t="inlineStr"><is><t>甲</t></is></c></row>'


def parts(rows: str = HEAD + ROW, strings: str = "", workbook: str = "", more: str = "") -> dict[str, bytes]:
    """The parts of a workbook with one sheet."""
    top = f'<?xml version="1.0" encoding="UTF-8"?>{more}'
    named = f'<sheets><sheet name="{SHEET}" sheetId="1" r:id="rId1"/></sheets>'
    made = {
        "[Content_Types].xml": f'{top}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{top}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{top}<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{workbook}{named}</workbook>',
        "xl/_rels/workbook.xml.rels": f'{top}<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{LINKS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'{top}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    if strings:
        made["xl/sharedStrings.xml"] = f'{top}<sst xmlns="{MAIN}">{strings}</sst>'
    return {name: text.encode() for name, text in made.items()}


def book(*args: str, **given: str) -> bytes:
    """The same as a file."""
    return archive(**parts(*args, **given))


def cell(place: str, value: str = "1", kind: str = "n") -> str:
    """A row with one cell at this place."""
    return f'<row><c r="{place}" t="{kind}"><v>{value}</v></c></row>'


def spread() -> bytes:
    """One long text that each of many cells shows: little in the file, gigabytes in a table."""
    row = "<row>" + '<c t="s"><v>0</v></c>' * 90 + "</row>"
    return book(HEAD + row * 2000, f"<si><t>{'长' * 30_000}</t></si>")


def lying(size: int) -> bytes:
    """A part that says it is small and unpacks to `size` megabytes."""
    packer = zlib.compressobj(9, wbits=-15)
    beginning = parts()["xl/worksheets/sheet1.xml"]
    packed = packer.compress(beginning) + packer.flush(zlib.Z_FULL_FLUSH)
    blank = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += blank * size + b"\x03\x00"
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for name, content in parts().items():
            if not name.endswith("sheet1.xml"):
                zipped.writestr(name, content)
    content, name = made.getvalue(), b"xl/worksheets/sheet1.xml"
    start = content.index(b"PK\x01\x02")
    known = (8, 0, 0, zlib.crc32(beginning), len(packed), len(beginning), len(name))
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, *known, 0) + name + packed
    central = (
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, *known, 0, 0, 0, 0, 0, start) + name
    )
    others = content[start : content.index(b"PK\x05\x06")]
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 5, 5, len(others + central), start + len(local), 0)
    return content[:start] + local + others + central + end


def twice(name: str) -> bytes:
    """An archive in which one name comes twice, for readers that take the other one."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as zipped:
        for part, content in parts().items():
            zipped.writestr(part, content)
        zipped.writestr(name, b"<x/>")
    return made.getvalue()


def open_document() -> bytes:
    """A sheet of the other office format, one row of which comes a million times."""
    repeated = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="{SHEET}"><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
        "</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"
    )
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return archive(mimetype=kind, **{"content.xml": repeated.encode()})


UNREADABLE, LARGE, WIDE, MISSING = "不是能读出来的Excel文件", "展开后太大", "最多5000行", "没有名为"
ENTITY = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
MERGED = '</sheetData><mergeCells><mergeCell ref="A1:Z1"/></mergeCells><sheetData>'
# What is made → what becomes of it: the text of the second row, or a piece of the sentence that refuses it.
BOOKS: dict[str, tuple[Callable[[], bytes], str]] = {
    "plain": (book, "甲"),
    "nothing": (lambda: b"", "是空的"),
    "too large": (lambda: bytes(5 * 1024 * 1024 + 1), "超过5 MB"),
    "no archive": (lambda: b"name,number\n1,2\n", UNREADABLE),
    "old format": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), UNREADABLE),
    "locked": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"EncryptedPackage", UNREADABLE),
    "letter": (lambda: archive(**{"word/document.xml": b"<x/>"}), UNREADABLE),
    "half": (lambda: book()[:300], UNREADABLE),
    "without a sheet of that name": (
        lambda: book().replace(b"xl/workbook.xml", b"xl/workbook.xm_"),
        UNREADABLE,
    ),
    "binary sheet": (lambda: archive(**{"xl/workbook.bin": b"\x83\x01\x00"}), UNREADABLE),
    "open document of a million rows": (open_document, UNREADABLE),
    "cell far below": (lambda: book(HEAD + cell("A1048576")), WIDE),
    "cell far right": (lambda: book(HEAD + cell("XFD2")), WIDE),
    "cell beyond all sheets": (lambda: book(HEAD + cell("ZZZZ999999999")), WIDE),
    "cell far out in other letters": (lambda: book(HEAD + cell("&#88;FD&#49;048576")), WIDE),
    "million empty rows": (lambda: book(HEAD + "<row/>" * 1_000_000 + cell("")), WIDE),
    "many cells without a place": (lambda: book(HEAD + "<row>" + "<c/>" * 16_384 + "</row>"), WIDE),
    "part that unpacks to gigabytes": (
        lambda: archive(**parts(), **{"xl/media/x.xml": b" " * (61 << 20)}),
        LARGE,
    ),
    "part that lies about its size": (lambda: lying(1000), "甲"),
    "long text in every cell": (spread, LARGE),
    "thousands of parts": (
        lambda: archive(**parts(), **{f"xl/x{n}.xml": b"<x/>" for n in range(1100)}),
        LARGE,
    ),
    "same part twice": (lambda: twice("XL/Worksheets/Sheet1.xml"), UNREADABLE),
    "words that unfold": (lambda: book(more=ENTITY), UNREADABLE),
    "words from another file": (lambda: book(more=OUTSIDE), UNREADABLE),
    "broken part": (
        lambda: archive(**parts() | {"xl/worksheets/sheet1.xml": b"<worksheet><row>"}),
        UNREADABLE,
    ),
    "part in an unknown writing": (
        lambda: archive(**parts() | {"xl/workbook.xml": b'<?xml version="1.0" encoding="x-x"?><workbook/>'}),
        UNREADABLE,
    ),
    "formula": (lambda: book(HEAD + '<row r="2"><c r="A2"><f>1+1</f><v>2</v></c></row>'), "2"),
    "formula without a value": (lambda: book(HEAD + '<row r="2"><c r="A2"><f>CMD()</f></c></row>' + ROW), ""),
    "formula as text": (lambda: book(HEAD + cell("A2", "=1+1", "str")), "=1+1"),
    "error value": (lambda: book(HEAD + cell("A2", "#REF!", "e")), ""),
    "number too large": (lambda: book(HEAD + cell("A2", "1e309")), ""),
    "text for a number": (lambda: book(HEAD + cell("A2", "abc")), UNREADABLE),
    "shared text that is not there": (
        lambda: book(HEAD + cell("A2", "7", "s"), "<si><t>x</t></si>"),
        UNREADABLE,
    ),
    "hidden sheet": (
        lambda: book(workbook='<bookViews><workbookView visibility="hidden"/></bookViews>'),
        "甲",
    ),
    "merged headers": (lambda: book(HEAD + ROW + MERGED), "甲"),
    "macro": (lambda: archive(**parts(), **{"xl/vbaProject.bin": b"x"}), "甲"),
    "link to another file": (
        lambda: archive(**parts(), **{"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}),
        "甲",
    ),
    "path that climbs out": (lambda: archive(**parts(), **{"../../../etc/cron.d/x": b"x"}), "甲"),
    "other epoch": (lambda: book(workbook='<workbookPr date1904="1"/>'), "甲"),
}
