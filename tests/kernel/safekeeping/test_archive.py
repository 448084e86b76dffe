"""A backup is whole or not there; a damaged, foreign or newer one is refused before anything is touched."""

import errno
import random

import pytest

from banshi.kernel.safekeeping import archive, engines
from banshi.kernel.safekeeping.archive import DATABASE, FILES
from banshi.kernel.safekeeping.container import Damaged, Writer, new_key
from banshi.kernel.safekeeping.restoring import _require_ours
from banshi.lib.results import Refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def files(settings, tmp_path):
    """A folder of papers."""
    place = tmp_path / "files"
    (place / "documents" / "ab").mkdir(parents=True)
    (place / "documents" / "ab" / "w1.pdf").write_bytes(b"%PDF" * 500)
    settings.STORAGES = settings.STORAGES | {
        "default": settings.STORAGES["default"] | {"OPTIONS": {"location": place}}
    }
    return place


@pytest.fixture
def made(files, tmp_path):
    """A backup."""
    return archive.make(tmp_path / "backups")[0]


def read_all(path):
    with archive.opened(path) as (opened, manifest), open("/dev/null", "wb") as out:
        for name in (DATABASE, FILES):
            archive.take(opened, manifest, name, out)
    return manifest


def test_it_says_what_is_in_it(made):
    manifest = read_all(made)
    assert manifest.files == 1
    assert manifest.state.counts["django_migrations"] == len(manifest.state.migrations)
    assert len(manifest.state.root) == 64
    assert archive.head_of(made)["engine"] == manifest.engine
    assert made.stat().st_mode & 0o777 == 0o600


def test_a_hundred_damages_are_noticed(made):
    blob, dice = made.read_bytes(), random.Random(7)
    for turn in range(100):
        changed, at = bytearray(blob), dice.randrange(len(blob))
        if turn % 4:
            changed[at] ^= 1 << dice.randrange(8)
        made.write_bytes(changed if turn % 4 else blob[:at])
        with pytest.raises(Refused):
            read_all(made)


def test_another_key_is_named_and_a_missing_one_is_offered(made, settings):
    settings.BACKUP = settings.BACKUP | {"keys": f"b9:{new_key()}"}
    with pytest.raises(Refused, match="t1"):
        read_all(made)
    settings.BACKUP = settings.BACKUP | {"keys": ""}
    with pytest.raises(Refused, match="BANSHI_BACKUP_KEYS=b1:"):
        read_all(made)


def test_a_newer_version_and_another_kind_of_database_are_refused(made):
    manifest = read_all(made)
    _require_ours(manifest)
    newer = {**_fields(manifest), "state": _newer(manifest.state)}
    for wrong in (newer, {**_fields(manifest), "engine": "oracle"}):
        with pytest.raises(Refused):
            _require_ours(type(manifest)(**wrong))


def _fields(manifest):
    return {name: getattr(manifest, name) for name in type(manifest).__dataclass_fields__}


def _newer(state):
    return type(state)((*state.migrations, "cases.9999_later"), state.counts, state.root)


def test_a_full_disk_leaves_no_half_file(files, tmp_path, monkeypatch):
    def full(self, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Writer, "write", full)
    with pytest.raises(Refused, match="磁盘满了"):
        archive.make(tmp_path / "backups")
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [".lock"]


def test_only_the_newest_are_kept_and_what_a_killed_one_left_is_cleared(files, tmp_path, at):
    where = tmp_path / "backups"
    for hour in ("08", "09", "10"):
        with at(f"2026-11-23 {hour}:00"):
            archive.make(where)
    (where / ".banshi-20261123-070000.bak.part").write_bytes(b"half")
    with at("2026-11-23 11:00"):
        newest, _manifest = archive.make(where)
    gone = archive.thin(where, 2)
    assert [path.name[16:18] for path in gone] == ["09", "08"]
    assert archive.archives(where)[0] == newest
    assert not list(where.glob("*.part"))


def test_a_part_that_is_not_what_the_manifest_says_is_damaged(made):
    with archive.opened(made) as (opened, manifest), open("/dev/null", "wb") as out:
        manifest.parts[FILES] = type(manifest.parts[FILES])(1, "0" * 64)
        with pytest.raises(Damaged):
            archive.take(opened, manifest, FILES, out)


@pytest.mark.once
def test_a_missing_or_old_tool_is_named_with_its_package(settings, tmp_path):
    settings.BACKUP = settings.BACKUP | {"pg_bin": str(tmp_path)}
    with pytest.raises(Refused, match="postgresql-client"):
        engines.tool("pg_dump", "18")
    old = tmp_path / "pg_dump"
    old.write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.18'\n")
    old.chmod(0o755)
    with pytest.raises(Refused, match="postgresql-client-18"):
        engines.tool("pg_dump", "18")
    assert engines.tool("pg_dump", "15") == str(old)
