"""Files from strangers: what is taken, what is refused, and what is said."""

import io

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from banshi.kernel.cases import uploads
from banshi.kernel.cases.models import Case, Upload
from tests.entrypoints.portal.conftest import ITEM, words
from tests.entrypoints.portal.files import pdf, picture, upload

PAGE = f"/apply/{ITEM}/papers/1/"
TYPES = "PDF"
HOSTILE = {
    "empty": ("空.pdf", b"", "0 字节"),
    "programme": ("安装.exe", b"MZ\x90\x00" + b"\0" * 200, "不能接收"),
    "programme named as a picture": ("照片.jpg", b"MZ\x90\x00" + b"\0" * 200, "不能接收"),
    "web page named as PDF": ("申请书.pdf", b"<html><script>alert(1)</script></html>", "不能接收"),
    "text": ("说明.txt", "您好".encode(), "不能接收"),
    "gif": ("动画.gif", picture("GIF"), "不能接收"),
    "picture named as PDF": ("扫描.pdf", picture(), "内容却是 JPG"),
    "PDF named as a programme": ("申请书.pdf.exe", pdf(), "内容却是 PDF"),
    "half a picture": ("照片.jpg", picture(size=(400, 300))[:200], "打不开"),
    "only the beginning of a PDF": ("申请书.pdf", b"%PDF-1.7\n%...", "打不开"),
    "locked PDF": ("申请书.pdf", pdf(password="secret"), "设了密码"),
    "PDF with a script": ("申请书.pdf", pdf(script=True), "自动运行"),
    "no pages": ("申请书.pdf", pdf(pages=0), "打不开"),
}


@pytest.fixture
def asked(citizen):
    """A citizen who is asked for the first paper."""
    citizen.fill_in(uploaded=0)
    return citizen


@pytest.mark.parametrize("case", HOSTILE)
def test_what_cannot_be_taken_is_refused_in_a_plain_sentence_with_the_limits(asked, case):
    name, content, sentence = HOSTILE[case]
    page = asked.send(PAGE, way="upload", file=upload(name, content))
    assert page.status_code == 422
    said = words(page)
    assert sentence in said
    assert "20 MB" in said
    assert TYPES in said
    assert Upload.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("扫描件.pdf", pdf(2), "application/pdf"),
        ("照片.JPG", picture(), "image/jpeg"),
        ("照片.jpeg", picture(), "image/jpeg"),
        ("截图.png", picture("PNG"), "image/png"),
        ("没有结尾", picture(), "image/jpeg"),
    ],
)
def test_ordinary_files_are_taken_whatever_the_browser_says_they_are(asked, name, content, media_type):
    asked.send(PAGE, way="upload", file=upload(name, content))
    assert Upload.objects.get().media_type == media_type


def test_a_file_that_is_too_large_is_refused_at_the_field_and_nothing_is_lost(asked):
    page = asked.send(PAGE, way="upload", file=upload("大.pdf", pdf() + b"\0" * (20 * 1024 * 1024)))
    assert page.status_code in {413, 422}
    assert "不超过 20 MB" in words(page)
    assert "张伟" in words(asked.open(f"/apply/{ITEM}/check/"))


def test_two_hundred_megabytes_are_refused_before_they_are_read(asked):
    class Unread(io.BytesIO):
        def read(self, *_: object) -> bytes:
            pytest.fail("the request was read")

    page = asked.browser.generic(
        "POST",
        PAGE,
        b"x",
        content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Unread(), "CONTENT_LENGTH": str(200 * 1024 * 1024)},
    )
    assert page.status_code == 413
    assert "您选择的文件太大" in words(page)
    assert "不超过 20 MB" in words(page)


def test_a_form_without_its_token_is_still_refused(asked):
    asked.browser.handler.enforce_csrf_checks = True
    page = asked.send(PAGE, way="upload", file=upload("扫描件.pdf", pdf()))
    assert page.status_code == 403
    assert Upload.objects.count() == 0


def test_at_most_five_files_a_paper(asked):
    for _ in range(6):
        page = asked.send(PAGE, way="upload", file=upload("页.pdf", pdf()), do="add")
    assert page.status_code == 422
    assert "最多上传 5 个文件" in words(page)
    assert Upload.objects.count() == 5


def test_what_a_camera_hides_in_a_picture_is_not_kept(asked):
    tagged = Image.Exif()
    tagged[0x010E] = "secret place"
    asked.send(PAGE, way="upload", file=upload("照片.jpg", picture(exif=tagged) + b"PK\x03\x04 hidden"))
    asked.send(f"/apply/{ITEM}/check/")
    case = Case.objects.get()
    content, media_type, name = uploads.content(Upload.objects.get().pk, case.pk)
    assert b"secret place" not in content
    assert b"hidden" not in content
    assert (media_type, name.endswith(".jpg")) == ("image/jpeg", True)


def test_files_lie_sealed_under_their_hash(asked):
    content = pdf()
    asked.send(PAGE, way="upload", file=upload("../../张伟的身份证.pdf", content))
    row = Upload.objects.get()
    assert row.stored_as.startswith(f"uploads/{row.sha256[:2]}/{row.sha256}")
    with default_storage.open(row.stored_as, "rb") as stored:
        assert b"%PDF" not in stored.read()
    assert row.name == "张伟的身份证.pdf"


def test_the_same_file_for_two_papers_can_be_deleted_from_one(asked):
    for seq in (1, 2):
        asked.send(f"/apply/{ITEM}/papers/{seq}/", way="upload", file=upload("扫描件.pdf", pdf()))
    one, other = Upload.objects.order_by("id")
    asked.send(f"/apply/{ITEM}/papers/1/{one.pk}/remove/")
    assert default_storage.exists(other.stored_as)
    assert not default_storage.exists(one.stored_as)


def test_nobody_can_delete_another_ones_file(asked, another_citizen):
    asked.send(PAGE, way="upload", file=upload("扫描件.pdf", pdf()))
    stranger = another_citizen()
    stranger.begin()
    stranger.send(f"{PAGE}{Upload.objects.get().pk}/remove/")
    assert Upload.objects.count() == 1


def test_choosing_to_upload_needs_a_file(asked):
    page = asked.send(PAGE, way="upload")
    assert page.status_code == 422
    assert "请选择要上传的文件" in words(page)
