"""Appointments through the API: free times for everybody, bookings for systems with a key."""

import pytest

from banshi.institutions.appointments.models import Booking
from tests.factories.bookings import booked, open_hours
from tests.factories.citizens import CITIZENS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def hours(cast):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])


def wish(**changes):
    person = CITIZENS["张伟"]
    usual = {
        "service": "MZ-XK-01",
        "date": "2026-11-24",
        "time": "09:30",
        "purpose": "intake",
        "reason": "YY-1",
        "name": person.name,
        "phone": person.phone,
    }
    return usual | changes


def test_free_times_are_public_and_say_why_others_are_not(system, at):
    with at("2026-09-28"):
        days = {day["date"]: day for day in system().get("/appointments/MZ-XK-01").json()["days"]}
    assert days["2026-09-28"]["opening"] == "shut"
    assert days["2026-10-01"]["articles"] == ["03-04"]
    days = {day["date"]: day for day in system().get("/appointments/MZ-XK-01").json()["days"]}
    assert days["2026-11-24"]["slots"][1] == {"start": "09:30", "end": "10:00", "free": 2}
    assert days["2026-11-28"]["opening"] == "on_request"
    assert system().get("/appointments/NICHTS").status_code == 404


def test_a_booking_from_the_call_to_the_end(system, at):
    wang = system("王芳")
    made = wang.post("/bookings", wish(), idempotency_key="call-7")
    assert made.status_code == 201
    assert wang.post("/bookings", wish(), idempotency_key="call-7").json() == made.json()
    booking = made.json()
    assert (booking["state"], booking["name"], booking["channel"]) == ("accepted", "张*", "phone")
    path = f"/bookings/{booking['id']}"
    moved = wang.post(f"{path}/acts/move", {"version": 1, "date": "2026-11-25", "time": "10:00"})
    assert moved.json()["starts"] == "2026-11-25T10:00:00+08:00"
    assert wang.post(f"{path}/acts/cancel", {"version": 1}).status_code == 409
    with at("2026-11-25 10:00"):
        for version, act in enumerate(("check-in", "serve", "finish"), start=2):
            assert wang.post(f"{path}/acts/{act}", {"version": version}).status_code == 200
    assert wang.get(path).json()["state"] == "served"
    assert Booking.objects.count() == 1


def test_a_request_is_accepted_or_declined(system):
    li = system("李强")
    asked = li.post("/bookings", wish(date="2026-11-28", time="", request=True)).json()
    assert (asked["state"], asked["starts"]) == ("requested", None)
    path = f"/bookings/{asked['id']}/acts"
    assert li.post(f"{path}/decline", {"version": 1, "reason": ""}).status_code == 422
    given = {"version": 1, "date": "2026-11-28", "time": "09:30"}
    assert li.post(f"{path}/accept", given).json()["state"] == "accepted"
    again = li.post("/bookings", wish(date="2026-11-28", time="", request=True)).json()
    declined = li.post(f"/bookings/{again['id']}/acts/decline", {"version": 1, "reason": "周六检修"})
    assert declined.json()["state"] == "declined"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"time": "9:30"}, "time"),
        ({"time": "25:00"}, "time"),
        ({"time": "09:31"}, "time"),
        ({"service": "NICHTS"}, "service"),
        ({"phone": "12"}, "phone"),
        ({"date": "2026-10-40"}, "date"),
    ],
)
def test_what_cannot_be_booked_is_named_with_its_field(system, changes, field):
    answer = system("王芳").post("/bookings", wish(**changes))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == field


def test_a_full_slot_names_what_is_free(system):
    booked("2026-11-24 09:30", "刘桂兰")
    booked("2026-11-24 09:30", "张䶮")
    answer = system("王芳").post("/bookings", wish()).json()
    assert answer["articles"] == ["03-04"]
    assert len(answer["instead"]) == 3


def test_a_booking_of_another_section_is_not_there(system):
    booking = booked("2026-11-24 09:30")
    assert system("何静").get(f"/bookings/{booking}").status_code == 404
    assert system("何静").post(f"/bookings/{booking}/acts/cancel", {"version": 1}).status_code == 404
    assert system("").get(f"/bookings/{booking}").status_code == 401
