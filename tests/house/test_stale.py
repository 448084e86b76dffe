"""Whoever acts on an old page is stopped: every form of the staff about one thing says which state it showed.

The mechanism is one: `ActForm` (or a `version` of the room's form) → the act's `version` → `Stale` under the lock.
That a stale one is refused with everything typed kept is shown in tests/entrypoints/workbench/test_acts.py.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator
from types import ModuleType

import pytest
from django.urls import get_resolver

from banshi.kernel.cases.forms import ActForm
from tests.house.source import Function, dotted, functions, modules, place
from tests.house.test_routes import routes

pytestmark = pytest.mark.pure

NOTHING = "changes nothing that another person changes"
LOCKED = (
    "its row is locked and its rule asks the row's state: a second answer, closing or dismissal is refused"
)
ADDS = "adds something of its own; what is there stays"
OVERWRITES = "NOT YET: of two who change the same settings at once, the later one counts"

# Name of the route → why it needs no version. It only shrinks.
EXCEPTIONS = {
    **dict.fromkeys(("presence", "read_message", "unmask", "tell_about", "new_password"), NOTHING),
    **dict.fromkeys(("application", "register_matter", "register_integrity", "open_session"), ADDS),
    **dict.fromkeys(("record_finding", "put_on_duty", "checklist", "check_lines", "check_again"), ADDS),
    **dict.fromkeys(("note_call", "check_post", "booking_feed", "desk_book_service"), ADDS),
    **dict.fromkeys(("archive_refusal", "filing_sent", "filing_again", "filing_receipt"), LOCKED),
    **dict.fromkeys(("extended_session", "another_day", "assist_end"), LOCKED),
    **dict.fromkeys(("contact_answer", "contact_hand_over", "contact_take_over", "contact_point"), LOCKED),
    **dict.fromkeys(("follow_up_verify", "follow_up_close", "opinion", "retire_policy"), LOCKED),
    **dict.fromkeys(
        ("state_failure", "judge_failure", "record_criticism", "find_valid_complaint", "integrity_step"),
        LOCKED,
    ),
    **dict.fromkeys(("take_off_duty", "absence", "cancel_absence", "finish_inspection"), LOCKED),
    **dict.fromkeys(("state_own_word", "report_correction", "recheck_finding", "receive_gift"), LOCKED),
    **dict.fromkeys(("complaint_act", "accountability_act", "accountability_own_act"), LOCKED),
    **dict.fromkeys(("accept_lead", "dismiss_lead"), LOCKED),
    **dict.fromkeys(("close_run", "publish_run", "demand_correction", "dismiss_finding"), LOCKED),
    **dict.fromkeys(
        ("answer_correction", "recheck_correction", "retire_post", "document_unaffected"), LOCKED
    ),
    **dict.fromkeys(("publish_procedure", "retire_procedure", "answer_appraisal_objection"), LOCKED),
    **dict.fromkeys(("close_appraisals", "amendment", "stop_simulation"), LOCKED),
    **dict.fromkeys(
        ("keep_procedure", "capacity_of", "webhook", "change_queue", "change_counter"), OVERWRITES
    ),
}


def posts() -> Iterator[tuple[str, Callable[..., object]]]:
    """Name and view of every address of the staff that has an id or a code in it and takes a form."""
    names = {view: name for name, view in named()}
    for path, callback in routes(get_resolver()):
        view = inspect.unwrap(callback)
        if path.startswith("desk/") and "<" in path and takes_forms(view):
            yield names[callback], view


def named() -> Iterator[tuple[str, Callable[..., object]]]:
    def walk(node):
        for part in node.url_patterns:
            if hasattr(part, "url_patterns"):
                yield from walk(part)
            else:
                yield part.name, part.callback

    return walk(get_resolver())


def takes_forms(view: Callable[..., object]) -> bool:
    """Unless its decorators say that it is only read."""
    marks = inspect.getsource(view).split("def ")[0]
    return "@require_safe" not in marks and "require_GET" not in marks


def says_what_was_shown(view: Callable[..., object]) -> bool:
    """Whether the view, or a helper of its module that it names, uses a form with the version."""
    home = inspect.getmodule(view)
    assert isinstance(home, ModuleType)
    seen: set[str] = set()
    waiting, text, may_know = [view.__name__], "", False
    while waiting:
        name = waiting.pop()
        found = view if name == view.__name__ else getattr(home, name, None)
        if name in seen or found is None:
            continue
        seen.add(name)
        if isinstance(found, type):
            if issubclass(found, ActForm):
                return True
            may_know = may_know or "version" in getattr(found, "base_fields", {})
        elif inspect.isfunction(found) and found.__module__ == home.__name__:
            text += inspect.getsource(found)
            waiting += re.findall(r"\b\w+\b", inspect.getsource(found))
    # A form that can carry the version says nothing unless it is handed on.
    return may_know and "version=given[" in text


def test_every_form_about_one_thing_says_which_state_of_it_was_shown():
    silent = {name for name, view in posts() if not says_what_was_shown(view)}
    assert sorted(silent - EXCEPTIONS.keys()) == []
    assert sorted(EXCEPTIONS.keys() - silent) == []


def test_no_form_about_a_case_or_an_official_document_is_an_exception():
    about = {name for name, _view in posts()} & EXCEPTIONS.keys()
    allowed = {"presence", "unmask", "register_matter"}
    cases = {
        part
        for path, callback in routes(get_resolver())
        if path.startswith(("desk/cases/", "desk/matters/"))
        for name, view in named()
        if view is callback and (part := name)
    }
    assert about & cases <= allowed


def acts() -> Iterator[tuple[str, Function]]:
    for path in modules():
        for function in functions(path):
            decorated = [one for one in function.decorator_list if isinstance(one, ast.Call)]
            if any(dotted(one.func).rpartition(".")[2] == "act" for one in decorated):
                yield f"{place(path)}:{function.name}", function


def test_every_act_that_is_told_the_version_looks_at_it():
    deaf = [
        where
        for where, function in acts()
        if any(one.arg == "version" for one in function.args.kwonlyargs)
        and not any(isinstance(one, ast.Name) and one.id == "version" for one in ast.walk(function))
    ]
    assert deaf == []
