"""The hall's public pages: the kiosk, the own ticket, the board."""

import re

import pytest
from django.test import Client

from banshi.institutions.appointments.queries import bookings
from banshi.institutions.guidance.models import AssistedSession
from banshi.kernel.hall import queries
from banshi.kernel.hall.actions import Arrival
from banshi.kernel.hall.models import Visit
from banshi.kernel.ledger.models import Entry
from banshi.lib import clock
from banshi.workflows import hall as acts
from tests.entrypoints.portal.conftest import words
from tests.factories.bookings import booked, open_hours
from tests.factories.citizens import CITIZENS
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def press(citizen, queue, **more):
    """Press a button of the kiosk's page as it is now."""
    page = citizen.open("/hall/kiosk/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    return citizen.send("/hall/kiosk/", queue=queue, once=once, **more)


def test_one_press_is_one_number_and_the_slip_leads_to_the_own_page(citizen, hall):
    page = press(citizen, hall.queue("A"))
    visit = Visit.objects.get()
    assert "A001" in words(page)
    assert "下一个就是您" in words(page)
    assert citizen.here == f"/hall/kiosk/{visit.code}/"
    assert "data:image/svg+xml" in page.content.decode()


def test_a_trembling_finger_takes_one_number(citizen, hall):
    for _ in range(2):
        citizen.send("/hall/kiosk/", queue=hall.queue("A"), once="the same press")
    assert Visit.objects.count() == 1


def test_the_kiosk_in_assisted_mode_names_the_guide_and_for_whom(cast, hall):
    browser = Client()
    assert browser.login(username="wudao", password=PASSWORD)
    browser.post("/desk/assist/", {"once": "1", "person": "刘桂兰", "consent": "spoken"})
    helping = AssistedSession.objects.get()
    browser.post("/hall/kiosk/", {"queue": hall.queue("A"), "once": "one press"})
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    card = bookings.card(booked("2026-11-24 09:30"))
    with clock.frozen(clock.parse("2026-11-24 09:20")):
        AssistedSession.objects.update(expires_at=clock.parse("2026-11-24 10:00"))
        browser.post("/hall/kiosk/booked/", {"number": card.number, "secret": CITIZENS["张伟"].phone[-4:]})
    own = Entry.objects.filter(act__in=("visit_arrived", "arrived")).order_by("at", "id")
    assert {(entry.actor, entry.behalf) for entry in own} == {
        (f"staff:{cast.staff_id('吴导')}", f"assisted:{helping.pk}")
    }
    assert {entry.act for entry in own} == {"visit_arrived", "arrived"}


def test_old_people_get_a_number_that_goes_first_where_the_bureau_says_so(citizen, hall, settings):
    assert "优先号" in words(citizen.open("/hall/kiosk/"))
    press(citizen, hall.queue("A"), first="1")
    settings.HALL_PRIORITY = False
    assert "优先号" not in words(citizen.open("/hall/kiosk/"))
    press(citizen, hall.queue("A"), first="1")
    assert list(Visit.objects.order_by("id").values_list("priority", flat=True)) == [True, False]


def test_after_closing_the_kiosk_says_so_and_a_press_that_comes_late_is_told_why(citizen, hall, at):
    with at("2026-11-23T16:59:59"):
        page = citizen.open("/hall/kiosk/").content.decode()
    once = re.search(r'name="once" value="([^"]+)"', page)[1]
    with at("2026-11-23T17:00:00"):
        answer = citizen.send("/hall/kiosk/", queue=hall.queue("A"), once=once)
        assert answer.status_code == 422
        assert "办公时间已经结束" in words(answer)
    assert not Visit.objects.exists()


@pytest.mark.parametrize("queue", ["", "x", "999999", "-1"])
def test_a_bent_form_takes_no_number_and_makes_no_error_page(citizen, hall, queue):
    assert citizen.send("/hall/kiosk/", queue=queue, once="1").status_code == 200
    assert not Visit.objects.exists()


def test_the_own_page_tells_how_many_come_before_and_then_where_to_go(citizen, hall):
    hall.sit("王芳", "1")
    hall.take("A")
    visit = queries.visit(hall.take("A"))
    own = f"/hall/t/{visit.code}/"
    assert "您前面还有 1 人" in words(citizen.open(own))
    hall.serve("王芳")
    hall.call("王芳")
    assert "请到1号窗口" in words(citizen.open(own))
    hall.do(acts.park_visit, "王芳")
    assert "我回来了" in words(citizen.open(own))
    citizen.send(f"{own}back/")
    assert hall.state(visit.id) == "waiting"
    citizen.send(f"{own}leave/")
    assert "不再排队" in words(citizen.open(own))
    assert citizen.send(f"{own}leave/").status_code == 422
    assert citizen.send(f"{own}back/").status_code == 422


def test_a_ticket_of_yesterday_is_over_and_an_unknown_code_is_nobodys(citizen, hall, at):
    visit = queries.visit(hall.take("A"))
    with at("2026-11-24"):
        assert "作废" in words(citizen.open(f"/hall/t/{visit.code}/"))
    assert citizen.open("/hall/t/NOBODYSCODE/").status_code == 404


def test_the_board_shows_the_newest_call_and_those_before(citizen, hall, at):
    hall.sit("王芳", "1")
    assert "还没有叫号" in words(citizen.open("/hall/board/"))
    hall.take("A")
    hall.take("A")
    hall.serve("王芳")
    with at("2026-11-23T10:03"):
        hall.call("王芳")
        page = words(citizen.open("/hall/board/"))
    assert re.search(r"现在请 A002 → 1号窗口", page)
    assert re.search(r"刚才叫过 A001 1号窗口", page)
    with at("2026-11-23T10:06"):
        assert "现在请 A002" in words(citizen.open("/hall/board/"))
        hall.do(acts.finish_visit, "王芳")
        page = words(citizen.open("/hall/board/"))
    assert "现在请" not in page
    assert "A002" in page


def test_the_part_that_changes_comes_alone_for_the_script(citizen, hall):
    page = citizen.browser.get("/hall/board/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "办公时间" in page


def test_a_second_board_of_the_same_second_asks_the_database_nothing(
    hall, settings, client, django_assert_num_queries
):
    settings.BANSHI_REMEMBER_SECONDS = 60
    first = client.get("/hall/board/", headers={"HX-Request": "true"}).content
    with django_assert_num_queries(0):
        assert client.get("/hall/board/", headers={"HX-Request": "true"}).content == first


def test_the_board_speaks_chinese_on_a_screen_of_any_language(citizen, hall):
    page = citizen.browser.get("/hall/board/", headers={"Accept-Language": "en"}).content.decode()
    assert 'lang="zh-Hans"' in page
    assert "叫号屏" in page


def test_no_name_and_no_telephone_reaches_board_ticket_address_or_log(citizen, hall, caplog):
    hall.sit("王芳", "1")
    arrival = Arrival(hall.queue("A"), phone="13800001234")
    visit = queries.visit(acts.take_number(arrival=arrival, actor=hall.people.actor("吴导")))
    hall.call("王芳")
    pages = [words(citizen.open(url)) for url in ("/hall/board/", f"/hall/t/{visit.code}/", "/hall/kiosk/")]
    said = " ".join([*pages, *citizen.visited, caplog.text])
    for secret in ("王芳", "吴导", "13800001234", "1234"):
        assert secret not in said.replace(visit.code, "")
    assert Visit.objects.filter(pk=visit.id).values_list("phone", flat=True)[0] != "13800001234"


def test_in_earnest_kiosk_and_board_open_on_the_bureaus_own_screens_only(hall, settings):
    settings.BANSHI_REHEARSAL = False
    screen = Client()
    for place in ("kiosk", "board"):
        assert screen.get(f"/hall/{place}/").status_code == 403
    settings.HALL_DEVICE_TOKEN = "a secret of the bureau"
    assert screen.get("/hall/board/").status_code == 403
    assert screen.get("/hall/screen/a guess/board/").status_code == 404
    assert screen.get("/hall/screen/a secret of the bureau/board/").headers["Location"] == "/hall/board/"
    assert screen.get("/hall/board/").status_code == 200
    assert screen.get("/hall/kiosk/").status_code == 200
    settings.HALL_DEVICE_TOKEN = "another secret"
    assert screen.get("/hall/board/").status_code == 403
