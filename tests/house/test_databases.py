"""The tests' own ground on both databases: tables can be emptied between tests, the ledger's guard stays."""

import pytest
from django.db import DatabaseError, connection, transaction

from banshi.kernel.ledger.actions import NewEntry, append
from banshi.kernel.ledger.acts import SYSTEM
from banshi.kernel.ledger.models import Entry
from banshi.kernel.regulations.citation import cite


def write_an_entry() -> None:
    with transaction.atomic():
        append([NewEntry("house", "tried", cite("00-01"), {})], actor=SYSTEM)


def change_is_refused() -> bool:
    try:
        with transaction.atomic():
            Entry.objects.filter(stream="house").update(act="changed")
    except DatabaseError:
        return True
    return False


# Twice, so that one of them comes after the other's tables were emptied, in whatever order they run.
@pytest.mark.parametrize("time", ["once", "again"])
@pytest.mark.django_db(transaction=True)
def test_a_committed_entry_is_guarded_and_gone_with_its_test(time):
    assert not Entry.objects.exists()
    write_an_entry()
    assert change_is_refused()


@pytest.mark.django_db
def test_an_entry_is_guarded_in_an_ordinary_test_too():
    write_an_entry()
    assert change_is_refused()


@pytest.mark.django_db
def test_the_database_is_the_one_this_run_is_about(settings):
    assert connection.vendor in {"sqlite", "postgresql"}
    assert "test" in str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        assert connection.is_in_memory_db() is False
