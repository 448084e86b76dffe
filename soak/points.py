"""Every declared act killed at each of its points and failed at each of its statements; what was left is looked at.

The acts come from the registry, their situations from the tests: `tests.faults.everywhere`. An act that no test
carries out fails this part.
"""

import os
from collections.abc import Iterator

os.environ.setdefault("BANSHI_ENV", "test")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "banshi.config.settings")

import django

django.setup()

import pytest  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from banshi.kernel.ledger import acts  # noqa: E402
from bench.report import Table, run  # noqa: E402
from tests.faults.everywhere import Everywhere  # noqa: E402

PLACES = ("institutions", "workflows", "kernel", "privacy", "entrypoints", "config", "scenarios")
QUICK = ("institutions/refusals",)
OPTIONS = ("-q", "-p", "no:randomly", "-p", "no:cacheprovider", "-m", "not pure")


def measure(quick: bool) -> Iterator[Table]:
    """Raises `SystemExit` when something was left, or when an act was never struck."""
    # All of them are declared once everything that leads to them is there.
    _ = get_resolver().url_patterns
    everywhere = Everywhere()
    places = [f"tests/{place}" for place in (QUICK if quick else PLACES)]
    pytest.main([*OPTIONS, *places], plugins=[everywhere])
    declared = {name for name in acts.declared() if not name.startswith("test")}
    missing = everywhere.missing()
    points = sum(name in declared for name, _ in everywhere.points)
    statements = sum(number for name, number in everywhere.statements.items() if name in declared)
    yield Table(
        "acts killed at their points and failed at their statements, SQLite",
        ("declared", "struck", "points", "statements", "left something half"),
        [(len(declared), len(declared) - len(missing), points, statements, len(everywhere.wrong))],
        aim="every act, and nothing left",
        notes=(*everywhere.wrong, *(f"never struck: {name}" for name in missing)),
    )
    if everywhere.wrong or (missing and not quick):
        raise SystemExit("an act left something half, or was never struck")


if __name__ == "__main__":
    run(measure)
