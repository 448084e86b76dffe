"""A colleague's due dates and duty in their own calendar programme: numbers, items and hours, nobody's name."""

import datetime as dt

import pytest
from icalendar import Calendar

from banshi.institutions.conduct.actions.duty import put_on_duty
from banshi.kernel.cases.queries import card
from banshi.kernel.ledger.verify import verify
from banshi.kernel.organisation.models import CalendarFeed
from banshi.workflows.intake import assign
from tests.scenarios.story import day

pytestmark = pytest.mark.django_db
PAGE = "/desk/calendar/"


@pytest.fixture
def address(client, cast):
    client.force_login(cast.staff("李强"))
    page = client.post(PAGE, {"do": "open"}).content.decode()
    return page.split("<code>")[1].split("</code>")[0].removeprefix("http://testserver")


def test_due_dates_and_duty_without_names(client, cast, address, accepted_case):
    case_id = accepted_case()
    assign(case_id=case_id, version=None, handler_id=cast.staff_id("李强"), actor=cast.actor("赵敏"))
    put_on_duty(
        section_id=cast.sections["SHZZ"],
        day=day("2026-11-25"),
        period=0,
        staff_id=cast.staff_id("李强"),
        actor=cast.actor("赵敏"),
    )
    client.logout()
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    assert "张" not in answer.content.decode()
    events = {str(event["uid"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}
    case = card(case_id)
    due = events[f"{case.number}@banshi"]
    assert (due.decoded("dtstart"), str(due["summary"])) == (
        case.due,
        f"到期 {case.number} 社会团体成立登记",
    )
    duty = events["duty-2026-11-25-0@banshi"]
    assert duty.decoded("dtstart") == dt.datetime(2026, 11, 25, 1, 0, tzinfo=dt.UTC)
    assert verify().sound


def test_a_new_address_ends_the_old_one_and_it_can_be_closed(client, cast, address):
    assert client.get(address).status_code == 200
    assert CalendarFeed.objects.get().digest not in address
    client.post(PAGE, {"do": "open"})
    assert client.get(address).status_code == 404
    assert "还没有开通" not in client.get(PAGE).content.decode()
    client.post(PAGE, {"do": "close"})
    assert "还没有开通" in client.get(PAGE).content.decode()
    assert client.post(PAGE, {"do": "what"}).status_code == 404


def test_who_has_left_shows_nothing(client, cast, address):
    staff = cast.staff("李强")
    staff.is_active = False
    staff.save()
    assert client.get(address).status_code == 404
