"""Kept for a moment, then asked again; never kept longer than the setting says."""

import pytest

from banshi.kernel.organisation.recent import recent
from banshi.lib import clock

pytestmark = pytest.mark.pure


@pytest.fixture
def asked(monkeypatch):
    """A question that counts how often it is really asked, and a hand that moves the seconds."""
    seconds = [0.0]
    monkeypatch.setattr(clock, "ticking", lambda: seconds[0])
    calls = []

    @recent
    def question(name, *, year=2026):
        calls.append((name, year))
        return len(calls)

    return question, seconds, calls


def test_the_same_question_within_the_while_is_asked_once(asked, settings):
    settings.BANSHI_REMEMBER_SECONDS = 1
    question, seconds, calls = asked
    assert [question("a"), question("a"), question("b"), question("a", year=2027)] == [1, 1, 2, 3]
    seconds[0] = 0.99
    assert question("a") == 1
    seconds[0] = 1.0
    assert question("a") == 4
    assert len(calls) == 4


def test_without_a_while_every_question_is_asked(asked, settings):
    settings.BANSHI_REMEMBER_SECONDS = 0
    question, _seconds, calls = asked
    question("a")
    question("a")
    assert len(calls) == 2
