"""Whatever else people and programs hand in where a paper is asked for, each made here."""

import io
import zipfile
from collections.abc import Callable

from tests.hostile.pictures import animated, picture

# The test file of the makers of virus scanners, in two pieces, so that no scanner takes this source for one.
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"


def archive(**parts: bytes) -> bytes:
    """A ZIP archive."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return made.getvalue()


def nested(deep: int) -> bytes:
    """An archive in an archive in an archive."""
    made = archive(**{"0.bin": bytes(1 << 22)})
    for level in range(deep):
        made = archive(**{f"{level}{side}.zip": made for side in "ab"})
    return made


def office(*parts: str) -> bytes:
    """An Office file with these parts."""
    return archive(**{"[Content_Types].xml": b"<Types/>", **dict.fromkeys(parts, b"<x/>")})


THINGS: dict[str, Callable[[], bytes]] = {
    "one byte": lambda: b"\xff",
    "only blanks": lambda: b" " * 4096,
    "only zeros": lambda: bytes(4096),
    "text": "您好".encode,
    "text of an old computer": lambda: "申请书".encode("gb18030"),
    "list with a formula": lambda: b'name,number\n=cmd|"/c calc"!A1,1\n',
    "web page": lambda: b"<!doctype html><script>alert(1)</script>",
    "drawing with a script": lambda: (
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    ),
    "document that reads other files": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'
    ),
    "programme for windows": lambda: b"MZ\x90\x00" + bytes(300),
    "programme for linux": lambda: b"\x7fELF\x02\x01\x01" + bytes(300),
    "commands": lambda: b"#!/bin/sh\nrm -rf /\n",
    "shortcut": lambda: b"L\x00\x00\x00\x01\x14\x02\x00" + bytes(100),
    "letter of an old word processor": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000),
    "rich text": lambda: b"{\\rtf1 hello}",
    "letter": lambda: office("word/document.xml"),
    "letter with macros": lambda: office("word/document.xml", "word/vbaProject.bin"),
    "spreadsheet": lambda: office("xl/workbook.xml"),
    "layout of the national standard": lambda: archive(**{"OFD.xml": b"<OFD/>"}),
    "archive": lambda: archive(a=b"a"),
    "archive nested nine deep": lambda: nested(9),
    "archive that climbs out": lambda: archive(**{"../../../etc/cron.d/x": b"x"}),
    "packed stream": lambda: b"\x1f\x8b\x08\x00" + bytes(100),
    "photo of another telephone": lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100),
    "film": lambda: b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(100),
    "sound": lambda: b"ID3\x03\x00\x00\x00" + bytes(100),
    "moving picture": lambda: animated("GIF"),
    "picture for the web": lambda: picture("WEBP"),
    "bitmap": lambda: picture("BMP"),
    "scan in many pages": lambda: picture("TIFF"),
    "icon": lambda: picture("ICO", size=(16, 16)),
    "test file of the scanners": lambda: EICAR,
    "postscript": lambda: b"%!PS-Adobe-3.0\n(x) run\n",
}
