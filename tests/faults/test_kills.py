"""A few kills on the database of the tests; the long siege, with database and worker, is `make soak ARGS=faults`."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

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
    name = connection.settings_dict["NAME"]
    url = f"sqlite:///{name}"
    if connection.vendor == "postgresql":
        url = urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()
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
