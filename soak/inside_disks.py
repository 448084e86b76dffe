"""Inside a namespace of its own: the disk of a house becomes full, then read-only, then whole again; and a power cut.

`unshare -m python -m soak.inside_disks KIND TO`; `soak.disks` calls it. The disk is a small tmpfs: real errors of a
real file system, which ends with the namespace.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from http.client import HTTPConnection
from pathlib import Path
from pkgutil import resolve_name
from typing import Any

import django

from bench.report import progress
from bench.timing import family
from tests.faults.house import House, house, wait_for

SIZE = "400m"
# Enough for whoever was on the way to meet the full disk.
WHILE = 10.0


def main(kind: str, to: str) -> int:
    """The command line: "sqlite" or "postgresql", and where what was seen is written."""
    with house(kind) as built:
        disk = built.folder / "data"
        if built.database:
            disk = built.database.home / "data"
            built.database.stop()
        _small(disk)
        if built.database:
            built.database.start()
        os.environ.update(built.environment())
        django.setup()
        try:
            seen = resolve_name("soak.inside_disks:tried")(built, disk)
        finally:
            _run("umount", "--lazy", str(disk))
    Path(to).write_text(json.dumps(seen, ensure_ascii=False))
    return 1 if seen["wrong"] else 0


def _small(disk: Path) -> None:
    """The folder, with what is in it, on a file system of its own."""
    aside = disk.with_name("aside")
    shutil.copytree(disk, aside)
    owner = disk.stat()
    _run("mount", "-t", "tmpfs", "-o", f"size={SIZE},mode=700", "none", str(disk))
    _run("cp", "-a", f"{aside}/.", str(disk))
    os.chown(disk, owner.st_uid, owner.st_gid)
    shutil.rmtree(aside)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)


def tried(built: House, disk: Path) -> dict[str, Any]:
    """Clients act all the while; what they met, and what was left."""
    bureau, assault = resolve_name("bench.bureau"), resolve_name("tests.faults.assault")
    bureau.found()
    siege = assault.Siege(built, seed=1, clients=3)
    built.serve("serve")
    built.work()
    seen: dict[str, Any] = {}
    siege.crowd.during(lambda: seen.update(_weather(siege, built, disk)))
    siege._judge()
    return seen | {"acknowledged": siege.report.acknowledged, "wrong": siege.report.wrong}


def _weather(siege: Any, built: House, disk: Path) -> dict[str, Any]:
    seen = {}
    _acts(siege, 5)
    ballast = disk / "ballast"
    with ballast.open("wb") as file, suppress(OSError):
        while file.write(bytes(1 << 16)):
            file.flush()
    seen["full"] = _meanwhile(siege, built, "full")
    ballast.unlink()
    seen["full"]["back"] = _back(siege, built)
    seen["cut"] = _cut(siege, built, disk)
    if not built.database:
        seen["read-only"] = _read_only(siege, built, disk)
    return seen


def _read_only(siege: Any, built: House, disk: Path) -> dict[str, Any]:
    """Started on a disk that cannot be written to: what it says; then on one that can be again."""
    progress("the disk is read-only")
    for process in (built._worker, built._web):
        for pid in family(process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
    # Who was killed holds its files a moment longer.
    remount = ["mount", "-o", "remount,ro", str(disk)]
    wait_for(
        "nobody writes", lambda: subprocess.run(remount, check=False, capture_output=True).returncode == 0
    )
    said = _started(built, disk.parent / "start.log")
    _run("mount", "-o", "remount,rw", str(disk))
    built.serve("serve")
    built.work()
    return {**said, "back": _back(siege, built)}


def _started(built: House, log: Path) -> dict[str, Any]:
    """A server that is started now: its answer to somebody who only reads, or the last line it said."""
    command = [sys.executable, "-m", *f"banshi.config.cli serve --port {built.port} --workers 1".split()]
    with log.open("w") as out:
        server = subprocess.Popen(command, env=built.environment(), cwd=log.parent, stdout=out, stderr=out)
    wait_for("it starts or gives up", lambda: built.listens() or server.poll() is not None, 240)
    page = _page(built) if server.poll() is None else 0
    for pid in family(server.pid):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.wait()
    wait_for("it is gone", lambda: not built.listens())
    return {"page": page, "said": log.read_text().strip().splitlines()[-1:]}


def _page(built: House) -> int:
    line = HTTPConnection("127.0.0.1", built.port, timeout=60)
    try:
        line.request("GET", "/")
        return line.getresponse().status
    except OSError:
        return 0


def _acts(siege: Any, more: int) -> float:
    enough = siege.journal.acknowledged + more
    return wait_for("acts", lambda: siege.journal.acknowledged >= enough or siege.journal.wrong, 240)


def _meanwhile(siege: Any, built: House, what: str) -> dict[str, Any]:
    """What is answered while the disk takes nothing."""
    progress(f"the disk is {what}")
    before, statuses = siege.journal.acknowledged, siege.journal.statuses.copy()
    wait_for("somebody is refused", lambda: siege.journal.statuses["503"] > statuses["503"], 240)
    time.sleep(WHILE)
    page = _page(built)
    met = {name: n for name, n in (siege.journal.statuses - statuses).items() if not name.startswith("2")}
    return {"page": page, "acts": siege.journal.acknowledged - before, "met": met}


def _back(siege: Any, built: House) -> float:
    """Seconds until acts are acknowledged again, without a step of repair; a database that ended is started again, as
    its service manager would."""
    began = time.monotonic()
    if built.database and built.database._process.poll() is not None:
        built.database.start()
    _acts(siege, 3)
    return round(time.monotonic() - began, 1)


def _cut(siege: Any, built: House, disk: Path) -> dict[str, Any]:
    """All processes stand still in mid-act and the disk is copied, as a power cut leaves it; the copy is opened."""
    _acts(siege, 5)
    root = built.database._process.pid if built.database else built._web.pid
    standing = family(root) | ({built._worker.pid} if not built.database else set())
    for pid in standing:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
    known = {one.key for one in list(siege.journal.sent) if one.answer is not None}
    copy = disk.parent / "copy"
    _run("cp", "-a", str(disk), str(copy))
    for pid in standing:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)
    progress("the copy is opened")
    return {"known": len(known), "lost": _lost(built, copy, known, siege)}


def _lost(built: House, copy: Path, known: set[str], siege: Any) -> int:
    """How many acts, acknowledged before the cut, are not in the copy once its database has recovered."""
    keys = resolve_name("tests.faults.journal:told")
    wanted = {one.key for one in keys(siege.journal, siege.world) if one.happened}
    sent = [one for one in list(siege.journal.sent) if one.key in known]
    wanted &= {one.key for one in keys(_Of(sent), siege.world)}
    if built.database:
        return len(wanted - _in_copy(_Copied(built.database, copy)))
    sqlite = resolve_name("sqlite3")
    line = sqlite.connect(copy / "banshi.sqlite3")
    resolve_name("django.db.backends.sqlite3._functions:register")(line)
    assert line.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    return len(wanted - {key for (key,) in line.execute("SELECT key FROM ledger_doneonce")})


class _Of:
    """A journal of these only."""

    def __init__(self, sent: list[Any]) -> None:
        self.sent = sent


class _Copied:
    """The server of a house, on a copy of its files."""

    def __init__(self, database: Any, copy: Path) -> None:
        self.home, self.copy, self.like = copy.parent, copy, database


def _in_copy(copied: _Copied) -> set[str]:
    postgres, psycopg = resolve_name("tests.postgres"), resolve_name("psycopg")
    (copied.copy / "postmaster.pid").unlink(missing_ok=True)
    place = copied.home / "other"
    place.mkdir()
    user = copied.like._user
    if user:
        shutil.chown(place, user.pw_uid, user.pw_gid)
    command = [copied.like._binaries / "postgres", "-D", copied.copy, "-k", place, "-c", "listen_addresses="]
    server = subprocess.Popen(command, cwd=place, process_group=0, **postgres._identity(user))
    try:
        with _connected(psycopg, place) as line:
            return {key for (key,) in line.execute("SELECT key FROM ledger_doneonce")}
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait(60)


def _connected(psycopg: Any, place: Path) -> Any:
    found: list[Any] = []

    def ready() -> bool:
        with suppress(psycopg.OperationalError):
            found.append(psycopg.connect(host=str(place), user="postgres", dbname="postgres"))
        return bool(found)

    wait_for("the copy has recovered", ready, 120)
    return found[0]


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
