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
    "src/banshi/institutions/complaints/actions/failing.py:passed": "part of the act that passes it on",
    "src/banshi/institutions/one_time_notice/actions/failing.py:note_second_notice": "part of the act that asks",
    "src/banshi/institutions/one_time_notice/actions/failing.py:note_silence": "part of the deemed acceptance",
    "src/banshi/institutions/one_time_notice/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/institutions/guidance/actions/guiding.py:note_missed": "counts words; no deed, and nobody's",
    "src/banshi/institutions/time_limits/actions/sweep.py:note_breach": "part of the act that found it",
    "src/banshi/institutions/accountability/actions/file.py:tell_of_leads": "messages of the act that raises them",
    "src/banshi/institutions/accountability/actions/leads.py:enter_lapses": "part of the act that raises leads",
    "src/banshi/institutions/accountability/actions/working.py:take_down": "part of the act that hears",
    "src/banshi/institutions/appointments/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/institutions/complaints/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/institutions/conduct/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/institutions/extended_hours/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/institutions/first_contact/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/institutions/guidance/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/institutions/refusals/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/institutions/time_limits/actions/lapses.py:take_up": "part of the act that raises leads",
    "src/banshi/workflows/leads.py:leads": "calls the act that raises leads, room by room",
    "src/banshi/institutions/provisional_acceptance/actions/ending.py:break_off": "part of the act that found it",
    "src/banshi/institutions/supervision/actions/lapses.py:take_up": "part of the act that raises the leads",
    "src/banshi/workflows/supervising.py:behind_the_law": "reads: documents that a change of law concerns",
    "src/banshi/workflows/supervising.py:check_content": "gathers, and calls the room's act",
    "src/banshi/workflows/supervising.py:check_run": "one act for each content of a run",
    "src/banshi/workflows/supervising.py:check_waiting": "one act for each content of a run",
    "src/banshi/workflows/supervising.py:hot_spots": "reads: where bad ratings and breaches gather",
    "src/banshi/workflows/claiming.py:may_undo": "reads: whether a claim may be taken back",
    "src/banshi/workflows/administration.py:recompute_next": "carries out the act for one batch of clocks",
    "src/banshi/workflows/administration.py:recompute_open": "carries out one act for each batch of clocks",
    "src/banshi/workflows/amending.py:amendment": "reads",
    "src/banshi/workflows/amending.py:amendments": "reads",
    "src/banshi/workflows/amending.py:judge": "asks the rule",
    "src/banshi/workflows/amending.py:parameters": "reads",
    "src/banshi/workflows/parameter_words.py:in_words": "words",
    "src/banshi/workflows/parameter_words.py:value_words": "words",
    "src/banshi/workflows/articles.py:acts_of": "reads: which acts cite an article",
    "src/banshi/workflows/articles.py:figures_of": "reads",
    "src/banshi/workflows/articles.py:keys_of": "reads",
    "src/banshi/workflows/arrival.py:follow": "calls the room's acts for the booking behind a visit",
    "src/banshi/workflows/figures.py:behind": "reads",
    "src/banshi/workflows/figures.py:counted_now": "reads",
    "src/banshi/workflows/figures.py:draft_due": "calls the act for each period that ended",
    "src/banshi/workflows/figures.py:span_of": "reads",
    "src/banshi/workflows/figures.py:tally": "reads",
    "src/banshi/workflows/figures.py:whose": "reads",
    "src/banshi/workflows/dated.py:counts": "reads: how many things with a date",
    "src/banshi/workflows/dated.py:kinds_for": "reads: what somebody may count",
    "src/banshi/workflows/dated.py:lines": "reads: the things behind a number",
    "src/banshi/workflows/dated.py:reader_of": "reads: where somebody may count",
    "src/banshi/workflows/reporting.py:behind": "reads: the list behind a number",
    "src/banshi/workflows/reporting.py:figures": "reads: the figures of a period",
    "src/banshi/workflows/monthly_report.py:make_due_report": "calls the act when a month has ended",
    "src/banshi/workflows/retaining.py:erase_due": "calls the act, piece by piece",
    "src/banshi/workflows/former.py:expected": "reads: by when the cases of a file would be due",
    "src/banshi/workflows/resuming.py:go_on": "carries out the duties of the gap, then the act",
    "src/banshi/workflows/steps.py:next_steps": "reads: the lawful next steps of a case",
    "src/banshi/workflows/tick.py:complaints": "calls acts; each duty found is one of its own",
    "src/banshi/workflows/tick.py:duties": "calls acts; each duty found is one of its own",
    "src/banshi/workflows/tick.py:tick": "calls acts; each duty found is one of its own",
    "src/banshi/workflows/tick.py:work_off": "calls the workers batch by batch",
    "src/banshi/workflows/tick.py:in_turn": "calls the workers piece by piece",
    "src/banshi/workflows/witnessing.py:photos_due": "puts hashes of files into the ledger, as of papers",
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


def test_the_demo_writes_through_acts_never_past_them():
    past = [
        f"{place(path)}: {node.module}.{one.name}"
        for path in modules()
        if path.parent.name == "demo"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and _kernel_actions(node.module or "")
        for one in node.names
        if one.name.islower()
    ]
    assert past == []


def _kernel_actions(module: str) -> bool:
    return module.startswith("banshi.kernel.") and module.endswith(".actions")


def test_no_two_acts_share_a_name():
    every = [a for path in modules() for f in tree(path).body if isinstance(f, Function) if (a := act_of(f))]
    names = Counter(a.args[0].value for a in every if a.args and isinstance(a.args[0], ast.Constant))
    assert [name for name, count in names.items() if count > 1] == []
