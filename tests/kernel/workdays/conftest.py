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


@pytest.fixture(autouse=True)
def from_nothing(request: pytest.FixtureRequest) -> None:
    """Tests with a database begin without the bureau that the session has loaded."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("empty_bureau")
