"""A few kills on the database of the tests; the long siege, with database and worker, is `make soak ARGS=faults`."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection

from banshi.lib import clock
from tests.faults.assault import Siege
from tests.faults.house import MOMENT, House

KILLS = 4


@pytest.fixture
def built(tmp_path: Path, cast: object) -> Iterator[House]:
    """Processes of their own on the database of the tests."""
    (tmp_path / "data").mkdir()
    found = connection.settings_dict
    url = f"sqlite:///{found['NAME']}"
    if connection.vendor == "postgresql":
        host = found["HOST"]
        at = f"?host={quote(host, safe='')}" if host.startswith("/") else ""
        login = quote(found["USER"]) + (f":{quote(found['PASSWORD'])}" if found["PASSWORD"] else "")
        where = "" if at else f"{host}:{found['PORT'] or 5432}"
        url = f"postgresql://{login}@{where}/{found['NAME']}{at}"
    house = House(url, tmp_path)
    yield house
    house.close()


@pytest.mark.django_db(transaction=True)
@pytest.mark.at(MOMENT)
def test_web_workers_killed_under_load_lose_and_double_nothing(built):
    report = Siege(built, seed=7, clients=3).skirmish(KILLS)
    assert report.wrong == []
    assert report.kills["web"] == KILLS
    assert report.acknowledged > KILLS
    assert clock.now() == clock.parse(MOMENT)
