"""Every page, each in a way of showing that its name decides; `make look` goes through all ways."""

from collections.abc import Iterator

import pytest

from tests.browser.crawl import Seen, pages
from tests.browser.house import served
from tests.browser.looking import Eyes, browser
from tests.browser.share import ways_of

pytestmark = [pytest.mark.pure, pytest.mark.browser]


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("bureau")) as address:
        yield address


@pytest.fixture(scope="module")
def seen(base: str) -> list[Seen]:
    return pages(base)


def test_pages_stand_every_reader_and_every_window(base, seen):
    with browser() as chromium:
        eyes = Eyes(chromium, base)
        faults = {
            f"{one.route} {one.path} ({one.who or 'citizen'}, {way})": found
            for one in seen
            for way in [next(ways_of(one.route))]
            if (found := eyes.faults(one, way))
        }
    assert faults == {}
