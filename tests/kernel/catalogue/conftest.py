"""The sample catalogue and the bundled calendar, for the tests of this room."""

import copy
from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import Any

import pytest

from banshi.kernel.catalogue import queries
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.parsing import parse_item
from banshi.kernel.catalogue.schema import ItemSpec
from banshi.kernel.workdays import bundled as calendar
from banshi.kernel.workdays.bulk import worst_span

sample_rows = cache(load_bundled)


@cache
def sample_specs() -> dict[str, ItemSpec]:
    """The 32 sample items by code."""
    parsed = [parse_item(row).spec for row in sample_rows()]
    return {spec.code: spec for spec in parsed if spec is not None}


@pytest.fixture
def specs() -> dict[str, ItemSpec]:
    """The 32 sample items by code."""
    return sample_specs()


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    """The 32 sample items as a file would give them, to be changed at will."""
    return copy.deepcopy(sample_rows())


@pytest.fixture(scope="session")
def longest() -> Callable[[int], int]:
    """Working days → the most calendar days they took from 2023 to 2026."""
    return partial(worst_span, calendar.table())


@pytest.fixture(autouse=True)
def fresh_caches() -> Iterator[None]:
    """A rolled-back test leaves its ids to the next one."""
    queries.forget()
    yield
    queries.forget()


@pytest.fixture(autouse=True)
def from_nothing(request: pytest.FixtureRequest) -> None:
    """Tests with a database begin without the bureau that the session has loaded."""
    if request.node.get_closest_marker("django_db"):
        request.getfixturevalue("empty_bureau")
