"""The sample bureau, served by the real processes on a port of its own."""

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

PASSWORD = "banshi-demo-2026"
API_KEY = "banshi-demo-key-known-to-everybody"
STAFF = (
    "chuangkou",
    "jingban",
    "kezhang",
    "juling",
    "shenpi",
    "bangongshi",
    "guanli",
    "renshi",
    "jiandu",
    "daofu",
    "shuji",
    "anquan",
    "shenji",
)
MOMENT = "2026-11-25T10:00"
# Enough for every state, and quick to load.
CASES = "150"
PATIENCE = 300.0


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(data: Path) -> Iterator[str]:
    """Load the samples into `data`, serve them, and give the address; everything ends with the block."""
    port = free_port()
    environment = os.environ | {"BANSHI_ENV": "demo", "BANSHI_NOW": MOMENT, "BANSHI_DATA": str(data)}
    environment.pop("DATABASE_URL", None)
    command = [sys.executable, "-m", "banshi.config.cli", "demo", "--cases", CASES, "--port", str(port)]
    log = data / "demo.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=environment, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                # Its own session: nobody else's processes are in its group.
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(30)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = monotonic() + PATIENCE
    while monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"the sample bureau ended: {log.read_text()[-2000:]}")
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except OSError:
            sleep(0.5)
    raise TimeoutError(f"the sample bureau was not ready in {PATIENCE:.0f} s: {log.read_text()[-2000:]}")
