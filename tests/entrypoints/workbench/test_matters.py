"""公文、上级交办、同级转办 as the colleagues meet them on their screens (07-02, 07-05)."""

import pytest

from banshi.institutions.time_limits.models import Explanation, Matter, Part
from banshi.institutions.time_limits.rules import MatterState
from banshi.kernel.notifications.models import Message
from tests.entrypoints.workbench.conftest import hidden, text

pytestmark = pytest.mark.django_db
GIVEN = {
    "title": "关于报送年度统计的通知",
    "source": "市政府办公室",
    "source_number": "阜政办〔2026〕33号",
    "received_at": "2026-11-23T09:30",
    "grade": "ordinary",
    "ground": "",
    "demanded": "",
}


@pytest.fixture
def registered(at_desk):
    """`registered(kind)` registers one through the page and returns it."""

    def register(kind="official_document", **changed):
        answer = at_desk("沈远").fill(f"matters/new/{kind}/", **(GIVEN | changed))
        assert answer.status_code == 302, text(answer)
        return Matter.objects.latest("id")

    return register


def test_a_document_goes_through_the_house_on_the_screens(registered, at_desk, cast):
    matter = registered()
    office, li, he = at_desk("沈远"), at_desk("李强"), at_desk("何静")
    sections = {"lead": cast.sections["SHZZ"], "others": [cast.sections["SHJZ"]]}
    assert office.fill(f"matters/{matter.pk}/route/", **sections, others_due="").status_code == 302
    lead, other = Part.objects.filter(matter=matter).order_by("-lead")
    assert "接办" in text(li.open(f"matters/{matter.pk}/"))
    assert "关于报送年度统计的通知" in text(li.open(""))
    for screen, part in ((li, lead), (he, other)):
        assert screen.fill(f"matters/{matter.pk}/parts/{part.pk}/take-up/").status_code == 302
    early = li.fill(f"matters/{matter.pk}/parts/{lead.pk}/done/", opinion="已经答复")
    assert early.status_code == 422
    assert "社会救助科" in text(early)
    assert "已经答复" in early.content.decode()
    he.fill(f"matters/{matter.pk}/parts/{other.pk}/done/", opinion="没有不同意见")
    li.fill(f"matters/{matter.pk}/parts/{lead.pk}/done/", opinion="已经答复")
    page = text(office.open(f"matters/{matter.pk}/"))
    assert "没有不同意见" in page
    assert "核对结果，归档" in page
    office.fill(f"matters/{matter.pk}/close/")
    matter.refresh_from_db()
    assert matter.state == MatterState.CLOSED


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(at_desk):
    answer = at_desk("沈远").fill("matters/new/official_document/", **(GIVEN | {"grade": "special"}))
    assert answer.status_code == 422
    assert "特殊公文要写明是哪一种情况" in text(answer)
    assert GIVEN["title"] in answer.content.decode()
    assert not Matter.objects.exists()


def test_a_matter_is_not_there_for_other_sections(registered, at_desk, cast):
    matter = registered()
    at_desk("沈远").fill(f"matters/{matter.pk}/route/", lead=cast.sections["SHZZ"], others_due="")
    assert at_desk("何静").open(f"matters/{matter.pk}/").status_code == 404
    assert at_desk("王芳").open(f"matters/{matter.pk}/").status_code == 403
    assert at_desk("李强").open(f"matters/{matter.pk}/route/").status_code == 403


def test_a_task_is_explained_and_its_paper_can_be_printed(registered, at_desk, cast):
    matter = registered("superior_task", grade="set", demanded="2026-11-30", source="市局")
    at_desk("沈远").fill(f"matters/{matter.pk}/route/", lead=cast.sections["SHZZ"], others_due="")
    part = Part.objects.get(matter=matter)
    li = at_desk("李强")
    li.fill(f"matters/{matter.pk}/parts/{part.pk}/take-up/")
    typed = {"reason": "大雪封路", "new_due": "2026-12-04", "agreed_by": "市局李科长"}
    assert li.fill(f"matters/{matter.pk}/explain/", **typed).status_code == 302
    paper = Explanation.objects.get(matter=matter).document_id
    answer = li.open(f"matters/{matter.pk}/papers/{paper}/")
    assert answer["Content-Type"] == "application/pdf"
    assert "大雪封路" in text(li.open(f"matters/{matter.pk}/"))


def test_two_at_once_the_second_is_told_and_keeps_what_was_typed(registered, at_desk, cast):
    matter = registered()
    office = at_desk("沈远")
    page = office.open(f"matters/{matter.pk}/route/")
    at_desk("陈局").fill(f"matters/{matter.pk}/route/", lead=cast.sections["SHZZ"], others_due="")
    typed = hidden(page) | {"lead": cast.sections["SHJZ"], "others_due": ""}
    answer = office.send(f"matters/{matter.pk}/route/", **typed)
    assert answer.status_code == 409
    assert "刚刚被别人更新过" in text(answer)
    assert Part.objects.get(matter=matter).section_id == cast.sections["SHZZ"]


def test_a_message_leads_to_its_matter(registered, at_desk, cast):
    matter = registered(grade="special", ground="needs_meeting")
    assert Message.objects.filter(recipient_staff_id=cast.staff_id("陈局")).exists()
    inbox = at_desk("陈局").open("inbox/").content.decode()
    assert f"/matters/{matter.pk}/" in inbox
    set_page = at_desk("陈局").fill(
        f"matters/{matter.pk}/limit/", until="2026-12-10", reason="下月局务会讨论"
    )
    assert set_page.status_code == 302


@pytest.mark.parametrize("path", ["matters/999/", "matters/999/route/", "matters/new/letter/"])
def test_what_is_not_there_is_a_plain_404(at_desk, path):
    assert at_desk("沈远").open(path).status_code == 404
