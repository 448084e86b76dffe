"""The named cast: who works in the bureau of the tests, and who comes to it.

`pytest_plugins = ("tests.people",)` in the top conftest makes the fixtures known everywhere:

    def test_a_head_assigns(cast, accepted_case):
        case_id = accepted_case()                                   # 张伟 applies, 王芳 accepts
        assign(case_id=case_id, version=None, handler_id=cast.staff_id("李强"), actor=cast.actor("赵敏"))
"""

import datetime as dt
import json
from collections.abc import Callable
from functools import partial

import pytest
from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import DjangoDbBlocker

from banshi.config.demo.people import Colleague, found_sections, hire
from banshi.kernel.catalogue import actions as catalogue
from banshi.kernel.catalogue import queries as in_catalogue
from banshi.kernel.catalogue.bundled import load_bundled
from banshi.kernel.catalogue.models import Item, ItemVersion, Revision
from banshi.kernel.catalogue.parsing import Parsed
from banshi.kernel.ledger import guard
from banshi.kernel.ledger.acts import CITIZEN, Actor
from banshi.kernel.organisation.models import Post, Section, Staff
from banshi.kernel.organisation.people import actor_for
from banshi.kernel.workdays import actions as workdays
from banshi.kernel.workdays import queries as in_calendar
from banshi.kernel.workdays.models import CalendarDay, CalendarYear
from banshi.lib import clock
from tests.factories import cases
from tests.factories.citizens import CITIZENS
from tests.factories.hall import Hall, open_hall

__all__ = [
    "CITIZENS",
    "COLLEAGUES",
    "PASSWORD",
    "Cast",
    "accepted_case",
    "actor",
    "cast",
    "hall",
    "received_case",
]

PASSWORD = "a password for tests"
# The calendar of the bureau as it stands before every test; whoever asks for it looks first whether it still does.
PRISTINE: dict[str, object] = {}
CATALOGUE_SINCE = dt.date(2025, 1, 1)

COLLEAGUES = (
    Colleague("wangfang", "王芳", "Wang Fang", "SPK", (("clerk", "SPK"),)),
    Colleague("liqiang", "李强", "Li Qiang", "SHZZ", (("handler", "SHZZ"),)),
    Colleague("zhaomin", "赵敏", "Zhao Min", "SHZZ", (("head", "SHZZ"),)),
    Colleague("hejing", "何静", "He Jing", "SHJZ", (("handler", "SHJZ"),)),
    Colleague("fengtao", "冯涛", "Feng Tao", "SHJZ", (("head", "SHJZ"),)),
    Colleague("chenju", "陈局", "Chen Ju", "BGS", (("leader", "BGS"),)),
    Colleague("sunli", "孙丽", "Sun Li", "SPK", (("approvals", "SPK"),)),
    Colleague("zhouming", "周明", "Zhou Ming", "BGS", (("administrator", "BGS"),)),
    Colleague("yanshou", "严守", "Yan Shou", "BGS", (("security", "BGS"),)),
    Colleague("suming", "苏鸣", "Su Ming", "BGS", (("audit", "BGS"),)),
    Colleague("wudao", "吴导", "Wu Dao", "ZXT", (("guide", "ZXT"),)),
    Colleague("jianglian", "蒋廉", "Jiang Lian", "RSK", (("supervisor", "RSK"),)),
    Colleague("shenyuan", "沈远", "Shen Yuan", "BGS", (("office", "BGS"),)),
    Colleague("luping", "陆平", "Lu Ping", "BGS", (("head", "BGS"),)),
    Colleague("pengyan", "彭燕", "Peng Yan", "RSK", (("party_office", "RSK"),)),
    Colleague("gongshu", "龚书", "Gong Shu", "BGS", (("party_secretary", "BGS"),)),
)


class Cast:
    """The people of the test bureau by their Chinese names, and its sections by code."""

    def __init__(self, sections: dict[str, int], staff: dict[str, Staff]) -> None:
        self.sections = sections
        self._staff = {one.name_zh: one for one in staff.values()}

    def staff(self, name: str) -> Staff:
        """The account of a colleague, for logging in."""
        return self._staff[name]

    def staff_id(self, name: str) -> int:
        """The id of a colleague."""
        return self._staff[name].pk

    def actor(self, name: str) -> Actor:
        """The actor a colleague is at this moment; everybody else acts as a citizen."""
        return actor_for(self._staff[name]) if name in self._staff else CITIZEN


@pytest.fixture
def cast(db: None) -> Cast:
    """Sections, staff with posts, the calendar of 2023 to 2026, and the 32 items, in the test database.

    They are loaded once for the session (`django_db_setup`); after a transactional test has emptied the
    tables, the next one loads them again.
    """
    in_calendar.forget()
    in_calendar._shelf.update(PRISTINE)
    in_catalogue.forget()
    if not Section.objects.exists():
        populate()
    sections = dict(Section.objects.values_list("code", "pk"))
    return Cast(sections, {one.username: one for one in Staff.objects.order_by("pk")})


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The test database with the bureau in it; what never changes in it is read once for all tests."""
    in_catalogue.parse_item = once_for_each(in_catalogue.parse_item)
    with django_db_blocker.unblock(), clock.frozen("2026-01-01"):
        as_if_migrated()
        populate()
        in_calendar.table()
        PRISTINE.update(in_calendar._shelf)


def once_for_each(parse: Callable[[object], Parsed]) -> Callable[[object], Parsed]:
    """The same answer for the same words: every test begins with the same 32 items."""
    known: dict[str, Parsed] = {}

    def parsed(data: object) -> Parsed:
        words = json.dumps(data, ensure_ascii=False)
        if words not in known:
            known[words] = parse(data)
        return known[words]

    return parsed


def as_if_migrated() -> None:
    """Give tables that were made from the models what migrations leave besides: the guards, and their names."""
    guard.install(connection, guard.TABLES)
    settings.MIGRATION_MODULES = {}
    recorder = MigrationRecorder(connection)
    recorder.ensure_schema()
    for app, name in sorted(MigrationLoader(connection).disk_migrations):
        recorder.record_applied(app, name)


def populate() -> None:
    """Load the bureau: people, calendar, catalogue."""
    in_calendar.forget()
    in_catalogue.forget()
    found_sections()
    hire(COLLEAGUES, password=PASSWORD)
    workdays.load_bundled(actor_ref="system")
    catalogue.import_catalogue(rows=load_bundled(), effective_from=CATALOGUE_SINCE, actor_ref="system")


@pytest.fixture
def actor(cast: Cast) -> Callable[[str], Actor]:
    """`actor("王芳")` is the actor a colleague is at this moment."""
    return cast.actor


@pytest.fixture
def received_case(cast: Cast) -> Callable[..., int]:
    """`received_case("刘桂兰", missing=(2,))` takes in an application; see `tests/factories/cases.py`."""
    return partial(cases.received_case, cast.actor("王芳"))


@pytest.fixture
def accepted_case(cast: Cast) -> Callable[..., int]:
    """`accepted_case()` receives and accepts a complete application; see `tests/factories/cases.py`."""
    return partial(cases.accepted_case, cast.actor("王芳"))


@pytest.fixture
def hall(cast: Cast) -> Hall:
    """The hall with its queues and windows; see `tests/factories/hall.py`."""
    return open_hall(cast)


@pytest.fixture
def empty_bureau(db: None) -> None:
    """A database without people, calendar and catalogue."""
    empty()


def empty() -> None:
    """Remove what every test begins with."""
    for model in (Post, Staff, Section, ItemVersion, Item, Revision, CalendarDay, CalendarYear):
        model.objects.all().delete()
    in_calendar.forget()
    in_catalogue.forget()
