"""王芳 agrees another day with a visitor at closing time and gives them the slip."""

import pytest

from banshi.institutions.appointments.models import Booking
from banshi.institutions.extended_hours.models import ClosingLine
from banshi.kernel.hall.queries import visit as visit_card
from banshi.kernel.ledger.acts import CITIZEN
from banshi.workflows.arrival import check_in
from tests.entrypoints.workbench.conftest import text
from tests.factories.bookings import open_hours

pytestmark = pytest.mark.django_db
TEN_TO_FIVE = "2026-11-23T16:50:00"
SENT = {
    "time": "20261124-0930",
    "name": "刘桂兰",
    "phone": "13800000001",
    "purpose": "other",
    "note": "社会团体年检",
    "reason": "YY-1",
    "why": "要回家取户口簿",
    "agreed": "on",
}


@pytest.fixture
def page(cast, hall, at):
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    visit = hall.take("A")
    return f"extended/visits/{visit}/another-day/"


def test_a_visitor_gets_a_time_and_the_slip(page, at_desk, at):
    clerk = at_desk("王芳")
    with at(TEN_TO_FIVE):
        assert "约好改天的时间" in text(clerk.open("extended/"))
        assert "9:30–10:00" in text(clerk.open(page))
        answer = clerk.fill(page, **SENT)
        booking = Booking.objects.get()
        assert answer.headers["Location"] == f"/desk/appointments/{booking.pk}/"
        assert booking.document_id is not None
        assert ClosingLine.objects.get().decision == "appointment"
        assert clerk.open(page).status_code == 404


def test_without_agreement_nothing_happens_and_nothing_typed_is_lost(page, at_desk, at):
    with at(TEN_TO_FIVE):
        answer = at_desk("王芳").fill(page, **(SENT | {"agreed": ""}))
    assert answer.status_code == 422
    assert "本人同意" in text(answer)
    assert "要回家取户口簿" in answer.content.decode()
    assert not Booking.objects.exists()
    assert not ClosingLine.objects.exists()


def test_a_section_without_hours_says_what_else_there_is(hall, at_desk, at):
    visit = hall.take("A")
    with at(TEN_TO_FIVE):
        words = text(at_desk("王芳").open(f"extended/visits/{visit}/another-day/"))
    assert "现在没有可以约的时间" in words


def test_the_consultation_desk_gives_times_of_its_own_and_a_number_of_its_own_queue(cast, hall, at_desk, at):
    desk = cast.sections["ZXT"]
    open_hours(cast.actor("孙丽"), desk)
    visit = hall.take("Z")
    with at(TEN_TO_FIVE):
        clerk = at_desk("王芳")
        page = f"extended/visits/{visit}/another-day/"
        assert page in clerk.open("extended/").content.decode()
        clerk.fill(page, **(SENT | {"note": "想问养老的事"}))
    booking = Booking.objects.get()
    assert booking.section_id == desk
    with at("2026-11-24T09:25:00"):
        number = check_in(booking_id=booking.pk, version=None, actor=CITIZEN)
    assert number is not None
    assert visit_card(number).ticket.startswith("Z")


def test_a_bureau_without_a_desk_offers_none(hall, at_desk, settings):
    settings.BUREAU = settings.BUREAU | {"desk": "none"}
    visit = hall.take("Z")
    assert at_desk("王芳").open(f"extended/visits/{visit}/another-day/").status_code == 404
