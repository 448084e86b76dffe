"""Complaints through the interface: the complainant with the code alone, the office step by step."""

import pytest

from banshi.institutions.complaints.models import Complaint
from tests.entrypoints.api.conftest import System, key_of

pytestmark = pytest.mark.django_db
TOLD = {"category": "explained", "content": "同一件事跑了三趟。", "whom": "李强"}
KEY = "4f1c0c9e-8a55-4b52-a1a8-1f5f0f0f7a11"


def test_a_citizen_complains_and_follows_with_the_code_alone(cast):
    anybody = System("")
    answer = anybody.post("/complaints", TOLD, idempotency_key=KEY)
    assert answer.status_code == 200, answer.content
    again = anybody.post("/complaints", TOLD, idempotency_key=KEY)
    assert answer.json() == again.json()
    assert Complaint.objects.count() == 1
    code = answer.json()["receipt_code"]
    found = anybody.post("/complaints/follow", {"code": code}).json()
    assert (found["state"], found["limits"][0]["kind"]) == ("received", "reply")
    wrote = anybody.post(
        "/complaints/follow/acts", {"code": code, "do": "write", "text": "再补充一点"}
    ).json()
    assert wrote["messages"][0]["text"] == "再补充一点"
    early = anybody.post("/complaints/follow/acts", {"code": code, "do": "agree"})
    assert early.status_code == 422
    assert anybody.post("/complaints/follow", {"code": "AAAA-AAAA-AAAA"}).status_code == 404


def test_a_key_that_can_be_guessed_is_refused(cast):
    assert System("").post("/complaints", TOLD, idempotency_key="1").status_code == 422


def test_the_office_works_through_the_interface_and_strangers_find_nothing(cast):
    System("").post("/complaints", TOLD | {"who": {"name": "刘桂兰", "phone": "13800000001"}})
    uid = Complaint.objects.get().pk
    party, accused = System(key_of(cast, "彭燕")), System(key_of(cast, "李强"))
    assert [one["uid"] for one in party.get("/complaints").json()["complaints"]] == [str(uid)]
    assert accused.get("/complaints").json() == {"complaints": []}
    missing = accused.get("/complaints/0f8fad5b-d9cb-469f-a165-70867728950e")
    hidden = accused.get(f"/complaints/{uid}")
    assert (hidden.status_code, hidden.content) == (missing.status_code, missing.content)
    graded = party.post(f"/complaints/{uid}/acts/grade", {"severity": "ordinary"})
    assert graded.json()["severity"] == "ordinary"
    assert "刘桂兰" not in graded.content.decode()
    early = party.post(f"/complaints/{uid}/acts/accept", {"colleague": cast.staff_id("何静")})
    assert "10-06" in early.json()["articles"]
    stranger = accused.post(f"/complaints/{uid}/acts/grade", {"severity": "urgent"})
    assert stranger.status_code == 404
    assert System(key_of(cast, "周明")).get("/complaints").status_code == 403
