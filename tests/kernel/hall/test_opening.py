"""When a number may be taken (02-02): to the second."""

import datetime as dt

import pytest

from banshi.kernel.hall.opening import may_arrive
from banshi.lib import clock

pytestmark = pytest.mark.pure
HOURS = ((dt.time(9), dt.time(12)), (dt.time(13, 30), dt.time(17)))


@pytest.mark.parametrize(
    ("moment", "works", "allowed"),
    [
        ("07:59:59", True, False),
        ("08:00:00", True, True),
        ("12:30:00", True, True),
        ("16:59:59", True, True),
        ("17:00:00", True, False),
        ("10:00:00", False, False),
    ],
)
def test_numbers_are_given_from_an_hour_before_opening_until_closing(moment, works, allowed):
    now = clock.parse(f"2026-11-23T{moment}")
    decision = may_arrive(now, works=works, hours=HOURS)
    assert decision.allowed is allowed
    assert allowed or decision.reasons[0].articles == ("02-02",)
