"""A bureau that began with an older version is brought up to this one, and all that it had is still there.

How its data were kept: `tools/stood.py`. A released migration is never edited; `released.txt` says what it was.
"""

import hashlib
import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tests.house.source import ROOT, SRC

HERE = Path(__file__).parent / "upgrade"
VERSIONS = sorted(path.name.removesuffix(".jsonl.gz") for path in HERE.glob("*.jsonl.gz"))


@pytest.fixture
def empty_database(tmp_path):
    """The address of a database of its own, on what the tests run on."""
    url = os.environ.get("DATABASE_URL", "")
    if not url.startswith("postgres"):
        yield f"sqlite:///{tmp_path / 'old.sqlite3'}"
        return
    base, _, query = url.partition("?")
    name = f"upgrade_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}")
        yield f"{base.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")
        server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.mark.parametrize("version", VERSIONS)
def test_an_older_bureau_comes_up_with_its_ledger_sound_and_its_cases_open(version, empty_database, tmp_path):
    named = os.environ | {
        "BANSHI_ENV": "test",
        "BANSHI_NOW": "2026-11-23T12:00",
        "BANSHI_DATA": str(tmp_path),
        "DATABASE_URL": empty_database,
        "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
        "PYTHONPATH": f"{SRC.parent}{os.pathsep}{ROOT}",
    }
    command = [sys.executable, "-m", "tests.config.upgrade.way_up", version]
    done = subprocess.run(command, cwd=ROOT, env=named, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["cases"] > 30
    assert found["entries"] > 600
    assert (found["faults"], found["closed"], found["initial"]) == (0, [], 0)


@pytest.mark.pure
def test_there_is_something_to_come_from():
    assert VERSIONS
    assert all((HERE / f"{version}.migrations.txt").exists() for version in VERSIONS)


@pytest.mark.pure
def test_no_released_migration_was_edited_or_taken_away():
    released = dict(
        reversed(line.split(maxsplit=1))
        for line in (HERE / "released.txt").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    now = {name: fingerprint(SRC / name) for name in released if (SRC / name).exists()}
    assert now == released


@pytest.mark.pure
def test_every_migration_of_a_version_with_data_is_among_the_released():
    stood = (HERE / f"{VERSIONS[-1]}.migrations.txt").read_text(encoding="utf-8").splitlines()
    newest = dict(line.split(maxsplit=1) for line in stood if not line.startswith("#"))
    released = (HERE / "released.txt").read_text(encoding="utf-8")
    ours = [app for app in newest if list(SRC.rglob(f"{app}/migrations/0001_*.py"))]
    assert [app for app in ours if f"/{app}/migrations/{newest[app]}.py" not in released] == []


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
