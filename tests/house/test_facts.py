"""The vocabulary of facts is closed, and each kind is written in exactly one place."""

import ast
from pathlib import Path

import pytest

from banshi.kernel.cases import facts
from tests.house.source import SRC, dotted, modules, tree

pytestmark = pytest.mark.pure

VOCABULARY = {
    name: fact.kind
    for name, fact in vars(facts).items()
    if isinstance(fact, type) and issubclass(fact, facts.Fact) and fact is not facts.Fact
}


def writer(path: Path) -> str:
    """A room as a whole, or one file of the workflows."""
    parts = path.relative_to(SRC).parts
    return "/".join(parts[:2])


def writers(fact: str) -> set[str]:
    return {
        writer(path)
        for path in modules()
        if path.name != "facts.py"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == fact
    }


@pytest.mark.parametrize("fact", sorted(VOCABULARY))
def test_each_kind_of_fact_is_written_in_exactly_one_place(fact):
    assert len(writers(fact)) == 1, f"{fact} is written by {sorted(writers(fact)) or 'nobody'}"


def test_no_two_kinds_share_a_name_in_the_ledger():
    assert len(set(VOCABULARY.values())) == len(VOCABULARY)
