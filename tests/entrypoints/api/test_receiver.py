"""The receiver of docs/api/receiver.md, run as it stands there, told by a live server's worker."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest
import requests

from banshi.config.worker import Worker
from banshi.lib import clock
from tests.browser.house import free_port
from tests.entrypoints.api.conftest import key_of

PAGE = (Path(__file__).parents[3] / "docs" / "api" / "receiver.md").read_text(encoding="utf-8")
SCRIPT, REGISTER = (
    re.search(pattern, PAGE, re.DOTALL | re.MULTILINE)[1]
    for pattern in (r"^```python\n(.*?)^```$", r"^```sh\n# register\n(.*?)^```$")
)
PATIENCE = 20


def answers(address: str, **more: object) -> int:
    """The status of a POST, once somebody listens there."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return requests.post(address, timeout=5, **more).status_code
        except requests.ConnectionError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.mark.django_db(transaction=True)
def test_the_receiver_prints_what_happened_and_refuses_what_is_not_genuine(
    cast, live_server, accepted_case, tmp_path
):
    first = Worker()
    first.round()
    port = str(free_port())
    known = {
        "BANSHI_API": f"{live_server.url}/api/v1",
        "BANSHI_KEY": key_of(cast, "王芳"),
        "PORT": port,
        "NO_PROXY": "*",
    }
    named = {**os.environ, **known}
    made = subprocess.run(
        ["sh", "-eu"], input=REGISTER, env=named, capture_output=True, text=True, check=True
    )
    # Freshness is measured by the receiver's own clock: set it to the story's.
    wall = f"import time\ntime.time = lambda: {clock.now().timestamp()}\n"
    (tmp_path / "sitecustomize.py").write_text(wall, encoding="utf-8")
    (tmp_path / "receiver.py").write_text(SCRIPT, encoding="utf-8")
    named |= {"WEBHOOK_SECRET": json.loads(made.stdout)["secret"], "PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "receiver.py", port]
    with subprocess.Popen(command, cwd=tmp_path, env=named, stdout=subprocess.PIPE, text=True) as receiver:
        try:
            here = f"http://127.0.0.1:{port}/"
            assert answers(here, data=b"{}") == 401
            assert answers(here, data=b"{}", headers={"webhook-id": "1", "webhook-timestamp": "now"}) == 401
            accepted_case()
            assert first.round()
            lines = [receiver.stdout.readline().split() for _ in range(2)]
        finally:
            receiver.kill()
    assert [(kind, state) for kind, _number, state in lines] == [
        ("case.received", "review"),
        ("case.accepted", "review"),
    ]
