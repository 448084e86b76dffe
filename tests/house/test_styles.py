"""One visual language: what a page carries is in the sheets, what is in the sheets is carried, colours are tokens."""

import re

import pytest

from tests.house.source import SRC, place, strings, templates, tree
from tests.house.styles import ASSETS, BODY, defined, sheets, used

pytestmark = pytest.mark.pure

COLOUR = re.compile(
    r"#[0-9a-fA-F]{3,8}\b|\b(?:rgba?|hsla?|oklch|lab|color)\(|(?<!-)\b(?:white|black|currentcolor)\b(?!-)"
)
WORD = re.compile(r"[\w-]+")
# htmx puts these on while it waits.
OF_HTMX = {"htmx-indicator", "htmx-request"}
# What a page writes after this: the number of a face, the shade that a figure of a chart stands on.
BEGINNINGS = {"f", "on-"}
NUMBERED = {"f1", "f2", "f4", "f5", *(f"heat{shade}" for shade in range(6))}


def test_every_class_of_a_page_has_a_rule():
    assert {name: page for name, page in used().items() if name not in defined().keys() | BEGINNINGS} == {}


def test_every_rule_is_for_a_class_that_some_page_carries():
    drawn = (SRC / "kernel" / "ui", SRC / "kernel" / "reports", SRC / "entrypoints" / "workbench")
    ours = [path for folder in drawn for path in folder.rglob("*.py")]
    said = {word for path in ours for text in strings(tree(path)) for word in WORD.findall(text.value)}
    moved = {word for path in ASSETS.glob("*.js") for word in WORD.findall(path.read_text(encoding="utf-8"))}
    known = used().keys() | said | moved | OF_HTMX | NUMBERED
    dead = {name: sheet for name, sheet in defined().items() if name.removeprefix("on-") not in known}
    assert dead == {}


def test_every_colour_is_a_token():
    stray = [
        (name, found)
        for name, text in sheets().items()
        if name != "tokens.css"
        for body in BODY.findall(text)
        for found in COLOUR.findall(body)
    ]
    assert stray == []


def test_every_token_that_is_used_exists_and_every_token_is_used():
    text = " ".join(sheets().values())
    given = set(re.findall(r"(--[\w-]+)\s*:", text))
    asked = set(re.findall(r"var\((--[\w-]+)", text))
    assert asked - given == set()
    # Bootstrap's own rules ask for its tokens.
    assert {name for name in given - asked if not name.startswith("--bs-")} == set()


def test_no_page_has_a_style_of_its_own():
    styled = re.compile(r"\sstyle=|<style|rel=[\"']stylesheet")
    shell = templates()["ui/base.html"]
    html = [path for path in templates().values() if path.suffix == ".html" and path != shell]
    assert [place(path) for path in html if styled.search(path.read_text(encoding="utf-8"))] == []
