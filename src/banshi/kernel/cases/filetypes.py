"""What an uploaded file really is: by its content, by opening it. Its name is believed in nothing."""

import io
from collections.abc import Mapping

import pikepdf
import puremagic
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from PIL import Image, ImageOps

from banshi.lib.results import Reason, Refused, gettext_noop

LIMIT_MB = settings.BANSHI_UPLOAD_LIMIT // 1024 // 1024
MOST_PIXELS = 50_000_000
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
SUFFIXES: Mapping[str, str] = {PDF: ".pdf", JPEG: ".jpg", PNG: ".png"}
NAMES: Mapping[str, str] = {PDF: "PDF", JPEG: "JPG", PNG: "PNG"}
_BY_SUFFIX: Mapping[str, str] = {".pdf": PDF, ".jpg": JPEG, ".jpeg": JPEG, ".png": PNG}
_QUALITY = 88
_RUNS = ("/JavaScript", "/JS", "/Launch", "/EmbeddedFiles")

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
    media_type = _type(data)
    _check_name(file.name or "", media_type)
    return media_type, _opened_pdf(data) if media_type == PDF else _drawn_anew(data, media_type)


def refused(sentence: str, **params: object) -> Refused:
    """A refusal of a file, with the limits named."""
    return Refused(Reason(sentence, (), "file", {"limit": LIMIT_MB, **params}))


def _type(data: bytes) -> str:
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
    suffix = f".{ending.lower()}"
    if not dot or not stem or _BY_SUFFIX.get(suffix) == media_type:
        return
    raise refused(WRONG_NAME, suffix=suffix[:12], type=NAMES[media_type])


def _drawn_anew(data: bytes, media_type: str) -> bytes:
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG")) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise refused(TOO_MANY_PIXELS)
            upright = ImageOps.exif_transpose(picture)
            mode = (
                "RGB" if media_type == JPEG or upright.mode not in {"L", "1", "RGBA", "LA"} else upright.mode
            )
            plain = upright.convert(mode)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise refused(TOO_MANY_PIXELS) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise refused(BROKEN, type=NAMES[media_type]) from None
    plain.info = {}
    drawn = io.BytesIO()
    plain.save(drawn, "JPEG" if media_type == JPEG else "PNG", quality=_QUALITY)
    return drawn.getvalue()


def _opened_pdf(data: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            pages, runs = len(pdf.pages), _runs(pdf)
    except pikepdf.PasswordError:
        raise refused(LOCKED) from None
    except (pikepdf.PdfError, ValueError, TypeError, RuntimeError):
        raise refused(BROKEN, type="PDF") from None
    if not pages:
        raise refused(BROKEN, type="PDF")
    if runs:
        raise refused(RUNS)
    return data


def _runs(pdf: pikepdf.Pdf) -> bool:
    """Whether the file carries a script, starts a programme or brings other files along."""
    waiting: list[object] = list(pdf.objects)
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            if any(name in thing for name in _RUNS):
                return True
            waiting += [value for _key, value in thing.items() if _is_part(value)]
        elif isinstance(thing, pikepdf.Array):
            waiting += [value for value in thing if _is_part(value)]
    return False


def _is_part(value: object) -> bool:
    """Whether a value lies inside its owner; what is only referred to comes by itself."""
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect
