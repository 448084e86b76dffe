"""待归档、待报送: the lamp on the dashboard is the register's, by the numbers of the day of the refusal (01-06)."""

import datetime as dt

import pytest

from banshi.institutions.refusals.models import Refusal
from banshi.institutions.refusals.queries import dated
from banshi.institutions.refusals.queries.register import days_of
from banshi.kernel.clocks.lamps import Lamp
from banshi.kernel.clocks.shades import shaded
from banshi.kernel.regulations import registry
from banshi.kernel.regulations.registry import Value
from banshi.lib import clock
from banshi.workflows.decision import Ruling, decide
from tests.factories.cases import grounds

pytestmark = pytest.mark.django_db
AMENDED = dt.date(2026, 11, 16)


@pytest.fixture
def stricter(monkeypatch):
    """From 16 November on a refusal is amber after one working day and red after two."""
    found = dict(registry.parameters())
    for name, value in (("file_amber_working_days", 1), ("file_red_working_days", 2)):
        found["01-06", name] = (*found["01-06", name], Value(AMENDED, value, "bureau"))
    monkeypatch.setattr(registry, "parameters", lambda: found)


def shade_by_register(refused_on, today):
    """As the register warns: the first day of red, of amber."""
    amber, red = days_of(refused_on)
    return Lamp.RED if today >= red else Lamp.AMBER if today >= amber else Lamp.GREEN


def test_number_and_register_agree_on_both_sides_of_an_amendment(stricter, accepted_case, cast, at):
    case_id = accepted_case()
    decide(
        case_id=case_id,
        version=None,
        ruling=Ruling(granted=False, grounds=grounds()),
        actor=cast.actor("李强"),
    )
    row = Refusal.objects.get()
    today = clock.today()
    seen = set()
    for back in range(15):
        day = today - dt.timedelta(days=back)
        Refusal.objects.update(refused_at=dt.datetime.combine(day, dt.time(11), clock.BEIJING))
        (found,) = shaded(dated._waiting(), dated._shades()).order_by("id")
        expected = shade_by_register(day, today)
        assert (day, found.shade) == (day, expected)
        seen.add((day < AMENDED, expected))
    assert {(False, Lamp.RED), (True, Lamp.RED), (False, Lamp.GREEN)} <= seen
    assert row.to_be_filed
