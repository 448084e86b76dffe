"""Every column of every table has its line in the data dictionary, and whatever is about a person has an end."""

import ast

import pytest
from django.apps import apps

from banshi.kernel.privacy.dictionary import ELSEWHERE, NOTHING, ROWS, Table, tables
from banshi.kernel.privacy.periods import kinds
from banshi.kernel.vault.fields import IdentityField, SealedField
from tests.house.source import SRC, tree

pytestmark = pytest.mark.pure

PERSONAL = {"secret", "sensitive", "ordinary", "coded"}
ALL = list(tables().values())


def columns_of(model):
    """The columns but the numbers that the database counts by itself."""
    counted = {"AutoField", "BigAutoField"}
    return {f.name for f in model._meta.get_fields() if f.concrete and type(f).__name__ not in counted}


def label(table: Table) -> str:
    return table.label


def test_every_table_stands_in_the_dictionary():
    assert {model._meta.label for model in apps.get_models()} ^ tables().keys() == set()


@pytest.mark.parametrize("table", ALL, ids=label)
def test_every_column_has_one_level(table):
    assert sorted(table.columns) == sorted(set(table.columns))
    assert set(table.columns) ^ columns_of(table.model) == set()


@pytest.mark.parametrize("table", ALL, ids=label)
def test_whatever_is_about_people_has_a_purpose_and_an_end(table):
    if not any(table.levels.get(level) for level in PERSONAL | {"staff", "linked"}):
        assert table.kept == NOTHING
        return
    assert table.kind is not None
    ends = any(period.ends for period in table.kind.periods)
    if ends and any(table.levels.get(level) for level in PERSONAL):
        assert table.since or table.until or table.erase == ELSEWHERE


@pytest.mark.parametrize("table", ALL, ids=label)
def test_what_is_sealed_is_about_people_and_who_complained_is_secret(table):
    for field in table.model._meta.get_fields():
        if isinstance(field, IdentityField):
            assert field.name in table.levels["secret"]
        elif isinstance(field, SealedField):
            assert field.name in (*table.levels.get("sensitive", ()), *table.levels.get("ordinary", ()))


@pytest.mark.parametrize("table", ALL, ids=label)
def test_the_columns_that_a_rule_names_are_there(table):
    named = {*table.stays, *(table.instead or {})}
    assert named <= set(table.columns)
    assert table.erase in {"", ROWS, ELSEWHERE}
    if table.erase == ELSEWHERE:
        assert (SRC / table.where).exists()


def test_no_kind_of_retention_is_without_a_table():
    # Permanent: items whose cases no rule touches.
    assert kinds().keys() - {"permanent"} == {table.kept for table in ALL} - {NOTHING}


def test_the_erasure_done_elsewhere_is_the_one_the_worker_calls():
    called = ast.dump(tree(SRC / "kernel" / "privacy" / "erasing.py"))
    for where in {table.where for table in ALL if table.erase == ELSEWHERE}:
        stem = where.removesuffix(".py").rpartition("/")[2]
        assert stem in called


@pytest.mark.parametrize("kind", kinds().values(), ids=lambda kind: kind.key)
def test_every_kind_speaks_both_languages(kind):
    for text in (kind.name, kind.why, kind.ground):
        assert text.keys() == {"zh", "en"}
        assert all(text.values())
    assert kind.periods
