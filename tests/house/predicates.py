"""Faults planted into the predicates of permission, one at a time, in this process."""

import ast
import copy
import inspect
import textwrap
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


def mutants(function: Callable[..., Any]) -> Iterator[tuple[str, ast.Module]]:
    """Every condition of a function negated, held true, held false, and every `and`/`or` exchanged."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(inspect.unwrap(function))))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp)]
    for number, node in enumerate(nodes):
        for name, change in CHANGES.items():
            other = change(node)
            if other is not None:
                yield f"{ast.unparse(node)} → {name}", _with(tree, number, change)


def _with(tree: ast.Module, number: int, change: Callable[[ast.expr], ast.expr | None]) -> ast.Module:
    twin = copy.deepcopy(tree)
    nodes = [node for node in ast.walk(twin) if isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp)]
    old = nodes[number]
    new = change(old)
    assert new is not None
    for parent in ast.walk(twin):
        for field, value in ast.iter_fields(parent):
            if value is old:
                setattr(parent, field, new)
            elif isinstance(value, list):
                value[:] = [new if item is old else item for item in value]
    return ast.fix_missing_locations(twin)


def _negated(node: ast.expr) -> ast.expr:
    return ast.UnaryOp(ast.Not(), node)


def _exchanged(node: ast.expr) -> ast.expr | None:
    if not isinstance(node, ast.BoolOp):
        return None
    return ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


CHANGES: dict[str, Callable[[ast.expr], ast.expr | None]] = {
    "not": _negated,
    "True": lambda _node: ast.Constant(True),
    "False": lambda _node: ast.Constant(False),
    "and/or": _exchanged,
}


@contextmanager
def planted(holder: Any, module: ModuleType, name: str, tree: ast.Module) -> Iterator[None]:
    """The function `name` of a module or class replaced by its mutant, for as long as it lasts."""
    sound, space = getattr(holder, name), vars(module)
    made: dict[str, Any] = {}
    exec(compile(tree, f"<mutant of {name}>", "exec"), space, made)
    setattr(holder, name, made[name])
    try:
        yield
    finally:
        setattr(holder, name, sound)
