"""What is committed names no machine and no registry, and leaves no loose ends."""

import re

import pytest

from tests.house.source import SRC, modules, place, tracked

pytestmark = pytest.mark.pure

# Put together here, so that this file does not name them either.
MACHINE = re.compile("|".join(("/" + "work/(?:main|shared|\\.library)", "/" + "root/", "/" + "home/\\w")))
HOSTS = ("pypi" + r"\.org", "python" + "hosted", "registry" + r"\.npm", "deb" + r"\.debian")
REGISTRY = re.compile("|".join(HOSTS))
SHARED = re.compile(r"\.\./" + "shared")
LOOSE_ENDS = re.compile(r"#\s*(?:TO" + "DO|FIX" + "ME|XX" + "X)")
LARGEST = 3 * 1024 * 1024


def texts():
    for path in tracked():
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


@pytest.mark.parametrize("forbidden", [MACHINE, REGISTRY, SHARED], ids=["machine", "registry", "shared"])
def test_no_committed_file_names(forbidden):
    assert [f"{place(path)}: {found[0]}" for path, text in texts() if (found := forbidden.search(text))] == []


def test_no_committed_file_is_large():
    assert [place(path) for path in tracked() if path.stat().st_size > LARGEST] == []


def test_no_source_file_carries_a_loose_end():
    assert [place(path) for path in modules() if LOOSE_ENDS.search(path.read_text(encoding="utf-8"))] == []


def test_every_module_says_what_it_is():
    written = {path: path.read_text(encoding="utf-8") for path in modules()}
    assert [
        place(path) for path, text in written.items() if text and not text.startswith(('"""', "#!"))
    ] == []


def test_the_source_lies_where_the_map_says():
    floors = {path.name for path in SRC.iterdir() if path.is_dir() and not path.name.startswith("__")}
    assert floors - {"locale"} == {"config", "entrypoints", "workflows", "institutions", "kernel", "lib"}
