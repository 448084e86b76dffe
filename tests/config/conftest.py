"""Running the command `banshi` inside the tests, and a bureau that has not opened yet."""

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from banshi.config.cli import main
from banshi.kernel.catalogue import queries as in_catalogue
from banshi.kernel.catalogue.models import Item, ItemVersion, Revision
from banshi.kernel.organisation.models import Post, Section, Staff
from banshi.kernel.workdays import queries as in_calendar
from banshi.kernel.workdays.models import CalendarDay, CalendarYear


@pytest.fixture
def banshi() -> Callable[..., Result]:
    """`banshi("due", "--from", "2026-09-28")` runs the command and returns its output and exit code."""

    def run(*arguments: str) -> Result:
        result = CliRunner().invoke(main, list(arguments))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def empty_bureau(db: None) -> None:
    """A database without people, calendar and catalogue."""
    for model in (Post, Staff, Section, ItemVersion, Item, Revision, CalendarDay, CalendarYear):
        model.objects.all().delete()
    in_calendar.forget()
    in_catalogue.forget()
