"""The examples of the OpenAPI document: one for every body and answer, each true to its schema and its test."""

import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from banshi.entrypoints.api import recorded
from tests.entrypoints.api.examples import document, shape, shortened

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parents[3]


def contents() -> list[tuple[str, dict[str, Any]]]:
    """Every JSON content of the document with a name for it."""
    found = []
    for where, operation in recorded.operations(document()):
        bodies = {"request": operation.get("requestBody", {})} | operation["responses"]
        for kind, body in bodies.items():
            for media, content in body.get("content", {}).items():
                if "json" in media and operation["operationId"] != "read_schema":
                    found.append((f"{where} {kind}", content))
    return found


def resolved(example: dict[str, Any]) -> Any:
    """The example's value, behind its reference if it is one."""
    if "$ref" in example:
        return document()["components"]["examples"][example["$ref"].rpartition("/")[2]]["value"]
    return example["value"]


def test_every_body_and_answer_has_an_example():
    assert [name for name, content in contents() if not content.get("examples")] == []


def test_every_example_is_true_to_its_schema():
    for name, content in contents():
        rules = jsonschema.Draft202012Validator({**content["schema"], "components": document()["components"]})
        for example in content["examples"].values():
            wrong = next(rules.iter_errors(resolved(example)), None)
            assert wrong is None, f"{name}: {wrong}"


def test_every_example_names_a_test_that_exists_and_an_operation_that_exists():
    known = {operation["operationId"] for _where, operation in recorded.operations(document())}
    assert recorded.examples().keys() <= known
    for kinds in recorded.examples().values():
        for example in kinds.values():
            file, _, test = example["test"].partition("::")
            name = re.escape(test.partition("[")[0])
            assert re.search(rf"^def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.M), example[
                "test"
            ]


def test_a_changed_answer_has_another_shape():
    assert shape({"a": [1, 2], "b": None}) == shape(shortened({"a": [7, 8, 9], "b": None}))
    assert shape({"a": [1]}) != shape({"a": ["1"]})
    assert shape({"a": 1}) != shape({"a": 1, "b": 1})
