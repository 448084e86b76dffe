"""Somebody asks: the complete notice is at hand, and how it was told is put on record (annex 6)."""

import pytest

from banshi.institutions.one_time_notice.models import Enquiry
from banshi.kernel.documents.models import Document
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.models import Message
from tests.entrypoints.workbench.conftest import text

pytestmark = pytest.mark.django_db
ITEM = "tell/items/MZ-XK-01/"
OTHER = "tell/without-item/"
IN_PERSON = {"asked": "counter", "answer": "own", "form": "print"}


@pytest.fixture
def wang(at_desk):
    return at_desk("王芳")


def test_an_item_is_found_by_what_people_say(wang):
    assert ITEM in wang.open("tell/", q="成立社团").content.decode()
    assert ITEM in wang.open("tell/", q="shtt").content.decode()
    assert "没有找到事项" in text(wang.open("tell/", q="买火车票"))


def test_everything_to_be_told_is_on_the_screen(wang):
    words = text(wang.open(ITEM))
    for element in ("材料和填写要求", "承诺期限", "法定期限", "收费标准", "数量限制", "办理程序"):
        assert element in words
    for element in ("申请条件", "设定依据", "不予受理理由", "您好，请坐，请问您要办什么事？"):
        assert element in words


def test_in_person_the_complete_notice_is_printed_and_handed_over(wang, cast):
    answer = wang.fill(ITEM, **IN_PERSON)
    enquiry = Enquiry.objects.get()
    assert answer["Location"] == f"/desk/tell/done/{enquiry.pk}/"
    paper = Document.objects.get()
    page = wang.client.get(answer["Location"])
    assert paper.number in text(page)
    assert "由对方签收" in text(page)
    pdf = wang.open(f"tell/done/{enquiry.pk}/papers/{paper.pk}/")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Cache-Control"] == "no-store"
    entry = Entry.objects.get(stream=f"enquiry:{enquiry.pk}")
    assert entry.payload["duty"] == "own_item"
    assert "06-03-1" in entry.articles
    assert entry.actor == f"staff:{cast.staff_id('王芳')}"


def test_after_a_call_the_notice_goes_by_text_message(at_desk):
    wu = at_desk("吴导")
    wu.fill(ITEM, asked="phone", answer="own", form="sms", phone="138 0000 0000")
    assert Document.objects.get().kind == "W02"
    message = Message.objects.get()
    assert message.recipient == "13800000000"
    assert "/items/MZ-XK-01/" in message.body
    assert "13800000000" not in str(Entry.objects.get(stream__startswith="enquiry").payload)


def test_a_second_click_is_one_answer(wang):
    typed = {**IN_PERSON, "once": "the same page"}
    first, second = wang.send(ITEM, **typed), wang.send(ITEM, **typed)
    assert first["Location"] == second["Location"]
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "sentence", "anchor"),
    [
        ({"form": "oral"}, "这类咨询要书面告知", "#id_form_0"),
        ({"form": "sms"}, "请填写联系电话", "#id_phone"),
        ({"form": "sms", "phone": "1380000"}, "手机号码应是11位", "#id_phone"),
        ({"form": "sms", "phone": "0418-2345678"}, "固定电话收不到短信", "#id_phone"),
        ({"answer": "not_ours"}, "请写明应当向哪个部门申请", "#id_competent_authority"),
        ({"asked": ""}, "请选择怎样来问的", "#id_asked_0"),
        ({"answer": "nonsense"}, "请在列出的各项中选择怎样答复", "#id_answer_0"),
    ],
)
def test_what_may_not_be_is_said_at_its_field_and_what_was_typed_stays(typed, sentence, anchor, wang):
    answer = wang.fill(ITEM, **(IN_PERSON | typed))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert sentence in page
    assert f'href="{anchor}"' in page
    assert "<title>错误：" in page
    if "phone" in typed:
        assert typed["phone"] in page
    assert not Enquiry.objects.exists()


def test_a_refusal_names_its_articles(wang):
    page = wang.fill(ITEM, **(IN_PERSON | {"form": "oral"})).content.decode()
    assert 'href="/regulations/06-07"' in page


def test_what_needs_no_procedure_is_said_and_recorded(wang):
    answer = wang.fill(OTHER, asked="counter", answer="not_needed", matter="在家里办生日宴会")
    assert answer.status_code == 302
    enquiry = Enquiry.objects.get()
    assert (enquiry.duty, enquiry.written, enquiry.matter) == ("not_needed", False, "在家里办生日宴会")
    page = text(wang.client.get(answer["Location"]))
    assert "已经告诉对方不需要办理" in page
    assert "不需办理告知记录（PDF）" in page
    assert "口头告知就可以" in page
    assert enquiry.document.data["matter"] == "在家里办生日宴会"


def test_what_is_not_ours_names_who_is_competent(wang):
    assert wang.fill(OTHER, asked="phone", answer="not_ours").status_code == 422
    wang.fill(OTHER, asked="phone", answer="not_ours", competent_authority="市住建局，中华路 2 号")
    assert Enquiry.objects.get().competent_authority == "市住建局，中华路 2 号"


def test_what_is_ours_cannot_be_told_without_its_item(wang):
    assert wang.fill(OTHER, asked="counter", answer="own").status_code == 422


def test_unknown_items_enquiries_and_papers_are_not_found(wang):
    wang.fill(ITEM, **IN_PERSON)
    enquiry, paper = Enquiry.objects.get(), Document.objects.get()
    for path in ("tell/items/NO-1/", "tell/done/999999/", f"tell/done/999999/papers/{paper.pk}/"):
        assert wang.open(path).status_code == 404
    assert wang.open(f"tell/done/{enquiry.pk}/papers/999999/").status_code == 404


@pytest.mark.parametrize("name", ["周明", "陈局", "蒋廉"])
def test_who_does_not_tell_does_not_come_in(name, at_desk):
    assert at_desk(name).open("tell/").status_code == 403
