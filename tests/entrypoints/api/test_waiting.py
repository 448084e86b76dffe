"""Too much at once, and a house whose database is away: the document says both, and when to come back."""

import pytest
from django.db import OperationalError

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_whoever_asks_too_often_is_told_when_to_come_back(system, settings, monkeypatch):
    settings.RATE_LIMITS = True
    monkeypatch.setattr("banshi.entrypoints.api.throttling.must_wait", lambda rate, who: 60)
    answer = system().get("/items")
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) >= 60


def test_while_the_database_is_away_a_system_is_told_to_come_back(system, monkeypatch):
    def away(*_given, **_more):
        raise OperationalError

    monkeypatch.setattr("banshi.entrypoints.api.v1.items.published", away)
    answer = system().get("/items")
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
