"""Spreadsheets from strangers: read as text or refused in a sentence, soon, and without filling the memory."""

import json
import os
import subprocess
import sys
import time

import pytest

from banshi.lib.results import Refused
from banshi.lib.sheets import MOST_COLUMNS, MOST_ROWS, read_sheets
from tests.hostile.books import BOOKS, SHEET

pytestmark = pytest.mark.pure


@pytest.mark.parametrize("name", BOOKS)
def test_a_book_is_read_as_text_or_refused_in_a_sentence(name):
    make, becomes = BOOKS[name]
    content = make()
    began = time.perf_counter()
    try:
        (grid,) = read_sheets(content, SHEET, articles=("11-03-1",))
    except Refused as refused:
        (why,) = refused.reasons
        assert (why.field, why.articles) == ("file", ("11-03-1",))
        assert becomes, str(why)
        assert becomes in str(why)
    else:
        assert all(isinstance(text, str) for row in grid for text in row)
        assert len(grid) <= MOST_ROWS
        assert max(map(len, grid)) <= MOST_COLUMNS
        assert grid[1][0] == becomes or not becomes
    assert time.perf_counter() - began < 5


def test_there_are_as_many_classes_as_promised():
    assert len(BOOKS) >= 31


ALONE = """
import json, resource
resource.setrlimit(resource.RLIMIT_AS, (6 << 30, 6 << 30))
from banshi.lib.results import Refused
from banshi.lib.sheets import read_sheets
from tests.hostile.books import BOOKS, SHEET
made = [make() for make, _becomes in BOOKS.values()]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
for content in made:
    try:
        read_sheets(content, SHEET)
    except Refused:
        pass
print(json.dumps([before, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024]))
"""


def test_no_book_fills_the_memory():
    """All of them, one after another, in a process of its own."""
    inherited = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", ALONE], env=inherited, capture_output=True, check=True, text=True
    )
    before, most = json.loads(done.stdout)
    assert most - before < 300, f"{before} MB before, {most} MB at most"
