"""Bringing a bureau back: everything is checked before anything is touched, and what was there can be put back.

Only the database and the folder of files; what must not happen afterwards is the business of `actions.mark_restored`.
"""

import sqlite3
import tarfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from banshi.kernel.ledger.verify import verify
from banshi.kernel.safekeeping import engines
from banshi.kernel.safekeeping.archive import (
    DAMAGED,
    DATABASE,
    FILES,
    NEWER,
    files_folder,
    opened,
    take,
)
from banshi.kernel.safekeeping.manifest import Manifest, State
from banshi.lib import clock
from banshi.lib.results import Reason, Refused

OTHER_ENGINE = "这份备份来自 %(theirs)s，这里设置的是 %(ours)s，不能互换 (made on another kind of database)。"
NOT_EMPTY = (
    "这里已经有数据，什么也没有动。确实要换掉，请加 --aside：原来的会移到一边，不删"
    " (there are data here; --aside moves them out of the way, nothing is deleted)。"
)
IN_USE = "还有 %(count)s 个程序连着数据库，请先停下网站和后台 (stop the web and the worker first)。"
DIFFERS = "恢复出来的和备份时说的不一样，原来的已经放回 (not what the backup says; put back)：%(what)s"
FAULTY = "台账核验有 %(count)s 个问题，原来的已经放回 (the ledger is not sound; put back)。"


@dataclass(frozen=True, slots=True)
class Found:
    """What came back: what the backup said, entries and streams that the verifier has seen, where the former went."""

    manifest: Manifest
    entries: int
    streams: int
    aside: tuple[str, ...]


def bring_back(path: Path, *, aside: bool, step: Callable[[str], object] = lambda _what: None) -> Found:
    """Restore a backup into the database and files of the settings, bring it up to this version and verify it.

    Raises `Refused`; then everything is as it was.
    """
    target = _Target(f"{clock.now():%Y%m%d%H%M%S}")
    with opened(path) as (archive, manifest):
        _require_ours(manifest)
        target.require_free(aside=aside)
        with engines.scratch_folder(Path(settings.BANSHI_DATA)) as scratch:
            step("检查 (checking)")
            database, files = scratch / "database", scratch / "files"
            for name, place in ((DATABASE, database), (FILES, scratch / FILES)):
                with place.open("wb") as out:
                    take(archive, manifest, name, out)
            _unpack(scratch / FILES, files, manifest.files)
            connection.close()
            with target.replaced(database, files, manifest):
                step("核对 (comparing)")
                _compare(manifest.state, target.state())
                call_command("migrate", interactive=False, verbosity=0)
                step("核验台账 (verifying the ledger)")
                verdict = verify()
                if not verdict.sound:
                    raise Refused(Reason(FAULTY, params={"count": len(verdict.faults)}))
    if not aside:
        target.forget()
    return Found(manifest, verdict.entries, verdict.streams, tuple(target.moved) if aside else ())


def _require_ours(manifest: Manifest) -> None:
    if manifest.engine != connection.vendor:
        params = {"theirs": manifest.engine, "ours": connection.vendor}
        raise Refused(Reason(OTHER_ENGINE, params=params))
    known = {
        f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    }
    installed = {name.partition(".")[0] for name in known}
    # A migration of an application that was taken out since is no sign of a later version.
    if any(name not in known for name in manifest.state.migrations if name.partition(".")[0] in installed):
        raise Refused(Reason(NEWER))


def _unpack(tar: Path, files: Path, expected: int) -> None:
    files.mkdir(mode=0o750)
    with tarfile.open(tar) as archive:
        archive.extractall(files, filter="data")
    found = sum(1 for path in files.rglob("*") if path.is_file())
    if found != expected:
        raise Refused(Reason(DAMAGED, params={"where": f"files {found}/{expected}"}))
    tar.unlink()


def _compare(said: State, found: State) -> None:
    wrong = [name for name, count in said.counts.items() if found.counts.get(name) != count]
    wrong += ["ledger"] * (said.root != found.root)
    if wrong:
        raise Refused(Reason(DIFFERS, params={"what": ", ".join(wrong[:5])}))


class _Target:
    """The database and the folder of files that the settings name."""

    def __init__(self, stamp: str) -> None:
        self.stamp, self.moved = stamp, list[str]()
        self._engine: _Sqlite | _Postgres = (
            _Postgres(stamp) if connection.vendor == "postgresql" else _Sqlite(stamp)
        )
        self._aside = files_folder().with_name(f"files.before-{stamp}")

    def require_free(self, *, aside: bool) -> None:
        """Raise `Refused` when somebody is at work there, or when there are data and they may not be moved."""
        self._engine.require_alone()
        files = files_folder()
        if not aside and (self._engine.filled() or (files.exists() and any(files.iterdir()))):
            raise Refused(Reason(NOT_EMPTY))

    @contextmanager
    def replaced(self, database: Path, files: Path, manifest: Manifest) -> Iterator[None]:
        """What was there is moved aside and the new is in its place; whatever goes wrong inside, it is put back."""
        here = files_folder()
        undo: list[Callable[[], object]] = []
        try:
            if self._engine.move_aside(undo):
                self.moved.append(self._engine.aside)
            if here.exists():
                here.rename(self._aside)
                undo.append(lambda: self._aside.rename(here))
                self.moved.append(str(self._aside))
            undo.append(lambda: _drop(here))
            files.rename(here)
            undo.append(self._engine.drop)
            self._engine.put(database, manifest)
            yield
        except BaseException:
            connection.close()
            for back in reversed(undo):
                back()
            raise

    def state(self) -> State:
        """What is in the database now."""
        return self._engine.state()

    def forget(self) -> None:
        """Remove what was empty and is no longer needed."""
        self._engine.forget()
        _drop(self._aside)


def _drop(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True) if folder.exists() else ():
        path.rmdir() if path.is_dir() else path.unlink()
    if folder.exists():
        folder.rmdir()


class _Sqlite:
    """A file, with the two that SQLite keeps beside it."""

    def __init__(self, stamp: str) -> None:
        self.path = engines.sqlite_path()
        self.aside = str(self.path.with_name(f"{self.path.name}.before-{stamp}"))

    def require_alone(self) -> None:
        """SQLite cannot tell who has a file open."""

    def filled(self) -> bool:
        if not self.path.exists() or not self.path.stat().st_size:
            return False
        with closing(sqlite3.connect(self.path)) as database:
            found = database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
            return _holds(lambda query: database.execute(query).fetchone(), {name for (name,) in found})

    def move_aside(self, undo: list[Callable[[], object]]) -> bool:
        moved = False
        for end in ("-wal", "-shm", ""):
            path, other = Path(f"{self.path}{end}"), Path(f"{self.aside}{end}")
            if path.exists():
                path.rename(other)
                undo.append(lambda path=path, other=other: other.rename(path))  # type: ignore[misc]
                moved = True
        return moved

    def put(self, database: Path, _manifest: Manifest) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        database.rename(self.path)

    def drop(self) -> None:
        for end in ("-wal", "-shm", ""):
            Path(f"{self.path}{end}").unlink(missing_ok=True)

    def state(self) -> State:
        return engines.SqliteSnapshot(self.path).state()

    def forget(self) -> None:
        for end in ("-wal", "-shm", ""):
            Path(f"{self.aside}{end}").unlink(missing_ok=True)


class _Postgres:
    """The schema `public` of a database: its owner may rename it and needs no other right."""

    def __init__(self, stamp: str) -> None:
        self.aside = f"before_{stamp}"

    def require_alone(self) -> None:
        connection.close()
        others = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        (count,) = self._one(others)
        if count:
            raise Refused(Reason(IN_USE, params={"count": count}))

    def filled(self) -> bool:
        with psycopg.connect(**engines.parameters()) as database:
            found = database.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
            return _holds(lambda query: database.execute(query).fetchone(), {name for (name,) in found})

    def move_aside(self, undo: list[Callable[[], object]]) -> bool:
        tables = self._one("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")[0]
        if self._one("SELECT count(*) FROM pg_namespace WHERE nspname = 'public'")[0]:
            self._do(f"ALTER SCHEMA public RENAME TO {self.aside}")
            undo.append(lambda: self._do(f"ALTER SCHEMA {self.aside} RENAME TO public"))
        return bool(tables)

    def put(self, database: Path, manifest: Manifest) -> None:
        engines.pg_restore(database, manifest.server)

    def drop(self) -> None:
        self._do("DROP SCHEMA IF EXISTS public CASCADE")

    def state(self) -> State:
        with psycopg.connect(**engines.parameters()) as database:
            return engines.PostgresSnapshot(database, "", "").state()

    def forget(self) -> None:
        self._do(f"DROP SCHEMA IF EXISTS {self.aside} CASCADE")

    def _one(self, query: str) -> Any:
        with psycopg.connect(**engines.parameters()) as database:
            return database.execute(query).fetchone()

    def _do(self, statement: str) -> None:
        with psycopg.connect(**engines.parameters()) as database:
            database.execute(statement)


def _holds(ask: Callable[[str], Any], tables: set[str]) -> bool:
    """Whether there is anything to lose: tables that are not ours, or a bureau with people or a ledger."""
    if not tables:
        return False
    if not {"django_migrations", "ledger_entry", "organisation_staff"} <= tables:
        return True
    return any(ask(f"SELECT 1 FROM {name} LIMIT 1") for name in ("ledger_entry", "organisation_staff"))
