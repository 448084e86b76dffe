"""Bad requests get a plain problem, never a failure of ours."""

import pytest

from tests.entrypoints.api.conftest import V1, application

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


def problem_of(answer, status):
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM), answer.content.decode()
    found = answer.json()
    assert found["type"].startswith("/api/problems/")
    assert found["title"]
    assert found["detail"]
    assert found["status"] == status
    return found


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b'{"item": NaN}',
        b'{"item": "\\ud800"}',
        b'{"item": "\\u0000"}',
        b'{"a\\u0000": 1}',
        b"[" * 100_000,
        b'{"version": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_body_that_cannot_be_read(system, body):
    caller = system("王芳")

    answer = caller.client.post(f"{V1}/cases", body, content_type="application/json", headers=caller.headers)

    problem_of(answer, 400)


@pytest.mark.parametrize("body", ["[]", "null", '"text"', "1", "{}"])
def test_a_body_of_another_kind(system, body):
    caller = system("王芳")

    answer = caller.client.post(f"{V1}/cases", body, content_type="application/json", headers=caller.headers)

    problem_of(answer, 422)


def test_no_body_at_all(system):
    caller = system("王芳")

    problem_of(
        caller.client.post(f"{V1}/cases", b"", content_type="application/json", headers=caller.headers), 422
    )


def test_a_form_is_no_json(system):
    caller = system("王芳")

    problem_of(caller.client.post(f"{V1}/cases", {"item": "MZ-XK-01"}, headers=caller.headers), 415)


def test_a_body_that_is_too_large(system, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000

    problem_of(system("王芳").post("/cases", application(item="x" * 2000)), 413)


def test_a_method_that_does_not_exist(system):
    caller = system("王芳")

    answer = caller.client.delete(f"{V1}/cases", headers=caller.headers)

    problem_of(answer, 405)
    assert answer["Allow"] == "GET, POST, HEAD, OPTIONS"


@pytest.mark.parametrize(
    "path", ["/", "/nothing", "/cases/0", "/cases/99999999999999999999", "/cases/1/acts/fly"]
)
def test_an_address_that_does_not_exist(system, path):
    problem_of(system("王芳").get(path), 404)


def test_whatever_is_accepted_the_answer_is_json(system):
    answer = system("", Accept="text/html").get("/items")

    assert (answer.status_code, answer["Content-Type"]) == (200, "application/json")
