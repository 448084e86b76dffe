"""The mapping table: which field of the standard is filled from what, and the JSON Schema that follows from it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FILE = Path(__file__).parent / "data" / "gbt39046.yaml"
MOMENT = "YYYYMMDDThhmmss"

_FORMAT = re.compile(r"(an|a|n)(\.\.)?(\d+)")


@dataclass(frozen=True, slots=True)
class Field:
    """A field: its row in the standard's table, name, format such as an..50, our source, its code list."""

    row: int
    name: str
    format: str
    source: str
    always: bool
    codes: str = ""


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set of fields: the number of its table; `repeated`: several to a case."""

    name: str
    table: int
    repeated: bool
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The whole mapping; `steps`: fact → (环节名称, 业务动作, code A.7)."""

    standard: str
    sets: Mapping[str, DataSet]
    codes: Mapping[str, Mapping[str, str]]
    channels: Mapping[str, str]
    steps: Mapping[str, tuple[str, str, str]]
    endings: Mapping[str, str]


@cache
def table() -> Table:
    """The mapping as it is shipped."""
    given = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    sets = [
        DataSet(one["name"], one["table"], one["repeated"], tuple(Field(**field) for field in one["fields"]))
        for one in given["sets"]
    ]
    steps = {fact: (name, action, code) for fact, (name, action, code) in given["steps"].items()}
    return Table(
        given["standard"],
        {one.name: one for one in sets},
        given["codes"],
        given["channels"],
        steps,
        given["endings"],
    )


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of one exported case."""
    found = {}
    for one in table().sets.values():
        record = _record(one)
        found[one.name] = (
            {"type": "array", "items": record} if one.repeated else {"oneOf": [record, {"type": "null"}]}
        )
    found["办事申请"] = _record(table().sets["办事申请"])
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": found,
        "required": list(found),
        "additionalProperties": False,
    }


def _record(one: DataSet) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {field.name: _value(field) for field in one.fields},
        "required": [field.name for field in one.fields],
        "additionalProperties": False,
    }


def _value(field: Field) -> dict[str, Any]:
    if field.codes:
        found: dict[str, Any] = {"type": "string", "enum": list(table().codes[field.codes])}
    elif field.format == MOMENT:
        found = {"type": "string", "pattern": r"^\d{8}T\d{6}$"}
    else:
        found = {"type": "string"} | _limits(field.format)
    return found if field.always else {"oneOf": [found, {"type": "null"}]}


def _limits(written: str) -> dict[str, Any]:
    shape = _FORMAT.fullmatch(written)
    if shape is None:
        raise ValueError(written)
    kind, upto, length = shape[1], shape[2], int(shape[3])
    limits: dict[str, Any] = {"minLength": 1 if upto else length, "maxLength": length}
    return limits | ({"pattern": r"^\d+$"} if kind == "n" else {})
