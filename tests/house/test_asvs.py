"""ASVS 5.0 row by row: none forgotten, every named test exists, and `docs/asvs.md` shows what the table says.

`BANSHI_GOLDEN=write` writes the page anew. Requirements are named by number only; the words are ours.
"""

import ast
import os
from collections import Counter
from functools import cache

import pytest
import yaml

from tests.house.source import ROOT

pytestmark = pytest.mark.pure
TABLE = ROOT / "tests" / "house" / "asvs.yaml"
PAGE = ROOT / "docs" / "asvs.md"
# Levels 1 and 2 of each chapter, and the level-3 lines of four of them (V17, WebRTC, is not there: we have none).
CHAPTERS = {
    1: 8 + 19,
    2: 4 + 7,
    3: 8 + 11,
    4: 2 + 8,
    5: 4 + 5,
    6: 13 + 22,
    7: 6 + 12 + 1,
    8: 4 + 3 + 6,
    9: 4 + 3,
    10: 5 + 24,
    11: 3 + 11,
    12: 3 + 6,
    13: 1 + 12,
    14: 2 + 7 + 4,
    15: 3 + 10,
    16: 0 + 16 + 1,
}
NAMES = {"tests": "tested", "why": "met, with a reason", "not": "does not apply", "left": "**left**"}
PROJECT = "https://owasp.org/www-project-application-security-verification-standard/"
HEAD = (
    "# ASVS 5.0\n\n"
    f"Where the product stands before [OWASP ASVS 5.0]({PROJECT}), level 2 throughout, and level 3 for sessions, "
    "authorisation, data protection and logging: 258 rows. Requirements are named by their number; the words "
    "are ours, shorter than theirs. Each row names a test, or says why it is met without one, why it does not "
    "apply, or what is left. The table is `tests/house/asvs.yaml`; a test holds this page to it and the table to "
    "the tests.\n\n"
    "| | tested | met, with a reason | does not apply | left | rows |\n|---|---|---|---|---|---|\n"
)


@cache
def rows() -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return found


def kind(row: dict[str, object]) -> str:
    (found,) = row.keys() - {"say"}
    return found


def chapter(number: str) -> int:
    return int(number.removeprefix("V").partition(".")[0])


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / "tests" / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_no_row_is_forgotten_and_none_is_invented():
    assert Counter(map(chapter, rows())) == CHAPTERS
    assert sum(CHAPTERS.values()) == 258


def test_every_row_says_one_thing_in_words():
    assert [number for number, row in rows().items() if len(row) != 2 or kind(row) not in NAMES] == []
    assert [number for number, row in rows().items() if not row["say"] or not row[kind(row)]] == []


def test_every_named_test_exists():
    named = [(number, one) for number, row in rows().items() for one in row.get("tests", ())]
    assert [(number, one) for number, one in named if (p := one.split("::"))[1] not in names_in(p[0])] == []


def page() -> str:
    """The page as the table says it."""
    counts = {
        number: Counter(kind(row) for key, row in rows().items() if chapter(key) == number)
        for number in CHAPTERS
    }
    every = Counter(kind(row) for row in rows().values())
    lines = [_counted(f"V{number}", found) for number, found in counts.items()] + [_counted("all", every)]
    text = HEAD + "\n".join(lines) + "\n"
    for number in CHAPTERS:
        text += f"\n## V{number}\n\n| | | |\n|---|---|---|\n"
        text += "".join(_line(key, row) for key, row in rows().items() if chapter(key) == number)
    return text


def _counted(name: str, found: Counter[str]) -> str:
    return f"| {name} | " + " | ".join(str(found[one]) for one in NAMES) + f" | {found.total()} |"


def _line(number: str, row: dict[str, object]) -> str:
    found = kind(row)
    given = row[found]
    proof = "; ".join(f"`{one}`" for one in given) if isinstance(given, list) else f"{NAMES[found]}: {given}"
    return f"| {number} | {row['say']} | {proof} |\n"


def test_the_page_is_the_table():
    if os.environ.get("BANSHI_GOLDEN") == "write":
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()
