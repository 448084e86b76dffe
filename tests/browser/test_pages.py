"""Every page that links lead to, each in a way that its name decides; `make look` goes through all ways."""

import pytest

from tests.browser.crawl import pages
from tests.browser.share import ways_of

pytestmark = [pytest.mark.pure, pytest.mark.browser, pytest.mark.xdist_group("browser")]


def test_pages_stand_every_reader_and_every_window(base, eyes):
    seen = pages(base)
    assert len(seen) > 140
    faults = {
        f"{one.route} {one.path} ({one.who or 'citizen'}, {way})": found
        for one in seen
        for way in [next(ways_of(one.route))]
        if (found := eyes.faults(one, way))
    }
    assert faults == {}
