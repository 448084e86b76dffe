"""Several machines start together: one brings the database up to date, the others wait for it."""

import psycopg
import pytest
from django.db import connection

from banshi.config.commands import running
from banshi.kernel.safekeeping import engines


@pytest.mark.django_db
def test_only_one_machine_changes_the_tables_at_a_time(monkeypatch, settings, tmp_path):
    settings.BANSHI_DATA = tmp_path
    free = []

    def look(*_arguments, **_options):
        if connection.vendor == "postgresql":
            with psycopg.connect(**engines.parameters()) as other:
                free.append(
                    other.execute("SELECT pg_try_advisory_lock(%s)", [running.MIGRATING]).fetchone()[0]
                )

    monkeypatch.setattr(running, "call_command", look)
    running.prepare_database()
    assert free == ([False] if connection.vendor == "postgresql" else [])
    monkeypatch.undo()
    if connection.vendor == "postgresql":
        with psycopg.connect(**engines.parameters()) as other:
            assert other.execute("SELECT pg_try_advisory_lock(%s)", [running.MIGRATING]).fetchone()[0]
