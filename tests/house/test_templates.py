"""Templates: every one is used, and none takes the short ways that hurt readers or safety."""

import re
from pathlib import Path

import pytest

from banshi.kernel.documents import kinds
from tests.house.source import SRC, TEMPLATE_LINK, modules, place, strings, templates, tree

pytestmark = pytest.mark.pure

NAMED = re.compile(r"""["']([\w./-]+\.(?:html|txt|svg|typ|json|xml))["']""")
# Looked up by Django under these names when something goes wrong.
BY_CONVENTION = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html", "503.html"}


def pages() -> dict[Path, str]:
    return {path: path.read_text(encoding="utf-8") for path in templates().values()}


def test_every_template_is_used():
    named = {name for text in pages().values() for name in NAMED.findall(text)}
    named |= {kind.template for kind in kinds.known().values()}
    named |= {text.value for path in modules() for text in strings(tree(path))}
    assert sorted(templates().keys() - named - BY_CONVENTION) == []


def test_every_template_named_by_another_exists():
    links = {
        (place(path), target) for path, text in pages().items() for target in TEMPLATE_LINK.findall(text)
    }
    assert sorted(link for link in links if link[1] not in templates()) == []


def test_no_template_switches_escaping_off():
    unsafe = re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off")
    assert [place(path) for path, text in pages().items() if unsafe.search(text)] == []


def test_no_template_fetches_anything_from_outside_the_house():
    outside = re.compile(r"<(?:script|link|img|iframe)[^>]+(?:src|href)=[\"']?(?:https?:)?//")
    assert [place(path) for path, text in pages().items() if outside.search(text)] == []


def test_no_template_carries_script_or_style_of_its_own():
    inline = re.compile(r"<script(?![^>]*\b(?:src|type=\"application/json\"))[^>]*>|\son[a-z]+=\"|<style")
    html = {path: text for path, text in pages().items() if path.suffix == ".html"}
    assert [place(path) for path, text in html.items() if inline.search(text)] == []


def test_no_blank_stands_between_two_chinese_sentences():
    """`{% gap %}` writes one in English only."""
    blank = re.compile(
        r"[。！？][\"']? *%\}(?: \{% (?:if|else|elif)[^%]*%\}| )(?:\{% (?:block)?translate|\{\{)"
    )
    assert [place(path) for path, text in pages().items() if blank.search(text)] == []


def test_templates_lie_in_a_folder_named_after_their_app():
    """Otherwise two apps' `home.html` would hide one another."""
    stray = [
        name
        for name, path in templates().items()
        if "/" not in name and name not in BY_CONVENTION and "entrypoints" not in path.relative_to(SRC).parts
    ]
    assert stray == []
