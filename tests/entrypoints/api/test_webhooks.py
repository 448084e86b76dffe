"""Registering webhooks through the API: one's own, the secret once."""

import pytest

pytestmark = pytest.mark.django_db
WANTED = {"name": "市级平台", "url": "https://example.org/banshi", "events": ["accepted", "decided"]}


def test_a_system_registers_stops_and_starts_its_own_webhook(system):
    window = system("王芳")
    made = window.post("/webhooks", WANTED, idempotency_key="hook-1")
    assert made.status_code == 201, made.content.decode()
    assert made.json()["secret"].startswith("whsec_")
    assert window.post("/webhooks", WANTED, idempotency_key="hook-1").json()["id"] == made.json()["id"]
    (listed,) = window.get("/webhooks").json()["webhooks"]
    assert "secret" not in listed
    path = f"/webhooks/{listed['id']}/acts"
    assert window.post(f"{path}/stop", {}).json()["disabled_why"] == "by_hand"
    assert window.post(f"{path}/start", {}).json()["disabled_at"] is None
    stranger = system("李强")
    assert stranger.get("/webhooks").json() == {"webhooks": []}
    assert stranger.post(f"{path}/stop", {}).status_code == 404
    assert stranger.post("/webhooks/999999/acts/stop", {}).status_code == 404


def test_what_cannot_be_an_address_is_named(system):
    problem = system("王芳").post("/webhooks", WANTED | {"url": "https://me:pw@example.org"}).json()
    assert [error["field"] for error in problem["errors"]] == ["url"]
