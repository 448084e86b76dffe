"""English is complete: every Chinese sentence of the screens and notices has its translation."""

import subprocess
import sys

import pytest

from tests.house.source import ROOT

pytestmark = pytest.mark.pure


def test_every_sentence_is_translated_and_no_translation_is_left_over():
    command = [sys.executable, str(ROOT / "tools" / "messages.py"), "check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
