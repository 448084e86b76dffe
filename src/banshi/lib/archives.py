"""An Excel file of strangers packed anew: nothing left in it that lies about its size or lies far out. Pure.

Readers of Excel files believe what an archive says of itself, fill every empty cell up to the last one named, and
write a shared text out again for each cell that shows it. So each part is unpacked here within bounds, read once
with a strict parser, counted, and packed again without the parts that no import reads.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.parsers import expat

MOST_PARTS, MOST_UNPACKED = 1000, 60 * 1024 * 1024
# Characters that all cells of a sheet would show together.
MOST_SHOWN = 10_000_000
_WORKBOOK = "xl/workbook.xml"
_READ = re.compile(
    r"(?:\[Content_Types\]\.xml|_rels/.*|xl/[^/]*\.xml|xl/_rels/.*|xl/worksheets/.*)", re.IGNORECASE
)
_PLACE = re.compile(r"([A-Za-z]{1,4})?([0-9]{1,9})")


class Unreadable(Exception):
    """The archive is damaged, locked, or none of Excel."""


class TooLarge(Exception):
    """The archive unpacks to more than any list needs."""


class TooWide(Exception):
    """A sheet has more rows or columns than are read."""


def packed_anew(content: bytes, *, rows: int, columns: int) -> bytes:
    """The same workbook with only what is read from it; raises one of the three above."""
    parts = dict(_unpacked(content))
    if _WORKBOOK not in parts:
        raise Unreadable
    shared: list[int] = []
    for name, part in parts.items():
        if name.lower().endswith("sharedstrings.xml"):
            shared += _texts(part)
    for name, part in parts.items():
        if name.lower().endswith((".xml", ".rels")):
            _Counter(shared, rows, columns).read(part)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return made.getvalue()


def _unpacked(content: bytes) -> Iterator[tuple[str, bytes]]:
    """The parts that are read, each name once, together no more than MOST_UNPACKED bytes, whatever is declared."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
            raise TooLarge
        if len({name.lower() for name in names}) < len(names):
            raise Unreadable
        for entry in entries:
            if _READ.fullmatch(entry.filename):
                with archive.open(entry) as part:
                    # Asked for a number of bytes: `read()` would unpack all there is before it compares.
                    yield entry.filename, part.read(entry.file_size + 1)


def _texts(part: bytes) -> list[int]:
    """How many characters each shared text has."""
    lengths: list[int] = []
    inside = False

    def start(name: str, _attributes: object) -> None:
        nonlocal inside
        if _local(name) == "si":
            inside = True
            lengths.append(0)

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and _local(name) != "si"

    def text(data: str) -> None:
        if inside:
            lengths[-1] += len(data)

    parser = _parser()
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    _parse(parser, part)
    return lengths


class _Counter:
    """Follows rows and cells as a reader does, named or not, and stops at the first that is too far out."""

    def __init__(self, shared: list[int], rows: int, columns: int) -> None:
        self.shared, self.rows, self.columns = shared, rows, columns
        self.row = self.column = self.shown = 0
        self.refers, self.number = False, ""

    def read(self, part: bytes) -> None:
        """Count one part; raises `TooWide`, `TooLarge` or `Unreadable`."""
        parser = _parser()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        _parse(parser, part)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match _local(name):
            case "row":
                self.row, self.column = _row(attributes.get("r"), self.row + 1), 0
            case "c":
                self.row, self.column = _cell(attributes.get("r"), self.row, self.column + 1)
                self.refers, self.number = attributes.get("t") == "s", ""
        if self.row > self.rows or self.column > self.columns:
            raise TooWide

    def _text(self, data: str) -> None:
        self.shown += len(data)
        if self.refers:
            self.number += data

    def _end(self, name: str) -> None:
        if _local(name) != "c":
            return
        if self.refers:
            number = self.number.strip()
            index = int(number) if number.isdecimal() and len(number) < 9 else -1
            self.shown += self.shared[index] if 0 <= index < len(self.shared) else 0
        self.refers = False
        if self.shown > MOST_SHOWN:
            raise TooLarge


def _row(named: str | None, following: int) -> int:
    return int(named) if named and named.isdecimal() and len(named) < 10 else following


def _cell(named: str | None, row: int, following: int) -> tuple[int, int]:
    found = _PLACE.fullmatch(named) if named else None
    if found is None:
        return row, following
    column = 0
    for letter in (found[1] or "").upper():
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column or following


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def no_types(*_declared: object) -> None:
        raise Unreadable

    # Entities are what makes XML dangerous, and no spreadsheet needs them.
    parser.StartDoctypeDeclHandler = no_types
    return parser


def _parse(parser: expat.XMLParserType, part: bytes) -> None:
    try:
        parser.Parse(part, True)
    except expat.ExpatError as error:
        raise Unreadable from error
