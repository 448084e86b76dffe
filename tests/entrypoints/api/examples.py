"""The examples of the OpenAPI document are witnessed: each was sent and answered in the test it names.

Whenever that test runs, what it sends and gets must still have the recorded shape.
`BANSHI_EXAMPLES=write pytest tests/entrypoints/api` records anew, and takes the first answer for what has no
example yet.
"""

import json
import os
import re
from functools import cache
from typing import Any

from django.http import HttpResponse
from django.urls import include, path, resolve
from drf_spectacular.generators import SchemaGenerator

from banshi.entrypoints.api import recorded

WRITE = os.environ.get("BANSHI_EXAMPLES") == "write"
MOST_IN_A_LIST = 2
# Problems that say something of the operation itself; the others read alike everywhere.
OWN_PROBLEMS = {409, 422}


class Witness:
    """What one test sends and gets; `test` is its address."""

    def __init__(self, test: str) -> None:
        self.test = test
        self.met: set[tuple[str, str]] = set()

    def see(self, method: str, address: str, body: Any, answer: HttpResponse) -> None:
        """Compare one call with the example that names this test, or record it."""
        operation = operation_at(method, address)
        if operation is None:
            return
        if body is not None and answer.status_code < 300:
            self._keep(operation, "request", body)
        if "json" in answer.get("Content-Type", ""):
            status = str(answer.status_code)
            if answer.status_code < 400 or answer.status_code in OWN_PROBLEMS or _needed(status, self.test):
                self._keep(operation, status, answer.json())

    def _keep(self, operation: str, kind: str, value: Any) -> None:
        if (operation, kind) in self.met:
            return
        known = recorded.examples().get(operation, {}).get(kind)
        if WRITE and (known is None or known["test"] == self.test):
            _write(operation, kind, {"test": self.test, "value": shortened(value)})
            self.met.add((operation, kind))
        elif known and known["test"] == self.test:
            self.met.add((operation, kind))
            sent = f"{operation} {kind}: the example in examples.json is no longer true"
            assert shape(known["value"]) == shape(shortened(value)), sent


def shortened(value: Any) -> Any:
    """The value with at most two entries in a list: enough to show what stands there."""
    if isinstance(value, dict):
        return {key: shortened(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [shortened(inner) for inner in value[:MOST_IN_A_LIST]]
    return value


def shape(value: Any) -> Any:
    """Names and kinds without the values, which differ from run to run."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value]
    return type(value).__name__


@cache
def document() -> dict[str, Any]:
    """The OpenAPI document as the code stands."""
    return SchemaGenerator(patterns=[path("api/", include("banshi.entrypoints.api.urls"))]).get_schema(
        public=True
    )


@cache
def names() -> dict[str, str]:
    """ "POST /api/v1/cases" → the operation's name."""
    return {where: found["operationId"] for where, found in recorded.operations(document())}


def operation_at(method: str, address: str) -> str | None:
    """The name of the operation behind an address; None for no such."""
    route = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", resolve(address.partition("?")[0]).route)
    return names().get(f"{method} /{route}")


def _needed(status: str, test: str) -> bool:
    """Whether this problem has no example yet, or this test's: one for all operations is enough."""
    holders = {found[status]["test"] for found in recorded.examples().values() if status in found}
    return not holders or test in holders


def _write(operation: str, kind: str, example: dict[str, Any]) -> None:
    recorded.examples().setdefault(operation, {})[kind] = example
    text = json.dumps(recorded.examples(), ensure_ascii=False, indent=1, sort_keys=True, default=str)
    recorded.FILE.write_text(text + "\n", encoding="utf-8")
