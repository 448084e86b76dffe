"""Counting the statements that reach the database."""

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from django.db import connection


class Counted:
    """`with Counted() as counted: …`, then `counted.number` and `counted.statements`."""

    def __init__(self) -> None:
        self.statements: list[str] = []
        self._stack = ExitStack()

    def __enter__(self) -> "Counted":
        self._stack.enter_context(connection.execute_wrapper(self._note))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stack.close()

    @property
    def number(self) -> int:
        """How many statements there were."""
        return len(self.statements)

    def _note(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append(sql)
        return execute(sql, params, many, context)
