"""Keys: who calls, for how long, with which powers."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from banshi.entrypoints.api.authentication import forget
from banshi.kernel.organisation.models import ApiKey, Post
from banshi.lib import clock
from tests.entrypoints.api.conftest import System, application

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("header", ["Bearer wrong", "Basic d2FuZw==", "Bearer", "Bearer \xe5\xaf\x86"])
def test_a_wrong_key_is_told_how_to_write_it(system, header):
    caller = System("", Authorization=header)

    for answer in (caller.get("/cases"), caller.get("/items"), caller.post("/cases", {})):
        assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_without_a_key_only_public_things_are_shown(system):
    nobody = system()

    assert nobody.get("/cases").status_code == 401
    assert nobody.get("/items").status_code == 200
    assert nobody.post("/calendar", {}).status_code == 401


def test_a_revoked_key_stops_within_half_a_minute(system, at):
    caller = system("王芳")
    assert caller.get("/cases").status_code == 200
    ApiKey.objects.update(revoked_at=clock.now())

    with at("2026-11-23T10:00:30"):
        assert caller.get("/cases").status_code == 401


def test_a_revoked_key_stops_at_once_where_it_was_revoked(system):
    caller = system("王芳")
    assert caller.get("/cases").status_code == 200

    ApiKey.objects.update(revoked_at=clock.now())
    forget()

    assert caller.get("/cases").status_code == 401


def test_a_change_of_posts_takes_effect_within_a_minute(system, cast, at):
    caller = system("王芳")
    assert caller.get("/cases").status_code == 200
    Post.objects.filter(staff=cast.staff("王芳")).delete()

    with at("2026-11-23T10:01"):
        answer = caller.get("/cases")

    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)


def test_who_calls_is_not_asked_on_every_call(system):
    caller = system("王芳")
    caller.get("/cases")

    with CaptureQueriesContext(connection) as asked:
        caller.get("/cases")

    assert not any(table in query["sql"] for query in asked for table in ("apikey", "organisation_post"))


def test_the_session_of_a_browser_is_no_key(system, cast, client):
    client.force_login(cast.staff("王芳"))

    assert client.get("/api/v1/cases").status_code == 401


def test_an_administrator_may_not_act_on_cases(system):
    answer = system("周明").post("/cases", application())

    assert (answer.status_code, answer.json()["type"]) == (403, "/api/problems/not-permitted")
