"""The pages for people: no dead link, none forgotten, a page for each post, every command and verb described."""

import re
from collections import Counter
from functools import cache
from pathlib import Path
from urllib.parse import unquote

import pytest

from banshi.kernel.organisation.models import Role
from tests.browser.pictures import MOST, OF_POSTS
from tests.config.test_overview import commands
from tests.house.source import ROOT

pytestmark = pytest.mark.pure
DOCS = ROOT / "docs"
PAGES = tuple(
    sorted([*DOCS.rglob("*.md"), *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))])
)
POSTS = (*Role.values, "it")
FENCE = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)
COMMAND = re.compile(r"^\| `(banshi|make) ([a-z ]+)` \|", re.MULTILINE)
VERB = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def words(path: Path) -> str:
    """A page without its blocks of code."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


@cache
def anchors(path: Path) -> frozenset[str]:
    """What a link may name behind #, after the rule that Git hosts follow."""
    plain = [
        re.sub(r"[`*]|\]\([^)]*\)|\[", "", title).strip().lower() for title in HEADING.findall(words(path))
    ]
    slugs = [re.sub(r"[^\w\- ]", "", title).replace(" ", "-") for title in plain]
    again = Counter[str]()
    found = set()
    for slug in slugs:
        found.add(f"{slug}-{again[slug]}" if again[slug] else slug)
        again[slug] += 1
    return frozenset(found)


def dead(page: Path, link: str) -> bool:
    if re.match(r"[a-z]+:", link):
        return False
    place, _, anchor = unquote(link).partition("#")
    target = (page.parent / place).resolve() if place else page
    if not target.exists():
        return True
    return bool(anchor) and (target.suffix != ".md" or anchor not in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_link_of_a_page_is_dead(page):
    assert [link for link in LINK.findall(words(page)) if dead(page, link)] == []


def test_every_page_stands_in_the_navigation_once():
    listed = [
        (DOCS / link).resolve()
        for link in re.findall(r"^- \[[^\]]+\]\(([^)]+)\)", words(DOCS / "index.md"), re.MULTILINE)
    ]
    assert [name_of(page) for page, times in Counter(listed).items() if times > 1] == []
    # The decisions are listed by their folder.
    listed += (DOCS / "decisions").glob("*.md")
    assert {*listed, DOCS / "index.md", ROOT / "README.md"} == set(PAGES)


@pytest.mark.parametrize("post", POSTS)
def test_every_post_has_a_page_with_its_day_three_tasks_and_what_to_do_when_it_goes_wrong(post):
    page = words(DOCS / "posts" / f"{post}.md")
    assert re.findall(r"^## (.+)$", page, re.MULTILINE) == [
        "每天",
        "最常做的三件事",
        "出了问题",
        "In English",
    ]
    assert len(re.findall(r"^### ", page, re.MULTILINE)) == 3
    assert "](../pictures/posts/" in page


def test_there_is_no_page_for_a_post_that_does_not_exist():
    assert {path.stem for path in (DOCS / "posts").iterdir()} == set(POSTS)


def test_every_picture_is_shown_small_and_can_be_made_again():
    kept = {path.stem: path.stat().st_size for path in (DOCS / "pictures" / "posts").iterdir()}
    shown = {
        Path(link).stem
        for page in (DOCS / "posts").iterdir()
        for link in LINK.findall(words(page))
        if "posts/" in link
    }
    assert set(kept) == shown == {shot.name for shot in OF_POSTS}
    assert [name for name, size in kept.items() if size > MOST] == []


def test_every_command_and_verb_is_described_and_exists():
    described = [f"{who} {what}" for who, what in COMMAND.findall(words(DOCS / "commands.md"))]
    verbs = VERB.findall((ROOT / "Makefile").read_text(encoding="utf-8"))
    there = [f"banshi {' '.join(path)}" for path in commands()] + [
        f"make {verb}" for verb in verbs if verb != "help"
    ]
    assert described == there


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_command_that_a_page_names_exists(page):
    code = "\n".join(code_of(page.read_text(encoding="utf-8")))
    there = [" ".join(path) for path in commands()]
    begun = {*there, *(path.split()[0] for path in there)}
    named = re.findall(r"(?:^|[/(] ?|bin/)banshi (?!banshi)([a-z]+)(?: ([a-z]+)\b)?", code, re.MULTILINE)
    unknown = [pair for pair in named if " ".join(pair).strip() not in begun and pair[0] not in there]
    assert unknown == []
    verbs = set(VERB.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    assert set(re.findall(r"\bmake ([a-z]+)\b", code)) <= verbs


def code_of(text: str) -> list[str]:
    """Blocks of shell and code between back-ticks."""
    blocks = re.findall(r"^```(?:sh)?\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", FENCE.sub("", text))]
