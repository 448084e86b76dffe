"""Tables and files on a terminal."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from banshi.lib.results import Reason, Refused

NOT_A_TEXT = "文件不是 UTF-8 或 GB18030 编码的文字 (the file is neither UTF-8 nor GB18030 text)。"

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


def width(text: str) -> int:
    """Columns a text takes on a terminal, where a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def table(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Aligned columns under their headers."""
    lines = [headers, *([str(cell) for cell in row] for row in rows)]
    widths = [max(width(line[at]) for line in lines) for at in range(len(headers))]
    padded = (
        "  ".join(cell + " " * (size - width(cell)) for cell, size in zip(line, widths, strict=True))
        for line in lines
    )
    return "\n".join(line.rstrip() for line in padded)


def sentences(reasons: Iterable[Reason]) -> str:
    """Several reasons on one line."""
    return " ".join(str(reason) for reason in reasons)


def read_text(path: Path) -> str:
    """A text file as offices write them; raises Refused when it is no text."""
    content = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Refused(Reason(NOT_A_TEXT, field="file"))
