"""公文、上级交办、同级转办 through the API (07-02, 07-05)."""

import pytest

from banshi.kernel.ledger.verify import verify
from tests.entrypoints.api.conftest import System, key_of

pytestmark = pytest.mark.django_db
GIVEN = {
    "kind": "official_document",
    "title": "关于报送年度统计的通知",
    "source": "市政府办公室",
    "received_at": "2026-11-23T01:30:00Z",
}


@pytest.fixture
def office(cast):
    return System(key_of(cast, "沈远"))


def act(system, matter, name, **given):
    version = system.get(f"/matters/{matter}").json()["version"]
    return system.post(f"/matters/{matter}/acts/{name}", {"version": version} | given)


def test_a_matter_from_registration_to_the_file(office, cast):
    li = System(key_of(cast, "李强"))
    answer = office.post("/matters", GIVEN)
    assert answer.status_code == 201, answer.json()
    number = answer.json()["id"]
    routed = act(office, number, "route", lead="SHZZ")
    assert (routed.json()["due"], routed.json()["limit"]) == ("2026-11-25", "ordinary")
    part = routed.json()["parts"][0]["id"]
    assert act(li, number, "take-up", part_id=part).json()["state"] == "in_hand"
    assert act(li, number, "finish-part", part_id=part, opinion="已经报送").json()["state"] == "done"
    assert act(office, number, "close").json()["state"] == "closed"
    assert [one["id"] for one in office.get("/matters", done="true").json()["matters"]] == [number]
    assert verify().sound


def test_the_same_sentences_and_articles_as_on_the_screens(office):
    answer = office.post("/matters", GIVEN | {"grade": "special"})
    assert answer.status_code == 422
    assert "特殊公文要写明是哪一种情况" in answer.json()["detail"]
    assert "07-02" in answer.json()["articles"]


def test_a_command_sent_twice_is_one_matter(office):
    first = office.post("/matters", GIVEN, idempotency_key="a1").json()
    again = office.post("/matters", GIVEN, idempotency_key="a1").json()
    assert first["id"] == again["id"]


def test_a_stale_version_and_a_strangers_matter(office, cast):
    number = office.post("/matters", GIVEN).json()["id"]
    act(office, number, "route", lead="SHZZ")
    assert office.post(f"/matters/{number}/acts/route", {"version": 1, "lead": "SHJZ"}).status_code == 409
    assert System(key_of(cast, "何静")).get(f"/matters/{number}").status_code == 404
    assert System(key_of(cast, "王芳")).get("/matters").status_code == 403
    assert act(office, number, "take-up", part_id=999).status_code in {403, 422}
