"""No test sleeps: the clock of the tests is moved instead, and who waits for another process asks again and again."""

import ast
from pathlib import Path

import pytest

from tests.house.source import ROOT, functions, place, tree

pytestmark = pytest.mark.pure

# Each asks an outside process whether it is ready, with an end to its patience; or is a part of `make soak` alone.
WAITERS = {
    "tests/postgres.py": {"_wait"},
    "tests/browser/house.py": {"_wait"},
    "tests/entrypoints/api/test_receiver.py": {"answers"},
    "tests/faults/house.py": {"wait_for"},
    "tests/faults/clients.py": {"_insist"},
    "tests/faults/assault.py": {"_round", "_kill_database", "_settle"},
}
SLEEPS = {"sleep", "wait_for_timeout"}


def sleeps(node: ast.AST) -> bool:
    """Whether this calls something that only lets time pass."""
    if not isinstance(node, ast.Call):
        return False
    called = node.func
    return (isinstance(called, ast.Attribute) and called.attr in SLEEPS) or (
        isinstance(called, ast.Name) and called.id in SLEEPS
    )


def sleepers(path: Path) -> list[ast.AST]:
    written = path.read_text(encoding="utf-8")
    return (
        [node for node in ast.walk(tree(path)) if sleeps(node)] if any(n in written for n in SLEEPS) else []
    )


def waiting(path: Path) -> set[ast.AST]:
    """The sleeps inside functions that may wait."""
    may = WAITERS.get(path.relative_to(ROOT).as_posix(), set())
    bodies = (one for one in functions(path) if one.name in may)
    return {node for body in bodies for node in ast.walk(body) if sleeps(node)}


def test_nobody_sleeps_but_who_waits_for_another_process():
    found = {path: sleepers(path) for path in sorted((ROOT / "tests").rglob("*.py"))}
    assert [place(path, node) for path in found for node in found[path] if node not in waiting(path)] == []


def test_whoever_may_wait_does():
    really = {
        name: {one.name for one in functions(ROOT / name) if any(sleeps(node) for node in ast.walk(one))}
        for name in WAITERS
    }
    assert really == WAITERS


def test_a_sleep_is_seen_however_it_is_written():
    for source in ("time.sleep(1)", "sleep(0.1)", "page.wait_for_timeout(50)"):
        assert sleeps(ast.parse(source, mode="eval").body), source
