"""What every test stands on: a still clock, files of its own, strict weather.

Markers and fixtures: `@pytest.mark.at("2026-09-28")` holds the clock elsewhere, `@pytest.mark.at(None)`
lets it run; the fixture `at` moves it inside a test: `with at("2026-10-09 09:30"): ...`.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
import xdist
from django.conf import settings
from django.test import override_settings
from django.utils import translation

from banshi.kernel.regulations import amended
from banshi.lib import clock
from tests import scheduling, weather

pytest_plugins = (
    "tests.people",
    "tests.scenarios.steps.agents",
    "tests.scenarios.steps.amendments",
    "tests.scenarios.steps.appointments",
    "tests.scenarios.steps.appraisal",
    "tests.scenarios.steps.cases",
    "tests.scenarios.steps.extended_hours",
    "tests.scenarios.steps.failing",
    "tests.scenarios.steps.first_contact",
    "tests.scenarios.steps.guidance",
    "tests.scenarios.steps.one_time_notice",
    "tests.scenarios.steps.refusals",
    "tests.scenarios.steps.time_limits",
    "tests.scenarios.steps.provisional_acceptance",
    "tests.scenarios.steps.matters",
    "tests.scenarios.steps.conduct",
    "tests.scenarios.steps.complaints",
    "tests.scenarios.steps.accountability",
    "tests.scenarios.steps.supervision",
    "tests.scenarios.steps.dashboard",
)

# A Monday; no holiday near, and the calendar for 2027 is not published yet.
MOMENT = "2026-11-23T10:00"
ARTICLE_TAG = re.compile(r"\d{2}-\d{2}(-\d){0,2}")


def pytest_configure(config: pytest.Config) -> None:
    """Declare the marker that this file reads."""
    config.addinivalue_line(
        "markers", "at(moment): the Beijing time at which the test happens; None lets it run"
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Files of pure tests are left out where these are not asked for."""
    return True if scheduling.left_out(collection_path, config.option.markexpr) else None


@pytest.hookimpl(wrapper=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Pages are read once; long tests begin, everything else stays in its random order."""
    scheduling.pages_once(items)
    yield
    scheduling.longest_first(items)


def pytest_xdist_make_scheduler(config: pytest.Config, log: xdist.remote.Producer) -> scheduling.Together:
    """Our own way of giving tests to the workers."""
    return scheduling.Together(config, log)


def pytest_bdd_apply_tag(tag: str, function: object) -> bool | None:
    """Article ids tag scenarios for the reader and the citation test; they are no pytest markers."""
    return True if ARTICLE_TAG.fullmatch(tag) else None


@pytest.fixture(scope="session", autouse=True)
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Own files, a quick password hash, and the traps of `tests/weather.py`, for the whole session."""
    data = tmp_path_factory.mktemp("data")
    static = data / "static"
    static.mkdir()
    files = settings.STORAGES["default"] | {"OPTIONS": {"location": data / "files"}}
    weather.fail_on_unknown_template_variables()
    with (
        override_settings(
            BANSHI_DATA=data,
            STATIC_ROOT=static,
            STORAGES=settings.STORAGES | {"default": files},
            PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
        ),
        weather.ordered_slices(),
        weather.ledger_may_be_emptied(),
    ):
        yield


@pytest.fixture(scope="session")
def django_db_use_migrations() -> bool:
    """Tables come from the models, in seconds. The migrations are tried by `tests/config/test_upgrade.py` and
    `test_demo.py`; that both lead to the same tables is a question of `make check`."""
    return False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, django_db_modify_db_settings_parallel_suffix: None
) -> None:
    """SQLite: a file, as in a bureau (in memory, threads would share locks), that hands back rows in reverse
    where a query asks for no order."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")
        options = database["OPTIONS"]
        options["init_command"] += "PRAGMA synchronous=OFF; PRAGMA reverse_unordered_selects=ON;"


@pytest.fixture
def at() -> Callable[..., AbstractContextManager[object]]:
    """Hold the clock at another moment: `with at("2026-09-28"): ...` (a bare date means 10:00)."""
    return clock.frozen


@pytest.fixture(autouse=True)
def still_clock(request: pytest.FixtureRequest) -> Iterator[None]:
    """The clock stands at `MOMENT`, or where the marker `at` says."""
    marker = request.node.get_closest_marker("at")
    moment = marker.args[0] if marker else MOMENT
    if moment is None:
        yield
        return
    with clock.frozen(moment):
        yield


@pytest.fixture(autouse=True)
def own_numbers() -> Iterator[None]:
    """No test sees the numbers of the regulation that another one amended."""
    yield
    amended.forget()


@pytest.fixture(autouse=True)
def own_language() -> Iterator[None]:
    """Each test begins in Chinese: a page read in English before would leave its language to the thread."""
    with translation.override(settings.LANGUAGE_CODE):
        yield
