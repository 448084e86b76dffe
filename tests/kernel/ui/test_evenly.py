"""A "there is none" to whoever is known takes one beat, however long it took; nothing else is held back."""

import time

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from banshi.kernel.ui.evenly import EvenMiddleware
from banshi.lib import clock

pytestmark = pytest.mark.pure


@pytest.fixture
def held_back(settings, monkeypatch):
    """Seconds that an answer is held back which took so long to make."""
    settings.EVEN_SECONDS, waited, now = 0.1, [], [0.0]
    monkeypatch.setattr(time, "sleep", waited.append)
    monkeypatch.setattr(clock, "ticking", lambda: now[0])

    def ask(took, status=404, *known):
        def view(_request):
            now[0] += took
            return HttpResponse(status=status)

        request = RequestFactory().get("/desk/cases/1/")
        for name in known:
            setattr(request, name, object())
        waited.clear()
        EvenMiddleware(view)(request)
        return sum(waited)

    return ask


@pytest.mark.parametrize("known", ["actor", "caller"])
@pytest.mark.parametrize("took", [0.0, 0.003, 0.004, 0.06, 0.0999])
def test_there_is_none_and_you_may_not_leave_at_the_same_time(took, known, held_back):
    assert took + held_back(took, 404, known) == pytest.approx(0.1)


def test_nothing_else_is_held_back(held_back, settings):
    assert held_back(0.01, 200, "actor") == held_back(0.01, 403, "actor") == held_back(0.01) == 0
    settings.EVEN_SECONDS = 0.0
    assert held_back(0.01, 404, "actor") == 0
