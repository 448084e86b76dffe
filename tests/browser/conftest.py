"""One sample bureau and one browser for all tests of this folder.

They are closed behind it: beside the loop of Playwright Django asks no database.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.house import served
from tests.browser.looking import Eyes, browser


@pytest.fixture(scope="package")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the served bureau."""
    with served(tmp_path_factory.mktemp("bureau")) as address:
        yield address


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """A browser."""
    with browser() as one:
        yield one


@pytest.fixture(scope="package")
def eyes(chromium: Browser, base: str) -> Eyes:
    """Whoever looks at the pages."""
    return Eyes(chromium, base)
