"""The pages as people use them: five for the citizen, the desk's day, hours with their preview."""

import datetime as dt
import re

import pytest
from django.test import Client
from icalendar import Calendar

from banshi.institutions.appointments.models import Booking, Plan
from banshi.institutions.appointments.queries import bookings
from banshi.institutions.appointments.rules.life import State
from banshi.kernel.documents.models import Document
from banshi.lib import ids
from tests.factories.bookings import ITEM, booked, open_hours, requested
from tests.factories.citizens import CITIZENS

pytestmark = pytest.mark.django_db
TIME = f"/appointments/{ITEM}/2026-11-24/0930/"
PERSON = CITIZENS["张伟"]


@pytest.fixture
def section(cast):
    own = cast.sections["SHZZ"]
    open_hours(cast.actor("赵敏"), own)
    return own


@pytest.fixture
def desk(cast):
    """`desk("李强")` is a colleague's browser, logged in."""

    def log_in(name: str) -> Client:
        client = Client()
        client.force_login(cast.staff(name))
        return client

    return log_in


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.content.decode()))


def typed(**changes: str) -> dict[str, str]:
    usual = {"name": PERSON.name, "phone": PERSON.phone, "reason": "YY-1", "purpose": "intake", "note": ""}
    return usual | {"once": ids.token()} | changes


def test_from_the_home_page_to_the_slip_in_five_pages(section, client):
    assert 'href="/appointments/"' in client.get("/").content.decode()
    assert "社会团体成立登记" in text(client.get("/appointments/", {"q": "成立协会"}))
    days = client.get(f"/appointments/{ITEM}/")
    assert "2026-11-24（周二）" in text(days)
    assert "2026-11-28（周六）双休日，可以提出申请" in text(days)
    assert "9:30–10:00 还有 2 个名额" in text(client.get(f"/appointments/{ITEM}/2026-11-24/"))
    assert client.get(TIME).status_code == 200
    check = client.post(TIME, typed())
    assert "请核对" in text(check)
    assert PERSON.phone in text(check)
    given = typed() | {"do": "confirm"}
    done = client.post(TIME, given, follow=True)
    number = Booking.objects.get().number
    assert done.redirect_chain == [(f"/bookings/{number}/", 302)]
    assert number in text(done)
    assert "社会团体成立登记申请" in text(done)
    again = client.post(TIME, given, follow=True)
    assert again.redirect_chain == done.redirect_chain
    assert Booking.objects.count() == 1
    assert client.get(f"/bookings/{number}/slip/")["Content-Type"] == "application/pdf"


def test_the_calendar_file_holds_time_and_place_and_no_name(section, client):
    client.post(TIME, typed() | {"do": "confirm"})
    number = Booking.objects.get().number
    answer = client.get(f"/bookings/{number}/calendar.ics")
    event = Calendar.from_ical(answer.content).walk("VEVENT")[0]
    assert event["dtstart"].dt.isoformat() == "2026-11-24T01:30:00+00:00"
    assert number in event["description"]
    assert PERSON.name not in answer.content.decode()


def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(section, client):
    answer = client.post(TIME, typed(reason="", phone="138", note="早上九点前到不了"))
    assert answer.status_code == 422
    assert "请选择为什么需要预约" in text(answer)
    assert "手机号码应是11位" in text(answer)
    assert "早上九点前到不了" in answer.content.decode()


def test_who_comes_second_to_the_last_place_goes_on_with_another_time(section, client):
    booked("2026-11-24 09:30", "刘桂兰")
    booked("2026-11-24 09:30", "张䶮")
    answer = client.post(TIME, typed() | {"do": "confirm"})
    assert answer.status_code == 422
    assert "刚刚约满了" in text(answer)
    others = re.findall(r'action="(/appointments/[^"]+)"', answer.content.decode())
    assert others[0].endswith("/2026-11-24/0900/")
    assert "请核对" in text(client.post(others[0], typed()))


def test_a_holiday_says_why_and_the_unpublished_year_is_not_guessed(section, client, at):
    with at("2026-09-28"):
        page = text(client.get(f"/appointments/{ITEM}/"))
        assert "是放假的日子（国庆节" in page
    with at("2026-12-15"):
        page = text(client.get(f"/appointments/{ITEM}/"))
        assert "2027 年的放假安排还没有公布" in page
        assert 'href="/appointments/MZ-XK-01/2027' not in page
    assert client.get(f"/appointments/{ITEM}/2026-13-01/").status_code == 404
    assert client.get("/appointments/NICHTS/").status_code == 404
    assert client.get(f"/appointments/{ITEM}/2026-11-24/2561/").status_code == 302


def test_a_weekend_becomes_a_request_that_the_desk_answers(section, client, desk):
    url = f"/appointments/{ITEM}/2026-11-28/0930/"
    assert "这是一份申请" in text(client.post(url, typed()))
    page = client.post(url, typed() | {"do": "confirm"}, follow=True)
    assert "答复以前请先不要前来" in text(page)
    booking = Booking.objects.get()
    li = desk("李强")
    waiting = text(li.get("/desk/appointments/requests/"))
    assert "今天 10:00 提出，还没有答复" in waiting
    form = li.get(f"/desk/appointments/{booking.pk}/accept/").content.decode()
    assert re.search(r'value="0930"[^>]*checked', form)
    given = {"once": ids.token(), "version": "1", "time": "0930"}
    answer = li.post(f"/desk/appointments/{booking.pk}/accept/", given, follow=True)
    assert "已经受约" in text(answer)
    assert bookings.card(booking.pk).state is State.ACCEPTED


def test_declining_without_a_reason_is_refused_at_the_field(section, desk):
    booking = requested("2026-11-28")
    li = desk("李强")
    page = li.get(f"/desk/appointments/{booking}/decline/")
    assert "2026-11-23（周一） 10:30–11:00" in text(page)
    given = {"once": ids.token(), "version": "1", "reason": ""}
    answer = li.post(f"/desk/appointments/{booking}/decline/", given)
    assert answer.status_code == 422
    assert "请写明原因" in text(answer)
    answer = li.post(f"/desk/appointments/{booking}/decline/", given | {"reason": "周六检修"}, follow=True)
    assert "已经谢绝" in text(answer)
    assert Document.objects.get(kind="W28").title_zh == "谢绝预约告知书"


def test_moving_and_cancelling_with_number_and_tail(section, client):
    booking = bookings.card(booked("2026-11-24 09:30"))
    stranger = client.get(f"/bookings/{booking.number}/move/")
    assert stranger["Location"] == f"/bookings/?number={booking.number}"
    wrong = client.post("/bookings/", {"number": booking.number, "secret": "0000"})
    assert wrong.status_code == 422
    own = {"number": booking.number.lower(), "secret": PERSON.phone[-4:]}
    assert client.post("/bookings/", own)["Location"] == f"/bookings/{booking.number}/"
    assert "改到哪一天" in text(client.get(f"/bookings/{booking.number}/move/"))
    assert "13:30–14:00" in text(client.get(f"/bookings/{booking.number}/move/2026-11-25/"))
    url = f"/bookings/{booking.number}/move/2026-11-25/1330/"
    assert "确认改期" in text(client.get(url))
    moved = client.post(url, {"once": ids.token(), "version": "1"}, follow=True)
    assert "已经改期" in text(moved)
    stale = client.post(f"/bookings/{booking.number}/cancel/", {"once": ids.token(), "version": "1"})
    assert "刚刚有变化" in text(stale)
    done = client.post(
        f"/bookings/{booking.number}/cancel/", {"once": ids.token(), "version": "2"}, follow=True
    )
    assert "预约已经取消" in text(done)


def test_the_day_of_a_section_from_arrival_to_the_end(section, desk, at):
    booking = booked("2026-11-24 09:30")
    li = desk("李强")
    with at("2026-11-24 09:25"):
        page = li.get("/desk/appointments/")
        assert "还没到" in text(page)
        for step, words in (("arrive", "已报到"), ("start", "开始办理"), ("finish", "办理完毕")):
            version = str(bookings.card(booking).version)
            given = {"once": ids.token(), "version": version, "from": "day"}
            assert words in text(li.post(f"/desk/appointments/{booking}/{step}/", given, follow=True))
    assert bookings.card(booking).state is State.SERVED


def test_who_comes_too_late_is_offered_a_number_or_another_time(section, desk, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 10:00:01"):
        answer = desk("王芳").post(
            f"/desk/appointments/{booking}/arrive/", {"once": ids.token(), "version": "1"}
        )
    assert answer.status_code == 422
    assert "可以现在取一个号" in text(answer)
    assert "重新预约" in text(answer)


def test_a_guide_books_for_a_caller_and_the_slip_is_there_to_print(section, desk):
    guide = desk("吴导")
    assert "社会团体成立登记" in text(guide.get("/desk/appointments/book/"))
    url = f"/desk/appointments/book/{ITEM}/?day=2026-11-25"
    assert "9:00–9:30（还有 2 个名额）" in text(guide.get(url))
    given = typed(time="0900", channel="phone", reason="YY-2")
    page = guide.post(url, given, follow=True)
    assert "已经约好" in text(page)
    booking = Booking.objects.get()
    assert (booking.channel, booking.taken_by) == ("phone", "consultation_desk")
    assert guide.get(f"/desk/appointments/{booking.pk}/slip/")["Content-Type"] == "application/pdf"
    move = guide.post(
        f"/desk/appointments/{booking.pk}/move/?day=2026-11-26",
        {"once": ids.token(), "version": "1", "time": "1000"},
        follow=True,
    )
    assert "已经改期" in text(move)
    assert desk("何静").get(f"/desk/appointments/{booking.pk}/").status_code == 404


def test_hours_are_looked_at_before_they_are_put_in_force(section, cast, desk):
    zhao = desk("赵敏")
    page = zhao.get("/desk/appointments/hours/", follow=True)
    assert page.redirect_chain == [("/desk/appointments/hours/SHZZ/", 302)]
    given = {
        "once": ids.token(),
        "effective_from": "2026-12-25",
        "minutes": "60",
        "places": "3",
        "am0_from": "09:00",
        "am0_to": "12:00",
        "am5_from": "09:00",
        "am5_to": "10:00",
    }
    preview = text(zhao.post("/desk/appointments/hours/SHZZ/", given | {"do": "preview"}))
    assert "2026-12-28（周一）3 个时段，9 个名额" in preview
    assert "2026-12-26（周六）1 个时段，3 个名额，凭申请" in preview
    assert "2027 年的放假安排还没有公布" in preview
    assert Plan.objects.count() == 1
    bad = zhao.post("/desk/appointments/hours/SHZZ/", given | {"am0_to": "08:00", "do": "save"})
    assert bad.status_code == 422
    half = zhao.post("/desk/appointments/hours/SHZZ/", given | {"am0_to": "", "do": "save"})
    assert "请都填写" in text(half)
    saved = zhao.post("/desk/appointments/hours/SHZZ/", given | {"do": "save"}, follow=True)
    assert "预约时段已经保存" in text(saved)
    assert Plan.objects.count() == 2


def test_a_sections_calendar_opens_with_its_secret_address_only_and_names_nobody(section, desk, client):
    booked("2026-11-24 09:30")
    zhao = desk("赵敏")
    addresses = []
    for _ in range(2):
        page = zhao.post("/desk/appointments/hours/SHZZ/feed/").content.decode()
        addresses.append(re.search(r"http://testserver(/bookings/feeds/[^<]+\.ics)", page)[1])
    old, new = addresses
    assert client.get(old).status_code == 404
    answer = client.get(new)
    assert len(Calendar.from_ical(answer.content).walk("VEVENT")) == 1
    assert "张" not in answer.content.decode().replace("社会团体成立登记", "")


def test_the_equipment_of_a_day_is_ticked_off(section, desk):
    li = desk("李强")
    url = "/desk/appointments/?section=SHZZ&day=2026-11-24"
    refused = li.post(url, {"once": ids.token(), "works": "no", "note": ""})
    assert refused.status_code == 422
    li.post(url, {"once": ids.token(), "works": "yes", "note": ""})
    assert "都正常" in text(li.get(url))


def test_pages_without_hours_say_what_to_do(cast, client, desk):
    assert "现在没有可以预约的时段" in text(client.get("/appointments/"))
    assert "还没有安排预约时段" in text(desk("李强").get("/desk/appointments/"))
    assert "近期没有可以预约的日子" in text(client.get(f"/appointments/{ITEM}/"))


def test_the_day_asks_few_questions(section, desk, django_assert_max_num_queries):
    for n, who in enumerate(("张伟", "刘桂兰", "张䶮")):
        booked(f"2026-11-24 {9 + n:02}:30", who)
    li = desk("李强")
    with django_assert_max_num_queries(22):
        assert li.get("/desk/appointments/", {"day": "2026-11-24"}).status_code == 200
    assert bookings.of_day(section, dt.date(2026, 11, 24))[0].time_text == "9:30–10:00"
