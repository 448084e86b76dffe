"""What an uploaded file really is: by its content, by opening it. Its name is believed in nothing."""

import io
import threading
import zlib
from collections.abc import Mapping

import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from banshi.kernel.cases import pdfs, scanning
from banshi.lib.results import Reason, Refused, gettext_noop

LIMIT_MB = settings.BANSHI_UPLOAD_LIMIT // 1024 // 1024
MOST_PIXELS = 50_000_000
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIXES: Mapping[str, str] = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
NAMES: Mapping[str, str] = {PDF: "PDF", JPEG: "JPG", PNG: "PNG"}
_BY_SUFFIX: Mapping[str, str] = {".pdf": PDF, ".jpg": JPEG, ".jpeg": JPEG, ".png": PNG}
_QUALITY = 88
# Each picture is spread out in memory: two at a time in one process, the others wait their turn.
_TURNS = threading.BoundedSemaphore(2)
# What a damaged picture makes the library raise.
_DAMAGED = (OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, MemoryError, zlib.error)

EMPTY = gettext_noop("您选择的文件是空的（0 字节）。请重新选择一个 PDF、JPG 或 PNG 文件，最大 %(limit)s MB。")
TOO_LARGE = gettext_noop(
    "您选择的文件太大。请选择不超过 %(limit)s MB 的 PDF、JPG 或 PNG 文件；照片可以先缩小，或者分成几个文件。"
)
WRONG_TYPE = gettext_noop(
    "抱歉，我们暂时不能接收这种文件。请上传 PDF、JPG 或 PNG 文件，最大 %(limit)s MB；苹果手机的照片请先存成 JPG。"
)
WRONG_NAME = gettext_noop(
    "文件名的结尾是“%(suffix)s”，内容却是 %(type)s。请核对是不是选错了文件；"
    "我们收 PDF、JPG 或 PNG 文件，最大 %(limit)s MB。"
)
BROKEN = gettext_noop(
    "这个 %(type)s 文件打不开，可能没有保存完整。请重新保存后再上传，PDF、JPG、PNG 都可以，最大 %(limit)s MB。"
)
LOCKED = gettext_noop("这个 PDF 设了密码，我们打不开。请去掉密码后再上传，最大 %(limit)s MB。")
RUNS = gettext_noop(
    "这个 PDF 里有会自动运行的内容或者夹带了别的文件。请用“打印成 PDF”另存后再上传，最大 %(limit)s MB。"
)
TOO_INTRICATE = gettext_noop(
    "这个 PDF 的内部结构太复杂，我们打不开。请用“打印成 PDF”另存后再上传，最大 %(limit)s MB。"
)
INFECTED = gettext_noop("这个文件没有通过病毒检查，我们没有保存。请换一个文件，最大 %(limit)s MB。")
NOT_SCANNED = gettext_noop(
    "检查文件的服务暂时用不了，这个文件没有保存。请过一会儿再上传，或者把材料带到窗口；急办请拨打 %(phone)s。"
)
TOO_MANY_PIXELS = gettext_noop(
    "这张图片的尺寸太大。请缩小后再上传，PDF、JPG 或 PNG 都可以，最大 %(limit)s MB。"
)


def read_file(file: UploadedFile) -> tuple[str, bytes]:
    """The media type and the content to keep; raises `Refused` (field "file") with what is accepted."""
    if (file.size or 0) > settings.BANSHI_UPLOAD_LIMIT:
        raise refused(TOO_LARGE)
    data = file.read()
    if not data:
        raise refused(EMPTY)
    media_type = sniff(data)
    _check_name(file.name or "", media_type)
    match scanning.verdict(data):
        case scanning.Verdict.FOUND:
            raise refused(INFECTED)
        case scanning.Verdict.UNKNOWN:
            raise refused(NOT_SCANNED, phone=settings.BUREAU["phone"])
    return media_type, _harmless_pdf(data) if media_type == PDF else _drawn_anew(data, media_type)


def refused(sentence: str, **params: object) -> Refused:
    """A refusal of a file, with the limits named."""
    return Refused(Reason(sentence, (), "file", {"limit": LIMIT_MB, **params}))


def sniff(data: bytes) -> str:
    """What a file is by its beginning; raises `Refused` when it is nothing we take."""
    try:
        found = puremagic.from_string(data[:8192], mime=True)
    except (puremagic.PureError, ValueError):
        found = ""
    # Some cameras and scanners put a few bytes before the PDF's own beginning; readers allow that.
    if found != PDF and b"%PDF-" in data[:1024] and found not in SUFFIXES:
        found = PDF
    if found not in SUFFIXES:
        raise refused(WRONG_TYPE)
    return found


def _check_name(name: str, media_type: str) -> None:
    """A name that promises something else is a sign of the wrong file; a name without an ending says nothing."""
    stem, dot, ending = name.rpartition(".")
    suffix = f".{ending.strip().lower()}"
    if not dot or not stem or _BY_SUFFIX.get(suffix) == media_type:
        return
    # Signs that turn or hide text would turn the sentence as well.
    shown = "".join(sign for sign in suffix if sign.isprintable())[:12]
    raise refused(WRONG_NAME, suffix=shown, type=NAMES[media_type])


def _drawn_anew(data: bytes, media_type: str) -> bytes:
    with _TURNS:
        try:
            return _draw(data, media_type)
        except (Image.DecompressionBombError, Image.DecompressionBombWarning):
            raise refused(TOO_MANY_PIXELS) from None
        except _DAMAGED:
            raise refused(BROKEN, type=NAMES[media_type]) from None


def _draw(data: bytes, media_type: str) -> bytes:
    """Only the dots of the first picture, upright: no place, no device, no other pictures, nothing behind it."""
    with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
        if picture.width * picture.height > MOST_PIXELS:
            raise refused(TOO_MANY_PIXELS)
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        kept = {"RGB", "L"} if media_type == JPEG else {"RGB", "RGBA", "L", "LA", "1"}
        plain = picture if picture.mode in kept else picture.convert("RGB")
        plain.info = {}
        drawn = io.BytesIO()
        plain.save(drawn, "JPEG" if media_type == JPEG else "PNG", quality=_QUALITY, exif=b"")
    return drawn.getvalue()


def _harmless_pdf(data: bytes) -> bytes:
    try:
        return pdfs.harmless(data)
    except pdfs.Locked:
        raise refused(LOCKED) from None
    except pdfs.RunsByItself:
        raise refused(RUNS) from None
    except pdfs.TooIntricate:
        raise refused(TOO_INTRICATE) from None
    except pdfs.Broken:
        raise refused(BROKEN, type="PDF") from None
