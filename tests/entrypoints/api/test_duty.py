"""值班 through the API (09-02-5)."""

import pytest

from banshi.institutions.conduct.actions.duty import put_on_duty
from tests.entrypoints.api.conftest import System, key_of
from tests.scenarios.story import day

pytestmark = pytest.mark.django_db


def test_a_planned_absence_answers_with_the_gaps_it_leaves_and_the_week_shows_them(cast):
    li = cast.staff_id("李强")
    for period in (0, 1):
        put_on_duty(
            section_id=cast.sections["SHZZ"],
            day=day("2026-11-25"),
            period=period,
            staff_id=li,
            actor=cast.actor("赵敏"),
        )
    system = System(key_of(cast, "李强"))
    plan = {"staff": li, "first": "2026-11-25", "last": "2026-11-25", "kind": "meeting"}
    answer = system.post("/duty", plan)
    assert answer.status_code == 201
    assert [gap["hours"] for gap in answer.json()["gaps"]] == ["9:00–12:00", "13:30–17:00"]
    week = system.get("/duty", section="SHZZ", day="2026-11-25").json()["days"]
    wednesday = week[2]["periods"][0]
    assert wednesday["gap"] is True
    assert wednesday["people"] == [{"staff": li, "name": "李强", "away": "会议"}]
    assert week[5]["works"] is False


def test_one_plans_for_oneself_and_a_head_for_the_section(cast):
    li, he = cast.staff_id("李强"), cast.staff_id("何静")
    plan = {"first": "2026-11-25", "last": "2026-11-25", "kind": "leave"}
    assert System(key_of(cast, "李强")).post("/duty", plan | {"staff": he}).status_code == 403
    assert System(key_of(cast, "赵敏")).post("/duty", plan | {"staff": li}).status_code == 201
    assert System(key_of(cast, "赵敏")).post("/duty", plan | {"staff": 99999}).status_code == 404
    assert System(key_of(cast, "赵敏")).get("/duty", section="NIX").status_code == 404
