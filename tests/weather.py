"""Strict weather: small traps that make a fault show where it is made, not where it hurts later."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import pytest
import rest_framework
from django.db import connections
from django.db.models import QuerySet
from django.template import engines
from django.test import TransactionTestCase

from banshi.kernel.ledger import guard

TOLERATED = (Path(django.__file__).parent, Path(rest_framework.__file__).parent)


class UnknownVariable(str):
    """Stands where Django would print nothing for an unknown variable, and fails the test instead."""

    __slots__ = ()

    def __new__(cls) -> "UnknownVariable":
        return super().__new__(cls, "%s")

    def __mod__(self, variable: object) -> str:
        # The caller is Django's resolver; its `context` knows the template being rendered.
        context = sys._getframe(1).f_locals.get("context")
        template = getattr(getattr(context, "render_context", None), "template", None)
        origin = Path(str(getattr(getattr(template, "origin", None), "name", "?")))
        if any(origin.is_relative_to(package) for package in TOLERATED):
            return ""
        pytest.fail(f"unknown template variable {variable!s} in {origin}", pytrace=False)


def fail_on_unknown_template_variables() -> None:
    """Let every template of the house refuse a variable that its view did not give."""
    engines["django"].engine.string_if_invalid = UnknownVariable()


@contextmanager
def ordered_slices() -> Iterator[None]:
    """Refuse to take the first rows of a query that has no order: which ones come is chance."""
    take = QuerySet.__getitem__

    def checked(self: QuerySet[Any], key: Any) -> Any:
        # `repr` shows a few rows of any query; that is no use of their order.
        shown = sys._getframe(1).f_code.co_name == "__repr__"
        if not (self.ordered or self._result_cache is not None or self.query.combinator or shown):
            pytest.fail(f"a query on {self.model.__name__} is cut without an order", pytrace=True)
        return take(self, key)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(QuerySet, "__getitem__", checked)
        yield


@contextmanager
def ledger_may_be_emptied() -> Iterator[None]:
    """Lift the ledger's triggers while a transactional test empties its tables, and only then."""
    empty = TransactionTestCase._fixture_teardown

    def emptied(self: TransactionTestCase) -> None:
        for connection in connections.all():
            guard.remove(connection, guard.TABLES)
        try:
            empty(self)
        finally:
            for connection in connections.all():
                guard.install(connection, guard.TABLES)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", emptied)
        yield
