"""Bad input: every value into every field of every form, and requests that no browser would send.

The forms are sent in this process to a loaded sample bureau, each sending undone; the raw requests go to the real
server of that bureau over a socket on loopback.
"""

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import django

from bench.report import Table, progress, run
from tests.browser.house import MOMENT, free_port
from tests.hostile.requests import REQUESTS

MARK = "7QXMARK"
PATIENCE, SLOW = 8.0, 2.0


def main(quick: bool) -> Iterator[Table]:
    """The tables of both; a broken promise raises."""
    data = Path(os.environ["BANSHI_DATA"])
    os.environ |= {
        "BANSHI_ENV": "demo",
        "BANSHI_NOW": MOMENT,
        "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    # Rates are on: what comes from this machine itself is never stopped by them.
    os.environ["RATE_LIMITS"] = "on"
    data.mkdir(parents=True, exist_ok=True)
    progress("loading the sample bureau")
    load = [
        sys.executable,
        "-m",
        "banshi.config.cli",
        "demo",
        "--load-only",
        "--cases",
        "40" if quick else "150",
    ]
    subprocess.run(load, check=True, stdout=subprocess.DEVNULL)
    yield _raw(data)
    django.setup()
    yield _forms(20.0 if quick else 3 * 3600.0, each=1 if quick else 2)


def _raw(data: Path) -> Table:
    port = free_port()
    log = data / "server.log"
    command = [sys.executable, "-m", "banshi.config.cli", "serve", "--port", str(port)]
    with log.open("wb") as out:
        server = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
        try:
            _await(port)
            rows = [_asked(port, name, request) for name, request in REQUESTS.items()]
            _await(port)
        finally:
            server.terminate()
            server.wait(30)
    text = log.read_text(errors="replace")
    if MARK in text or "Traceback" in text:
        raise SystemExit(f"the server's log tells too much:\n{text[-3000:]}")
    wrong = [row for row in rows if row[1].startswith("5")]
    if wrong:
        raise SystemExit(f"answered as a fault of ours: {wrong}")
    return Table(
        "Raw requests", ("request", "answer", "seconds"), rows, aim="no 5xx, nothing of them in the log"
    )


def _asked(port: int, name: str, request: bytes) -> tuple[str, str, float]:
    began = time.monotonic()
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as line:
        try:
            line.sendall(request.replace(b"MARK", MARK.encode()).replace(b"PORT", str(port).encode()))
            line.shutdown(socket.SHUT_WR)
            while len(answer) < 64 and (more := line.recv(4096)):
                answer += more
        except TimeoutError:
            answer = answer or b"HTTP/1.1 waiting"
        except OSError:
            answer = answer or b"HTTP/1.1 closed"
    status = answer.split(b"\r\n")[0].partition(b" ")[2][:3].decode("ascii", "replace") or "closed"
    return name, status, round(time.monotonic() - began, 2)


def _await(port: int) -> None:
    for _try in range(600):
        try:
            if (
                _asked(port, "", b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")[1]
                == "200"
            ):
                return
        except OSError:
            pass
        time.sleep(0.1)
    raise SystemExit("the server does not answer")


def _forms(seconds: float, each: int) -> Table:
    # Only now is Django ready.
    from django.test import Client  # noqa: PLC0415

    from banshi.kernel.organisation.models import Staff  # noqa: PLC0415
    from tests.hostile import forms as found  # noqa: PLC0415
    from tests.hostile.headers import unsafe  # noqa: PLC0415
    from tests.hostile.values import ALL  # noqa: PLC0415

    clients, doors = {"": Client(raise_request_exception=False)}, {"": ["/", "/complaints/", "/hall/kiosk/"]}
    for one in Staff.objects.order_by("pk"):
        clients[one.username] = Client(raise_request_exception=False)
        clients[one.username].force_login(one)
        doors[one.username] = ["/desk/"]
    if seconds < 60:
        clients = dict(list(clients.items())[:3])
    forms, wrong = {}, list[str]()
    for who, path, answer in found.crawled(clients, doors, each=each):
        wrong += [f"{path}: {why}" for why in unsafe(answer)]
        forms |= {form.key: form for form in found.forms_of(who, path, found.page_of(answer))}
    progress(f"{len(forms)} forms")
    until, tally, slow = time.monotonic() + seconds, Counter[int](), 0
    # Value by value, so that a run that is cut short has seen all forms.
    for called, value in ALL.items():
        for form in forms.values():
            written = [one.name for one in form.fields if one.kind in found.WRITTEN]
            names = [written, *([one.name] for one in form.fields if one.kind != "file")]
            for some in names if seconds > 60 else names[:1]:
                if not some or time.monotonic() > until:
                    continue
                began = time.monotonic()
                instead = dict.fromkeys(some, value)
                answer = found.sent(clients[form.who], form, instead)
                slow += time.monotonic() - began > SLOW
                tally[answer.status_code] += 1
                wrong += [f"{form.route} {called}: {why}" for why in found.faults(form, instead, answer)]
    if wrong:
        raise SystemExit("\n".join(wrong[:50]))
    rows = [(str(status), number) for status, number in sorted(tally.items())]
    notes = (f"{len(forms)} forms, {len({form.route for form in forms.values()})} routes, {len(ALL)} values",)
    return Table(
        "Forms", ("answer", "sendings"), rows, "no 5xx, no trace, nothing lost", (*notes, f"{slow} over 2 s")
    )


if __name__ == "__main__":
    run(main)
