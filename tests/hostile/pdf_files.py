"""PDF files as they should not be, each made here."""

import io
import struct
import zlib
from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name

from tests.hostile.pictures import SECRET, flat

Spoil = Callable[[pikepdf.Pdf], None]


def pdf(spoil: Spoil = lambda made: None, pages: int = 1, **saved: object) -> bytes:
    """A PDF of blank pages, spoiled by `spoil`."""
    made = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        spoil(document)
        document.save(made, **saved)
    return made.getvalue()


def opens_with(**action: object) -> Spoil:
    """What happens when the file is opened."""

    def spoil(made: pikepdf.Pdf) -> None:
        made.Root.OpenAction = Dictionary(**action)

    return spoil


def note(**what: object) -> Spoil:
    """A note on the first page."""

    def spoil(made: pikepdf.Pdf) -> None:
        made.pages[0].Annots = Array([Dictionary(Type=Name.Annot, Rect=Array([0, 0, 9, 9]), **what)])

    return spoil


def locked() -> bytes:
    """With a password."""
    return pdf(encryption=pikepdf.Encryption(owner="a", user="b"))


def brings_along(made: pikepdf.Pdf) -> None:
    """Another file inside."""
    made.attachments["x.exe"] = b"MZ"


def with_form(made: pikepdf.Pdf) -> None:
    """A form of another kind, with scripts of its own."""
    made.Root.AcroForm = Dictionary(XFA=made.make_stream(b"<xdp/>"), Fields=Array())


def filed(objects: dict[int, bytes], head: bytes = b"%PDF-1.4\n") -> bytes:
    """A file of these objects, the first being its root."""
    body, places = bytearray(head), []
    for number in sorted(objects):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return bytes(body) + end % (len(places) + 1, table, len(places) + 1, len(body))


PAGES = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>"}
PAGE = {3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>"}


def packed_objects(megabytes: int) -> bytes:
    """Its list of objects unpacks to so many megabytes."""
    first, second = PAGES[1].ljust(40), PAGES[2].ljust(50)
    index = b"1 0 2 40 3 90 "
    packer = zlib.compressobj(9)
    packed = packer.compress(index + first + second + PAGE[3]) + packer.flush(zlib.Z_FULL_FLUSH)
    packed += flat(megabytes)[2:]
    dictionary = b"<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
    body = b"%PDF-1.5\n5 0 obj\n" + dictionary % (len(index), len(packed), packed) + b"\nendobj\n"
    rows = [(0, 0, 65535), (2, 5, 0), (2, 5, 1), (2, 5, 2), (0, 0, 0), (1, 9, 0), (1, len(body), 0)]
    table = zlib.compress(b"".join(struct.pack(">BIH", *row) for row in rows))
    kept = b"6 0 obj\n<</Type/XRef/Size 7/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream"
    return body + kept % (len(table), table) + b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


PDFS: dict[str, Callable[[], bytes]] = {
    "plain": pdf,
    "with a link": lambda: pdf(note(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="https://example.cn/"))),
    "locked": locked,
    "without pages": lambda: pdf(pages=0),
    "only its first line": lambda: b"%PDF-1.7\n",
    "cut in the middle": lambda: pdf(pages=40)[:400],
    "without its table": lambda: pdf()[: pdf().index(b"startxref")] + b"startxref\n99999999\n%%EOF\n",
    "script at opening": lambda: pdf(opens_with(S=Name.JavaScript, JS="app.alert(1)")),
    "script kept elsewhere": lambda: pdf(
        lambda made: setattr(made.pages[0], "AA", Dictionary(O=Dictionary(S=Name.JavaScript)))
    ),
    "script under another spelling": lambda: filed(
        {
            **PAGES,
            1: b"<</Type/Catalog/Pages 2 0 R/OpenAction<</#53/J#61vaScript/#4a#53(app.alert)>>>>",
            **PAGE,
        }
    ),
    "programme started": lambda: pdf(opens_with(S=Name.Launch, F="calc.exe")),
    "form sent away": lambda: pdf(note(Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F="http://x.cn"))),
    "data fetched": lambda: pdf(opens_with(S=Name.ImportData, F="x")),
    "other file opened": lambda: pdf(opens_with(S=Name.GoToR, F="//10.0.0.1/share/x.pdf")),
    "file brought along": lambda: pdf(brings_along),
    "file pinned to a page": lambda: pdf(
        note(Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, F="x.exe"))
    ),
    "film on a page": lambda: pdf(note(Subtype=Name.RichMedia)),
    "sound on a page": lambda: pdf(note(Subtype=Name.Sound)),
    "form with scripts of its own": lambda: pdf(with_form),
    "page that is its own mother": lambda: filed({**PAGES, 2: b"<</Type/Pages/Kids[2 0 R]/Count 1>>"}),
    "page that is none": lambda: filed({**PAGES, 3: b"(no page)"}),
    "billions of pages by its word": lambda: filed(
        {**PAGES, 2: b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", **PAGE}
    ),
    "very deep": lambda: filed({**PAGES, **PAGE, 4: b"[" * 100_000 + b"]" * 100_000}),
    "very many parts": lambda: filed({**PAGES, **PAGE, 4: b"[" + b"<<>>" * 310_000 + b"]"}),
    "list of objects packed very small": lambda: packed_objects(1500),
    "page packed very small": lambda: pdf(
        lambda made: setattr(
            made.pages[0], "Contents", pikepdf.Stream(made, flat(900), Filter=Name.FlateDecode)
        )
    ),
    "packed a hundred times": lambda: filed(
        {**PAGES, **PAGE, 4: b"<</Length 1/Filter[" + b"/FlateDecode" * 100 + b"]>>\nstream\nx\nendstream"}
    ),
    "web page before it": lambda: b"<html>" + SECRET + b"</html>\n" + pdf(),
    "archive behind it": lambda: pdf() + b"PK\x03\x04" + SECRET + b"\x00" * 50,
}
