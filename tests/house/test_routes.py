"""Every address says how it is guarded: forgetfulness is caught, not memory relied on."""

from collections.abc import Callable

import pytest
from django.urls import get_resolver

from banshi.kernel.organisation import permissions
from tests.addresses import routes

pytestmark = pytest.mark.pure

# Besides `public` and an act of the permission table: guards that stand for a whole class of views.
GUARDS = {"public", "key"} | permissions.TABLE.keys()


def guard(view: Callable[..., object]) -> str | None:
    """What the view itself, or the class behind it, declares."""
    for holder in (view, getattr(view, "cls", None), getattr(view, "view_class", None)):
        if declared := getattr(holder, "__guard__", None):
            return str(declared)
    return None


def test_there_are_addresses():
    assert list(routes(get_resolver()))


def test_every_address_declares_its_guard():
    assert [path for path, view in routes(get_resolver()) if guard(view) is None] == []


def test_every_declared_guard_is_known_to_the_permission_table():
    declared = {path: guard(view) for path, view in routes(get_resolver())}
    assert {path: name for path, name in declared.items() if name and name not in GUARDS} == {}
