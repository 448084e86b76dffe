"""R: backup, restore, proof. On SQLite and on PostgreSQL: `python -m soak.restore [--quick]`.

A sample bureau is backed up, damaged backups are offered in hundreds, it is brought back on a clean place and proven;
nothing may leave the house. Then PostgreSQL is recovered to a moment from a base backup and its archived log.
"""

import datetime as dt
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch
from urllib.parse import quote

from bench.databases import DURABLE, KINDS
from bench.report import Table, progress, run
from tests import postgres

ROOT = Path(__file__).parents[1]
ACTS, PAUSE = 60, 0.25


def banshi(named: dict[str, str], *arguments: str, fails: bool = False) -> str:
    """Run a command with settings of its own; raises when it does not end as it should."""
    command = [sys.executable, "-m", "banshi.config.cli", *arguments]
    done = subprocess.run(command, env=os.environ | named, capture_output=True, text=True, check=False)
    if bool(done.returncode) != fails:
        raise AssertionError(f"banshi {' '.join(arguments)}: {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout + done.stderr


def settings(url: str, data: Path) -> dict[str, str]:
    """The environment of one installation."""
    data.mkdir(parents=True, exist_ok=True)
    tools = str(postgres.wheel_tools())
    return {"BANSHI_ENV": "demo", "DATABASE_URL": url, "BANSHI_DATA": str(data), "BANSHI_PG_BIN": tools}


def main(quick: bool) -> Iterator[Table]:
    """The tables of R."""
    rows, flips = [], []
    for kind, database in KINDS.items():
        with tempfile.TemporaryDirectory(prefix="banshi-restore-") as place, database() as url:
            drill, damaged = _drill(kind, url, Path(place), quick)
            rows.append(drill)
            flips.append(damaged)
    columns = (
        "database",
        "cases",
        "entries",
        "files",
        "MB",
        "backup s",
        "restore s",
        "proof s",
        "pages",
        "sent",
    )
    yield Table("R1, R3, R5: backup, restore on a clean place, proof", columns, rows, "0 sent, pages equal")
    aim = "every damage refused, nothing touched"
    yield Table("R4: damaged backups", ("database", "flips", "cuts", "wrong keys", "accepted"), flips, aim)
    yield _moment(quick)


def _drill(kind: str, url: str, place: Path, quick: bool) -> tuple[tuple, tuple]:
    here = settings(url, place / "here")
    progress(f"{kind}: a sample bureau")
    banshi(here, "demo", "--load-only", "--cases", "20" if quick else "800")
    banshi(here, "tick")
    _queue_a_message(here)
    begun = time.monotonic()
    banshi(here, "backup", "--to", str(place))
    backed = time.monotonic() - begun
    (file,) = place.glob("*.bak")
    begun = time.monotonic()
    banshi(here, "backup", "--to", str(place), "--prove")
    proven = time.monotonic() - begun
    progress(f"{kind}: damaged backups")
    damaged = _damage(here, file, 40 if quick else 600)
    with _clean(kind, url, place) as address:
        there = settings(address, place / "there")
        banshi(there, "restore", str(_bad(file, place)), fails=True)
        banshi(there, "ledger", "verify", fails=True)
        begun = time.monotonic()
        banshi(there, "restore", str(file))
        restored = time.monotonic() - begun
        banshi(there, "tick")
        banshi(there, "held", "--resume")
        banshi(there, "tick")
        banshi(there, "ledger", "verify")
        outbox = place / "there" / "outbox" / "messages.jsonl"
        sent = len(outbox.read_text().splitlines()) if outbox.exists() else 0
        if sent:
            raise AssertionError(f"{sent} messages left the house after a restoration")
    told = json.loads(_inside(here, "--last"))
    size = round(file.stat().st_size / 1024 / 1024, 1)
    times = (round(backed, 1), round(restored, 1), round(proven, 1))
    files = sum(1 for path in (place / "there" / "files").rglob("*") if path.is_file())
    return (kind, told["cases"], told["entries"], files, size, *times, told["pages"], sent), (kind, *damaged)


@contextmanager
def _clean(kind: str, url: str, place: Path) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{place}/there/banshi.sqlite3"
        return
    import psycopg  # noqa: PLC0415

    base, _, query = url.partition("?")
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE DATABASE clean")
        yield f"{base.rsplit('/', 1)[0]}/clean?{query}"


def _bad(file: Path, place: Path) -> Path:
    blob = bytearray(file.read_bytes())
    blob[-1000] ^= 4
    bad = place / "bad"
    bad.write_bytes(blob)
    return bad


def _damage(here: dict[str, str], file: Path, turns: int) -> tuple[int, int, int, int]:
    return tuple(json.loads(_inside(here, "--damage", str(file), str(turns))))  # type: ignore[return-value]


def _queue_a_message(here: dict[str, str]) -> None:
    _inside(here, "--queue")


def _inside(named: dict[str, str], *arguments: str) -> str:
    """Run one of the pieces below in a process with the settings of an installation."""
    command = [sys.executable, "-m", "soak.inside_restore", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | named, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    return done.stdout.splitlines()[-1] if done.stdout else ""


def _moment(quick: bool) -> Table:
    """R2: base backup, archived log, acts with a journal; the server dies, another recovers to a moment."""
    with tempfile.TemporaryDirectory(prefix="banshi-moment-") as folder:
        home, again, wal = (Path(folder) / name for name in ("one", "two", "wal"))
        for path in (Path(folder), home, again, wal):
            path.mkdir(exist_ok=True)
            path.chmod(0o777)
        binaries, user = postgres._binaries(home)
        (home / "data").mkdir(mode=0o700)
        if user:
            os.chown(home / "data", user.pw_uid, user.pw_gid)
        postgres._initialise(binaries, home / "data", user)
        copying = f"test ! -f {wal}/%f && cp %p {wal}/.%f && mv {wal}/.%f {wal}/%f"
        archive = {
            "archive_mode": "on",
            "archive_command": copying,
            "archive_timeout": "5",
            "wal_level": "replica",
        }
        with patch.dict(postgres.SPEED, DURABLE | archive, clear=True):
            with postgres._running(binaries, home, user):
                url = f"postgresql://postgres@/postgres?host={quote(str(home))}"
                journal, target = _lived(url, binaries, home, again, user, Path(folder), quick)
            (again / "data" / "postgresql.auto.conf").write_text(
                f"restore_command = 'cp {wal}/%f %p'\nrecovery_target_time = '{target}'\n"
                "recovery_target_action = promote\n"
            )
            (again / "data" / "recovery.signal").touch()
            begun = time.monotonic()
            # What the newest segment held that was not archived is lost with the machine; here it died politely.
            with (
                patch.dict(postgres.SPEED, {"archive_mode": "off"}),
                postgres._running(binaries, again, user),
            ):
                back = f"postgresql://postgres@/postgres?host={quote(str(again))}"
                found = json.loads(_inside(settings(back, Path(folder) / "back"), "--recovered"))
            took = time.monotonic() - begun
    moment = dt.datetime.fromisoformat(target)
    before = [case for at, case in journal if dt.datetime.fromisoformat(at) <= moment]
    lost = [case for case in before if case not in found["cases"]]
    later = [
        case for at, case in journal if dt.datetime.fromisoformat(at) > moment and case in found["cases"]
    ]
    if lost or len(later) > 1 or found["faults"]:
        raise AssertionError(f"lost {lost}, too late {later}, faults {found['faults']}")
    row = (
        len(journal),
        len(before),
        len(lost),
        len(later),
        found["entries"],
        found["faults"],
        round(took, 1),
    )
    columns = ("acts", "before the moment", "lost", "after it", "entries verified", "faults", "seconds")
    return Table("R2: PostgreSQL recovered to a moment", columns, [row], "0 lost, 0 faults")


def _lived(url, binaries, home, again, user, folder, quick):  # type: ignore[no-untyped-def]
    """A bureau, a base backup, acts noted as they are acknowledged; the journal and a moment in its middle."""
    here = settings(url, folder / "here")
    progress("recovery to a moment: a sample bureau")
    banshi(here, "demo", "--load-only", "--cases", "6" if quick else "60")
    base = [binaries / "pg_basebackup", "-h", home, "-U", "postgres", "-D", again / "data", "-c", "fast"]
    subprocess.run(base, check=True, cwd=home, **postgres._identity(user))
    journal = json.loads(_inside(here, "--acts", str(12 if quick else ACTS), str(PAUSE)))
    at = [dt.datetime.fromisoformat(moment) for moment, _case in journal]
    middle = len(at) // 2
    target = at[middle] + (at[middle + 1] - at[middle]) * random.Random(7).uniform(0.1, 0.4)
    _inside(here, "--switch")
    return journal, target.isoformat()


if __name__ == "__main__":
    run(main)
