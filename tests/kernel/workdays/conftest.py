"""The calendar is kept by the process: each test starts without one."""

from collections.abc import Iterator

import pytest

from banshi.kernel.workdays import queries


@pytest.fixture(autouse=True)
def no_kept_calendar() -> Iterator[None]:
    """Forget the calendar before and after the test."""
    queries.forget()
    yield
    queries.forget()
