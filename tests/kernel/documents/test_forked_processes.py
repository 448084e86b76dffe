"""The typesetting engine in forked processes, as gunicorn makes them; each try runs in processes of its own."""

import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.pure

# A try that would wait for ever is ended by the alarm (signal 14).
PROGRAM = """
import datetime as dt, os, signal, sys
import django
django.setup()
from banshi.kernel.documents.typesetting import UsedBeforeFork, typeset
from tests.kernel.documents.samples import TEMPLATES, frozen

def letter():
    moment = dt.datetime(2026, 11, 23, tzinfo=dt.UTC)
    return typeset(template=TEMPLATES["W05"], data=frozen("W05"), issued_at=moment)

if sys.argv[1] == "used":
    letter()
if os.fork() == 0:
    signal.alarm(20)
    try:
        letter()
    except UsedBeforeFork:
        os._exit(3)
    os._exit(0)
_, status = os.wait()
sys.exit(100 + (status & 127) if status & 127 else status >> 8)
"""


@pytest.mark.parametrize(("parent", "outcome"), [("fresh", 0), ("used", 3)])
def test_a_forked_worker_typesets_or_says_why_not_but_never_hangs(parent, outcome):
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "banshi.config.settings",
        "BANSHI_ENV": "test",
        "PYTHONPATH": ".",
    }
    ended = subprocess.run([sys.executable, "-c", PROGRAM, parent], env=environment, timeout=60, check=False)
    assert ended.returncode == outcome
