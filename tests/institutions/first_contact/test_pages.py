"""The one screen of the first-contact officer, and the question from the web (annex 5)."""

import pytest
from django.test import Client

from banshi.institutions.first_contact.models import Contact, HandOver
from banshi.institutions.one_time_notice.models import Enquiry
from banshi.kernel.ledger.models import Entry
from banshi.kernel.notifications.models import Message
from banshi.kernel.organisation.models import Section
from tests.entrypoints.workbench.conftest import Screen, text

pytestmark = pytest.mark.django_db
ASKED = {"channel": "counter", "about": "八十岁有什么补贴"}


@pytest.fixture
def at(cast):
    return lambda name: Screen(cast, name)


@pytest.fixture
def contact(at):
    """王芳 was asked about an allowance for the very old."""
    at("王芳").fill("contacts/", **ASKED)
    return Contact.objects.get()


def test_the_screen_offers_the_item_the_colleagues_and_the_way(contact, at):
    page = at("王芳").open(f"contacts/{contact.pk}/")
    words = text(page)
    assert "高龄津贴" in words
    assert "养老服务科" in words
    assert "306 室" in words
    assert f"/desk/tell/items/MZ-JF-05/?contact={contact.pk}" in page.content.decode()


def test_the_section_whose_item_is_meant_stands_first(contact, at):
    page = at("王芳").open(f"contacts/{contact.pk}/").content.decode()
    first = page.index("<optgroup")
    assert "养老服务科" in page[first : first + 250]


def test_telling_from_the_catalogue_closes_the_enquiry(contact, at):
    typed = {"asked": "counter", "answer": "own", "form": "print"}
    at("王芳").fill(f"tell/items/MZ-JF-05/?contact={contact.pk}", **typed)
    contact.refresh_from_db()
    assert (contact.path, contact.source) == ("own_duty", f"enquiry:{Enquiry.objects.get().pk}")


def test_telling_without_an_enquiry_opens_one_by_itself(at):
    at("王芳").fill("tell/items/MZ-JF-05/", asked="phone", answer="own", form="print")
    contact = Contact.objects.get()
    assert (contact.channel, contact.path, contact.officer.name_zh) == ("phone", "own_duty", "王芳")


def test_who_left_a_number_gets_the_notice_without_typing_it_again(at):
    wang = at("王芳")
    wang.fill("contacts/", **(ASKED | {"channel": "phone", "phone": "138 0000 0000"}))
    contact = Contact.objects.get()
    typed = {"asked": "phone", "answer": "own", "form": "sms", "phone": ""}
    wang.fill(f"tell/items/MZ-JF-05/?contact={contact.pk}", **typed)
    assert Message.objects.get().recipient == "13800000000"


def test_pointing_sends_the_place_and_prints_the_slip(at):
    wang = at("王芳")
    wang.fill("contacts/", **(ASKED | {"channel": "phone", "phone": "13800000000"}))
    contact, section = Contact.objects.get(), Section.objects.get(code="YLFW")
    done = wang.send(f"contacts/{contact.pk}/point/", once="p", target=f"section:{section.pk}")
    assert done.status_code == 302
    assert "306 室" in Message.objects.get().body
    assert wang.open(f"contacts/{contact.pk}/slip.pdf").content.startswith(b"%PDF")
    assert "13800000000" not in str(list(Entry.objects.values_list("payload", flat=True)))


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(contact, at):
    wang = at("王芳")
    assert wang.send(f"contacts/{contact.pk}/answer/", once="a", words="").status_code == 422
    wrong = wang.send(f"contacts/{contact.pk}/point/", once="b", target="staff:999999")
    assert wrong.status_code == 422
    other = at("何静").send(f"contacts/{contact.pk}/answer/", once="c", words="到社区申请")
    assert other.status_code == 422
    assert "首问负责人是 王芳" in text(other)
    assert "到社区申请" in other.content.decode()


def test_handing_over_and_taking_over(contact, at, cast):
    wang, sun = at("王芳"), at("孙丽")
    wang.send(f"contacts/{contact.pk}/hand-over/", once="h", colleague=cast.staff_id("孙丽"))
    assert "同事转请您答复" in text(sun.open("contacts/"))
    assert "我来接手" in text(sun.open(f"contacts/{contact.pk}/"))
    assert at("何静").send(f"contacts/{contact.pk}/take-over/").status_code == 422
    sun.send(f"contacts/{contact.pk}/take-over/")
    contact.refresh_from_db()
    assert contact.officer.name_zh == "孙丽"
    assert HandOver.objects.get().taken_at is not None


def test_a_second_click_is_one_enquiry(at):
    wang = at("王芳")
    first, second = (wang.send("contacts/", once="same", **ASKED) for _ in range(2))
    assert first["Location"] == second["Location"]
    assert Contact.objects.count() == 1


def test_everybody_on_the_staff_can_be_the_first_contact(at):
    """05-02: whoever was approached, whatever their post."""
    for name in ("王芳", "李强", "赵敏", "陈局", "周明", "吴导", "蒋廉"):
        assert at(name).open("contacts/").status_code == 200
    assert Client().get("/desk/contacts/").status_code == 302


def test_a_question_from_the_web_names_its_officer_and_last_moment(cast):
    browser = Client()
    browser.post("/ask/", {"once": "w", "about": "低保怎么办", "phone": "13800000000"})
    page = text(browser.get("/ask/asked/"))
    assert "由 吴导 负责答复您" in page
    assert "2026-11-23（周一）17:00" in page
    assert Client().get("/ask/asked/").status_code == 302


@pytest.mark.at("2026-12-31 18:00")
def test_past_the_published_calendar_the_day_is_not_guessed(cast):
    browser = Client()
    browser.post("/ask/", {"once": "w", "about": "低保怎么办", "phone": "13800000000"})
    assert Contact.objects.get().due_at is None
    assert "具体日期等放假安排公布" in text(browser.get("/ask/asked/"))


def test_wrong_tails_are_stopped_after_five(cast):
    browser = Client()
    browser.post("/ask/", {"once": "w", "about": "低保怎么办", "phone": "13800000000"})
    number = Contact.objects.get().number
    tries = [text(browser.post("/ask/answer/", {"number": number, "tail": "9999"})) for _ in range(6)]
    assert "没有查到" in tries[4]
    assert "已暂停网上查询" in tries[5]


def test_unknown_enquiries_are_not_found(at):
    wang = at("王芳")
    assert wang.open("contacts/999999/").status_code == 404
    assert wang.open("contacts/999999/slip.pdf").status_code == 404
