"""The description of the API: valid, complete, and true under requests made up from it."""

import datetime as dt
import os
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.validation import validate_schema
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from banshi.entrypoints.api.urls import ACTS
from banshi.kernel.cases import queries as cases
from banshi.kernel.organisation.models import Post, Role
from tests.entrypoints.api.conftest import System

# Requests made up for one operation; `make soak ARGS=fuzz` asks for more, and for others each time.
EXAMPLES = int(os.environ.get("BANSHI_EXAMPLES", "15"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
DOCUMENT = SchemaGenerator(patterns=[path("api/", include("banshi.entrypoints.api.urls"))]).get_schema(
    public=True
)
OPERATIONS = [
    (where, method, operation)
    for where, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
TAGS = sorted({operation["tags"][0] for *_, operation in OPERATIONS})


@pytest.mark.pure
def test_the_document_is_valid_openapi():
    assert DOCUMENT["openapi"].startswith("3.1")
    validate_schema(DOCUMENT)


@pytest.mark.pure
def test_every_operation_says_what_it_does_and_how_it_fails():
    for where, method, operation in OPERATIONS:
        assert operation["summary"], (where, method)
        assert operation["description"], (where, method)
        assert all(answer["description"] for answer in operation["responses"].values()), (where, method)
        bodies = operation.get("requestBody", {}).get("content", {}).values()
        assert all(body["examples"] for body in bodies), (where, method)


@pytest.mark.pure
def test_every_act_is_in_the_document():
    paths = DOCUMENT["paths"]

    assert all(f"/api/v1/cases/{{case_id}}/acts/{name}" in paths for name in ACTS)


def test_the_document_is_served(client):
    answer = client.get("/api/v1/schema")

    assert answer["Content-Type"] == "application/vnd.oai.openapi+json"
    assert answer.json()["paths"].keys() == DOCUMENT["paths"].keys()


@pytest.fixture
def one_connection() -> Iterator[None]:
    """The server keeps the test's connection, as under Django's own test client (do not use that one meanwhile:
    it connects the signals again)."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def everybody(system: Any, cast: Any) -> System:
    """A system whose key may do everything in one section; of the three administrators nobody is more than one."""
    Post.objects.bulk_create(
        Post(staff=cast.staff("赵敏"), role=role, section_id=cast.sections["SHZZ"], first=dt.date(2025, 1, 1))
        for role in Role.values
        if role not in {"head", "security", "audit"}
    )
    return system("赵敏")


@pytest.mark.django_db
@pytest.mark.usefixtures("one_connection")
@pytest.mark.parametrize("tag", TAGS)
def test_made_up_requests_never_fail_on_our_side(
    everybody, accepted_case, received_case, tag, record_property
):
    tally = Counter()
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.app = WSGIHandler()
    known = cycle([accepted_case("张伟"), received_case("刘桂兰"), received_case("张䶮", missing=(2,)), None])
    for found in schema.get_all_operations():
        operation = found.ok()
        if tag in operation.tags:
            make_up(operation, everybody, known, tally)
    for status, count in tally.items():
        record_property(str(status), count)


def make_up(operation: Any, caller: System, known: Any, tally: Counter[int]) -> None:
    """Requests after the description of one operation, most of them about cases that exist; `tally` of answers."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize="BANSHI_EXAMPLES" not in os.environ,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        case=st.one_of(operation.as_strategy(), operation.as_strategy(schemathesis.GenerationMode.NEGATIVE))
    )
    def ask(case: Case) -> None:
        existing = next(known)
        if existing and "case_id" in case.path_parameters:
            case.path_parameters["case_id"] = existing
        if existing and isinstance(case.body, dict) and "version" in case.body:
            case.body["version"] = cases.card(existing).version
        case.headers.pop("Authorization", None)
        answer = case.call(headers=caller.headers)
        tally[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    ask()
