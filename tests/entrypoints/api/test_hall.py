"""Kiosks, screens and call buttons of other makes; sessions after hours."""

import pytest

from banshi.institutions.extended_hours.rules import EQUIPMENT
from banshi.kernel.hall.models import Visit

pytestmark = pytest.mark.django_db


def test_a_number_is_taken_once_and_its_code_tells_how_it_stands(system, hall):
    desk, queue = system("吴导"), hall.queue("A")
    taken = desk.post("/visits", {"queue": queue}, idempotency_key="press-1")
    again = desk.post("/visits", {"queue": queue}, idempotency_key="press-1")
    assert taken.status_code == 201
    assert taken.json() == again.json()
    assert Visit.objects.count() == 1
    hall.take("A")
    public = system()
    assert public.get(f"/visits/{taken.json()['code']}").json()["before"] == 0
    assert public.get("/visits/NOBODY").status_code == 404
    waiting = {queue["letter"]: queue["waiting"] for queue in public.get("/hall").json()["queues"]}
    assert waiting["A"] == 2


def test_the_call_button_calls_and_the_hall_shows_it_without_a_name(system, hall):
    hall.sit("王芳", "1")
    hall.take("A")
    clerk = system("王芳")
    called = clerk.post(f"/counters/{hall.seats['王芳']}/call-next", {})
    assert (called.status_code, called.json()["counter"]) == (200, "1号窗口")
    shown = system().get("/hall")
    assert shown.json()["calls"][0]["ticket"] == "A001"
    assert "王芳" not in shown.content.decode()
    refused = clerk.post(f"/counters/{hall.seats['王芳']}/call-next", {})
    assert refused.status_code == 422
    assert "A001" in refused.json()["errors"][0]["reason"]


@pytest.mark.parametrize("body", [{}, {"queue": 999999}, {"queue": "A"}, {"queue": 1, "name": "张伟"}])
def test_a_bent_request_is_told_what_is_wrong(system, hall, body):
    assert system("吴导").post("/visits", body).status_code == 422


def test_without_a_key_nobody_takes_or_calls(system, hall):
    assert system().post("/visits", {"queue": hall.queue("A")}).status_code == 401
    assert system("陈局").post("/visits", {"queue": hall.queue("A")}).status_code == 403


@pytest.mark.at("2026-11-23T17:00:00")
def test_a_session_is_opened_ended_and_listed(system, cast, at):
    clerk = system("王芳")
    opening = {"section": "SHZZ", "staff": [cast.staff_id("王芳")], "in_order": list(EQUIPMENT)}
    assert clerk.post("/extended-sessions", opening | {"fee": 5}).status_code == 422
    assert clerk.post("/extended-sessions", opening | {"section": "NO"}).status_code == 422
    opened = clerk.post("/extended-sessions", opening)
    assert (opened.status_code, opened.json()["fee"]) == (201, 0)
    with at("2026-11-23T17:30:00"):
        ended = clerk.post(f"/extended-sessions/{opened.json()['id']}/close", {})
    assert ended.json()["minutes"] == 30
    listed = system("陈局").get("/extended-sessions", month="2026-11").json()["sessions"]
    assert [row["id"] for row in listed] == [opened.json()["id"]]
    assert clerk.get("/extended-sessions", month="nonsense").status_code == 422
