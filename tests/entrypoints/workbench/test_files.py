"""The clerk sees what an applicant handed in online; strangers to the case do not."""

import pytest

from banshi.kernel.cases import uploads
from tests.entrypoints.portal.files import pdf, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def handed_in(received_case):
    case_id = received_case(channel="online")
    file = uploads.keep(file=upload("章程.pdf", pdf()), seq=7, case_id=case_id)
    return case_id, file.id


def test_a_file_stands_on_the_case_page_under_the_name_of_its_paper(at_desk, handed_in):
    case_id, file_id = handed_in
    clerk = at_desk("王芳").client
    page = clerk.get(f"/desk/cases/{case_id}/").content.decode()
    assert "章程草案（1）" in page
    shown = clerk.get(f"/desk/cases/{case_id}/files/{file_id}/")
    assert shown["Content-Type"] == "application/pdf"
    assert shown["Cache-Control"] == "no-store"
    assert "章程.pdf" not in shown["Content-Disposition"]
    assert shown.content.startswith(b"%PDF")


def test_a_file_of_another_section_or_another_case_does_not_exist(at_desk, handed_in, received_case):
    case_id, file_id = handed_in
    other = received_case()
    assert at_desk("何静").client.get(f"/desk/cases/{case_id}/files/{file_id}/").status_code == 404
    assert at_desk("王芳").client.get(f"/desk/cases/{other}/files/{file_id}/").status_code == 404


def test_what_only_the_province_can_decide_is_not_taken_in(at_desk):
    page = at_desk("王芳").client.get("/desk/counter/MZ-QT-06/")
    assert "省民政厅" in page.content.decode()
