"""What a procedural fact is: a named tuple of values that the ledger can hold and give back. Pure."""

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Self, Union, cast, get_args, get_origin, get_type_hints


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
        hints = _hints(cast(Any, cls))
        return cls(**{f.name: _in(hints[f.name], payload[f.name]) for f in fields(cls) if f.name in payload})


@cache
def _hints(kind: type) -> dict[str, Any]:
    # Reading a timeline of ten facts would otherwise spend more on this than on everything else.
    return get_type_hints(kind)


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
