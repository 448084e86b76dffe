"""A clock that was moved and runs faster: processes told the same agree."""

import datetime as dt

import pytest

from banshi.lib import clock

pytestmark = [pytest.mark.pure, pytest.mark.at(None)]
MORNING = clock.parse("2026-11-25T08:00")


@pytest.fixture(autouse=True)
def own_clock(monkeypatch):
    """A real clock that stands at second 1000, and is put back afterwards."""
    for name in ("_begun", "_since", "_pace"):
        monkeypatch.setattr(clock, name, getattr(clock, name))
    seconds = [1000.0]
    monkeypatch.setattr(clock.time, "time", lambda: seconds[0])
    return seconds


def test_time_runs_on_from_the_moment_at_its_pace(own_clock):
    since = clock.start_at(MORNING, pace=60)
    own_clock[0] += 30
    assert clock.now() == MORNING + dt.timedelta(minutes=30)
    assert clock.real_seconds_until(MORNING + dt.timedelta(hours=1)) == 30
    assert clock.real_seconds_until(MORNING) == 0
    assert since == 1000.0


def test_who_starts_later_with_the_same_second_tells_the_same_time(own_clock):
    own_clock[0] += 45
    clock.start_at(MORNING, pace=60, since=1000.0)
    assert clock.now() == MORNING + dt.timedelta(minutes=45)


def test_unmoved_it_is_the_real_time(own_clock):
    clock._begun, clock._since, clock._pace = 0.0, 0.0, 1.0
    assert clock.now().timestamp() == 1000.0
