"""The web server in processes of its own: the product's `banshi serve`, or gunicorn as behind a proxy."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 60.0
WORKERS = 2
# name → the arguments after `python -m`
SERVERS = {
    "banshi serve": "banshi.config.cli serve --port {port} --workers {workers}",
    "gunicorn sync": "gunicorn -b 127.0.0.1:{port} -w {workers} -k sync --preload --log-level warning "
    "--no-control-socket banshi.config.wsgi:application",
}


@contextmanager
def serving(name: str) -> Iterator[tuple[int, int]]:
    """Serve until left; gives the process id of the server's parent and its port. What it logs stays in a file."""
    with socket.socket() as finder:
        finder.bind(("127.0.0.1", 0))
        port = finder.getsockname()[1]
    command = [sys.executable, "-m", *SERVERS[name].format(port=port, workers=WORKERS).split()]
    log = Path(os.environ["BANSHI_DATA"]) / "server.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as told:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=told)
    try:
        _wait(process, port, log)
        yield process.pid, port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def _wait(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < deadline:
        with socket.socket() as knock:
            if knock.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the server did not start:\n{log.read_text(errors='replace')[-2000:]}")
