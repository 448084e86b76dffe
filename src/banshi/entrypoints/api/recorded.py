"""Examples of the OpenAPI document: what the tests really sent and got, kept in `examples.json`.

Each example names the test it comes from; that test fails when the API answers in another shape
(`tests/entrypoints/api/examples.py`). None is written by hand.
"""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from banshi.entrypoints.api import problems

FILE = Path(__file__).parent / "examples.json"
Document = dict[str, Any]


@cache
def examples() -> dict[str, dict[str, Any]]:
    """Operation → {"request": …, "201": …, "422": …}, each with `value` and `test`."""
    kept: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept


def add_examples(result: Document, generator: Any, request: Any, public: bool) -> Document:
    """Put every recorded example at its place in the document; a hook of drf-spectacular.

    A problem without an example of its own refers to the one recorded for its status elsewhere.
    """
    shared = _shared()
    for _where, operation in operations(result):
        own = examples().get(operation["operationId"], {})
        for content in operation.get("requestBody", {}).get("content", {}).values():
            if "request" in own:
                content["examples"] = {"Example": {"value": own["request"]["value"]}}
        for status, answer in operation["responses"].items():
            for content in answer.get("content", {}).values():
                if status in own:
                    content["examples"] = {"Example": {"value": own[status]["value"]}}
                elif status in shared:
                    content["examples"] = {"Example": {"$ref": f"#/components/examples/Problem{status}"}}
    result["components"]["examples"] = {
        f"Problem{status}": {"summary": problems.BY_STATUS[int(status)].title, "value": value}
        for status, value in sorted(shared.items())
    }
    return result


def operations(document: Document) -> Iterator[tuple[str, Any]]:
    """Each operation of the document with its method and address."""
    for where, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {where}", operation


def _shared() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name in sorted(examples()):
        for status, example in sorted(examples()[name].items()):
            if status.isdigit() and int(status) >= 400:
                found.setdefault(status, example["value"])
    return found
