"""What a fact is: values that go into the ledger as plain JSON and come back as they were. Pure."""

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing that happened. `kind` is its name in the ledger."""

    kind: ClassVar[str]

    def payload(self) -> dict[str, Any]:
        """Values for the ledger: numbers, texts, lists, and dates as ISO text."""
        return {f.name: _out(getattr(self, f.name)) for f in fields(self)}

    @classmethod
    def read(cls, payload: Mapping[str, Any]) -> Self:
        """The fact behind a ledger payload."""
        hints = _hints(cls)
        return cls(**{f.name: _in(hints[f.name], payload[f.name]) for f in fields(cls) if f.name in payload})


# Reading a timeline of ten facts would otherwise spend more on this than on everything else.
_HINTS: dict[str, dict[str, Any]] = {}


def _hints(cls: type[Fact]) -> dict[str, Any]:
    hints = _HINTS.get(cls.kind)
    if hints is None:
        hints = _HINTS[cls.kind] = get_type_hints(cls)
    return hints


def _out(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _in(hint: Any, value: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(arg for arg in get_args(hint) if arg is not type(None))
    if value is None:
        return None
    if hint is dt.date:
        return dt.date.fromisoformat(value)
    return tuple(value) if get_origin(hint) is tuple else value
