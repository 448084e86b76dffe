"""Every public function of an `actions.py` is an act: it cannot be carried out unrecorded.

That an act writes exactly one ledger entry is enforced by `kernel.ledger.acts.act` itself, on every call.
"""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.source import SRC, Function, dotted, modules, place, tree

pytestmark = pytest.mark.pure

# "path:function" → why it is no act.
NO_ACTS = {
    "src/banshi/institutions/refusals/actions/registering.py:enter": "part of the act that refuses",
    "src/banshi/institutions/refusals/actions/registering.py:judge": "part of the act that refuses",
    "src/banshi/institutions/refusals/actions/registering.py:note_elsewhere": "part of the act that turns away",
    "src/banshi/institutions/guidance/actions/guiding.py:note_missed": "counts words; no deed, and nobody's",
    "src/banshi/institutions/time_limits/actions/sweep.py:note_breach": "part of the act that found it",
    "src/banshi/institutions/provisional_acceptance/actions/ending.py:break_off": "part of the act that found it",
    "src/banshi/workflows/administration.py:recompute_next": "carries out the act for one batch of clocks",
    "src/banshi/workflows/administration.py:recompute_open": "carries out one act for each batch of clocks",
    "src/banshi/workflows/arrival.py:follow": "calls the room's acts for the booking behind a visit",
    "src/banshi/workflows/former.py:expected": "reads: by when the cases of a file would be due",
    "src/banshi/workflows/steps.py:next_steps": "reads: the lawful next steps of a case",
    "src/banshi/workflows/tick.py:complaints": "calls acts; each duty found is one of its own",
    "src/banshi/workflows/tick.py:duties": "calls acts; each duty found is one of its own",
    "src/banshi/workflows/tick.py:tick": "calls acts; each duty found is one of its own",
    "src/banshi/workflows/tick.py:work_off": "calls the workers batch by batch",
}


def acting_files() -> Iterator[Path]:
    for path in modules():
        floor = path.relative_to(SRC).parts[0]
        acting = "actions" in {path.stem, path.parent.name}
        if path.stem != "__init__" and (floor == "workflows" or (floor == "institutions" and acting)):
            yield path


def act_of(function: Function) -> ast.Call | None:
    """The decorator `@act("name", "06-03-2", …)`, if there is one."""
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and dotted(decorator.func).rpartition(".")[2] == "act":
            return decorator
    return None


def public_functions() -> Iterator[tuple[Path, Function]]:
    for path in acting_files():
        for node in tree(path).body:
            if isinstance(node, Function) and not node.name.startswith("_"):
                yield path, node


def test_every_public_function_of_an_actions_file_is_an_act_or_listed_with_a_reason():
    plain = {f"{place(path)}:{f.name}" for path, f in public_functions() if act_of(f) is None}
    assert sorted(plain ^ NO_ACTS.keys()) == []


def acts() -> list[tuple[str, Function, ast.Call]]:
    return [(f"{place(path)}:{f.name}", f, a) for path, f in public_functions() if (a := act_of(f))]


def test_every_act_names_at_least_one_article():
    assert [name for name, _, decorator in acts() if len(decorator.args) < 2] == []


def test_every_act_takes_keyword_arguments_only():
    assert [name for name, function, _ in acts() if function.args.args or function.args.vararg] == []


def test_every_act_says_what_it_does():
    assert [name for name, function, _ in acts() if not ast.get_docstring(function)] == []


def test_no_two_acts_share_a_name():
    every = [a for path in modules() for f in tree(path).body if isinstance(f, Function) if (a := act_of(f))]
    names = Counter(a.args[0].value for a in every if a.args and isinstance(a.args[0], ast.Constant))
    assert [name for name, count in names.items() if count > 1] == []
