"""Data and a template in, a PDF/A-2a + PDF/UA-1 file out; the same data give the same bytes.

One compiler and one set of fonts are kept per process (about 17 ms a letter). System fonts and packages
are never used. A character that no font can draw is refused: a box in a name must never be printed.
"""

import datetime as dt
import io
import json
import os
import re
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template import Engine
from pylopdf_fonts_zh_cn import serif_path

LAYOUT = Path(__file__).parent / "typst"
STANDARDS = ["a-2a", "ua-1"]
FALLBACK = ("Noto Serif SC", "Noto Sans SC")
_UNDRAWN = re.compile(r'the text `"(.*?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
_lock = threading.Lock()


class CannotTypeset(Exception):
    """A notice that cannot be made. `code` says why, without any of its text:

    `missing_glyph U+XXXX …`, `missing_template` or `layout`.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def typeset(*, template: str, data: Mapping[str, Any], issued_at: dt.datetime) -> bytes:
    """Return the PDF of a notice.

    `template` is a name such as "one_time_notice/notices/W05.typ"; `data` is plain JSON with the keys of
    typst/README.md; `issued_at` becomes the file's date. Raises `CannotTypeset`.
    """
    source = _source(template)
    inputs = {
        "data": json.dumps(data, ensure_ascii=False, sort_keys=True),
        "fonts": _families(),
        "verification_qr": _qr(data["verification_url"]),
        "progress_qr": _qr(data["qr_url"]) if data.get("qr_url") else "",
        "rating_qr": _qr(data["rating_url"]) if data.get("rating_url") else "",
    }
    engine = _engine()
    try:
        with _lock:
            return _compiler().compile(
                input=source,
                format="pdf",
                sys_inputs=inputs,
                pdf_standards=STANDARDS,
                timestamp=int(issued_at.timestamp()),
            )
    except engine.TypstError as error:
        # Not chained: the engine's message quotes the person's name.
        raise CannotTypeset(_code(error.message)) from None


class UsedBeforeFork(RuntimeError):
    """The engine was used before this process was forked: its threads are gone and it would wait for ever."""


def _engine() -> Any:
    if _used_by() != os.getpid():
        raise UsedBeforeFork("a process that forks web workers must not typeset")
    return _loaded()


@cache
def _used_by() -> int:
    return os.getpid()


@cache
def _loaded() -> Any:
    import typst  # noqa: PLC0415 - the engine takes 100 ms to load: only workers pay

    return typst


@cache
def _compiler() -> Any:
    folders = [*settings.NOTICE_FONT_DIRS, str(serif_path().parent)]
    fonts = _engine().Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    return _engine().Compiler(root=str(LAYOUT), font_paths=fonts, ignore_system_fonts=True)


@cache
def _families() -> str:
    chosen = {
        use: [*names, *(f for f in FALLBACK if f not in names)]
        for use, names in settings.NOTICE_FONTS.items()
    }
    return json.dumps(chosen, ensure_ascii=False)


@cache
def _source(template: str) -> bytes:
    """The Typst text of a template, found where Django finds templates, so that a bureau may put its own first."""
    for loader in Engine.get_default().template_loaders:
        for origin in loader.get_template_sources(template):
            path = Path(origin.name)
            if path.is_file():
                return path.read_bytes()
    raise CannotTypeset("missing_template")


def _qr(address: str) -> str:
    picture = io.BytesIO()
    # Any of the eight masks is read alike; trying all of them to choose one takes three times as long.
    segno.make(address, error="l", micro=False, mask=2).save(
        picture, kind="svg", border=0, xmldecl=False, svgns=True
    )
    return picture.getvalue().decode()


def _code(message: str) -> str:
    """The reason without the text: only the code points that no font can draw."""
    found = _UNDRAWN.search(message)
    if not found:
        return "layout"
    text = _ESCAPED.sub(lambda escape: chr(int(escape[1], 16)), found[1])
    return " ".join(["missing_glyph", *(f"U+{ord(character):04X}" for character in dict.fromkeys(text))])[:80]
