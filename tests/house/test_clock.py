"""Time comes only from `lib/clock`, chance only from `lib/ids` and the vault.

One exception: a table may give its rows a UUID, so that a value can be sealed for a row not yet saved.
"""

import ast
from pathlib import Path

import pytest

from tests.house.source import SRC, dotted, modules, place, tree

pytestmark = pytest.mark.pure

CLOCK = SRC / "lib" / "clock.py"
MOMENTS = {"now", "utcnow", "today", "localdate"}
TIMES = {"time", "time_ns", "gmtime", "localtime"}
CHANCE = {"random", "secrets", "uuid"}
ROW_IDS = {"uuid"}


def reads_a_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.Attribute):
        return False
    owner = dotted(node.value).rpartition(".")[2]
    return (owner in {"datetime", "date", "timezone"} and node.attr in MOMENTS) or (
        owner == "time" and node.attr in TIMES
    )


def imports_a_clock(node: ast.AST) -> bool:
    if not isinstance(node, ast.ImportFrom):
        return False
    names = {alias.name for alias in node.names}
    return (node.module == "time" and bool(names & TIMES)) or (
        node.module == "django.utils.timezone" and bool(names & MOMENTS)
    )


def stamps_by_itself(node: ast.AST) -> bool:
    """`auto_now` fields ask the framework's clock behind everyone's back."""
    return isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}


def test_nobody_else_reads_a_clock():
    readers = [
        place(path, node)
        for path in modules()
        if path != CLOCK
        for node in ast.walk(tree(path))
        if reads_a_clock(node) or imports_a_clock(node) or stamps_by_itself(node)
    ]
    assert readers == []


def forbidden_to(path: Path) -> set[str]:
    if path == SRC / "lib" / "ids.py" or path.is_relative_to(SRC / "kernel" / "vault"):
        return set()
    return CHANCE - ROW_IDS if "models" in (path.stem, path.parent.name) else CHANCE


def drawn_by(node: ast.AST) -> set[str]:
    if isinstance(node, ast.Import):
        return {alias.name for alias in node.names}
    if not isinstance(node, ast.ImportFrom):
        return set()
    # The type of a key draws nothing.
    only_the_type = node.module == "uuid" and {alias.name for alias in node.names} == {"UUID"}
    return set() if only_the_type else {node.module or ""}


def test_nobody_else_draws_lots():
    players = [
        place(path, node)
        for path in modules()
        for node in ast.walk(tree(path))
        if drawn_by(node) & forbidden_to(path)
    ]
    assert players == []
