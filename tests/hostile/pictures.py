"""Pictures as they should not be, each made here."""

import io
import struct
import zlib
from collections.abc import Callable

from PIL import Image

SECRET = b"hidden by the camera"


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **saved: object
) -> bytes:
    """A plain picture."""
    drawn = io.BytesIO()
    Image.new(mode, size, 1).save(drawn, kind, **saved)
    return drawn.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int, height: int, *more: bytes, depth: int = 8, colour: int = 0, rows: bytes = b"") -> bytes:
    """A PNG of these parts, whose pixels may not be there."""
    head = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + b"".join(more)
        + chunk(b"IDAT", rows)
        + chunk(b"IEND", b"")
    )


def flat(megabytes: int) -> bytes:
    """So many megabytes of nothing, packed small: one packed piece, written again and again."""
    packer = zlib.compressobj(9, wbits=-15)
    piece = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    total = struct.pack(">HH", (megabytes << 20) % 65521, 1)
    return b"\x78\x9c" + piece * megabytes + b"\x03\x00" + total


def with_place() -> bytes:
    """A photo that knows where it was taken, with what, and a small picture of itself."""
    known = Image.Exif()
    known[0x010E] = SECRET.decode()
    known.get_ifd(0x8825).update({1: "N", 2: (42.0, 1.0, 0.0), 3: "E", 4: (121.0, 39.0, 0.0)})
    return picture(exif=known)


def turned() -> bytes:
    """A photo of 40 x 30 that says it lies on its side."""
    known = Image.Exif()
    known[0x0112] = 6
    return picture(exif=known)


def animated(kind: str) -> bytes:
    """Three pictures one after another."""
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    made = io.BytesIO()
    frames[0].save(made, kind, save_all=True, append_images=frames[1:])
    return made.getvalue()


def scanned_again(times: int) -> bytes:
    """A photo drawn in steps, the last of which comes again and again: work without end for a decoder."""
    whole = picture(size=(2000, 2000), progressive=True)
    last = whole.rindex(b"\xff\xda")
    return whole[:-2] + whole[last:-2] * times + b"\xff\xd9"


PICTURES: dict[str, Callable[[], bytes]] = {
    "photo with place": with_place,
    "photo lying on its side": turned,
    "photo with words of its maker": lambda: picture(comment=SECRET),
    "photo with something behind it": lambda: picture() + b"PK\x03\x04" + SECRET,
    "photo of a printer": lambda: picture(mode="CMYK"),
    "photo in grey": lambda: picture(mode="L"),
    "half a photo": lambda: picture(size=(900, 700))[:900],
    "beginning of a photo": lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "photo scanned again and again": lambda: scanned_again(300),
    "photo of giant size": lambda: (
        b"\xff\xd8\xff\xe0\x00\x10JFIF\0\1\1\0\0\1\0\1\0\0\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11"
        b"\x01\x03\x11\x01\xff\xd9"
    ),
    "picture with words": lambda: png(
        8, 8, chunk(b"tEXt", b"Comment\0" + SECRET), rows=zlib.compress(bytes(72))
    ),
    "picture with a web page": lambda: png(
        8, 8, chunk(b"tEXt", b"x\0<script>alert(1)</script>"), rows=zlib.compress(bytes(72))
    ),
    "picture that moves": lambda: animated("PNG"),
    "picture of sixteen bits": lambda: png(8, 8, depth=16, rows=zlib.compress(bytes(136))),
    "picture with a palette": lambda: picture("PNG", mode="P"),
    "half a picture": lambda: picture("PNG", size=(900, 700))[:300],
    "picture without dots": lambda: png(8, 8),
    "picture of no size": lambda: png(0, 0, rows=zlib.compress(b"")),
    "picture of giant size": lambda: png(60_000, 60_000, rows=zlib.compress(b"")),
    "picture packed very small": lambda: png(20_000, 20_000, rows=flat(400)),
    "picture with packed words": lambda: png(
        8, 8, chunk(b"zTXt", b"Comment\0\0" + flat(300)), rows=zlib.compress(bytes(72))
    ),
    "picture with a packed profile": lambda: png(
        8, 8, chunk(b"iCCP", b"p\0\0" + flat(300)), rows=zlib.compress(bytes(72))
    ),
    "picture with more dots than it says": lambda: png(8, 8, rows=flat(200)),
}
