"""Anyone who holds a paper can check it; a wrong code tells nothing."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from banshi.kernel.documents import actions, queries
from tests.kernel.documents.conftest import Issue

pytestmark = [pytest.mark.urls("tests.kernel.documents.urls"), pytest.mark.django_db]


def test_a_paper_is_confirmed_with_the_name_masked(issue: Issue, client: Client) -> None:
    document = actions.render(issue().pk)
    page = client.get(f"/verify/{document.verification_code}/").content.decode()
    for shown in (document.number, "受理通知书", "2026-11-23", "阜***", document.sha256):
        assert shown in page
    assert "银发互助会" not in page


def test_the_code_may_be_typed_as_people_type(issue: Issue, client: Client) -> None:
    code = issue().verification_code
    typed = f" {code[:4].lower()}-{code[4:8]} {code[8:]} "
    answer = client.post("/verify/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (302, f"/verify/{code}/")


@pytest.mark.parametrize("code", ["7KXN4RWAPQ3D", "x", "7" * 400, "%00", "阜民受〔2026〕1号", "' OR 1=1 --"])
def test_every_wrong_code_gets_the_same_plain_answer(issue: Issue, client: Client, code: str) -> None:
    issue()
    answer = client.get(f"/verify/{code}/")
    assert answer.status_code == 404
    assert "没有查到这份文书" in answer.content.decode()


def test_a_wrong_code_typed_stays_in_the_field(client: Client) -> None:
    answer = client.post("/verify/", {"code": "ABC-ABC"})
    assert answer.status_code == 404
    assert "ABC-ABC" in answer.content.decode()


def test_an_empty_form_is_explained_at_the_field(client: Client) -> None:
    page = client.post("/verify/", {"code": ""}).content.decode()
    assert "请填写核验码。" in page
    assert client.get("/verify/").status_code == 200


def test_a_paper_still_being_made_says_so(issue: Issue, client: Client) -> None:
    page = client.get(f"/verify/{issue().verification_code}/").content.decode()
    assert "文件正在生成" in page
    assert "比对电子文件" not in page


def test_the_issued_file_is_recognised_and_no_other(issue: Issue, client: Client) -> None:
    document = issue()
    pdf, _name = queries.pdf(document.pk)
    address = f"/verify/{document.verification_code}/"
    same = client.post(address, {"file": SimpleUploadedFile("随便什么名字.pdf", pdf)}).content.decode()
    assert "完全相同" in same
    other = client.post(address, {"file": SimpleUploadedFile("a.pdf", pdf + b"\n")}).content.decode()
    assert "文件不一致" in other


def test_an_empty_or_huge_or_missing_file_is_explained(issue: Issue, client: Client, settings) -> None:
    address = f"/verify/{actions.render(issue().pk).verification_code}/"
    settings.BANSHI_UPLOAD_LIMIT = 1024 * 1024
    huge = SimpleUploadedFile("a.pdf", b"0" * (1024 * 1024 + 1))
    assert "最大1兆" in client.post(address, {"file": huge}).content.decode()
    assert (
        "这个文件是空的" in client.post(address, {"file": SimpleUploadedFile("a.pdf", b"")}).content.decode()
    )
    assert "请选择要比对的PDF文件" in client.post(address, {}).content.decode()
