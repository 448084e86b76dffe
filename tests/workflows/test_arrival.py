"""Who has an appointment and comes: a number of the hall at the booked time, and what happens to both together."""

import pytest
from django.test import Client

from banshi.institutions.appointments.actions.serving import arrive
from banshi.institutions.appointments.queries import bookings
from banshi.institutions.appointments.rules.life import State
from banshi.institutions.extended_hours.actions.closing import LineChoice
from banshi.institutions.guidance.queries import subjects
from banshi.kernel.hall import queries as hall_queries
from banshi.kernel.hall.models import Visit
from banshi.kernel.ledger.acts import CITIZEN
from banshi.kernel.ledger.models import Entry
from banshi.kernel.ledger.verify import verify
from banshi.lib.results import Refused
from banshi.workflows import hall as acts
from banshi.workflows.arrival import check_in
from banshi.workflows.closing import decide_line
from tests.entrypoints.workbench.conftest import Screen
from tests.factories.bookings import booked, open_hours
from tests.factories.citizens import CITIZENS
from tests.factories.hall import open_hall

pytestmark = pytest.mark.django_db


@pytest.fixture
def hall(cast):
    """The furnished hall, and bookable hours in the associations' section."""
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    return open_hall(cast)


def state(booking: int) -> State:
    return bookings.card(booking).state


def test_a_booking_waits_at_its_time_before_who_came_earlier_without_one(hall, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 09:31"):
        hall.sit("王芳", "1")
        walk_in = hall.take("A")
        visit = check_in(booking_id=booking, version=None, actor=CITIZEN)
        assert hall_queries.visit(visit).how == "appointment"
        assert hall.call("王芳") == hall.ticket(visit)
        assert hall.state(walk_in) == "waiting"
    assert state(booking) is State.ARRIVED
    assert verify().sound


def test_the_window_serves_the_booking_with_the_visit(hall, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 09:31"):
        hall.sit("王芳", "1")
        check_in(booking_id=booking, version=None, actor=CITIZEN)
        hall.call("王芳")
        hall.do(acts.start_serving, "王芳")
        assert state(booking) is State.SERVING
        hall.do(acts.finish_visit, "王芳")
    assert state(booking) is State.SERVED
    assert not bookings.was_late(booking)


def test_who_was_served_rates_the_visit_from_the_page_of_the_booking(hall, at, client):
    booking = booked("2026-11-24 09:30")
    page = f"/bookings/{bookings.card(booking).number}/"
    with at("2026-11-24 09:31"):
        hall.sit("王芳", "1")
        visit = check_in(booking_id=booking, version=None, actor=CITIZEN)
        client.post(
            "/bookings/", {"number": bookings.card(booking).number, "secret": CITIZENS["张伟"].phone[-4:]}
        )
        rating = subjects.address(f"visit:{visit}")
        assert rating not in client.get(page).content.decode()
        assert "报到" in client.get(page).content.decode()
        hall.serve("王芳")
        assert rating in client.get(page).content.decode()
        assert client.get(rating).status_code == 200


def test_a_window_that_begins_after_the_booked_time_is_late(hall, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 09:30"):
        hall.sit("王芳", "1")
        check_in(booking_id=booking, version=None, actor=CITIZEN)
    with at("2026-11-24 10:00:01"):
        hall.call("王芳")
        hall.do(acts.start_serving, "王芳")
    assert bookings.was_late(booking)


def test_who_leaves_the_hall_gives_the_place_back(hall, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 09:31"):
        visit = check_in(booking_id=booking, version=None, actor=CITIZEN)
        acts.leave(visit_id=visit, actor=CITIZEN)
    assert state(booking) is State.CANCELLED


def test_a_night_without_a_last_word_ends_both(hall, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 09:31"):
        check_in(booking_id=booking, version=None, actor=CITIZEN)
    with at("2026-11-25 08:00"):
        acts.end_visits(limit=10, actor=CITIZEN)
    assert state(booking) is State.CANCELLED


def test_who_comes_too_late_gets_no_number_by_the_booking_but_one_without(hall, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 10:00:01"):
        with pytest.raises(Refused, match="30 分钟"):
            check_in(booking_id=booking, version=None, actor=CITIZEN)
        assert not Visit.objects.exists()
        assert hall.state(hall.take("A")) == "waiting"


def test_nobody_checks_in_twice(hall, at):
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 09:31"):
        check_in(booking_id=booking, version=None, actor=CITIZEN)
        with pytest.raises(Refused, match="已到"):
            check_in(booking_id=booking, version=None, actor=CITIZEN)
        with pytest.raises(Refused):
            arrive(booking_id=booking, version=None, actor=CITIZEN)
    assert Visit.objects.count() == 1


def test_a_section_without_a_queue_is_checked_in_all_the_same(cast, at):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    booking = booked("2026-11-24 09:30")
    with at("2026-11-24 09:31"):
        assert check_in(booking_id=booking, version=None, actor=CITIZEN) is None
    assert state(booking) is State.ARRIVED


def test_the_kiosk_reads_the_slips_code_and_asks_for_the_phone_tail(hall, at):
    booking = bookings.card(booked("2026-11-24 09:30"))
    kiosk, tail = Client(), CITIZENS["张伟"].phone[-4:]
    scanned = f"http://127.0.0.1:8000/bookings/?number={booking.number}"
    with at("2026-11-24 09:31"):
        assert "我有预约" in kiosk.get("/hall/kiosk/").content.decode()
        wrong = kiosk.post("/hall/kiosk/booked/", {"number": scanned, "secret": "0000"})
        assert wrong.status_code == 422
        page = kiosk.post("/hall/kiosk/booked/", {"number": scanned, "secret": tail}, follow=True)
        visit = Visit.objects.get()
        assert visit.ticket in page.content.decode()
    assert "张伟" not in page.content.decode()


@pytest.mark.parametrize("decision", ["appointment", "handed_over"])
def test_who_goes_home_at_closing_time_leaves_no_booking_waiting(hall, cast, at, decision):
    booking = booked("2026-11-24 16:00")
    with at("2026-11-24 16:00"):
        visit = check_in(booking_id=booking, version=None, actor=CITIZEN)
    with at("2026-11-24 16:40"):
        choice = LineChoice(
            decision, visit_id=visit, reason="要回家取材料", agreed=True, successor=cast.staff_id("李强")
        )
        decide_line(choice=choice, actor=cast.actor("王芳"))
    assert state(booking) is State.CANCELLED
    assert facts_of(booking) == ["booked", "arrived", "cancelled"]
    assert verify().sound


def test_who_is_served_on_keeps_the_booking(hall, cast, at):
    booking = booked("2026-11-24 16:00")
    with at("2026-11-24 16:00"):
        visit = check_in(booking_id=booking, version=None, actor=CITIZEN)
    with at("2026-11-24 16:40"):
        decide_line(choice=LineChoice("serve_on", visit_id=visit), actor=cast.actor("王芳"))
    assert state(booking) is State.ARRIVED


def test_who_was_being_served_and_comes_back_another_day_was_served_in_time(hall, cast, at):
    booking = booked("2026-11-24 16:00")
    with at("2026-11-24 16:00"):
        hall.sit("王芳", "1")
        visit = check_in(booking_id=booking, version=None, actor=CITIZEN)
        hall.call("王芳")
        hall.do(acts.start_serving, "王芳")
    with at("2026-11-24 16:40"):
        choice = LineChoice("appointment", visit_id=visit, reason="缺一份材料", agreed=True)
        decide_line(choice=choice, actor=cast.actor("王芳"))
    assert state(booking) is State.SERVED


def test_the_closing_page_ends_the_booking_too(hall, cast, at):
    booking = booked("2026-11-24 16:00")
    with at("2026-11-24 16:00"):
        visit = check_in(booking_id=booking, version=None, actor=CITIZEN)
    with at("2026-11-24 16:40"):
        Screen(cast, "王芳").fill(
            "extended/", line=f"visit-{visit}", decision="appointment", reason="要回家", agreed="on"
        )
    assert state(booking) is State.CANCELLED


def facts_of(booking: int) -> list[str]:
    """What the ledger says of a booking, in order."""
    return [entry.act for entry in Entry.objects.filter(stream=f"booking:{booking}").order_by("seq")]
