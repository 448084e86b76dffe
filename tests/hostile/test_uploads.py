"""Files from strangers: each is refused in a plain sentence that names its field, or made harmless."""

import io
import json
import os
import subprocess
import sys
import time

import pikepdf
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from banshi.kernel.cases.filetypes import JPEG, PDF, PNG, SUFFIXES, read_file
from banshi.kernel.cases.uploads import _shown
from banshi.lib.results import Refused
from tests.hostile.pdf_files import PDFS, pdf
from tests.hostile.pictures import PICTURES, SECRET, picture
from tests.hostile.things import EICAR, THINGS

pytestmark = pytest.mark.pure

# What becomes of each: a media type when it is kept, else a piece of the sentence that refuses it.
BECOMES = {
    **dict.fromkeys(THINGS, "不能接收"),
    **dict.fromkeys(PICTURES, "打不开"),
    **dict.fromkeys((name for name in PICTURES if name.startswith("photo ")), JPEG),
    **dict.fromkeys((name for name in PICTURES if name.startswith("picture ")), PNG),
    **dict.fromkeys(
        ("photo of giant size", "picture of giant size", "picture packed very small"), "尺寸太大"
    ),
    **dict.fromkeys(("picture without dots", "picture of no size"), "打不开"),
    **dict.fromkeys(("picture with packed words", "picture with a packed profile"), "打不开"),
    **dict.fromkeys(PDFS, "自动运行"),
    **dict.fromkeys(("plain", "with a link", "web page before it", "archive behind it"), PDF),
    **dict.fromkeys(("without its table", "page packed very small", "packed a hundred times"), PDF),
    "locked": "设了密码",
    **dict.fromkeys(("without pages", "only its first line", "cut in the middle"), "打不开"),
    **dict.fromkeys(("page that is its own mother", "page that is none"), "打不开"),
    "billions of pages by its word": PDF,
    **dict.fromkeys(("very deep", "very many parts"), "太复杂"),
    "list of objects packed very small": "打不开",
}
ALL = {**THINGS, **PICTURES, **PDFS}
NAMES = {
    "照片.jpg": True,
    "照片.JPEG": True,
    "照片": True,
    ".jpg": True,
    "照片.jpg ": True,
    "照片.exe.jpg": True,
    "../../../etc/passwd.jpg": True,
    "C:\\Windows\\system32\\x.jpg": True,
    "CON.jpg": True,
    "照" * 84 + ".jpg": True,
    "a\r\nSet-Cookie: x=1.jpg": True,
    "a\0b.jpg": True,
    "<script>alert(1)</script>.jpg": True,
    "\u202e\u2066\U0001f600.jpg": True,
    "=cmd|calc.jpg": True,
    "${7*7}{{7*7}}.jpg": True,
    "㛃𠅤.jpg": True,
    "照片.png": False,
    "照片.pdf": False,
    "照片.jpg.exe": False,
    "照片\u202egpj.exe": False,
    "照片.jpg.": False,
    "照片.jpg\0.exe": False,
}


def handed_in(content: bytes, name: str = "") -> tuple[str, bytes]:
    file = SimpleUploadedFile("x", content, content_type="image/png; charset=<script>")
    file._name = name
    return read_file(file)


def refusal(content: bytes, name: str = "") -> str:
    with pytest.raises(Refused) as told:
        handed_in(content, name)
    (why,) = told.value.reasons
    assert why.field == "file"
    return str(why)


@pytest.mark.parametrize("name", ALL)
def test_a_file_is_refused_in_a_sentence_or_made_harmless_soon(name):
    content, becomes = ALL[name](), BECOMES[name]
    began = time.perf_counter()
    if becomes not in SUFFIXES:
        assert becomes in refusal(content)
        assert "20 MB" in refusal(content)
    else:
        media_type, kept = handed_in(content)
        assert media_type == becomes
        assert SECRET not in kept
        assert b"<script" not in kept
        opened(media_type, kept)
    assert time.perf_counter() - began < 10


def opened(media_type: str, kept: bytes) -> None:
    """What is kept can be opened and is only what it should be."""
    if media_type == PDF:
        with pikepdf.open(io.BytesIO(kept)) as pdf_file:
            assert len(pdf_file.pages) == 1
        assert kept.startswith(b"%PDF-")
        assert kept.rstrip().endswith(b"%%EOF")
        return
    with Image.open(io.BytesIO(kept)) as drawn:
        drawn.load()
        assert not dict(drawn.getexif())
        assert getattr(drawn, "n_frames", 1) == 1


def test_there_are_as_many_classes_as_promised():
    assert len(ALL) + len(NAMES) >= 62
    assert BECOMES.keys() == ALL.keys()


def test_a_signed_pdf_stays_as_it_was_signed():
    content = pdf()
    assert handed_in(content) == (PDF, content)


def test_a_picture_on_its_side_is_set_upright():
    with Image.open(io.BytesIO(handed_in(PICTURES["photo lying on its side"]())[1])) as drawn:
        assert drawn.size == (30, 40)


def test_what_hides_behind_a_picture_is_gone():
    assert EICAR not in handed_in(picture() + EICAR)[1]


@pytest.mark.parametrize("name", NAMES)
def test_no_name_is_believed(name):
    if not NAMES[name]:
        sentence = refusal(picture(), name)
        assert "内容却是 JPG" in sentence
        assert all(sign.isprintable() for sign in sentence)
        return
    media_type, _content = handed_in(picture(), name)
    shown = _shown(name, media_type)
    assert shown.endswith(".jpg")
    assert len(shown) <= 84
    assert all(sign.isalnum() or sign in "_ ()（）、.-" for sign in shown)


def test_the_limit_is_kept_to_the_byte():
    most = settings.BANSHI_UPLOAD_LIMIT
    whole = picture()
    assert handed_in(whole.ljust(most, b"\0"))[0] == JPEG
    assert "文件太大" in refusal(whole.ljust(most + 1, b"\0"))


BOMBS = (
    "list of objects packed very small",
    "page packed very small",
    "very deep",
    "very many parts",
    "picture packed very small",
    "picture with packed words",
    "picture with a packed profile",
    "picture with more dots than it says",
    "archive nested nine deep",
)
ALONE = """
import json, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
import django; django.setup()
from tests.hostile.test_uploads import ALL, BOMBS, handed_in
from banshi.lib.results import Refused
made = [ALL[name]() for name in BOMBS]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
for content in made:
    try:
        handed_in(content)
    except Refused:
        pass
print(json.dumps([before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))
"""


def test_no_file_fills_the_memory():
    """All bombs and the largest honest pictures, one after another, in a process of its own."""
    inherited = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", ALONE], env=inherited, capture_output=True, check=True, text=True
    )
    before, most = json.loads(done.stdout)
    assert most - before < 500, f"{before} MB before, {most} MB at most"
