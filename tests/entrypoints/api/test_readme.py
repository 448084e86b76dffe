"""The journeys of docs/api/README.md, run as they stand there against a server on loopback."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from banshi.kernel.documents.worker import render_due
from tests.entrypoints.api.conftest import key_of
from tests.factories.bookings import open_hours

PAGE = (Path(__file__).parents[3] / "docs" / "api" / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    """The blocks of one language in the order of the page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def journeys(cast: Any, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server, a key of the counter, and bookable hours."""
    open_hours(cast.actor("赵敏"), cast.sections["SHZZ"])
    monkeypatch.setenv("BANSHI_API", f"{live_server.url}/api/v1")
    monkeypatch.setenv("BANSHI_KEY", key_of(cast, "王芳"))
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("journeys")
def test_the_journeys_in_python(capsys):
    known: dict[str, Any] = {}
    for number, block in enumerate(blocks("python"), start=1):
        if number == 5:
            render_due()
        exec(compile(block, f"README.md, journey {number}", "exec"), known)
    said = capsys.readouterr().out
    assert number == 5
    assert "210900-20261123-000001" in said
    assert "W05 阜民受〔2026〕1号 ready" in said


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("journeys")
def test_the_journeys_with_curl(tmp_path):
    said = []
    for block in blocks("sh"):
        done = subprocess.run(
            ["sh", "-eu"], input=block, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr + done.stdout
        said.append(json.loads(done.stdout))
    case, listed, times, contact, missing = said
    assert case["state"] == "review"
    assert [one["number"] for one in listed["cases"]] == [case["number"]]
    assert times["days"]
    assert len(contact["number"]) == 8
    assert missing == json.loads(blocks("json")[0])
