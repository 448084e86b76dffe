"""The readers that are fuzzed: bytes in; anything but a refusal of the house is a fault."""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress

import rfc8785
from django.core.files.uploadedfile import SimpleUploadedFile

from banshi.kernel.cases import pdfs
from banshi.kernel.cases.filetypes import read_file, sniff
from banshi.kernel.workdays import calendar_file
from banshi.lib.results import Refused
from banshi.lib.sheets import read_sheets
from tests.hostile.books import BOOKS, SHEET
from tests.hostile.pdf_files import PDFS
from tests.hostile.pictures import PICTURES
from tests.hostile.things import THINGS


def sniffing(data: bytes) -> None:
    """What a file is."""
    with suppress(Refused):
        sniff(data)


def pictures(data: bytes) -> None:
    """A file as it is kept."""
    with suppress(Refused):
        read_file(SimpleUploadedFile("x", data))


def pdf(data: bytes) -> None:
    """A PDF looked through."""
    with suppress(pdfs.Broken):
        pdfs.harmless(data)


def excel(data: bytes) -> None:
    """A sheet as text."""
    with suppress(Refused):
        read_sheets(data, SHEET)


def calendar(data: bytes) -> None:
    """Rows with sentences, never an exception."""
    for row in calendar_file.read(data.decode("utf-8", "replace")):
        assert all(str(reason) for reason in row.reasons)


def canonical(data: bytes) -> None:
    """What was canonical once stays the same."""
    try:
        value = json.loads(data)
        once = rfc8785.dumps(value)
    except (ValueError, RecursionError):
        return
    assert rfc8785.dumps(json.loads(once, parse_int=_number)) == once


def _number(text: str) -> int | float:
    """As the standard reads it: beyond 53 bits a whole number is a float."""
    found = int(text)
    return found if abs(found) < 1 << 53 else float(text)


READ: dict[str, Callable[[bytes], None]] = {
    "sniffing": sniffing,
    "pictures": pictures,
    "pdf": pdf,
    "excel": excel,
    "calendar": calendar,
    "canonical": canonical,
}


def seeds(name: str) -> Iterable[bytes]:
    """A small corpus, made by code."""
    made = {
        "sniffing": [make() for make in THINGS.values()],
        "pictures": [make() for make in PICTURES.values()],
        "pdf": [make() for make in PDFS.values()],
        "excel": [make() for make, _becomes in BOOKS.values()],
        "calendar": [b"date,kind,name\n2027-01-01,holiday,x\n", b"date,kind,name\n2027-02-29,weekend,\n"],
        "canonical": [b'{"a":[1,2.5,-0,1e21,null,true,"\\u20ac"]}', b'{"\\ud83d\\ude00":{},"b":[[]]}'],
    }
    return [seed for seed in made[name] if len(seed) < 20_000]
