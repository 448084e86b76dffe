"""The pinned requirements are complete, hashed, and name no registry."""

import re
import tomllib

import pytest

from tests.house.source import ROOT

pytestmark = pytest.mark.pure

LOCKS = ("base", "dev", "build", "node")
NAME = re.compile(r"[A-Za-z0-9._-]+")


def normal(requirement: str) -> str:
    found = NAME.match(requirement)
    return re.sub(r"[-_.]+", "-", found[0]).lower() if found else ""


def pins(lock: str) -> dict[str, str]:
    """Package → its whole entry, hashes included (the last one where versions differ by Python)."""
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    return {normal(line): line for line in text.splitlines() if line and not line.startswith("#")}


def asked(*extras: str) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    more = [line for extra in extras for line in project["optional-dependencies"][extra]]
    return {normal(line) for line in project["dependencies"] + more}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_names_one_version_and_carries_its_hashes(lock):
    assert [
        name for name, entry in pins(lock).items() if "==" not in entry or "--hash=sha256:" not in entry
    ] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    assert re.findall(r"https?:|--(?:extra-)?index-url|--find-links", text) == []


def test_whatever_the_project_asks_for_is_pinned():
    assert sorted(asked() - pins("base").keys()) == []
    assert sorted(asked("dev") - pins("dev").keys()) == []


def test_development_runs_on_the_very_versions_of_the_product():
    def version(entry: str) -> str:
        return re.split(r";|--hash", entry)[0].strip()

    assert [n for n, entry in pins("base").items() if version(pins("dev").get(n, "")) != version(entry)] == []
