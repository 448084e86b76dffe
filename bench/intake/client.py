"""Clients of the API in a process of their own: keep-alive connections, each sending the next request at once.

`python -m bench.intake.client PORT KEY CLIENTS SECONDS BODIES`: the file has one request body a line; prints JSON.
"""

import json
import os
import sys
import threading
from collections import Counter
from http.client import HTTPConnection, HTTPException
from itertools import islice
from pathlib import Path
from time import perf_counter

PATH = "/api/v1/cases"


class Client(threading.Thread):
    """One client; `seconds` of each answer by its status, until the time or the bodies are over."""

    def __init__(
        self, port: int, key: str, bodies: list[bytes], gun: threading.Barrier, lasts: float
    ) -> None:
        super().__init__()
        self.port, self.bodies, self.gun, self.lasts = port, bodies, gun, lasts
        self.headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        self.seconds: list[float] = []
        self.statuses: Counter[str] = Counter()

    def run(self) -> None:
        """Send until the end."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.connect()
        self.gun.wait()
        end = perf_counter() + self.lasts
        for body in self.bodies:
            if (start := perf_counter()) >= end:
                break
            status = self._send(line, body)
            self.statuses[status] += 1
            if status == "201":
                self.seconds.append(perf_counter() - start)
        line.close()

    def _send(self, line: HTTPConnection, body: bytes) -> str:
        try:
            line.request("POST", PATH, body, self.headers)
            answer = line.getresponse()
            answer.read()
        except (HTTPException, OSError) as error:
            line.close()
            return type(error).__name__
        return str(answer.status)


def main(port: str, key: str, clients: str, seconds: str, bodies: str) -> None:
    """Run the clients and print what they saw."""
    number = int(clients)
    lines = Path(bodies).read_bytes().splitlines()
    gun = threading.Barrier(number + 1)
    crowd = [
        Client(int(port), key, list(islice(lines, at, None, number)), gun, float(seconds))
        for at in range(number)
    ]
    for client in crowd:
        client.start()
    gun.wait()
    start, used = perf_counter(), os.times()
    for client in crowd:
        client.join()
    after = os.times()
    found = {
        "elapsed": perf_counter() - start,
        "cpu": after.user + after.system - used.user - used.system,
        "seconds": [second for client in crowd for second in client.seconds],
        "statuses": dict(sum((client.statuses for client in crowd), Counter())),
    }
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main(*sys.argv[1:])
