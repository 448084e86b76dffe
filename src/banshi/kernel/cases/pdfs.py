"""PDF files of strangers: opened within bounds, looked through, cut to what belongs to them. Bytes in, bytes out."""

import io
import re
import warnings

import pikepdf
from pikepdf.settings import set_qpdf_limits

from banshi.lib import clock

# Whoever packs a file can pack gigabytes into one megabyte. The library's bounds are those of the process:
# pages are not unpacked here, only the lists of objects, which are small in every honest file.
MOST_UNPACKED = 32 * 1024 * 1024
MOST_PARTS = 300_000
MOST_SECONDS = 5.0
set_qpdf_limits(
    doc_max_warnings=200,
    parser_max_nesting=100,
    parser_max_container_size=100_000,
    max_stream_filters=4,
    flate_max_memory=MOST_UNPACKED,
    png_max_memory=MOST_UNPACKED,
    tiff_max_memory=MOST_UNPACKED,
    run_length_max_memory=MOST_UNPACKED,
    dct_max_memory=MOST_UNPACKED,
)
# What a file could do by itself, as keys, as the kind of an action, and as the kind of a note on a page.
_KEYS = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles", "/EF", "/XFA", "/RichMediaContent")
_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Movie", "/Sound"}
_ACTIONS |= {"/Rendition", "/RichMediaExecute", "/GoTo3DView"}
_NOTES = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
_ENDS = re.compile(rb"%%EOF[\r\n \t\0]{0,64}\Z")


class Broken(Exception):
    """The file cannot be opened, or has no page."""


class Locked(Broken):
    """The file asks for a password."""


class RunsByItself(Broken):
    """The file carries a script, starts a programme, sends something or brings other files along."""


class TooIntricate(Broken):
    """Opening the file would take more memory or time than any honest one."""


def harmless(data: bytes) -> bytes:
    """The file as it may be kept; raises `Broken` or what it is more exactly.

    A file that is PDF from its first to its last byte is kept as it came, so that signatures in it stay valid;
    what else hides before or behind is not kept.
    """
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            _look_through(pdf)
            if not len(pdf.pages):
                raise Broken
            # What the library could not read, another reader perhaps can: then only what was looked at is kept.
            if any("limits error" in str(warning) for warning in pdf.get_warnings()):
                raise TooIntricate
            clean = _nothing_around(data) and not pdf.get_warnings()
            return data if clean else _written_anew(pdf)
    except pikepdf.PasswordError:
        raise Locked from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError, KeyError, OSError, RecursionError):
        raise Broken from None
    except MemoryError:
        raise TooIntricate from None


def _nothing_around(data: bytes) -> bool:
    return data.startswith(b"%PDF-") and _ENDS.search(data[-128:]) is not None


def _written_anew(pdf: pikepdf.Pdf) -> bytes:
    made = io.BytesIO()
    with warnings.catch_warnings():
        # Whether every field of its form can be reached does not matter here.
        warnings.simplefilter("ignore", pikepdf.PageCopyWarning)
        pdf.save(made)
    return made.getvalue()


def _look_through(pdf: pikepdf.Pdf) -> None:
    """Refuse whatever runs by itself, and a file in which one could look for ever."""
    began, seen = clock.ticking(), 0
    if len(pdf.objects) > MOST_PARTS:
        raise TooIntricate
    for found in pdf.objects:
        waiting: list[object] = [found]
        while waiting:
            thing = waiting.pop()
            seen += 1 + (len(thing) if isinstance(thing, pikepdf.Array | pikepdf.Dictionary) else 0)
            if seen > MOST_PARTS or clock.ticking() - began > MOST_SECONDS:
                raise TooIntricate
            if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                if _acts(thing):
                    raise RunsByItself
                waiting += [value for _key, value in thing.items() if _is_part(value)]
            elif isinstance(thing, pikepdf.Array):
                waiting += [value for value in thing if _is_part(value)]


def _acts(thing: pikepdf.Object) -> bool:
    return (
        any(key in thing for key in _KEYS)
        or str(thing.get("/S", "")) in _ACTIONS
        or str(thing.get("/Subtype", "")) in _NOTES
    )


def _is_part(value: object) -> bool:
    """Whether a value lies inside its owner; what is only referred to comes by itself."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
