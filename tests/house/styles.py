"""Reading the style sheets and the classes that pages carry. Used by the tests of the house and of the style guide."""

import re
from pathlib import Path

from tests.house.source import SRC, templates

ASSETS = SRC / "kernel" / "ui" / "assets"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
BODY = re.compile(r"\{[^{}]*\}")
AT_RULE = re.compile(r"@[\w-]+[^{};]*[{;]")
CLASS = re.compile(r"\.([a-zA-Z][\w-]*)")
ATTRIBUTE = re.compile(r"""\sclass="((?:[^"{]|{%.*?%}|{{.*?}}|{)*)\"""")
SHELL = re.compile(r"{% block shell %}([\w ]*){% endblock %}")
TAG = re.compile(r"{[{%].*?[%}]}")


def sheets() -> dict[str, str]:
    """The text of each style sheet of the house, by name, without comments."""
    return {path.name: COMMENT.sub("", path.read_text(encoding="utf-8")) for path in ASSETS.glob("*.css")}


def defined() -> dict[str, str]:
    """Every class that a sheet has a rule for → the name of such a sheet."""
    return {
        name: sheet
        for sheet, text in sorted(sheets().items())
        for name in CLASS.findall(AT_RULE.sub(" ", BODY.sub(" ", text)))
    }


def carried(page: str) -> set[str]:
    """The classes that a page, or a template outside its own tags, carries in words."""
    values = [TAG.sub(" ", found) for found in ATTRIBUTE.findall(page)] + SHELL.findall(page)
    return {word for value in values for word in value.split()}


def used() -> dict[str, str]:
    """Every class that a template carries → the name of such a template."""
    pages: dict[str, Path] = {name: path for name, path in templates().items() if path.suffix == ".html"}
    return {
        word: name
        for name, path in sorted(pages.items())
        for word in carried(path.read_text(encoding="utf-8"))
    }
