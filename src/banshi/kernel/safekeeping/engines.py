"""The two databases below Django: a snapshot out as one stream of bytes, and back in whole or not at all.

`dump` and what the manifest says of the database come from the same snapshot, while the bureau goes on working.
"""

import contextlib
import hashlib
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import psycopg
from django.conf import settings
from django.db import connection
from psycopg import sql

from banshi.kernel.safekeeping.manifest import State
from banshi.lib.results import Reason, Refused

BLOCK = 1024 * 1024
NO_TOOL = (
    "没有找到 %(tool)s，请安装 Debian 软件包 postgresql-client，或者在 BANSHI_PG_BIN 里写明它所在的文件夹"
    " (install the package postgresql-client, or name its folder in BANSHI_PG_BIN)。"
)
OLD_TOOL = (
    "%(tool)s 是 %(found)s 版，比数据库的 %(server)s 版旧，请安装 Debian 软件包 postgresql-client-%(server)s"
    " (older than the server: install the package postgresql-client-%(server)s)。"
)
TOOL_FAILED = "%(tool)s 没有完成 (it failed)：%(why)s"
MEMORY = "内存里的数据库不能备份 (a database in memory cannot be backed up)。"


class Snapshot(Protocol):
    """One moment of a database."""

    @property
    def server(self) -> str:
        """The version of the server or engine."""

    def state(self) -> State:
        """What it holds."""

    def dump(self, out: BinaryIO) -> None:
        """Write it."""


@dataclass(frozen=True, slots=True)
class SqliteSnapshot:
    """A copy made by the online backup, which never stops a writer."""

    path: Path
    server: str = sqlite3.sqlite_version

    def state(self) -> State:
        """What the copy holds."""
        with contextlib.closing(sqlite3.connect(self.path)) as database:
            names = database.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
            tables = [name for (name,) in names if not name.startswith("sqlite_")]
            counts = {t: database.execute(f'SELECT count(*) FROM "{t}"').fetchone()[0] for t in tables}
            return _state(counts, database.execute(_MIGRATIONS), database.execute(_HEADS))

    def dump(self, out: BinaryIO) -> None:
        """Write the copy."""
        with self.path.open("rb") as file:
            shutil.copyfileobj(file, out, BLOCK)


@dataclass(frozen=True, slots=True)
class PostgresSnapshot:
    """A transaction that sees one moment, shared with pg_dump."""

    database: psycopg.Connection[Any]
    name: str
    server: str

    def state(self) -> State:
        """What the transaction sees."""
        run = self.database.execute
        found = run("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1").fetchall()
        counting = sql.SQL("SELECT count(*) FROM public.{}")
        counts = {t: int((run(counting.format(sql.Identifier(t))).fetchone() or (0,))[0]) for (t,) in found}
        return _state(counts, run(_MIGRATIONS), run(_HEADS + ' COLLATE "C"'))

    def dump(self, out: BinaryIO) -> None:
        """Write what pg_dump says of the same moment."""
        options = ("--format=custom", "--compress=0", "--no-owner", "--no-privileges", "--schema=public")
        command = [tool("pg_dump", self.server), *options, f"--snapshot={self.name}"]
        with subprocess.Popen(
            command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as running:
            assert running.stdout
            assert running.stderr
            try:
                shutil.copyfileobj(running.stdout, out, BLOCK)
            except BaseException:
                running.kill()
                raise
            why = running.stderr.read()
        _require("pg_dump", running.returncode, why)


_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
_HEADS = "SELECT stream, seq, hash FROM ledger_head ORDER BY stream"


def _state(counts: dict[str, int], migrations: Any, heads: Any) -> State:
    root = hashlib.sha256()
    for stream, seq, digest in heads:
        root.update(f"{stream} {seq} {digest}\n".encode())
    return State(tuple(f"{app}.{name}" for app, name in migrations), counts, root.hexdigest())


@contextlib.contextmanager
def snapshot(scratch: Path) -> Iterator[Snapshot]:
    """One moment of the bureau's database; `scratch` is a folder for what is needed meanwhile."""
    if connection.vendor == "postgresql":
        with psycopg.connect(**parameters()) as database:
            database.isolation_level, database.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
            (name,) = database.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
            server = str(database.info.server_version // 10000)
            tool("pg_dump", server)
            yield PostgresSnapshot(database, name, server)
        return
    copy = scratch / "database.sqlite3"
    with (
        contextlib.closing(sqlite3.connect(f"file:{sqlite_path()}?mode=ro", uri=True)) as source,
        contextlib.closing(sqlite3.connect(copy)) as target,
    ):
        source.backup(target)
    yield SqliteSnapshot(copy)


def sqlite_path() -> Path:
    """The file of the SQLite database; raises `Refused` for one in memory."""
    name = str(connection.settings_dict["NAME"])
    if ":memory:" in name or "mode=memory" in name:
        raise Refused(Reason(MEMORY))
    return Path(name)


def parameters() -> dict[str, Any]:
    """How PostgreSQL is reached, for a connection of one's own."""
    wanted = {"dbname", "user", "password", "host", "port", "service", "passfile"}
    given = connection.get_connection_params()
    return {name: value for name, value in given.items() if name in wanted or name.startswith("ssl")}


def environment() -> dict[str, str]:
    """The same for the tools of PostgreSQL; a password never stands in a command line."""
    names = {"dbname": "PGDATABASE"}
    return dict(os.environ) | {
        names.get(name, f"PG{name.upper()}"): str(value) for name, value in parameters().items()
    }


def tool(name: str, server: str) -> str:
    """Where pg_dump or pg_restore is; raises `Refused` when it is missing or older than the server."""
    folder = settings.BACKUP["pg_bin"]
    found = shutil.which(name, path=folder or None)
    if found is None:
        raise Refused(Reason(NO_TOOL, params={"tool": name}))
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=False).stdout
    version = next((word.partition(".")[0] for word in said.split() if word[0].isdigit()), "0")
    if int(version) < int(server):
        raise Refused(Reason(OLD_TOOL, params={"tool": name, "found": version, "server": server}))
    return found


def _require(name: str, code: int, why: bytes) -> None:
    if code:
        last = (why.decode(errors="replace").strip().splitlines() or [str(code)])[-1]
        raise Refused(Reason(TOOL_FAILED, params={"tool": name, "why": last[:300]}))


@contextlib.contextmanager
def scratch_folder(base: Path) -> Iterator[Path]:
    """A folder for its owner only, gone afterwards."""
    base.mkdir(mode=0o750, parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".banshi-", dir=base) as folder:
        yield Path(folder)


def pg_restore(dump: Path, server: str) -> None:
    """Read a dump into the bureau's database, whose schema `public` is gone; all or nothing."""
    options = ("--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error")
    command = [tool("pg_restore", server), *options, f"--dbname={parameters()['dbname']}", str(dump)]
    done = subprocess.run(command, env=environment(), capture_output=True, check=False)
    _require("pg_restore", done.returncode, done.stderr)
