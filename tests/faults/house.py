"""A whole installation in processes of its own, to be killed: database, web server, worker.

Everything is on loopback or on a unix socket, in a folder that goes with it.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from banshi.lib import clock
from bench.databases import DURABLE
from bench.timing import family
from tests import postgres

PATIENCE = 60.0
# Time runs five times as fast, so that leases run out while one watches.
MOMENT, PACE = "2026-11-23T10:00", 5.0
ROOT = Path(__file__).parents[2]
SERVERS = {
    "serve": "banshi.config.cli serve --port {port} --workers 2",
    "gunicorn": "gunicorn -b 127.0.0.1:{port} -w 2 -k sync --log-level warning --no-control-socket "
    "banshi.config.wsgi:application",
}


def wait_for(what: str, ready: object, patience: float = PATIENCE) -> float:
    """Wait until `ready()` is true; returns how many seconds that took."""
    began = time.monotonic()
    while not ready():
        if time.monotonic() - began > patience:
            raise RuntimeError(f"{what}: not within {patience:.0f} s")
        time.sleep(0.05)
    return time.monotonic() - began


class Postgres:
    """A durable PostgreSQL that can be killed with all its processes, and started again on what is left."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self._binaries, self._user = postgres._binaries(home)
        data = home / "data"
        data.mkdir(mode=0o700)
        if self._user:
            shutil.chown(home, self._user.pw_uid, self._user.pw_gid)
            shutil.chown(data, self._user.pw_uid, self._user.pw_gid)
        postgres._initialise(self._binaries, data, self._user)
        self.url = f"postgresql://postgres@/postgres?host={quote(str(home))}"
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start and wait until it takes connections."""
        small = DURABLE | {"shared_buffers": "128MB", "max_wal_size": "1GB"}
        options = [part for name, value in small.items() for part in ("-c", f"{name}={value}")]
        pidfile = self.home / "data" / "postmaster.pid"
        # What a killed one left would look ready at once.
        pidfile.unlink(missing_ok=True)
        command = [self._binaries / "postgres", "-D", self.home / "data", "-k", self.home]
        with (self.home / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [*command, "-c", "listen_addresses=", *options],
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                cwd=self.home,
                process_group=0,
                **postgres._identity(self._user),
            )
        postgres._wait(self._process, pidfile, self.home / "log")

    def kill(self) -> None:
        """SIGKILL to every process of it, as when the machine takes them away."""
        processes = family(self._process.pid)
        for pid in processes:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        wait_for(
            "PostgreSQL is gone",
            lambda: not any(Path(f"/proc/{pid}/fd").exists() and _alive(pid) for pid in processes),
        )

    def stop(self) -> None:
        """The end."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(PATIENCE)


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


class House:
    """An installation on `url` with its data in `folder`."""

    def __init__(self, url: str, folder: Path, database: Postgres | None = None) -> None:
        self.url, self.folder, self.database = url, folder, database
        with socket.socket() as finder:
            finder.bind(("127.0.0.1", 0))
            self.port = finder.getsockname()[1]
        self._web: subprocess.Popen[bytes] | None = None
        self._worker: subprocess.Popen[bytes] | None = None
        self.since = clock.real()
        self.log = (folder / "log").open("ab")

    def environment(self, failpoint: str = "") -> dict[str, str]:
        """What its processes are told: all agree on the moment it is."""
        return os.environ | {
            "BANSHI_ENV": "demo",
            "BANSHI_NOW": MOMENT,
            "BANSHI_PACE": str(PACE),
            "BANSHI_SINCE": str(self.since),
            "BANSHI_DATA": str(self.folder / "data"),
            "BANSHI_FAILPOINT": failpoint,
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }

    def serve(self, server: str = "serve", failpoint: str = "") -> None:
        """Start the web server and wait until it listens."""
        command = [sys.executable, "-m", *SERVERS[server].format(port=self.port).split()]
        self._web = self._start(command, failpoint)
        wait_for("the web server", self.listens, 4 * PATIENCE)

    def work(self, failpoint: str = "") -> None:
        """Start the worker."""
        self._worker = self._start([sys.executable, "-m", "banshi.config.cli", "worker"], failpoint)

    def _start(self, command: list[str], failpoint: str) -> subprocess.Popen[bytes]:
        environment = self.environment(failpoint)
        return subprocess.Popen(
            command, env=environment, cwd=self.folder, stdout=self.log, stderr=self.log, process_group=0
        )

    def listens(self) -> bool:
        """Whether somebody takes connections."""
        with socket.socket() as knock:
            return knock.connect_ex(("127.0.0.1", self.port)) == 0

    def web_workers(self) -> list[int]:
        """The processes that answer."""
        return sorted(pid for pid in family(self._web.pid) - {self._web.pid} if _alive(pid))

    def kill_web_worker(self, which: int) -> bool:
        """Kill one of the processes that answer; False when none is there just now."""
        if not (workers := self.web_workers()):
            return False
        with suppress(ProcessLookupError):
            os.kill(workers[which % len(workers)], signal.SIGKILL)
        return True

    def worker_died(self) -> bool:
        """Whether the worker has ended."""
        return self._worker is not None and self._worker.poll() is not None

    def kill_worker(self) -> None:
        """Kill the worker."""
        self._worker.kill()
        self._worker.wait()

    def close(self) -> None:
        """End whatever runs."""
        for process in (self._worker, self._web):
            if process is not None and process.poll() is None:
                for pid in family(process.pid):
                    with suppress(ProcessLookupError):
                        os.kill(pid, signal.SIGKILL)
                process.wait(PATIENCE)
        self._web = self._worker = None
        self.log.close()

    def points_hit(self) -> list[str]:
        """The failpoints at which processes killed themselves, as act:point."""
        log = self.folder / "data" / "failpoints.log"
        return log.read_text().split() if log.exists() else []


@contextmanager
def house(kind: str) -> Iterator[House]:
    """An installation without a bureau yet, on "sqlite" or "postgresql"; everything ends with it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="banshi-faults-")))
        (folder / "data").mkdir()
        database = None
        if kind == "postgresql":
            home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="banshi-pg-")))
            database = Postgres(home)
            stack.callback(database.stop)
        url = database.url if database else f"sqlite:///{folder}/data/banshi.sqlite3"
        built = House(url, folder, database)
        stack.callback(built.close)
        yield built
