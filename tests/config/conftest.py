"""Running the command `banshi` inside the tests, and a bureau that has not opened yet."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from banshi.config.cli import main


@pytest.fixture
def banshi() -> Callable[..., Result]:
    """`banshi("due", "--from", "2026-09-28")` runs the command and returns its output and exit code."""

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run
