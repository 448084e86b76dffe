"""Which worker runs what, and on which database.

Tests that share something dear stay together, the longest begin, and pages are read on one database.

The mark `xdist_group` does nothing with pytest 9.2 (it keeps the id of a test where pytest-xdist 3.8 does not look),
so that the sample bureau was loaded by every worker.
"""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from xdist.scheduler.loadscope import LoadScopeScheduling

# Minutes rather than seconds: whoever meets one last would keep the other worker waiting.
LONG = (
    "tests/browser/",
    "tests/config/test_demo.py::test_from_an_empty_folder",
    "tests/institutions/complaints/test_canary.py",
    "tests/config/test_upgrade.py",
    "tests/config/test_demo.py",
    "tests/workflows/test_whole_life.py",
)
# What a page shows depends on no database. That its questions run on both is asked by `EVERY_PAGE`.
PAGES = re.compile(
    r"tests/(entrypoints/(portal|workbench)/|house/test_shown|institutions/\w+/test_(pages|access)\.py)"
)
PURE = "\npytestmark = pytest.mark.pure\n"
EVERY_PAGE = "tests/entrypoints/workbench/test_pages.py"


class Together(LoadScopeScheduling):
    """Gives out tests one by one, those of a class together, and all that need the served bureau together."""

    def _split_scope(self, nodeid: str) -> str:
        if nodeid.startswith("tests/browser/"):
            return "tests/browser/"
        module, *inner = nodeid.partition("[")[0].split("::")
        return "::".join((module, *inner[:-1])) if len(inner) > 1 else nodeid


def left_out(path: Path, marks: str) -> bool:
    """Whether a file holds pure tests only and these are not asked for: it is not even read, which takes seconds."""
    return "not pure" in marks and path.suffix == ".py" and PURE in path.read_text(encoding="utf-8")


def longest_first(items: list[pytest.Item]) -> None:
    """Move the long ones to the front; the others keep their order."""
    items.sort(key=lambda item: _place(item.nodeid, LONG))


def pages_once(items: list[pytest.Item]) -> None:
    """Mark the tests of pages `once`, but those of several visitors in the same moment."""
    for item in items:
        database = item.get_closest_marker("django_db")
        together = database and database.kwargs.get("transaction")
        if PAGES.match(item.nodeid) and not together and not item.nodeid.startswith(EVERY_PAGE):
            item.add_marker("once")


def _place(nodeid: str, names: Sequence[str]) -> int:
    return next((place for place, name in enumerate(names) if nodeid.startswith(name)), len(names))
